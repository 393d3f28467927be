import type { FieldTexts } from '../../field-text.js';

/** What is said about the keys of a virtual server. */
export const virtualFields: FieldTexts['virtual'] = {
  active: {
    inputs: [
      { label: 'STATUS', gloss: '', help: 'Whether the virtual server is to run; (DE)ACTIVATE changes it.' },
    ],
    more: ['This is what the file says, not whether the servers are alive.'],
    captions: {
      '1': { text: 'up', gloss: '' },
      '0': { text: 'down', gloss: '' },
    },
  },
  address: {
    inputs: [
      {
        label: 'Virtual IP Address',
        gloss: '',
        help: 'The floating address that clients connect to; it belongs to no machine of its own.',
        blank: 'none',
      },
      {
        label: 'Device',
        gloss: '',
        help: 'The alias of the public interface that carries the address, for example eth0:1.',
        blank: 'none',
      },
    ],
    more: [
      'The active router brings the address up on the alias and takes it down when it becomes inactive; the backup then does the same. Configure it here only, never in the network scripts of the system.',
      'The alias needs a number of its own for each address (eth0:1, eth0:2, ...). Virtual servers with the same address have the same device.',
      'The two stand on one line of the file: address = ADDRESS DEVICE.',
    ],
  },
  sorry_server: {
    inputs: [
      {
        label: 'Sorry Server',
        gloss: '',
        help: 'The address of a machine that answers when no real server can; blank: clients get no answer then.',
        blank: 'none',
      },
    ],
    more: [
      'It is put in when the last real server has failed, and taken out when one is back. It is asked on the virtual server’s own port, and should not be one of the real servers.',
    ],
  },
  vip_nmask: {
    inputs: [
      {
        label: 'Virtual IP Network Mask',
        gloss: '',
        help: 'The netmask with which the virtual address is brought up.',
        blank: 'none',
      },
    ],
    more: ['Unused leaves the key out; pulse then gave the address the mask of its class.'],
  },
  fwmark: {
    inputs: [
      {
        label: 'Firewall Mark',
        gloss: '',
        help: 'A number that bundles several ports into one service; leave it blank unless you need that.',
        blank: 'no mark',
      },
    ],
    more: [
      'Packets that carry this mark belong to the virtual server, whatever their address and port. So HTTP and HTTPS, or the ports of FTP, reach the same real server. Give every virtual server of the bundle the same mark and the same Persistence.',
      'The marks themselves are set by packet filter rules on both routers, outside this tool. Without such rules no packet reaches the virtual server.',
    ],
  },
  port: {
    inputs: [
      {
        label: 'Application port',
        gloss: '',
        help: 'The port that clients connect to, for example 80 for HTTP.',
      },
    ],
    more: ['Real servers answer on the same port unless they have a port of their own (NAT only).'],
  },
  persistent: {
    inputs: [
      {
        label: 'Persistence',
        gloss: '',
        help: 'For how long after its last connection a client gets the same real server again.',
        blank: 'off',
      },
    ],
    more: [
      'For services that remember the client, such as a shop’s basket or encrypted connections. With a firewall mark it is needed, and the same for every virtual server with that mark.',
    ],
  },
  pmask: {
    inputs: [
      {
        label: 'Persistence Network Mask',
        gloss: '',
        help: 'Counts all clients of a network of this size as one client; Unused: each address by itself.',
        blank: 'each client by itself',
      },
    ],
    more: [
      'It counts only together with Persistence. 255.255.255.255 means each address by itself, which is the same as Unused. To bundle ports, firewall marks are the better way.',
    ],
  },
  send: {
    inputs: [
      {
        label: 'Send',
        gloss: '',
        help: 'What is sent to a real server to check it; blank: the check only opens a connection (tcp).',
        blank: 'nothing is sent',
      },
    ],
    more: [
      'Printable ASCII characters, and \\n, \\r, \\t, \\\\, \\\' and \\" for a new line, a carriage return, a tab, a backslash and quotes. One text only. A Sending Program wins over it.',
      'On port 80 with Send, Expect and Sending Program all blank, the check asks for the page / and expects HTTP.',
    ],
  },
  expect: {
    inputs: [
      {
        label: 'Expect',
        gloss: '',
        help: 'How the answer of a healthy real server begins; * alone takes any answer; blank: the answer is not looked at.',
        blank: 'any',
      },
    ],
    more: [
      'The answer must begin with exactly this text, unless it is a regular expression. To find it, connect to the port by hand: an FTP server, for example, greets with 220, so Send quit and Expect 220.',
      'With a Sending Program, its output must be exactly this text and one line end.',
    ],
  },
  use_regex: {
    inputs: [
      {
        label: 'Treat expect string as a regular expression',
        gloss: '',
        help: 'The expression may match anywhere in the beginning of the answer; not used with a Sending Program.',
      },
    ],
    more: [
      'POSIX extended regular expressions: . * + ? | ( ) [ ] { } ^ $ have a meaning, \\d and \\w do not exist; write [0-9] and [[:alnum:]_].',
    ],
    captions: {
      '1': { text: 'Yes', gloss: '' },
      '0': { text: 'No', gloss: '' },
    },
  },
  send_program: {
    inputs: [
      {
        label: 'Sending Program',
        gloss: '',
        help: 'A program of your own that checks a real server instead of Send, for example /usr/local/bin/check-dns %h.',
        blank: 'none',
      },
    ],
    more: [
      'The program prints a text that is compared with Expect. The words %h and %p are replaced by the address and the port of the real server that is checked. It is split at blanks and run without a shell, and ended after Service timeout.',
      'It must be executable on both routers, and writable by root alone: it runs with root’s rights.',
    ],
  },
  load_monitor: {
    inputs: [
      {
        label: 'Load monitoring tool',
        gloss: '',
        help: 'Shifts weights towards real servers with little load; none: weights stay as they are.',
        blank: 'none',
      },
    ],
    more: [
      'rup needs the service rstatd on every real server, ruptime needs rwhod, and they must be Linux machines. Together with a weighted scheduler the result is hard to predict.',
    ],
  },
  scheduler: {
    inputs: [
      { label: 'Scheduling', gloss: '', help: 'How the router chooses a real server for a new connection.' },
    ],
    more: [
      'Round robin takes them in turn; the weighted kinds give a server with weight 2 twice the share. Least-connection takes the one with the fewest open connections. The locality-based kinds keep a destination on one server, for caches; the hash kinds choose by the address of the destination or of the client.',
    ],
    captions: {
      rr: { text: 'Round robin', gloss: '' },
      wlc: { text: 'Weighted least-connections', gloss: '' },
      wrr: { text: 'Weighted round robin', gloss: '' },
      lc: { text: 'Least-connection', gloss: '' },
      lblc: { text: 'Locality-Based Least-Connection Scheduling', gloss: '' },
      lblcr: { text: 'Locality-Based Least-Connection Scheduling (R)', gloss: '' },
      dh: { text: 'Destination Hash Scheduling', gloss: '' },
      sh: { text: 'Source Hash Scheduling', gloss: '' },
    },
  },
  protocol: {
    inputs: [
      {
        label: 'Protocol',
        gloss: '',
        help: 'The protocol of the service: tcp for web, mail and most others.',
      },
    ],
    more: ['A service that uses both, such as DNS, needs two virtual servers: one for each.'],
    captions: {
      tcp: { text: 'tcp', gloss: '' },
      udp: { text: 'udp', gloss: '' },
    },
  },
  timeout: {
    inputs: [
      {
        label: 'Service timeout',
        gloss: '',
        help: 'How often each real server is checked, and how long its answer may take before it is taken out.',
      },
    ],
    more: [
      'One number for both: the pause between two checks, and the limit of each. The first failed check takes the server out.',
    ],
  },
  reentry: {
    inputs: [
      {
        label: 'Re-entry Time',
        gloss: '',
        help: 'For how long a failed real server must pass its checks again before it is put back.',
      },
    ],
    more: [
      'Counted in checks: with a re-entry time of 15 and a service timeout of 6, two good checks in a row.',
    ],
  },
  quiesce_server: {
    inputs: [
      {
        label: 'Quiesce server',
        gloss: '',
        help: 'Whether a failed real server gets weight 0 instead of being removed.',
      },
    ],
    more: [
      'With weight 0, connections that are open keep their real server and no new ones come. Removed, they break at once. It also keeps a server that comes back from being flooded by the least-connection kinds of scheduling.',
    ],
    captions: {
      '1': { text: 'Yes', gloss: '' },
      '0': { text: 'No', gloss: '' },
    },
  },
  client_monitor: {
    inputs: [{ label: '', gloss: '', help: 'The program that watches a real server.' }],
    more: ['The original daemons started it once for each real server.'],
  },
  start_cmd: {
    inputs: [
      {
        label: 'Start command',
        gloss: '',
        help: 'The command that starts a failover service; not used here.',
        blank: 'none',
      },
    ],
    more: ['Used only in failover blocks. Split at single blanks and run without a shell.'],
  },
  stop_cmd: {
    inputs: [
      {
        label: 'Stop command',
        gloss: '',
        help: 'The command that stops a failover service; not used here.',
        blank: 'none',
      },
    ],
    more: ['Used only in failover blocks. Split at single blanks and run without a shell.'],
  },
  master: {
    inputs: [{ label: '', gloss: '', help: 'Read and ignored; from an old version.', blank: 'none' }],
    more: ['No daemon uses it any more. It can be removed.'],
  },
  dirs: {
    inputs: [{ label: '', gloss: '', help: 'Read and ignored; from an old version.', blank: 'none' }],
    more: ['No daemon uses it any more. It can be removed.'],
  },
};
