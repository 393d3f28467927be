import type { redundancy as english } from '../en/redundancy.js';
import type { Wording } from '../wording.js';

const every = (seconds: number) => (seconds === 1 ? 'chaque seconde' : `toutes les ${seconds} secondes`);

/** The panel REDUNDANCY, in French. */
export const redundancy: Wording<typeof english> = {
  gloss: {
    enable: 'activer',
    disable: 'désactiver',
    reset: 'valeurs par défaut',
    cancel: 'annuler',
  },
  accept: '-- Cliquez ici pour appliquer les modifications de cette page',
  connection: '-- Pour envoyer lvs.cf à ce routeur avec PUSH',
  inactive: 'Aucun routeur de secours ne se tient prêt. ENABLE ouvre les champs et n’enregistre encore rien.',
  enabling: 'Rien n’est encore enregistré : ACCEPT enregistre ces valeurs et active le routeur de secours.',
  resetting:
    'Voici les valeurs par défaut. Rien n’est encore enregistré : ACCEPT les enregistre ; l’onglet REDUNDANCY fait revenir celles du fichier.',
  privateHint:
    'Pour un second chemin des battements de cœur, remplissez d’abord Primary server private IP dans GLOBAL SETTINGS et validez par ACCEPT. Redundant server private IP apparaît alors ici.',
  privateLink: 'Ouvrir GLOBAL SETTINGS',
  shared: {
    title: 'Commun aux deux routeurs',
    lead: 'L’outil d’origine n’avait pas ces champs, et keepalived s’en sert. Ils sont conservés dans des lignes de commentaire de lvs.cf et parviennent donc à l’autre routeur avec le fichier.',
  },
  outcome: ({ interval, missed, deadtime }) => {
    const seconds = interval * missed;
    const text = `En pratique : un battement de cœur ${every(interval)}, et la relève après ${missed} battements manquants, soit ${seconds} secondes de silence.`;
    if (seconds === deadtime) return text;
    return `${text} keepalived compte des battements entiers, deux au moins ; pulse attend exactement ${deadtime} secondes.`;
  },
  disable: {
    title: 'Désactiver le routeur de secours ?',
    lead: (backup) =>
      backup === undefined
        ? 'Aucun routeur ne se tient plus prêt : si le routeur primaire tombe en panne, personne ne prend la relève.'
        : `Le routeur de secours ${backup} ne se tient plus prêt : si le routeur primaire tombe en panne, personne ne prend la relève.`,
    effects: [
      'C’est enregistré immédiatement. Chaque routeur en tient compte dès que son moteur démarre avec le nouveau fichier ; sur le routeur de secours, pulse note alors dans son journal qu’il est marqué inactif, puis s’arrête.',
      'Les autres valeurs de ce panneau restent dans le fichier, et ENABLE les fait revenir.',
    ],
  },
};
