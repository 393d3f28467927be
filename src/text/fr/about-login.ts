import type { aboutLogin as english } from '../en/about-login.js';
import type { Wording } from '../wording.js';

/** The page about logging in, in French. */
export const aboutLogin: Wording<typeof english> = {
  sections: [
    {
      title: 'LA PREMIÈRE FOIS',
      paragraphs: [
        'Le nom d’utilisateur est piranha. Au premier démarrage dans un terminal, la console tire un mot de passe au hasard, l’y affiche une seule fois et n’en garde que l’empreinte. Il n’existe aucun mot de passe par défaut.',
        'Le mot de passe n’a pas été noté, ou la console a été démarrée par le système ? Définissez-en un vous-même, dans le dossier de la console sur cette machine :',
      ],
      showsCommand: true,
      after: [
        'La commande demande deux fois le nouveau mot de passe, qui prend effet aussitôt : inutile de redémarrer la console.',
      ],
    },
    {
      title: 'QUE FAIRE',
      paragraphs: [
        'Pressez Login sur la page d’accueil. Le navigateur demande alors le nom d’utilisateur et le mot de passe, et les garde jusqu’à sa fermeture : il n’y a pas de bouton de déconnexion. Sur une machine qui n’est pas la vôtre, fermez toutes les fenêtres du navigateur quand vous avez terminé.',
      ],
      showsCommand: false,
      after: [],
    },
    {
      title: 'SI CELA NE MARCHE PAS',
      paragraphs: [
        'Le navigateur redemande sans cesse : le mot de passe est faux ou a été changé. Les majuscules comptent.',
        'Le navigateur ne se connecte pas : la console n’est pas démarrée, ou le port manque dans l’adresse. C’est en général 3636, comme dans http://localhost:3636.',
        'Nom d’hôte inconnu : la console ne répond qu’aux noms et adresses qu’elle reconnaît comme siens. Utilisez son adresse, ou ajoutez le nom à la liste « hosts » du fichier de réglages.',
        'Cela marche sur la machine elle-même mais pas depuis une autre : par défaut la console n’écoute que sa propre machine, car les mots de passe et les pages traversent le réseau en clair.',
      ],
      showsCommand: false,
      after: [],
    },
  ],
};
