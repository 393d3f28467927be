import type { sharedStanza } from '../../../core/lvscf/shared-lines.js';
import type { StanzaText } from '../../field-text.js';

/** What is said about the settings in comment lines. */
export const sharedFields: StanzaText<typeof sharedStanza> = {
  'fail-back': {
    inputs: [
      {
        label: 'Fail-back',
        gloss: '',
        help: 'Whether the primary router takes the service back when it returns; with No, as under pulse, the backup keeps it.',
      },
    ],
    more: [
      'Taking it back interrupts the service a second time. With No, the routers change places only when the one that serves fails.',
    ],
    captions: { no: { text: 'No', gloss: '' }, yes: { text: 'Yes', gloss: '' } },
  },
  'virtual-router-id': {
    inputs: [
      {
        label: 'Virtual router ID',
        gloss: '',
        help: 'A number from 1 to 255 that no other VRRP pair in the network of the heartbeat has.',
      },
    ],
    more: [
      'Two pairs with one number in the same network take each other’s heartbeats for their own. Routers and firewalls of other makers use such numbers too.',
    ],
  },
  'vrrp-device': {
    inputs: [
      {
        label: 'Heartbeat device',
        gloss: '',
        help: 'The interface on which the routers hear each other, the same name on both; not an alias.',
        blank: 'found by itself',
      },
    ],
    more: [
      'Without it, the heartbeat runs on the interface that has the router’s own public address, or where that cannot be seen, on the one of the first active virtual address.',
    ],
  },
  'checker-account': {
    inputs: [
      {
        label: 'Account for checks',
        gloss: '',
        help: 'The account that the checks and their programs run as, with a group of the same name; it must exist on both routers.',
        blank: 'root, as under pulse',
      },
    ],
    more: ['A check rarely needs any rights: an account of its own without a password is the safer choice.'],
  },
  'mark-rules': {
    inputs: [
      {
        label: 'Rules for firewall marks',
        gloss: '',
        help: 'Whether APPLY puts the rules into the packet filter that give packets the firewall marks of the virtual servers; with No, the router’s own rules have to.',
      },
    ],
    more: [
      'The rules are in a chain of their own, LVS-CONSOLE in the table mangle, which is replaced as a whole and reached by one jump at the end of PREROUTING. No other rule is ever touched. After a boot they are there before the engine starts. With No again, the next APPLY takes them away.',
      'This needs iptables on both routers. Remove rules of your own that give the same marks; whatever loads a packet filter anew takes ours away until the next APPLY.',
    ],
    captions: { no: { text: 'No', gloss: '' }, yes: { text: 'Yes', gloss: '' } },
  },
  'ftp-data-ports': {
    inputs: [
      {
        label: 'FTP data ports',
        gloss: '',
        help: 'The ports on which FTP servers wait for passive data connections, such as 10000:20000: they get the firewall mark of the virtual server on port 21.',
        blank: 'port 21 alone',
      },
    ],
    more: [
      'Give the FTP servers the same range (in vsftpd pasv_min_port and pasv_max_port); with NAT they must also name the virtual address (pasv_address). A virtual server without a mark keeps its port in this range. Other rules, such as those for active FTP, are not made here.',
    ],
  },
  'ip-forwarding': {
    inputs: [
      {
        label: 'IP forwarding',
        gloss: '',
        help: 'Whether APPLY sets the router to forward packets (net.ipv4.ip_forward = 1), now and after every boot; with No, that is left as the router has it.',
      },
    ],
    more: [
      'NAT needs it on both routers. With No again, the next APPLY takes our file for the boot away; what is set at the moment stays, since others may need it.',
    ],
    captions: { no: { text: 'No', gloss: '' }, yes: { text: 'Yes', gloss: '' } },
  },
};
