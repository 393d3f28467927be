import type { FieldTexts } from '../../field-text.js';

/** What is said about the keys of a real server. */
export const serverFields: FieldTexts['server'] = {
  address: {
    inputs: [
      {
        label: 'Address',
        gloss: '',
        help: 'The own address of the real server, without a port.',
        blank: 'none',
      },
    ],
    more: [
      'With NAT it is an address of the inside network, and the machine uses the NAT router address as its gateway.',
    ],
  },
  active: {
    inputs: [
      { label: 'STATUS', gloss: '', help: 'Whether the real server is to be used; (DE)ACTIVATE changes it.' },
    ],
    more: ['This is what the file says, not whether the machine is alive.'],
    captions: {
      '1': { text: 'up', gloss: '' },
      '0': { text: 'down', gloss: '' },
    },
  },
  port: {
    inputs: [
      {
        label: 'Port',
        gloss: '',
        note: "(Leave blank to default to Virtual Server's Application Port)",
        help: 'The port on which the real server answers, where it is another one (NAT only).',
        blank: 'the virtual server’s Application port',
      },
    ],
    more: ['With Direct Routing and Tunneling, packets keep their port, so a port of its own cannot work.'],
  },
  weight: {
    inputs: [
      {
        label: 'Weight',
        gloss: '',
        help: 'The share of this real server compared with the others: 2 gets twice as much as 1, 0 nothing new.',
      },
    ],
    more: [
      'Only the ratio between the real servers counts, and only with a weighted kind of scheduling; a real server with weight 0 gets no new connections with any kind.',
    ],
  },
};
