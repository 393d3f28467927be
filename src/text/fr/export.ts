import type { exporting as english } from '../en/export.js';
import type { Wording } from '../wording.js';

/** La page qui donne la configuration sous la forme des fichiers d’autres outils. */
export const exporting: Wording<typeof english> = {
  lead: 'Cette configuration sous la forme des fichiers d’autres outils : à lire, à copier ou à télécharger. À côté de chaque fichier figure ce qu’il ne sait pas dire. Rien n’est modifié ici.',
  whole:
    'La console entière, avec ses versions, ses réglages et ses utilisateurs, s’emporte par une commande sur cette machine : lvs-console export.',
  hint: '-- Prendre cette configuration sous forme de fichiers de keepalived, d’ipvsadm, de Heartbeat ou de l’outil d’origine',
  fromImport: 'Dans l’autre sens, sous forme de fichiers d’autres outils :',
  toolsNavigation: 'Pour quel outil',
  tools: {
    keepalived: 'keepalived',
    ipvsadm: 'ipvsadm seul',
    heartbeat: 'Heartbeat',
    original: 'l’outil d’origine',
  },
  about: {
    keepalived:
      'Pour un routeur où tourne keepalived, ou pour le lire. Là où LVS Console tourne, APPLY met le fichier en place, et il n’y a rien à faire à la main.',
    ipvsadm:
      'Pour un seul routeur sans keepalived : la table est chargée telle quelle, personne ne vérifie les serveurs réels et personne ne prend le relais.',
    heartbeat:
      'Pour une paire de routeurs avec Heartbeat, comme avant keepalived : les adresses se déplacent, et la table avec elles.',
    original: 'Pour un routeur où tournent pulse, lvsd et nanny, ou pour l’outil d’origine lui-même.',
  },
  find: {
    role: 'Pour quel routeur',
    primary: 'Nom du routeur primaire',
    backup: 'Nom du routeur de secours',
    namesHelp: 'Tel que uname -n l’affiche sur chacun d’eux.',
    wrongNames:
      'Heartbeat ne connaît pas de machines de ces noms : donnez deux noms différents, qui commencent chacun par une lettre ou un chiffre et ne comportent que lettres, chiffres, points, traits d’union et tirets bas, comme lb1 et lb2.',
  },
  obstaclesTitle: 'Pourquoi il n’y a encore rien à prendre',
  differs: 'À savoir :',
  files: {
    keepalived:
      'Ce qu’APPLY donne à keepalived. Les programmes qui y sont nommés, pour les vérifications et pour les événements, sont fournis avec LVS Console.',
    ipvsadm: 'La table. Se charge par ipvsadm -C, puis ipvsadm-restore < /etc/ipvsadm.rules.',
    'ipvsadm-default': 'Fait charger la table par Debian à chaque démarrage.',
    'packet-filter':
      'Les règles qui donnent aux paquets leurs marques de pare-feu. Se chargent avant tout le reste, sur chaque routeur, par iptables-restore --noflush < /etc/lvs-marks.rules.',
    'ha.cf': 'Qui sont les routeurs, et quand l’un d’eux est tenu pour mort.',
    authkeys: 'Le secret par lequel les routeurs se reconnaissent.',
    haresources: 'Ce qui passe d’un routeur à l’autre.',
    'lvs.cf': 'Dans la mise en page et dans l’ordre de l’outil d’origine.',
  },
  secret: 'En montrer un avec un nouveau secret ; le téléchargement en a un autre',
};
