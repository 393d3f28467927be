import type { globalStanza } from '../../../core/lvscf/global.js';
import type { StanzaText } from '../../field-text.js';

/** What is said about the keys at the head of the file. */
export const globalFields: StanzaText<typeof globalStanza> = {
  serial_no: {
    inputs: [{ label: '', gloss: '', help: 'Counts the saved versions; the console adds one at each save.' }],
    more: [
      'Compare the serial numbers of the two routers to see whose file is newer. The daemons read the number and make no use of it.',
    ],
  },
  primary: {
    inputs: [
      {
        label: 'Primary server public IP',
        gloss: '',
        help: 'The own public address of the primary router, not a floating one.',
        blank: 'no router is the primary',
      },
    ],
    more: [
      'Each router decides by this address which one it is: the router that has it is the primary, any other one is the backup. Heartbeats run between this address and Redundant server public IP.',
    ],
  },
  primary_private: {
    inputs: [
      {
        label: 'Primary server private IP',
        gloss: '',
        note: '(May be blank)',
        help: 'A second address of the primary router, for heartbeats only; blank: there is no second path.',
        blank: 'none',
      },
    ],
    more: [
      'An alternative path for heartbeats, on any interface that speaks TCP/IP. It need not be the address that faces the real servers. Without it one broken cable or switch makes each router believe that the other is dead: a single point of failure.',
      'Give Redundant server private IP as well (on REDUNDANCY): with only one of the two, the second path does not work. Direct routing does not need it.',
    ],
  },
  primary_shared: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'The shared disk as the primary router names it; used by fos only.',
        blank: 'none',
      },
    ],
    more: [
      'Used only by the failover service of the old kind (fos), to reserve a SCSI disk that both machines share.',
    ],
  },
  service: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'Which blocks run: virtual servers, or failover services of the old kind.',
      },
    ],
    more: [
      'With lvs, the virtual servers run and failover blocks are ignored; with fos it is the other way round. This console edits virtual servers; failover blocks are kept as they are.',
    ],
    captions: {
      lvs: { text: 'lvs', gloss: '' },
      fos: { text: 'fos', gloss: '' },
    },
  },
  rsh_command: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'The program that asks a real server for its load; used only with the load monitor uptime.',
      },
    ],
    more: [
      'With the load monitor uptime, the command uptime is run on each real server through this program: rsh or ssh.',
    ],
  },
  backup_active: {
    inputs: [
      {
        label: 'Backup',
        gloss: '',
        help: 'Whether a backup router stands by; ENABLE and DISABLE change it.',
      },
    ],
    more: [
      'Active: the two routers watch each other, and the backup takes over when the primary falls silent. Inactive: the backup router does nothing, and the other values of the panel are kept in the file.',
    ],
    captions: {
      '1': { text: 'active', gloss: '' },
      '0': { text: 'inactive', gloss: '' },
    },
  },
  backup: {
    inputs: [
      {
        label: 'Redundant server public IP',
        gloss: '',
        help: 'The own public address of the backup router, not a floating one.',
        blank: 'there is no backup router',
      },
    ],
    more: ['The router that stands by. Heartbeats run between this address and Primary server public IP.'],
  },
  backup_private: {
    inputs: [
      {
        label: 'Redundant server private IP',
        gloss: '',
        help: 'The backup router’s address on the second heartbeat path; needed when the primary has one.',
        blank: 'none',
      },
    ],
    more: [
      'Shown once Primary server private IP is filled in on GLOBAL SETTINGS. A heartbeat on either path is enough to keep the other router alive.',
    ],
  },
  backup_shared: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'The shared disk as the backup router names it; used by fos only.',
        blank: 'none',
      },
    ],
    more: [
      'Used only by the failover service of the old kind (fos), to reserve a SCSI disk that both machines share.',
    ],
  },
  heartbeat: {
    inputs: [{ label: '', gloss: '', help: 'Read and ignored: heartbeats follow from Backup alone.' }],
    more: ['The original tool always wrote 1. Whether heartbeats are sent depends on backup_active only.'],
    captions: {
      '1': { text: 'Yes', gloss: '' },
      '0': { text: 'No', gloss: '' },
    },
  },
  heartbeat_port: {
    inputs: [
      {
        label: 'Heartbeat runs on port',
        gloss: '',
        help: 'The UDP port of the heartbeats, the same on both routers.',
      },
    ],
    more: ['A firewall on the routers must let this UDP port through between them.'],
  },
  keepalive: {
    inputs: [
      {
        label: 'Heartbeat interval (seconds)',
        gloss: '',
        help: 'How often the routers tell each other that they are alive.',
      },
    ],
    more: ['Both routers send; one heartbeat received on either path is enough.'],
  },
  deadtime: {
    inputs: [
      {
        label: 'Assume dead after (seconds)',
        gloss: '',
        help: 'How long the other router may be silent before it counts as dead; about three heartbeat intervals.',
      },
    ],
    more: [
      'When no heartbeat arrived for this long, the router takes over. It must be longer than Heartbeat interval, or one late packet is enough; three times as long is usual.',
    ],
  },
  network: {
    inputs: [
      {
        label: 'Use network type',
        gloss: '',
        help: 'How packets reach the real servers; one type for all virtual servers.',
      },
    ],
    more: [
      'NAT: the router rewrites addresses in both directions. The real servers may listen on another port and use the NAT router address as their gateway.',
      'Direct Routing: packets keep their addresses and go to the real server’s network card; it answers the client itself. It stands in the same network as the router, has the VIP too, and must not answer ARP requests for it.',
      'Tunneling: as direct routing, but inside an IP tunnel, so that real servers may stand in other networks.',
    ],
    captions: {
      nat: { text: 'NAT', gloss: '' },
      direct: { text: 'Direct Routing', gloss: '' },
      tunnel: { text: 'Tunneling', gloss: '' },
    },
  },
  nat_router: {
    inputs: [
      {
        label: 'NAT Router IP',
        gloss: '',
        help: 'The floating inside address that the real servers use as their gateway.',
        blank: 'none',
      },
      {
        label: 'NAT Router device',
        gloss: '',
        help: 'The alias of the inside interface that carries this address, for example eth1:1.',
        blank: 'none',
      },
    ],
    more: [
      'With NAT, answers must come back through the active router. This address moves to the backup together with the virtual addresses, so the real servers keep one gateway. It is configured here only, never in the network scripts of the system.',
      'Fill in both or neither. The two stand on one line of the file: nat_router = ADDRESS DEVICE.',
    ],
  },
  nat_nmask: {
    inputs: [
      {
        label: 'NAT Router netmask',
        gloss: '',
        help: 'The netmask of the inside network.',
        blank: 'the class of the address decides',
      },
    ],
    more: ['The netmask with which the NAT router address is brought up.'],
  },
  reservation_conflict_action: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'What fos does when the shared disk is reserved by the other machine.',
        blank: 'none',
      },
    ],
    more: ['Used only by the failover service of the old kind (fos).'],
    captions: {
      nothing: { text: 'nothing', gloss: '' },
      preempt: { text: 'preempt', gloss: '' },
    },
  },
  debug_level: {
    inputs: [{ label: '', gloss: '', help: 'Read and ignored.' }],
    more: ['The original tool always wrote NONE. No daemon uses it.'],
  },
  active_cmd: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'A command that runs on a router just before it becomes active.',
        blank: 'none',
      },
    ],
    more: ['Split at blanks and run without a shell: no quotes, pipes or variables inside.'],
  },
  inactive_cmd: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'A command that runs on a router when it stops being active.',
        blank: 'none',
      },
    ],
    more: ['Split at blanks and run without a shell: no quotes, pipes or variables inside.'],
  },
  ipvsadm: {
    inputs: [{ label: '', gloss: '', help: 'Where the program ipvsadm lies.' }],
    more: ['The original daemons changed the kernel’s table with this program.'],
  },
  monitor_links: {
    inputs: [
      {
        label: 'Monitor NIC links for failures',
        gloss: '',
        help: 'Whether a router steps back when one of its own network links is down.',
        blank: 'No',
      },
    ],
    more: [
      'Watches the interfaces that carry the router’s public and private addresses. A router without a link gives up its services and tells the other one; it works only while Backup is active.',
    ],
  },
  syncdaemon: {
    inputs: [
      {
        label: 'Use sync daemon',
        gloss: '',
        help: 'Whether the active router sends its connections to the backup, so that they survive a failover.',
      },
    ],
    more: [
      'Without it, connections that were open at the moment of a failover break and clients connect again.',
    ],
    captions: {
      '1': { text: 'Yes', gloss: '' },
      '0': { text: 'No', gloss: '' },
    },
  },
  syncd_iface: {
    inputs: [
      {
        label: 'Sync daemon interface',
        gloss: '',
        help: 'The interface on which connections are sent to the other router, by multicast.',
      },
    ],
    more: ['A real interface that both routers have in one network, not an alias.'],
  },
  syncd_id: {
    inputs: [
      {
        label: 'Sync daemon ID',
        gloss: '',
        help: 'Tells this pair of routers from other pairs in the same network; the same number on both.',
      },
    ],
    more: ['Two pairs with one number in the same network would mix up their connections.'],
  },
  hard_shutdown: {
    inputs: [
      {
        label: '',
        gloss: '',
        help: 'Whether the end of one monitoring process stops LVS on this router, so that the backup takes over.',
      },
    ],
    more: ['With 0, the end of a monitoring process is written to the log only and needs a person.'],
    captions: {
      '1': { text: 'Yes', gloss: '' },
      '0': { text: 'No', gloss: '' },
    },
  },
  tcp_timeout: {
    inputs: [
      {
        label: 'TCP timeout (seconds)',
        gloss: '',
        help: 'How long an idle TCP connection stays in the kernel’s table.',
        blank: 'the kernel’s own value',
      },
    ],
    more: ['Blank and 0 both leave the kernel’s own value.'],
  },
  tcpfin_timeout: {
    inputs: [
      {
        label: 'TCP FIN timeout (seconds)',
        gloss: '',
        help: 'How long a TCP connection stays in the table after one side has closed it.',
        blank: 'the kernel’s own value',
      },
    ],
    more: ['Blank and 0 both leave the kernel’s own value.'],
  },
  udp_timeout: {
    inputs: [
      {
        label: 'UDP timeout (seconds)',
        gloss: '',
        help: 'How long the packets of one client count as one connection after the last UDP packet.',
        blank: 'the kernel’s own value',
      },
    ],
    more: ['Blank and 0 both leave the kernel’s own value.'],
  },
  sync: {
    inputs: [{ label: '', gloss: '', help: 'Read and ignored; from an old version.' }],
    more: ['No daemon uses it any more. It can be removed.'],
    captions: {
      '1': { text: 'Yes', gloss: '' },
      '0': { text: 'No', gloss: '' },
    },
  },
};
