import type { welcome as english } from '../en/welcome.js';
import type { Wording } from '../wording.js';

/** The welcome page, in French. */
export const welcome: Wording<typeof english> = {
  title: 'Bienvenue dans LVS Console',
  tagline: 'Outil web de configuration de Linux Virtual Server',
  loginRequired: 'Vous devez vous connecter pour utiliser les fonctions de cet outil.',
  helpOnLogin: 'Aide à la connexion',
  noPassword:
    'Personne ne peut encore se connecter : aucun mot de passe n’est défini. Sur cette machine, dans le dossier de la console, saisissez',
  whatItDoes:
    'LVS Console modifie lvs.cf, le fichier qui décrit une paire de routeurs répartiteurs de charge, les services qu’ils offrent et les serveurs placés derrière eux.',
};
