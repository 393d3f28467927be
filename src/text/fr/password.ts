import type { password as english } from '../en/password.js';
import type { Wording } from '../wording.js';

/** The page behind CHANGE PASSWORD, in French. */
export const password: Wording<typeof english> = {
  formTitle: (user) => `Nouveau mot de passe pour ${user}`,
  fields: {
    old: 'Ancien mot de passe',
    new: 'Nouveau mot de passe',
    again: 'Nouveau mot de passe, encore une fois',
  },
  refused: 'Le mot de passe n’a pas été changé',
  refusals: {
    old: 'L’ancien mot de passe n’est pas le bon.',
    again: 'Le nouveau mot de passe n’a pas été saisi deux fois de la même façon.',
    same: 'Le nouveau mot de passe est l’ancien.',
    empty: 'Le nouveau mot de passe est vide.',
    short: 'Le nouveau mot de passe a moins de 10 caractères.',
    long: 'Le nouveau mot de passe dépasse 72 octets, et rien n’en lirait la suite. Une lettre accentuée prend deux octets ou plus.',
    control_character:
      'Le nouveau mot de passe contient un caractère de contrôle, que les navigateurs ne peuvent envoyer.',
    user_name: 'Le nouveau mot de passe contient le nom de l’utilisateur.',
    monotonous: 'Le nouveau mot de passe a moins de 5 caractères différents.',
  },
  changed: 'Le mot de passe a été changé.',
  reads: {
    8: 'Le fichier des mots de passe garde le vôtre sous sa forme la plus ancienne (DES), dont seuls comptent les 8 premiers caractères : quoi que vous tapiez derrière, vous entrez. Un changement y met fin.',
    72: 'D’un mot de passe, les 72 premiers octets comptent ; c’est pourquoi un plus long n’est pas accepté.',
  },
  weakHash:
    'Qui mettrait la main sur le fichier des mots de passe aurait vite le vôtre, à cause de la forme ancienne sous laquelle il est gardé. Un changement la remplace par bcrypt.',
  roles: {
    admin: 'Votre rôle est admin : vous pouvez tout voir et tout modifier.',
    viewer:
      'Votre rôle est viewer : vous pouvez tout regarder et ne rien modifier, sauf votre propre mot de passe.',
  },
  effect:
    'Le changement prend effet immédiatement : votre navigateur vous demandera le nouveau mot de passe au prochain clic.',
  adviceTitle: 'CHOISIR UN MOT DE PASSE',
  advice: [
    'Au moins 10 caractères ; une phrase se retient mieux qu’un fouillis.',
    'Pas de nom propre, pas de sigle, pas de mot du dictionnaire seul, dans aucune langue.',
    'Pas un mot de passe qui sert ailleurs.',
    'Ne le laissez jamais en clair, ni dans un fichier ni à côté de l’écran. La console elle-même n’en garde qu’une empreinte.',
    'Ce qui est saisi ici traverse le réseau : sans TLS, changez-le sur le routeur lui-même.',
  ],
  title: 'MOT DE PASSE OUBLIÉ',
  how: 'L’administrateur définit un mot de passe sur cette machine, dans le dossier de la console, avec cette commande ; l’ancien n’est pas demandé :',
  example: 'Elle demande deux fois, et rien ne s’affiche pendant la saisie :',
};
