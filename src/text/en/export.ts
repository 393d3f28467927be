/** The page that gives the configuration as the files of other tools. */
export const exporting = {
  lead: 'This configuration as the files of other tools: to be read, copied or downloaded. Beside each file stands what it cannot say. Nothing is changed here.',
  whole:
    'The whole console, with its versions, settings and users, is taken away by a command on this machine: lvs-console export.',
  hint: '-- Take this configuration as files of keepalived, ipvsadm, heartbeat or the original tool',
  fromImport: 'The other way round, as files of other tools:',
  toolsNavigation: 'For which tool',
  tools: {
    keepalived: 'keepalived',
    ipvsadm: 'ipvsadm alone',
    heartbeat: 'heartbeat',
    original: 'the original tool',
  },
  about: {
    keepalived:
      'For a router with keepalived, or to be read. Where LVS Console runs, APPLY puts the file in place, and nothing has to be done by hand.',
    ipvsadm:
      'For one router without keepalived: the table is loaded as it is, and nobody checks the real servers or takes over.',
    heartbeat:
      'For a pair of routers with heartbeat, as before keepalived: the addresses move, and the table with them.',
    original: 'For a router with pulse, lvsd and nanny, or for the original tool itself.',
  },
  find: {
    role: 'For which router',
    primary: 'Name of the primary router',
    backup: 'Name of the backup router',
    namesHelp: 'As uname -n prints it on each of them.',
    wrongNames:
      'Heartbeat knows no machines by these names: give two different names, each beginning with a letter or a digit, of letters, digits, full stops, hyphens and underscores, such as lb1 and lb2.',
  },
  obstaclesTitle: 'Why there is nothing to take yet',
  differs: 'What to know about it:',
  files: {
    keepalived:
      'What APPLY gives keepalived. The programs that it names, for checks and for events, come with LVS Console.',
    ipvsadm: 'The table. Loaded with ipvsadm -C and then ipvsadm-restore < /etc/ipvsadm.rules.',
    'ipvsadm-default': 'Has Debian load the table at each start.',
    'packet-filter':
      'The rules that give packets their firewall marks. Loaded with iptables-restore --noflush < /etc/lvs-marks.rules before anything else, on each router.',
    'ha.cf': 'Who the routers are, and when one of them counts as dead.',
    authkeys: 'The secret by which the routers know each other.',
    haresources: 'What moves from one router to the other.',
    'lvs.cf': 'In the layout and the order of the original tool.',
  },
  secret: 'Show one with a new secret; the download has another one',
};
