/** The page of what has to be run on each machine around lvs.cf. */
export const whatToRun = {
  lead: 'What has to be run on each machine so that this configuration works: to be read, copied or downloaded. The console itself runs nothing of it.',
  hint: '-- What has to be run on each machine around lvs.cf, with how to check it and how to undo it',
  find: {
    title: 'Machine',
    machine: 'Machine',
    device: 'Device of the real server',
    deviceHelp:
      'The network device by which the real server reaches the routers; it stands in the recipes of real servers.',
    show: '',
  },
  machines: {
    primary: (address: string) => `Primary router${address}`,
    backup: (address: string) => `Backup router${address}`,
    realServer: (names: string, address: string) => `Real server ${names}, ${address}`,
  },
  methods: {
    nat: 'The forwarding method is NAT: answers come back through the routers.',
    direct: 'The forwarding method is direct routing: real servers answer clients themselves.',
    tunnel: 'The forwarding method is tunnelling: real servers unwrap packets and answer clients themselves.',
  },
  none: 'No virtual server is active: there is nothing to run for one yet.',
  nothing: 'There is nothing to run on this machine. With NAT, name the NAT router on GLOBAL SETTINGS first.',
  byConsole: 'APPLY does this by itself, as GLOBAL SETTINGS says: nothing has to be run.',
  run: 'Run as root:',
  check: 'To check:',
  undo: 'To undo:',
  copy: 'Copy',
  copied: 'Copied.',
  selected: 'Selected: copy it with the keyboard.',
  download: 'Download as a script',
  forms: {
    any: 'Any system',
    systemd: 'systemd',
    interfaces: 'Debian: interfaces',
    netplan: 'Ubuntu: netplan',
    networkd: 'systemd-networkd',
    ifcfg: 'Red Hat: ifcfg',
    'iptables-debian': 'Debian: iptables',
    'iptables-redhat': 'Red Hat: iptables',
    nft: 'nft',
    firewalld: 'firewalld',
    'arptables-jf': 'Red Hat: arptables_jf',
    vsftpd: 'vsftpd',
  },
  recipes: {
    modules: {
      title: 'IPVS in the kernel',
      why: 'The kernel balances with its module IPVS and with one for each scheduler. The engine loads them; named in a file, they are there from the start of the machine.',
      expect: 'The head of the table is printed: IP Virtual Server version.',
    },
    forwarding: {
      title: 'Packet forwarding',
      why: 'With NAT, answers of real servers go through the router, which has to pass them on. It is advised for every forwarding method.',
      expect: 'The value is 1.',
    },
    marks: {
      title: 'Firewall marks',
      why: 'IPVS knows packets by their mark and gives none itself: rules of the packet filter have to, for every port that belongs together, such as HTTP with HTTPS, or FTP with the ports of its passive connections. The chain is the one that the console uses, which can take it over at any time.',
      expect: 'There is a rule for each port.',
    },
    'ftp-active': {
      title: 'Active FTP',
      why: 'In active mode the real server opens the data connection, from port 20. IPVS knows nothing of it, so the packet filter has to translate its address on the way out.',
      expect: 'There is a rule with MASQUERADE for port 20.',
    },
    'router-firewall': {
      title: 'Openings in the firewall',
      why: 'A router that refuses what it does not know must let in VRRP from the other router, and clients to what is balanced. Without the first, each router takes the other one for dead, and both take the addresses. Where nothing is refused, nothing has to be opened.',
      expect: 'The openings stand before whatever refuses.',
    },
    'static-vip': {
      title: 'Floating addresses in no file of the system',
      why: 'The engine gives the floating addresses to the active router alone. Where a file of the system sets one as well, both routers have it at once, and a takeover fails.',
      expect: 'Nothing may be printed. Take what is printed out of its file, and start that device anew.',
    },
    'default-route': {
      title: 'The way back',
      why: 'Answers have to go back through the active router, which puts the floating address into them. The default route leads to the floating inside address, never to an address of one of the routers.',
      expect: 'There is one default route, and it leads there.',
    },
    'hidden-address': {
      title: 'Way 1: the address on the loopback device',
      why: 'The real server has the floating address, and the kernel does not tell anybody: only the active router answers when the network asks who has it. One of the three ways is enough; this one costs least.',
      expect: 'The address is on lo; the values are 1 and 2.',
    },
    arptables: {
      title: 'Way 2: arptables',
      why: 'The real server has the floating address on its network device; questions for it are dropped, and its own questions name its own address.',
      expect: 'There are two rules for each address, and the address is on the device.',
    },
    redirect: {
      title: 'Way 3: redirection',
      why: 'The real server does not have the floating address: packets to it are turned to the machine itself. Programs must listen on all addresses, and each packet costs a little more.',
      expect: 'There is a rule with REDIRECT for each port.',
    },
    tunnel: {
      title: 'The end of the tunnel',
      why: 'Packets come wrapped in others; the device tunl0 unwraps them, and has the floating address without telling anybody. The check of where packets come from must not drop them.',
      expect: 'The address is on tunl0; the value is 0.',
    },
    'ftp-passive': {
      title: 'Ports of passive FTP',
      why: 'The FTP server must wait for data connections on the ports that get the mark, and with NAT it must name the floating address.',
      expect: 'The ports are those of the mark.',
    },
  },
};
