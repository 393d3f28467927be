import type { globalStanza } from '../../../core/lvscf/global.js';
import type { StanzaText } from '../../field-text.js';

/** What is said about the keys at the head of the file, in French. */
export const globalFields: StanzaText<typeof globalStanza> = {
  serial_no: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'Compte les versions enregistrées ; la console ajoute un à chaque enregistrement.',
      },
    ],
    more: [
      'Comparez les numéros de série des deux routeurs pour savoir lequel a le fichier le plus récent. Les démons lisent ce numéro et n’en font rien.',
    ],
  },
  primary: {
    inputs: [
      {
        label: 'Primary server public IP',
        gloss: 'adresse IP publique du routeur primaire',
        help: 'L’adresse publique propre du routeur primaire, pas une adresse flottante.',
        blank: 'aucun routeur n’est le primaire',
      },
    ],
    more: [
      'Chaque routeur décide d’après cette adresse lequel des deux il est : celui qui la possède est le primaire, tout autre est le secours. Les battements de cœur circulent entre cette adresse et Redundant server public IP.',
    ],
  },
  primary_private: {
    inputs: [
      {
        label: 'Primary server private IP',
        gloss: 'adresse IP privée du routeur primaire',
        note: '(May be blank)',
        help: 'Une seconde adresse du routeur primaire, pour les battements de cœur seulement ; vide : pas de second chemin.',
        blank: 'aucune',
      },
    ],
    more: [
      'Un autre chemin pour les battements de cœur, sur n’importe quelle interface qui parle TCP/IP. Ce n’est pas forcément l’adresse tournée vers les serveurs réels. Sans elle, un seul câble ou commutateur en panne fait croire à chaque routeur que l’autre est mort : c’est un point de défaillance unique.',
      'Indiquez aussi Redundant server private IP (dans REDUNDANCY) : avec une seule des deux adresses, le second chemin ne fonctionne pas. Le routage direct n’en a pas besoin.',
    ],
  },
  primary_shared: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'Le disque partagé, tel que le routeur primaire le nomme ; ne sert qu’à fos.',
        blank: 'aucun',
      },
    ],
    more: [
      'Ne sert qu’au service de bascule de l’ancien genre (fos), pour réserver un disque SCSI commun aux deux machines.',
    ],
  },
  service: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'Les blocs qui fonctionnent : les serveurs virtuels, ou les services de bascule de l’ancien genre.',
      },
    ],
    more: [
      'Avec lvs, les serveurs virtuels fonctionnent et les blocs failover sont ignorés ; avec fos, c’est l’inverse. Cette console modifie les serveurs virtuels ; les blocs failover sont gardés tels quels.',
    ],
    captions: {
      lvs: { text: 'lvs', gloss: 'serveurs virtuels' },
      fos: { text: 'fos', gloss: 'services de bascule' },
    },
  },
  rsh_command: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'Le programme qui demande sa charge à un serveur réel ; ne sert qu’avec l’outil de charge uptime.',
      },
    ],
    more: [
      'Avec l’outil de charge uptime, la commande uptime est exécutée sur chaque serveur réel à travers ce programme : rsh ou ssh.',
    ],
  },
  backup_active: {
    inputs: [
      {
        label: 'Backup',
        gloss: 'secours',
        help: 'Indique si un routeur de secours se tient prêt ; ENABLE et DISABLE le changent.',
      },
    ],
    more: [
      'Actif : les deux routeurs se surveillent, et le secours prend la relève quand le primaire se tait. Inactif : le routeur de secours ne fait rien, et les autres valeurs du panneau restent dans le fichier.',
    ],
    captions: {
      '1': { text: 'active', gloss: 'actif' },
      '0': { text: 'inactive', gloss: 'inactif' },
    },
  },
  backup: {
    inputs: [
      {
        label: 'Redundant server public IP',
        gloss: 'adresse IP publique du routeur de secours',
        help: 'L’adresse publique propre du routeur de secours, pas une adresse flottante.',
        blank: 'il n’y a pas de routeur de secours',
      },
    ],
    more: [
      'Le routeur qui se tient prêt. Les battements de cœur circulent entre cette adresse et Primary server public IP.',
    ],
  },
  backup_private: {
    inputs: [
      {
        label: 'Redundant server private IP',
        gloss: 'adresse IP privée du routeur de secours',
        help: 'L’adresse du routeur de secours sur le second chemin ; nécessaire dès que le primaire en a une.',
        blank: 'aucune',
      },
    ],
    more: [
      'Ce champ apparaît quand Primary server private IP est rempli dans GLOBAL SETTINGS. Un battement de cœur reçu par l’un des chemins suffit pour que l’autre routeur compte comme vivant.',
    ],
  },
  backup_shared: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'Le disque partagé, tel que le routeur de secours le nomme ; ne sert qu’à fos.',
        blank: 'aucun',
      },
    ],
    more: [
      'Ne sert qu’au service de bascule de l’ancien genre (fos), pour réserver un disque SCSI commun aux deux machines.',
    ],
  },
  heartbeat: {
    inputs: [
      { label: '', gloss: '', help: 'Lu et ignoré : les battements de cœur ne dépendent que de Backup.' },
    ],
    more: [
      'L’outil d’origine écrivait toujours 1. L’envoi des battements de cœur ne dépend que de backup_active.',
    ],
    captions: {
      '1': { text: 'Yes', gloss: 'oui' },
      '0': { text: 'No', gloss: 'non' },
    },
  },
  heartbeat_port: {
    inputs: [
      {
        label: 'Heartbeat runs on port',
        gloss: 'port du battement de cœur',
        help: 'Le port UDP des battements de cœur, le même sur les deux routeurs.',
      },
    ],
    more: ['Un pare-feu sur les routeurs doit laisser passer ce port UDP de l’un à l’autre.'],
  },
  keepalive: {
    inputs: [
      {
        label: 'Heartbeat interval (seconds)',
        gloss: 'intervalle du battement de cœur',
        help: 'L’intervalle auquel chaque routeur annonce à l’autre qu’il est en vie.',
      },
    ],
    more: ['Les deux routeurs émettent ; un battement de cœur reçu par l’un des chemins suffit.'],
  },
  deadtime: {
    inputs: [
      {
        label: 'Assume dead after (seconds)',
        gloss: 'considérer comme mort après',
        help: 'Le silence de l’autre routeur au bout duquel il compte comme mort ; environ trois intervalles.',
      },
    ],
    more: [
      'Sans battement de cœur pendant ce temps, le routeur prend la relève. Ce délai doit dépasser Heartbeat interval, sinon un seul paquet en retard suffit ; on prend d’ordinaire le triple.',
    ],
  },
  network: {
    inputs: [
      {
        label: 'Use network type',
        gloss: 'type de réseau',
        help: 'La façon dont les paquets atteignent les serveurs réels ; un seul type pour tous les serveurs virtuels.',
      },
    ],
    more: [
      'NAT : le routeur réécrit les adresses dans les deux sens. Les serveurs réels peuvent écouter sur un autre port, et prennent l’adresse du routeur NAT comme passerelle.',
      'Direct Routing : les paquets gardent leurs adresses et vont à la carte réseau du serveur réel, qui répond lui-même au client. Il est dans le même réseau que le routeur, possède aussi l’adresse virtuelle et ne doit pas répondre aux requêtes ARP qui la demandent.',
      'Tunneling : comme le routage direct, mais dans un tunnel IP, si bien que les serveurs réels peuvent être dans d’autres réseaux.',
    ],
    captions: {
      nat: { text: 'NAT', gloss: 'traduction d’adresses' },
      direct: { text: 'Direct Routing', gloss: 'routage direct' },
      tunnel: { text: 'Tunneling', gloss: 'tunnels IP' },
    },
  },
  nat_router: {
    inputs: [
      {
        label: 'NAT Router IP',
        gloss: 'adresse IP du routeur NAT',
        help: 'L’adresse flottante intérieure que les serveurs réels prennent comme passerelle.',
        blank: 'aucune',
      },
      {
        label: 'NAT Router device',
        gloss: 'périphérique du routeur NAT',
        help: 'L’alias de l’interface intérieure qui porte cette adresse, par exemple eth1:1.',
        blank: 'aucun',
      },
    ],
    more: [
      'Avec NAT, les réponses doivent repasser par le routeur actif. Cette adresse passe au secours avec les adresses virtuelles : les serveurs réels gardent donc une seule passerelle. Elle se configure ici seulement, jamais dans les scripts réseau du système.',
      'Remplissez les deux champs ou aucun. Ils forment une ligne du fichier : nat_router = ADRESSE PÉRIPHÉRIQUE.',
    ],
  },
  nat_nmask: {
    inputs: [
      {
        label: 'NAT Router netmask',
        gloss: 'masque réseau du routeur NAT',
        help: 'Le masque du réseau intérieur.',
        blank: 'selon la classe de l’adresse',
      },
    ],
    more: ['Le masque avec lequel l’adresse du routeur NAT est activée.'],
  },
  reservation_conflict_action: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'Ce que fait fos quand le disque partagé est réservé par l’autre machine.',
        blank: 'rien d’indiqué',
      },
    ],
    more: ['Ne sert qu’au service de bascule de l’ancien genre (fos).'],
    captions: {
      nothing: { text: 'nothing', gloss: 'rien' },
      preempt: { text: 'preempt', gloss: 'prendre la main' },
    },
  },
  debug_level: {
    inputs: [{ label: '', gloss: '', help: 'Lu et ignoré.' }],
    more: ['L’outil d’origine écrivait toujours NONE. Aucun démon ne s’en sert.'],
  },
  active_cmd: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'Une commande exécutée sur un routeur juste avant qu’il devienne actif.',
        blank: 'aucune',
      },
    ],
    more: [
      'Découpée aux espaces et exécutée sans shell : ni guillemets, ni tubes, ni variables à l’intérieur.',
    ],
  },
  inactive_cmd: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'Une commande exécutée sur un routeur quand il cesse d’être actif.',
        blank: 'aucune',
      },
    ],
    more: [
      'Découpée aux espaces et exécutée sans shell : ni guillemets, ni tubes, ni variables à l’intérieur.',
    ],
  },
  ipvsadm: {
    inputs: [{ label: '', gloss: '', help: 'L’emplacement du programme ipvsadm.' }],
    more: ['Les démons d’origine modifiaient la table du noyau avec ce programme.'],
  },
  monitor_links: {
    inputs: [
      {
        label: 'Monitor NIC links for failures',
        gloss: 'surveiller les liens des cartes réseau',
        help: 'Indique si un routeur se retire quand l’un de ses propres liens réseau est coupé.',
        blank: 'No (non)',
      },
    ],
    more: [
      'Surveille les interfaces qui portent l’adresse publique et l’adresse privée du routeur. Un routeur sans lien abandonne ses services et le dit à l’autre ; cela ne fonctionne que si Backup est actif.',
    ],
  },
  syncdaemon: {
    inputs: [
      {
        label: 'Use sync daemon',
        gloss: 'utiliser le démon de synchronisation',
        help: 'Indique si le routeur actif transmet ses connexions au secours, pour qu’elles survivent à une bascule.',
      },
    ],
    more: [
      'Sans lui, les connexions ouvertes au moment d’une bascule sont rompues et les clients doivent se reconnecter.',
    ],
    captions: {
      '1': { text: 'Yes', gloss: 'oui' },
      '0': { text: 'No', gloss: 'non' },
    },
  },
  syncd_iface: {
    inputs: [
      {
        label: 'Sync daemon interface',
        gloss: 'interface de synchronisation',
        help: 'L’interface par laquelle les connexions sont transmises à l’autre routeur, en multidiffusion.',
      },
    ],
    more: ['Une vraie interface, dans un réseau commun aux deux routeurs, et non un alias.'],
  },
  syncd_id: {
    inputs: [
      {
        label: 'Sync daemon ID',
        gloss: 'identifiant de synchronisation',
        help: 'Distingue cette paire de routeurs des autres paires du même réseau ; le même nombre sur les deux.',
      },
    ],
    more: ['Deux paires qui auraient le même nombre dans un réseau mélangeraient leurs connexions.'],
  },
  hard_shutdown: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'Indique si la fin d’un processus de surveillance arrête LVS sur ce routeur, pour que le secours prenne la relève.',
      },
    ],
    more: [
      'Avec 0, la fin d’un processus de surveillance est seulement notée dans le journal, et quelqu’un doit s’en occuper.',
    ],
    captions: {
      '1': { text: 'Yes', gloss: 'oui' },
      '0': { text: 'No', gloss: 'non' },
    },
  },
  tcp_timeout: {
    inputs: [
      {
        label: 'TCP timeout (seconds)',
        gloss: 'délai TCP',
        help: 'La durée pendant laquelle une connexion TCP inactive reste dans la table du noyau.',
        blank: 'la valeur du noyau',
      },
    ],
    more: ['Vide ou 0, c’est la valeur du noyau qui reste.'],
  },
  tcpfin_timeout: {
    inputs: [
      {
        label: 'TCP FIN timeout (seconds)',
        gloss: 'délai TCP FIN',
        help: 'La durée pendant laquelle une connexion TCP reste dans la table après que l’un des côtés l’a fermée.',
        blank: 'la valeur du noyau',
      },
    ],
    more: ['Vide ou 0, c’est la valeur du noyau qui reste.'],
  },
  udp_timeout: {
    inputs: [
      {
        label: 'UDP timeout (seconds)',
        gloss: 'délai UDP',
        help: 'La durée, après le dernier paquet UDP, pendant laquelle les paquets d’un client forment une connexion.',
        blank: 'la valeur du noyau',
      },
    ],
    more: ['Vide ou 0, c’est la valeur du noyau qui reste.'],
  },
  sync: {
    inputs: [{ label: '', gloss: '', help: 'Lu et ignoré ; vient d’une ancienne version.' }],
    more: ['Aucun démon ne s’en sert plus. La ligne peut être retirée.'],
    captions: {
      '1': { text: 'Yes', gloss: 'oui' },
      '0': { text: 'No', gloss: 'non' },
    },
  },
};
