const list = (words: string) => words.split(' ').join(', ');

/** The wizard: a few questions for the usual cases. */
export const wizard = {
  link: 'Web, web with TLS, FTP, DNS, mail or a database: a few questions, and the virtual server is there with its real servers and checks.',
  title: 'What do clients want?',
  lead: 'Choose a case. You give an address and the real servers; everything else is filled in and may be changed. Nothing is saved before you have seen the lines.',
  kinds: {
    web: { name: 'Web', what: 'HTTP on port 80.' },
    'web-tls': {
      name: 'Web with TLS',
      what: 'HTTP and HTTPS, ports 80 and 443: together under a firewall mark, or each for itself.',
    },
    ftp: { name: 'FTP', what: 'Port 21 and the ports of passive connections, under a firewall mark.' },
    dns: { name: 'DNS', what: 'Port 53 over UDP and over TCP.' },
    mail: { name: 'Mail', what: 'SMTP, submission, POP3 and IMAP, with and without TLS.' },
    database: { name: 'Database', what: 'PostgreSQL, MySQL or MariaDB, or another one by its port.' },
  },
  open: 'To be answered',
  filled: 'Filled in already: change what you want',
  remark: {
    web: '',
    'web-tls': '',
    ftp: 'Active FTP needs one more rule, and with NAT the FTP server must name the floating address: WHAT TO RUN has both.',
    dns: '',
    mail: '',
    database:
      'Each client may reach each real server: this is for copies that are read, or for a database that keeps them equal itself.',
  },
  fields: {
    servers: {
      label: 'Real servers',
      gloss: '',
      help: 'Their addresses, with blanks between them. web1=10.0.0.11 gives a name, too.',
    },
    zone: {
      label: 'Zone',
      gloss: '',
      help: 'A domain that these servers answer for, such as example.com. The check asks for its SOA record.',
    },
    ports: {
      label: 'Ports',
      gloss: '',
      help: '25 SMTP, 465 SMTP with TLS, 587 submission, 110 POP3, 995 POP3 with TLS, 143 IMAP, 993 IMAP with TLS.',
    },
    database: { label: 'Database', gloss: '', help: 'It says which port and which check.' },
    port: { label: 'Port', gloss: '', help: 'Only where it is not the usual one.' },
    way: {
      label: 'HTTP and HTTPS',
      gloss: '',
      help: 'Together, a client meets the same real server on both ports, as a shop with a basket needs it.',
    },
    rules: {
      label: 'Rules for the mark',
      gloss: '',
      help: 'APPLY makes the packet filter rules that give packets the mark, on both routers. Without, WHAT TO RUN lists them.',
    },
    path: {
      label: 'Page to ask for',
      gloss: '',
      help: 'The check wants this page without an error. Blank: any answer of a web server will do.',
    },
    host: {
      label: 'Name of the site',
      gloss: '',
      help: 'Where the web servers have several sites, the one that is asked for. Blank: none.',
    },
    check: { label: 'A real server works', gloss: '', help: 'What the router looks for every few seconds.' },
    active: {
      label: 'Put to work',
      gloss: '',
      help: 'The virtual server is up in lvs.cf at once. It runs after APPLY.',
    },
  },
  withPort: '10.0.0.11:8080 gives another port.',
  /** Of fields that the panels have, too, where something else counts here. */
  help: {
    fwmark: 'A number that bundles the ports. Any one will do that no other virtual server has.',
    persistent: 'For how long a client keeps its real server, on all ports.',
  },
  choices: {
    way: {
      mark: { text: 'together, under a firewall mark', gloss: '' },
      apart: { text: 'each for itself', gloss: '' },
    },
    check: {
      protocol: { text: 'when it speaks its protocol', gloss: '' },
      connect: { text: 'when it takes a connection', gloss: '' },
    },
    database: {
      postgres: { text: 'PostgreSQL', gloss: '' },
      mysql: { text: 'MySQL or MariaDB', gloss: '' },
      other: { text: 'another one', gloss: '' },
    },
  },
  devicePlace: (device: string) => `blank: ${device}`,
  faults: {
    address_missing: (typed: string) =>
      typed === ''
        ? 'The address that clients connect to is missing.'
        : `“${typed}” means no address: give the one that clients connect to, such as 10.0.0.100.`,
    servers_missing: () => 'Give the address of one real server at least.',
    server_form: (word: string) =>
      `“${word}” is no real server. It is an address, such as 10.0.0.11, web1=10.0.0.11 or 10.0.0.11:8080.`,
    server_twice: (word: string) =>
      `“${word}” is there twice: each real server has an address and a name of its own.`,
    server_port: (typed: string) =>
      `Real servers cannot have a port of their own here, where there is more than one port: “${list(typed)}”. Give the addresses alone, such as 10.0.0.11.`,
    ports_differ: () =>
      'The check is told one port: give all real servers the same one, or leave page and site blank.',
    persistence_short: (typed: string, seconds: string) =>
      `${typed === '' ? 'There is no persistence.' : `“${typed}” is too short.`} ${
        seconds === '1'
          ? 'A firewall mark needs 1 second or more, such as 300, so that all ports of a client go to one real server.'
          : `At least ${seconds} seconds: the data connections of a client must go where its first one went.`
      }`,
    mark_missing: (typed: string) =>
      `${typed === '' ? 'The mark is missing.' : `“${typed}” is no mark.`} It is a number of 1 or more, such as 80, which bundles the ports.`,
    mark_taken: (typed: string, name: string) =>
      `The virtual server ${name} has the mark ${typed} already: give another number.`,
    path_form: (typed: string) =>
      `“${typed}” is no page to ask for. It begins with a slash, such as /check.html, and has no blanks, quotation marks or accents, and 200 characters at most.`,
    host_form: (typed: string) =>
      `“${typed}” is no name of a site. It is a name such as www.example.com, without http:// and without port.`,
    zone_form: (typed: string) =>
      typed === ''
        ? 'Give a domain, such as example.com.'
        : `“${typed}” is no domain. It is a name such as example.com, without http:// and without blanks.`,
    check_long: () => 'This is too long: the daemons have room for a check of 254 characters in all.',
    ports_missing: () => 'Give one port at least.',
    port_unknown: (typed: string, ports: string) =>
      `Not a port of mail: “${list(typed)}”. The ports of mail are ${list(ports)}.`,
    port_missing: (typed: string) =>
      `${typed === '' ? 'The port is missing.' : `“${typed}” is no port.`} It is a number from 1 to 65535, such as 5432.`,
  },
  review: {
    lines: 'What is added to lvs.cf',
    remarks: 'Worth knowing',
    run: 'What to run on each machine',
    runLead: 'WHAT TO RUN has the commands, once this is saved:',
    nothingToRun: 'nothing',
    byApply: '(APPLY does it)',
    again:
      'Somebody else changed the file meanwhile. These are the lines for the file as it is now: press ACCEPT again if they are still meant.',
    problems: 'It is not saved with these problems:',
  },
  saved: (names: string) => `In lvs.cf now: ${names}.`,
  next: [
    'This page lists what has to be run on each machine.',
    'APPLY on CONTROL/MONITORING makes this router run it; PUSH brings it to the backup.',
  ],
  gloss: {
    early: 'Shows the lines, with all else as it is filled in below.',
    review: 'Shows the lines. Nothing is saved.',
    accept: 'Saves the lines.',
    change: 'Back to the questions.',
    cancel: 'Saves nothing.',
  },
};
