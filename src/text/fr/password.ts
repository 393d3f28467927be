import type { password as english } from '../en/password.js';
import type { Wording } from '../wording.js';

/** The page behind CHANGE PASSWORD, in French. */
export const password: Wording<typeof english> = {
  title: 'CHANGER LE MOT DE PASSE DE LVS CONSOLE',
  how: (user) =>
    `Vous êtes connecté en tant que ${user}. L’administrateur change le mot de passe sur cette machine, dans le dossier de la console, avec cette commande :`,
  example: 'Elle demande deux fois, et rien ne s’affiche pendant la saisie :',
  effect:
    'Le changement prend effet immédiatement : votre navigateur vous demandera le nouveau mot de passe au prochain clic.',
  adviceTitle: 'CHOISIR UN MOT DE PASSE',
  advice: [
    'Au moins 10 caractères ; une phrase se retient mieux qu’un fouillis.',
    'Pas de nom propre, pas de sigle, pas de mot du dictionnaire seul, dans aucune langue.',
    'Pas un mot de passe qui sert ailleurs.',
    'Ne le laissez jamais en clair, ni dans un fichier ni à côté de l’écran. La console elle-même n’en garde qu’une empreinte.',
  ],
  why: 'Il n’y a exprès aucun formulaire ici : un mot de passe ne traverse jamais le réseau pour être changé, et celui qui trouve un navigateur ouvert ne peut pas vous mettre à la porte.',
};
