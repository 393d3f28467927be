import type { engineLog as english } from '../en/engine-log.js';
import type { Wording } from '../wording.js';

/** La page des processus et du journal du moteur. */
export const engineLog: Wording<typeof english> = {
  lead: 'Ce que fait le moteur d’un routeur : ses processus et les dernières lignes de son journal. Regarder ne change rien.',
  routers: 'Routeurs',
  sides: { here: 'Ce routeur', other: 'L’autre routeur' },
  gloss: { processes: 'processus', log: 'journal' },
  columns: {
    pid: 'PID',
    state: 'État',
    age: 'Âge',
    cpu: 'Temps\u00a0de\u00a0calcul',
    user: 'Utilisateur',
    command: 'Commande',
  },
  states: {
    R: 'en cours',
    S: 'en sommeil',
    D: 'attend un périphérique',
    I: 'inactif',
    T: 'suspendu',
    t: 'suspendu par un débogueur',
    Z: 'terminé, pas encore constaté',
  },
  more: (count) => (count === 1 ? '1 autre tourne.' : `${count} autres tournent.`),
  from: (from, lines) =>
    lines === 1 ? `La dernière ligne de ${from}.` : `Les ${lines} dernières lignes de ${from}.`,
  none: 'Aucune ligne du moteur n’a été trouvée. Si le moteur écrit dans un fichier à lui, les réglages du programme du routeur le nomment par engineLog. On a regardé :',
  place: (from, found) => `${from} : ${found}`,
  nothing: 'aucune ligne du moteur',
  readAt: 'Lu sur ce routeur-là :',
  anew: 'Lire à nouveau',
};
