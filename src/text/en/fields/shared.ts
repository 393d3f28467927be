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
};
