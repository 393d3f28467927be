import type { FieldTexts } from '../../field-text.js';

/** What is said about the keys of a virtual server, in French. */
export const virtualFields: FieldTexts['virtual'] = {
  active: {
    inputs: [
      {
        label: 'STATUS',
        gloss: 'état',
        help: 'Indique si le serveur virtuel doit fonctionner ; (DE)ACTIVATE le change.',
      },
    ],
    more: ['C’est ce que dit le fichier, et non si les serveurs sont en vie.'],
    captions: {
      '1': { text: 'up', gloss: 'activé' },
      '0': { text: 'down', gloss: 'désactivé' },
    },
  },
  address: {
    inputs: [
      {
        label: 'Virtual IP Address',
        gloss: 'adresse IP virtuelle',
        help: 'L’adresse flottante à laquelle les clients se connectent ; elle n’appartient en propre à aucune machine.',
        blank: 'aucune',
      },
      {
        label: 'Device',
        gloss: 'périphérique',
        help: 'L’alias de l’interface publique qui porte l’adresse, par exemple eth0:1.',
        blank: 'aucun',
      },
    ],
    more: [
      'Le routeur actif active l’adresse sur l’alias et la retire quand il cesse d’être actif ; le secours fait alors de même. Elle se configure ici seulement, jamais dans les scripts réseau du système.',
      'L’alias a un numéro à lui pour chaque adresse (eth0:1, eth0:2, ...). Les serveurs virtuels de même adresse ont le même périphérique.',
      'Les deux champs forment une ligne du fichier : address = ADRESSE PÉRIPHÉRIQUE.',
    ],
  },
  sorry_server: {
    inputs: [
      {
        label: 'Sorry Server',
        gloss: 'serveur d’excuse',
        help: 'L’adresse d’une machine qui répond quand aucun serveur réel ne le peut ; vide : les clients restent alors sans réponse.',
        blank: 'aucun',
      },
    ],
    more: [
      'Il entre en service quand le dernier serveur réel est tombé, et se retire dès que l’un d’eux est de retour. Il est interrogé sur le port du serveur virtuel, et ne devrait pas être l’un des serveurs réels.',
    ],
  },
  vip_nmask: {
    inputs: [
      {
        label: 'Virtual IP Network Mask',
        gloss: 'masque réseau de l’adresse virtuelle',
        help: 'Le masque avec lequel l’adresse virtuelle est activée.',
        blank: 'aucun',
      },
    ],
    more: ['Unused retire la clé ; pulse donnait alors à l’adresse le masque de sa classe.'],
  },
  fwmark: {
    inputs: [
      {
        label: 'Firewall Mark',
        gloss: 'marque de pare-feu',
        help: 'Un nombre qui réunit plusieurs ports en un seul service ; laissez vide si vous n’en avez pas besoin.',
        blank: 'aucune marque',
      },
    ],
    more: [
      'Les paquets qui portent cette marque vont à ce serveur virtuel, quels que soient leur adresse et leur port. Ainsi HTTP et HTTPS, ou les ports de FTP, atteignent le même serveur réel. Donnez à tous les serveurs virtuels du groupe la même marque et la même Persistence.',
      'Les marques elles-mêmes sont posées par des règles de filtrage sur les deux routeurs, en dehors de cet outil. Sans ces règles, aucun paquet n’atteint le serveur virtuel.',
    ],
  },
  port: {
    inputs: [
      {
        label: 'Application port',
        gloss: 'port de l’application',
        help: 'Le port auquel les clients se connectent, par exemple 80 pour HTTP.',
      },
    ],
    more: ['Les serveurs réels répondent sur le même port, sauf s’ils ont un port à eux (NAT seulement).'],
  },
  persistent: {
    inputs: [
      {
        label: 'Persistence',
        gloss: 'persistance',
        help: 'La durée, après sa dernière connexion, pendant laquelle un client retrouve le même serveur réel.',
        blank: 'désactivée',
      },
    ],
    more: [
      'Pour les services qui se souviennent du client, comme le panier d’une boutique ou les connexions chiffrées. Avec une marque de pare-feu elle est nécessaire, et la même pour tous les serveurs virtuels de cette marque.',
    ],
  },
  pmask: {
    inputs: [
      {
        label: 'Persistence Network Mask',
        gloss: 'masque réseau de la persistance',
        help: 'Compte tous les clients d’un réseau de cette taille comme un seul ; Unused : chaque adresse à part.',
        blank: 'chaque client à part',
      },
    ],
    more: [
      'Il ne compte qu’avec Persistence. 255.255.255.255 veut dire chaque adresse à part, comme Unused. Pour réunir des ports, les marques de pare-feu conviennent mieux.',
    ],
  },
  send: {
    inputs: [
      {
        label: 'Send',
        gloss: 'envoyer',
        help: 'Ce qui est envoyé à un serveur réel pour le contrôler ; vide : le contrôle ouvre seulement une connexion (tcp).',
        blank: 'rien n’est envoyé',
      },
    ],
    more: [
      'Des caractères ASCII imprimables, ainsi que \\n, \\r, \\t, \\\\, \\\' et \\" pour un saut de ligne, un retour chariot, une tabulation, une barre oblique inverse et des guillemets. Un seul texte. Un Sending Program passe avant lui.',
      'Sur le port 80, si Send, Expect et Sending Program sont tous vides, le contrôle demande la page / et attend HTTP.',
    ],
  },
  expect: {
    inputs: [
      {
        label: 'Expect',
        gloss: 'attendre',
        help: 'Le début de la réponse d’un serveur réel en bonne santé ; * seul accepte toute réponse ; vide : la réponse n’est pas regardée.',
        blank: 'toute réponse',
      },
    ],
    more: [
      'La réponse doit commencer exactement par ce texte, sauf si c’est une expression régulière. Pour le trouver, connectez-vous au port à la main : un serveur FTP, par exemple, salue par 220, d’où Send quit et Expect 220.',
      'Avec un Sending Program, la sortie du programme doit être exactement ce texte, suivi d’une fin de ligne.',
    ],
  },
  use_regex: {
    inputs: [
      {
        label: 'Treat expect string as a regular expression',
        gloss: 'traiter Expect comme une expression régulière',
        help: 'L’expression peut se trouver n’importe où dans le début de la réponse ; sans effet avec un Sending Program.',
      },
    ],
    more: [
      'Expressions régulières étendues de POSIX : . * + ? | ( ) [ ] { } ^ $ ont un sens particulier, \\d et \\w n’existent pas ; écrivez [0-9] et [[:alnum:]_].',
    ],
    captions: {
      '1': { text: 'Yes', gloss: 'oui' },
      '0': { text: 'No', gloss: 'non' },
    },
  },
  send_program: {
    inputs: [
      {
        label: 'Sending Program',
        gloss: 'programme d’envoi',
        help: 'Un programme à vous qui contrôle un serveur réel à la place de Send, par exemple /usr/local/bin/check-dns %h.',
        blank: 'aucun',
      },
    ],
    more: [
      'Le programme affiche un texte, qui est comparé à Expect. Les mots %h et %p sont remplacés par l’adresse et le port du serveur réel contrôlé. La commande est découpée aux espaces, exécutée sans shell, et arrêtée après Service timeout.',
      'Il doit être exécutable sur les deux routeurs et modifiable par root seul : il tourne avec les droits de root.',
    ],
  },
  load_monitor: {
    inputs: [
      {
        label: 'Load monitoring tool',
        gloss: 'outil de mesure de la charge',
        help: 'Déplace les poids vers les serveurs réels peu chargés ; none : les poids restent tels quels.',
        blank: 'none',
      },
    ],
    more: [
      'rup a besoin du service rstatd sur chaque serveur réel, ruptime de rwhod, et ce doivent être des machines Linux. Avec un ordonnancement pondéré, le résultat est difficile à prévoir.',
    ],
  },
  scheduler: {
    inputs: [
      {
        label: 'Scheduling',
        gloss: 'ordonnancement',
        help: 'La façon dont le routeur choisit un serveur réel pour une nouvelle connexion.',
      },
    ],
    more: [
      'Round robin les prend à tour de rôle ; les versions pondérées donnent à un serveur de poids 2 une part double. Least-connection prend celui qui a le moins de connexions ouvertes. Les versions fondées sur la localité gardent une destination sur un serveur, pour les caches ; celles par hachage choisissent d’après l’adresse de la destination ou du client.',
    ],
    captions: {
      rr: { text: 'Round robin', gloss: 'à tour de rôle' },
      wlc: { text: 'Weighted least-connections', gloss: 'moins de connexions, pondéré' },
      wrr: { text: 'Weighted round robin', gloss: 'à tour de rôle, pondéré' },
      lc: { text: 'Least-connection', gloss: 'moins de connexions' },
      lblc: {
        text: 'Locality-Based Least-Connection Scheduling',
        gloss: 'moins de connexions, selon la localité',
      },
      lblcr: {
        text: 'Locality-Based Least-Connection Scheduling (R)',
        gloss: 'moins de connexions, selon la localité, avec réplication',
      },
      dh: { text: 'Destination Hash Scheduling', gloss: 'hachage de la destination' },
      sh: { text: 'Source Hash Scheduling', gloss: 'hachage de la source' },
    },
  },
  protocol: {
    inputs: [
      {
        label: 'Protocol',
        gloss: 'protocole',
        help: 'Le protocole du service : tcp pour le web, le courrier et la plupart des autres.',
      },
    ],
    more: ['Un service qui utilise les deux, comme DNS, demande deux serveurs virtuels : un pour chacun.'],
    captions: {
      tcp: { text: 'tcp', gloss: '' },
      udp: { text: 'udp', gloss: '' },
    },
  },
  timeout: {
    inputs: [
      {
        label: 'Service timeout',
        gloss: 'délai du service',
        help: 'L’intervalle entre deux contrôles d’un serveur réel, et le temps qu’il a pour répondre avant d’être retiré.',
      },
    ],
    more: [
      'Un seul nombre pour les deux : la pause entre deux contrôles, et la limite de chacun. Le premier contrôle manqué retire le serveur.',
    ],
  },
  reentry: {
    inputs: [
      {
        label: 'Re-entry Time',
        gloss: 'délai de retour',
        help: 'La durée pendant laquelle un serveur réel tombé doit réussir ses contrôles avant d’être remis.',
      },
    ],
    more: [
      'Compté en contrôles : avec un délai de retour de 15 et un délai du service de 6, deux contrôles réussis de suite.',
    ],
  },
  quiesce_server: {
    inputs: [
      {
        label: 'Quiesce server',
        gloss: 'mettre le serveur au repos',
        help: 'Indique si un serveur réel tombé reçoit le poids 0 au lieu d’être retiré.',
      },
    ],
    more: [
      'Avec le poids 0, les connexions ouvertes gardent leur serveur réel et aucune nouvelle n’arrive. Retiré, elles sont rompues aussitôt. Cela évite aussi qu’un serveur de retour soit submergé par les ordonnancements au moins de connexions.',
    ],
    captions: {
      '1': { text: 'Yes', gloss: 'oui' },
      '0': { text: 'No', gloss: 'non' },
    },
  },
  client_monitor: {
    inputs: [{ label: '', gloss: '', help: 'Le programme qui surveille un serveur réel.' }],
    more: ['Les démons d’origine le lançaient une fois par serveur réel.'],
  },
  start_cmd: {
    inputs: [
      {
        label: 'Start command',
        gloss: 'commande de démarrage',
        help: 'La commande qui démarre un service de bascule ; inutilisée ici.',
        blank: 'aucune',
      },
    ],
    more: ['Ne sert que dans les blocs failover. Découpée à chaque espace et exécutée sans shell.'],
  },
  stop_cmd: {
    inputs: [
      {
        label: 'Stop command',
        gloss: 'commande d’arrêt',
        help: 'La commande qui arrête un service de bascule ; inutilisée ici.',
        blank: 'aucune',
      },
    ],
    more: ['Ne sert que dans les blocs failover. Découpée à chaque espace et exécutée sans shell.'],
  },
  master: {
    inputs: [{ label: '', gloss: '', help: 'Lu et ignoré ; vient d’une ancienne version.', blank: 'aucun' }],
    more: ['Aucun démon ne s’en sert plus. La ligne peut être retirée.'],
  },
  dirs: {
    inputs: [{ label: '', gloss: '', help: 'Lu et ignoré ; vient d’une ancienne version.', blank: 'aucun' }],
    more: ['Aucun démon ne s’en sert plus. La ligne peut être retirée.'],
  },
};
