import type { globalSettings as english } from '../en/global-settings.js';
import type { Wording } from '../wording.js';

/** The panel GLOBAL SETTINGS, in French. */
export const globalSettings: Wording<typeof english> = {
  gloss: { environment: 'Environnement', filter: 'Filtre de paquets et retransmission' },
  accept: '-- Cliquez ici pour appliquer les modifications de cette page',
  natOnly: 'Avec NAT seulement',
  natKept: 'Un autre type de réseau n’utilise pas ces trois champs ; leurs valeurs restent dans le fichier.',
  filter: {
    lead: 'Ce dont un routeur a besoin à côté du moteur. Ces réglages sont des lignes de commentaire de lvs.cf, pour que les deux routeurs les aient ; chacun met en place pour lui-même, à l’APPLY, ce que dit son fichier. Ce qui est à No reste l’affaire du routeur.',
    rulesTitle: 'Les règles des marques de pare-feu, ligne par ligne',
    rulesLead:
      'Avec Yes, telles qu’iptables-restore les reçoit d’après le fichier enregistré à présent ; --noflush laisse toutes les autres règles en paix. Un paquet reçoit la marque de la dernière règle qui lui convient, et aucune dès que RETURN lui convient.',
    shown: 'Les règles, ligne par ligne',
    noMarks: 'Aucun serveur virtuel actif n’a de marque de pare-feu : il n’y a pas de règles à faire.',
  },
};
