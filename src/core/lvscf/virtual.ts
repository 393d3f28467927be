import {
  addressOnDevice,
  host,
  mask,
  persistenceMask,
  plainAddress,
  unspecified,
} from './kinds/addresses.js';
import { flag, mark, number, port } from './kinds/numbers.js';
import { choice, exchange, list, looseChoice, program, word } from './kinds/strings.js';
import type { Stanza, Values } from './stanza.js';

/** The schedulers that the reader knows, in the order of the original's list. Source: panels, section 9.2. */
export const schedulers = ['rr', 'wlc', 'wrr', 'lc', 'lblc', 'lblcr', 'dh', 'sh'] as const;

/** The longest persistence that fits lvsd's buffer. Source: lvs-cf format, section 10, item 17. */
const longestPersistence = 999999999;

/**
 * The keys of a virtual server, in canonical order; `initial` is what ADD writes.
 * Source: lvs-cf format, sections 6.2 and 11.
 */
export const virtualStanza = {
  active: {
    kind: flag,
    absent: false,
    initial: false,
    good: ['1', '0'],
    bad: ['on', '2', '-1'],
    source: 'lvs-cf format, 6.2',
  },
  address: {
    kind: addressOnDevice,
    initial: { address: unspecified, device: 'eth0:1' },
    good: ['198.51.100.1 eth0:1', '0.0.0.0 eth0:1'],
    bad: [
      '198.51.100.1',
      '198.51.100.1/32 eth0:1',
      '2001:db8::1 eth0:1',
      'www eth0:1',
      '198.51.100.1 eth0:1 x',
    ],
    source: 'lvs-cf format, 6.2',
  },
  sorry_server: {
    kind: plainAddress,
    absent: unspecified,
    since: '0.8.4-11',
    good: ['192.0.2.200'],
    bad: ['sorry', '192.0.2', '192.0.2.300'],
    source: 'lvs-cf format, 6.2 and 13',
  },
  vip_nmask: {
    kind: mask('unused'),
    absent: unspecified,
    good: ['255.255.255.0', '255.255.254.0'],
    bad: ['/24', '24', '255.0.255.0'],
    source: 'lvs-cf format, 6.2',
  },
  fwmark: {
    kind: mark,
    absent: 0,
    good: ['21', '80', '2147483647'],
    bad: ['-1', '0x50', 'http', '2147483648'],
    source: 'lvs-cf format, 6.2',
  },
  port: {
    kind: port,
    absent: 80,
    initial: 80,
    good: ['80', '0', '65535'],
    bad: ['http', 'HTTP', '80,443', '65536', '0120', '-1'],
    source: 'lvs-cf format, 6.2',
  },
  persistent: {
    kind: number(0, longestPersistence),
    absent: 0,
    unit: 'seconds',
    good: ['300', '999999999'],
    bad: ['5m', '1000000000', '-1'],
    source: 'lvs-cf format, 6.2 and 10',
  },
  pmask: {
    kind: persistenceMask,
    absent: unspecified,
    good: ['255.255.255.0'],
    bad: ['255.255.0.255', '24', 'none'],
    source: 'lvs-cf format, 6.2',
  },
  send: {
    kind: exchange,
    initial: '"GET / HTTP/1.0\\r\\n\\r\\n"',
    good: ['"GET / HTTP/1.0\\r\\n\\r\\n"', '"quit"', '"a\\\\b"'],
    bad: ['"a\\"', '"a\\d"', "'quit'", '"{"', '"caf\u00e9"', `"${'x'.repeat(256)}"`],
    source: 'lvs-cf format, 6.2 and 10; nanny(8)',
  },
  expect: {
    kind: exchange,
    initial: '"HTTP"',
    good: ['"HTTP"', '"*"', '"220"'],
    bad: ['"\\."', "'HTTP'", '"}"', `"${'x'.repeat(256)}"`],
    source: 'lvs-cf format, 6.2 and 10; nanny(8)',
  },
  use_regex: {
    kind: flag,
    absent: false,
    initial: false,
    offered: 'checkbox',
    good: ['1', '0'],
    bad: ['on', '2'],
    source: 'lvs-cf format, 6.2',
  },
  send_program: {
    kind: program,
    good: ['"/usr/local/bin/check %h"', '"/usr/local/bin/check %h %p"'],
    bad: ["'/bin/check %h'", '"{"', `"/${'x'.repeat(254)}"`, `"${'a '.repeat(40)}"`],
    source: 'lvs-cf format, 6.2 and 10; nanny(8)',
  },
  load_monitor: {
    kind: looseChoice(['none', 'rup', 'ruptime']),
    initial: 'none',
    shownAbsent: 'none',
    good: ['rup', 'none', 'ruptime', 'uptime'],
    bad: ['rup -h', '"rup"', '{}'],
    source: 'lvs-cf format, 6.2; panels, 9.3',
  },
  scheduler: {
    kind: choice(schedulers),
    absent: 'wlc',
    initial: 'wlc',
    good: ['wlc', 'rr', 'lblcr'],
    bad: ['WLC', 'sed', 'nq', 'mh', 'fo'],
    source: 'lvs-cf format, 6.2; panels, 9.2',
  },
  protocol: {
    kind: choice(['tcp', 'udp']),
    absent: 'tcp',
    initial: 'tcp',
    good: ['tcp', 'udp'],
    bad: ['TCP', '6', 'sctp'],
    source: 'lvs-cf format, 6.2',
  },
  timeout: {
    kind: number(1),
    absent: 10,
    initial: 6,
    unit: 'seconds',
    good: ['6', '1'],
    bad: ['0', '-6', '6s'],
    source: 'lvs-cf format, 6.2 and 10; nanny(8)',
  },
  reentry: {
    kind: number(1),
    absent: 180,
    initial: 15,
    unit: 'seconds',
    good: ['15', '1'],
    bad: ['0', 'soon', '015'],
    source: 'lvs-cf format, 6.2 and 10; nanny(8)',
  },
  quiesce_server: {
    kind: flag,
    absent: false,
    initial: false,
    offered: 'radio',
    good: ['1', '0'],
    bad: ['on', 'no'],
    source: 'lvs-cf format, 6.2; nanny(8)',
  },
  client_monitor: {
    kind: word,
    absent: '/usr/sbin/nanny',
    good: ['/usr/sbin/nanny'],
    bad: ['nanny -v'],
    source: 'lvs-cf format, 6.2',
  },
  start_cmd: {
    kind: program,
    good: ['"/etc/rc.d/init.d/httpd start"'],
    bad: ["'/etc/rc.d/init.d/httpd start'", '"}"'],
    source: 'lvs-cf format, 6.2',
  },
  stop_cmd: {
    kind: program,
    good: ['"/etc/rc.d/init.d/httpd stop"'],
    bad: ["'/etc/rc.d/init.d/httpd stop'", '"{"'],
    source: 'lvs-cf format, 6.2',
  },
  master: {
    kind: host,
    absent: unspecified,
    obsolete: true,
    good: ['192.0.2.1'],
    bad: ['192.0.2', 'm'],
    source: 'lvs-cf format, 6.2',
  },
  dirs: {
    kind: list,
    obsolete: true,
    good: ['[ /var/www ]', '[ ]'],
    bad: [],
    source: 'lvs-cf format, 6.2',
  },
} as const satisfies Stanza;

/** The values of a virtual server. */
export type VirtualValues = Values<typeof virtualStanza>;
