import type { keys as english } from '../en/keys.js';
import type { Wording } from '../wording.js';

/** Keyboard shortcuts, as HELP lists them, in French. */
export const keys: Wording<typeof english> = {
  title: 'Raccourcis clavier',
  lead: 'Dans un navigateur avec scripts, ces touches font ce que fait un clic. Pendant que vous saisissez du texte dans un champ, ce sont des lettres et rien d’autre. Deux touches se pressent l’une après l’autre.',
  key: 'Touches',
  what: 'Effet',
  andThen: 'puis',
  does: {
    jump: 'La case « Aller à » : un nom, une adresse, un port, une marque, un panneau ou un champ',
    list: 'Cette liste',
    next: 'Choisir la ligne suivante de la liste',
    previous: 'Choisir la ligne précédente de la liste',
    press: '(le bouton)',
  },
  off: 'Désactiver les raccourcis',
  on: 'Activer les raccourcis',
  close: 'Fermer',
};
