import type { wizard as english } from '../en/wizard.js';
import type { Wording } from '../wording.js';

const list = (words: string) => words.split(' ').join(', ');

/** The wizard: a few questions for the usual cases, in French. */
export const wizard: Wording<typeof english> = {
  link: 'Web, web avec TLS, FTP, DNS, messagerie ou base de données : quelques questions, et le serveur virtuel est là avec ses serveurs réels et sa surveillance.',
  title: 'Que veulent les clients ?',
  lead: 'Choisissez un cas. Vous donnez une adresse et les serveurs réels ; tout le reste est rempli et peut être modifié. Rien n’est enregistré avant que vous ayez vu les lignes.',
  kinds: {
    web: { name: 'Web', what: 'HTTP sur le port 80.' },
    'web-tls': {
      name: 'Web avec TLS',
      what: 'HTTP et HTTPS, ports 80 et 443 : ensemble sous une marque de pare-feu, ou chacun pour soi.',
    },
    ftp: {
      name: 'FTP',
      what: 'Le port 21 et les ports des connexions passives, sous une marque de pare-feu.',
    },
    dns: { name: 'DNS', what: 'Le port 53 en UDP et en TCP.' },
    mail: { name: 'Messagerie', what: 'SMTP, soumission, POP3 et IMAP, avec et sans TLS.' },
    database: {
      name: 'Base de données',
      what: 'PostgreSQL, MySQL ou MariaDB, ou une autre d’après son port.',
    },
  },
  open: 'À remplir',
  filled: 'Déjà rempli : modifiez ce que vous voulez',
  remark: {
    web: '',
    'web-tls': '',
    ftp: 'Le FTP actif demande une règle de plus, et avec NAT le serveur FTP doit annoncer l’adresse flottante : WHAT TO RUN contient les deux.',
    dns: '',
    mail: '',
    database:
      'Chaque client peut atteindre chaque serveur réel : cela convient à des copies en lecture, ou à une base qui les tient elle-même à jour.',
  },
  fields: {
    servers: {
      label: 'Real servers',
      gloss: 'serveurs réels',
      help: 'Leurs adresses, séparées par des espaces. web1=10.0.0.11 donne aussi un nom.',
    },
    zone: {
      label: 'Zone',
      gloss: '',
      help: 'Un domaine auquel ces serveurs répondent, par exemple example.com. Le contrôle demande son enregistrement SOA.',
    },
    ports: {
      label: 'Ports',
      gloss: '',
      help: '25 SMTP, 465 SMTP avec TLS, 587 soumission, 110 POP3, 995 POP3 avec TLS, 143 IMAP, 993 IMAP avec TLS.',
    },
    database: {
      label: 'Database',
      gloss: 'base de données',
      help: 'Elle détermine le port et le contrôle.',
    },
    port: { label: 'Port', gloss: '', help: 'Seulement si ce n’est pas le port habituel.' },
    way: {
      label: 'HTTP and HTTPS',
      gloss: 'HTTP et HTTPS',
      help: 'Ensemble, un client retrouve le même serveur réel sur les deux ports, comme l’exige une boutique avec panier.',
    },
    rules: {
      label: 'Rules for the mark',
      gloss: 'règles de la marque',
      help: 'APPLY crée les règles de filtrage qui donnent la marque aux paquets, sur les deux routeurs. Sinon, WHAT TO RUN les indique.',
    },
    path: {
      label: 'Page to ask for',
      gloss: 'page demandée',
      help: 'Le contrôle exige cette page sans erreur. Vide : toute réponse d’un serveur web convient.',
    },
    host: {
      label: 'Name of the site',
      gloss: 'nom du site',
      help: 'Si les serveurs web portent plusieurs sites, celui qui est demandé. Vide : aucun.',
    },
    check: {
      label: 'A real server works',
      gloss: 'un serveur réel fonctionne',
      help: 'Ce que le routeur vérifie toutes les quelques secondes.',
    },
    active: {
      label: 'Put to work',
      gloss: 'mettre en service',
      help: 'Le serveur virtuel est aussitôt actif dans lvs.cf. Il tourne après APPLY.',
    },
  },
  withPort: '10.0.0.11:8080 donne un autre port.',
  help: {
    fwmark: 'Un nombre qui réunit les ports. Tout nombre convient qu’aucun autre serveur virtuel n’a.',
    persistent: 'Pendant combien de temps un client garde son serveur réel, sur tous les ports.',
  },
  choices: {
    way: {
      mark: { text: 'together, under a firewall mark', gloss: 'ensemble, sous une marque de pare-feu' },
      apart: { text: 'each for itself', gloss: 'chacun pour soi' },
    },
    check: {
      protocol: { text: 'when it speaks its protocol', gloss: 'quand il parle son protocole' },
      connect: { text: 'when it takes a connection', gloss: 'quand il accepte une connexion' },
    },
    database: {
      postgres: { text: 'PostgreSQL', gloss: '' },
      mysql: { text: 'MySQL or MariaDB', gloss: 'MySQL ou MariaDB' },
      other: { text: 'another one', gloss: 'une autre' },
    },
  },
  devicePlace: (device) => `vide : ${device}`,
  faults: {
    address_missing: (typed) =>
      typed === ''
        ? 'L’adresse à laquelle les clients se connectent manque.'
        : `« ${typed} » ne désigne aucune adresse : donnez celle à laquelle les clients se connectent, par exemple 10.0.0.100.`,
    servers_missing: () => 'Donnez l’adresse d’au moins un serveur réel.',
    server_form: (word) =>
      `« ${word} » n’est pas un serveur réel. C’est une adresse, par exemple 10.0.0.11, web1=10.0.0.11 ou 10.0.0.11:8080.`,
    server_twice: (word) => `« ${word} » figure deux fois : chaque serveur réel a son adresse et son nom.`,
    server_port: (typed) =>
      `Les serveurs réels ne peuvent pas avoir un port à eux ici, où il y a plus d’un port : « ${list(typed)} ». Donnez les adresses seules, par exemple 10.0.0.11.`,
    ports_differ: () =>
      'Le contrôle ne connaît qu’un port : donnez le même à tous les serveurs réels, ou laissez vides la page et le site.',
    persistence_short: (typed, seconds) =>
      `${typed === '' ? 'Il n’y a pas de persistance.' : `« ${typed} » est trop court.`} ${
        seconds === '1'
          ? 'Une marque de pare-feu en exige 1 seconde ou plus, par exemple 300, pour que tous les ports d’un client aillent au même serveur réel.'
          : `Au moins ${seconds} secondes : les connexions de données d’un client doivent suivre la première.`
      }`,
    mark_missing: (typed) =>
      `${typed === '' ? 'La marque manque.' : `« ${typed} » n’est pas une marque.`} C’est un nombre à partir de 1, par exemple 80, qui réunit les ports.`,
    mark_taken: (typed, name) =>
      `Le serveur virtuel ${name} a déjà la marque ${typed} : donnez un autre nombre.`,
    path_form: (typed) =>
      `« ${typed} » n’est pas une page à demander. Elle commence par une barre oblique, par exemple /check.html, sans espace, guillemet ni accent, et compte 200 caractères au plus.`,
    host_form: (typed) =>
      `« ${typed} » n’est pas un nom de site. C’est un nom comme www.example.com, sans http:// et sans port.`,
    zone_form: (typed) =>
      typed === ''
        ? 'Donnez un domaine, par exemple example.com.'
        : `« ${typed} » n’est pas un domaine. C’est un nom comme example.com, sans http:// et sans espace.`,
    check_long: () => 'C’est trop long : les démons ont la place pour un contrôle de 254 caractères en tout.',
    ports_missing: () => 'Donnez au moins un port.',
    port_unknown: (typed, ports) =>
      `Pas un port de messagerie : « ${list(typed)} ». Les ports de messagerie sont ${list(ports)}.`,
    port_missing: (typed) =>
      `${typed === '' ? 'Le port manque.' : `« ${typed} » n’est pas un port.`} C’est un nombre de 1 à 65535, par exemple 5432.`,
  },
  review: {
    lines: 'Ce qui est ajouté à lvs.cf',
    remarks: 'Bon à savoir',
    run: 'À exécuter sur chaque machine',
    runLead: 'WHAT TO RUN contient les commandes, une fois ceci enregistré :',
    nothingToRun: 'rien',
    byApply: '(APPLY s’en charge)',
    again:
      'Quelqu’un d’autre a modifié le fichier entre-temps. Voici les lignes pour le fichier tel qu’il est : pressez ACCEPT de nouveau si elles conviennent toujours.',
    problems: 'L’enregistrement est refusé à cause de ces problèmes :',
  },
  saved: (names) => `Désormais dans lvs.cf : ${names}.`,
  next: [
    'Cette page indique ce qu’il faut exécuter sur chaque machine.',
    'APPLY, sous CONTROL/MONITORING, le met en service sur ce routeur ; PUSH le porte au routeur de secours.',
  ],
  gloss: {
    early: 'Montre les lignes, le reste tel qu’il est rempli ci-dessous.',
    review: 'Montre les lignes. Rien n’est enregistré.',
    accept: 'Enregistre les lignes.',
    change: 'Retour aux questions.',
    cancel: 'N’enregistre rien.',
  },
};
