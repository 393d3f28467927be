import type { conflict as enConflict } from '../en/conflict.js';
import type { Wording } from '../wording.js';

const who = (user: string | undefined) => (user === undefined ? 'en dehors de la console' : `par ${user}`);

/** Two people changed the same: what the second one is shown, and asked, in French. */
export const conflict: Wording<typeof enConflict> = {
  title: 'Quelqu’un d’autre a modifié ceci entre-temps',
  lead: 'Rien n’a été enregistré. Choisissez à chaque ligne laquelle des deux valeurs est enregistrée ; les champs qui ne figurent pas ici sont identiques.',
  leadOpen: 'Rien n’est encore enregistré : choisissez l’une des deux valeurs à chaque ligne.',
  leadSame:
    'Votre formulaire dit à présent la même chose que le fichier, dans chaque champ : il n’y a plus rien à choisir.',
  by: {
    changed: (user, at) => `Modifié ${who(user)}, le ${at}.`,
    deleted: (user, at) => `Supprimé ${who(user)}, le ${at}.`,
  },
  bringBack:
    'BRING BACK le remet dans le fichier tel qu’il était à l’ouverture, avec ce que vous avez saisi.',
  bringBackAsItWas:
    'Ce que vous avez saisi contient des erreurs : BRING BACK le remet dans le fichier tel qu’il était à l’ouverture, sans cela.',
  gloss: { bringBack: 'remettre' },
  baseUnknown:
    'Ce dont votre formulaire est issu n’est plus conservé : on ne peut pas dire qui de vous deux a modifié un champ.',
  field: 'Champ',
  was: 'À l’ouverture',
  theirs: 'Dans le fichier à présent',
  mine: 'Dans votre formulaire',
  open: 'à choisir',
  blank: '(vide)',
  ticked: 'coché',
  notTicked: 'non coché',
  keep: 'ACCEPT enregistre ce qui est choisi. CANCEL laisse le fichier tel que l’autre personne l’a enregistré.',
};
