import type { whatToRun as english } from '../en/what-to-run.js';
import type { Wording } from '../wording.js';

/** La page de ce qu’il faut exécuter sur chaque machine autour de lvs.cf. */
export const whatToRun: Wording<typeof english> = {
  lead: 'Ce qu’il faut exécuter sur chaque machine pour que cette configuration fonctionne : à lire, à copier ou à télécharger. La console elle-même n’en exécute rien.',
  hint: '-- Ce qu’il faut exécuter sur chaque machine autour de lvs.cf, comment le vérifier et le défaire',
  find: {
    title: 'Machine',
    machine: 'Machine',
    device: 'Périphérique du serveur réel',
    deviceHelp:
      'Le périphérique réseau par lequel le serveur réel joint les routeurs ; il figure dans les recettes des serveurs réels.',
    show: 'montrer',
  },
  machines: {
    primary: (address) => `Routeur primaire${address}`,
    backup: (address) => `Routeur de secours${address}`,
    realServer: (names, address) => `Serveur réel ${names}, ${address}`,
  },
  methods: {
    nat: 'La méthode de retransmission est NAT : les réponses repassent par les routeurs.',
    direct:
      'La méthode de retransmission est le routage direct : les serveurs réels répondent eux-mêmes aux clients.',
    tunnel:
      'La méthode de retransmission est le tunnel : les serveurs réels déballent les paquets et répondent eux-mêmes aux clients.',
  },
  none: 'Aucun serveur virtuel n’est actif : il n’y a encore rien à exécuter pour eux.',
  nothing:
    'Il n’y a rien à exécuter sur cette machine. Avec NAT, indiquez d’abord le routeur NAT dans GLOBAL SETTINGS.',
  byConsole: 'APPLY s’en charge, comme GLOBAL SETTINGS le dit : il n’y a rien à exécuter.',
  run: 'À exécuter en tant que root :',
  check: 'Pour vérifier :',
  undo: 'Pour défaire :',
  copy: 'Copier',
  copied: 'Copié.',
  selected: 'Sélectionné : copiez-le avec le clavier.',
  download: 'Télécharger sous forme de script',
  forms: {
    any: 'Tout système',
    systemd: 'systemd',
    interfaces: 'Debian : interfaces',
    netplan: 'Ubuntu : netplan',
    networkd: 'systemd-networkd',
    ifcfg: 'Red Hat : ifcfg',
    'iptables-debian': 'Debian : iptables',
    'iptables-redhat': 'Red Hat : iptables',
    nft: 'nft',
    firewalld: 'firewalld',
    'arptables-jf': 'Red Hat : arptables_jf',
    vsftpd: 'vsftpd',
  },
  recipes: {
    modules: {
      title: 'IPVS dans le noyau',
      why: 'Le noyau répartit la charge avec son module IPVS et avec un module par ordonnanceur. Le moteur les charge ; nommés dans un fichier, ils sont là dès le démarrage de la machine.',
      expect: 'L’en-tête de la table s’affiche : IP Virtual Server version.',
    },
    forwarding: {
      title: 'Retransmission des paquets',
      why: 'Avec NAT, les réponses des serveurs réels traversent le routeur, qui doit les retransmettre. C’est conseillé pour toutes les méthodes.',
      expect: 'La valeur est 1.',
    },
    marks: {
      title: 'Marques de pare-feu',
      why: 'IPVS reconnaît les paquets à leur marque mais n’en donne pas : c’est aux règles du filtre de paquets de le faire, pour chacun des ports qui vont ensemble, comme HTTP avec HTTPS, ou FTP avec les ports de ses connexions passives. La chaîne est celle qu’utilise la console, qui peut la reprendre à tout moment.',
      expect: 'Il y a une règle par port.',
    },
    'ftp-active': {
      title: 'FTP actif',
      why: 'En mode actif, c’est le serveur réel qui ouvre la connexion de données, depuis le port 20. IPVS n’en sait rien : le filtre de paquets doit donc traduire son adresse à la sortie.',
      expect: 'Il y a une règle MASQUERADE pour le port 20.',
    },
    'router-firewall': {
      title: 'Ouvertures dans le pare-feu',
      why: 'Un routeur qui refuse ce qu’il ne connaît pas doit laisser entrer VRRP depuis l’autre routeur, et les clients vers ce qui est réparti. Sans VRRP, chaque routeur croit l’autre mort, et les deux prennent les adresses. Là où rien n’est refusé, il n’y a rien à ouvrir.',
      expect: 'Les ouvertures se trouvent avant tout refus.',
    },
    'static-vip': {
      title: 'Aucune adresse flottante dans les fichiers du système',
      why: 'Le moteur donne les adresses flottantes au seul routeur actif. Si un fichier du système en configure une aussi, les deux routeurs l’ont en même temps, et la reprise échoue.',
      expect:
        'Rien ne doit s’afficher. Retirez de son fichier ce qui s’affiche, puis relancez le périphérique.',
    },
    'default-route': {
      title: 'Le chemin du retour',
      why: 'Les réponses doivent repasser par le routeur actif, qui y remet l’adresse flottante. La route par défaut mène à l’adresse flottante intérieure, jamais à l’adresse propre d’un routeur.',
      expect: 'Il y a une seule route par défaut, et elle y mène.',
    },
    'hidden-address': {
      title: 'Première façon : l’adresse sur la boucle locale',
      why: 'Le serveur réel possède l’adresse flottante, et le noyau n’en dit rien à personne : seul le routeur actif répond quand le réseau demande qui l’a. Une des trois façons suffit ; celle-ci coûte le moins.',
      expect: 'L’adresse est sur lo ; les valeurs sont 1 et 2.',
    },
    arptables: {
      title: 'Deuxième façon : arptables',
      why: 'Le serveur réel possède l’adresse flottante sur son périphérique réseau ; les demandes qui la concernent sont ignorées, et ses propres demandes indiquent sa propre adresse.',
      expect: 'Il y a deux règles par adresse, et l’adresse est sur le périphérique.',
    },
    redirect: {
      title: 'Troisième façon : la redirection',
      why: 'Le serveur réel ne possède pas l’adresse flottante : les paquets qui lui sont destinés sont ramenés vers la machine elle-même. Les programmes doivent écouter sur toutes les adresses, et chaque paquet coûte un peu plus.',
      expect: 'Il y a une règle REDIRECT par port.',
    },
    tunnel: {
      title: 'Le bout du tunnel',
      why: 'Les paquets arrivent emballés dans d’autres ; le périphérique tunl0 les déballe et possède l’adresse flottante sans le dire à personne. Le contrôle de l’origine des paquets ne doit pas les rejeter.',
      expect: 'L’adresse est sur tunl0 ; la valeur est 0.',
    },
    'ftp-passive': {
      title: 'Ports du FTP passif',
      why: 'Le serveur FTP doit attendre les connexions de données sur les ports qui reçoivent la marque ; avec NAT, il doit aussi annoncer l’adresse flottante.',
      expect: 'Les ports sont ceux de la marque.',
    },
  },
};
