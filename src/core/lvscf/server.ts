import { host, unspecified } from './kinds/addresses.js';
import { flag, number, portNumber } from './kinds/numbers.js';
import type { Stanza, Values } from './stanza.js';

/** The keys of a real server, in canonical order. Source: lvs-cf format, sections 6.3 and 11. */
export const serverStanza = {
  address: {
    kind: host,
    absent: unspecified,
    initial: unspecified,
    good: ['10.0.0.11', '0.0.0.0'],
    bad: ['10.0.0.11:80', '10.11', 'web1', '10.0.0.256'],
    source: 'lvs-cf format, 6.3',
  },
  active: {
    kind: flag,
    absent: false,
    initial: false,
    good: ['1', '0'],
    bad: ['2', 'up'],
    source: 'lvs-cf format, 6.3',
  },
  port: {
    kind: portNumber,
    since: '0.8.4-13',
    good: ['8080', '80'],
    bad: ['http', '65536', '-80', '080'],
    source: 'lvs-cf format, 6.3 and 13',
  },
  weight: {
    kind: number(0, 65535),
    absent: 1,
    initial: 1,
    good: ['2', '0', '1', '65535'],
    bad: ['heavy', '65536', '1.5', '-1'],
    source: 'lvs-cf format, 6.3; ipvsadm(8) --weight',
  },
} as const satisfies Stanza;

/** The values of a real server. */
export type ServerValues = Values<typeof serverStanza>;
