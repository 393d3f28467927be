/** Random `lvs.cf` files that the original reader accepts and that can run, with texts as hostile as it lets them be. */
import fc from 'fast-check';
import { readConfig } from '../../src/core/lvscf/config.js';
import { globalStanza } from '../../src/core/lvscf/global.js';
import { maskOfPrefix } from '../../src/core/lvscf/kinds/addresses.js';
import { serverStanza } from '../../src/core/lvscf/server.js';
import type { Keyword, Stanza } from '../../src/core/lvscf/stanza.js';
import { schedulers, virtualStanza } from '../../src/core/lvscf/virtual.js';

/** The network interfaces that these files name, without their aliases. */
export const interfaces: readonly string[] = ['eth0', 'eth1', 'bond0.12'];

/** What stands after the equal sign; undefined leaves the key out. */
type Texts<S extends Stanza> = { readonly [K in Keyword<S>]: fc.Arbitrary<string | undefined> };

const flag = fc.constantFrom('0', '1');
const seconds = fc
  .oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 2147483647 }))
  .map(String);
const port = fc.integer({ min: 0, max: 65535 }).map(String);
const mask = fc.integer({ min: 1, max: 32 }).map(maskOfPrefix);
const device = fc.constantFrom(...interfaces, 'eth0:1', 'eth1:web', 'eth1:2', 'bond0.12:3');
const up = (max: number) => fc.integer({ min: 0, max }).map(String);

function characters(set: RegExp, from = 0x21, to = 0xff): fc.Arbitrary<string> {
  const all = Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index));
  return fc.constantFrom(...all.filter((character) => set.test(character)));
}

/** Things that a parser of keepalived or a shell would act on, if they got there. */
const traps = fc.constantFrom(
  '$(id)',
  '$' + '{_PWD}',
  '$X=1',
  '@main',
  '!',
  '~SEQ(A,1,9)',
  '`id`',
  'include/etc/passwd',
  '\\n}',
  '#',
  ';',
  '*',
  '../..',
  '-x',
);
const joined = (part: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(fc.oneof(part, traps), { minLength: 1, maxLength }).map((parts) => parts.join(''));

/** One word: no blank, and no quote at its ends. Names with a percent sign are refused by a rule of their own. */
const word = joined(characters(/[^"'%=#{}]/), 12).filter((text) => !/^["'=#]|["']$/.test(text));
/** A quoted text: everything but a double quote. */
const text = joined(characters(/[^"\\]/, 0x20), 40);
const quoted = text.map((content) => `"${content} x"`);
/** What is sent and expected: a backslash only where nanny turns it. */
const exchange = joined(
  fc.oneof(characters(/[^"\\]/, 0x20), fc.constantFrom('\\r', '\\n', '\\t', '\\\\', '\\"', "\\'")),
  20,
)
  .map((content) => content.replaceAll(/\\(?![rnt'"\\])|["]/g, ''))
  .map((content) => `"${content} x"`);

const globals: Texts<typeof globalStanza> = {
  serial_no: up(2147483647),
  primary: fc.constant('10.0.0.2'),
  primary_private: fc.constantFrom(undefined, '192.168.10.2'),
  primary_shared: word,
  service: fc.constantFrom(undefined, 'lvs'),
  rsh_command: word,
  backup_active: flag,
  backup: fc.constant('10.0.0.3'),
  backup_private: fc.constantFrom(undefined, '192.168.10.3'),
  backup_shared: word,
  heartbeat: flag,
  heartbeat_port: port,
  // A deadtime that is not longer than the pause between two heartbeats is broken.
  keepalive: fc.integer({ min: 1, max: 300 }).map(String),
  deadtime: fc.integer({ min: 301, max: 2147483647 }).map(String),
  network: fc.constantFrom('nat', 'direct', 'tunnel'),
  nat_router: fc.tuple(fc.constant('192.168.10.254'), device).map((words) => words.join(' ')),
  nat_nmask: mask,
  reservation_conflict_action: fc.constantFrom('nothing', 'preempt'),
  debug_level: word,
  active_cmd: fc.oneof(word, quoted),
  inactive_cmd: fc.oneof(word, quoted),
  ipvsadm: word,
  monitor_links: flag,
  syncdaemon: flag,
  syncd_iface: fc.constantFrom(...interfaces),
  syncd_id: up(255),
  hard_shutdown: flag,
  tcp_timeout: up(2147483),
  tcpfin_timeout: up(2147483),
  udp_timeout: up(2147483),
  sync: flag,
};

const virtuals: Texts<typeof virtualStanza> = {
  active: fc.constantFrom('1', '1', '1', '0'),
  address: fc.tuple(fc.integer({ min: 1, max: 12 }), device).map(([host, name]) => `10.1.0.${host} ${name}`),
  sorry_server: fc.constantFrom('10.9.0.1', '10.9.0.2', '0.0.0.0'),
  vip_nmask: mask,
  fwmark: fc.constantFrom('0', '1', '80', '2147483647'),
  port: fc.oneof(fc.constantFrom('80', '443', '0'), port),
  persistent: fc.oneof(up(999), up(999999999)),
  pmask: mask,
  send: exchange,
  expect: fc.oneof(exchange, fc.constantFrom('"*"', '"HTTP"', '""')),
  use_regex: flag,
  send_program: quoted,
  load_monitor: fc.oneof(fc.constantFrom('none', 'rup', 'uptime'), word),
  scheduler: fc.constantFrom(...schedulers),
  protocol: fc.constantFrom('tcp', 'udp'),
  timeout: seconds,
  reentry: seconds,
  quiesce_server: flag,
  client_monitor: word,
  start_cmd: quoted,
  stop_cmd: quoted,
  master: fc.constant('10.0.0.9'),
  dirs: fc.constant('[ a b ]'),
};

const servers: Texts<typeof serverStanza> = {
  address: fc.integer({ min: 1, max: 9 }).map((host) => `172.16.0.${host}`),
  active: fc.constantFrom('1', '1', '0'),
  port,
  weight: fc.oneof(fc.constantFrom('0', '1', '253', '254'), up(65535)),
};

/** The lines of a block, some of its keys left out. */
function lines<S extends Stanza>(stanza: S, texts: Texts<S>, always: readonly Keyword<S>[]) {
  const each = Object.keys(stanza).map((keyword) => {
    const line = texts[keyword as Keyword<S>].map((value) => value && `${keyword} = ${value}\n`);
    return always.includes(keyword as Keyword<S>) ? line : fc.option(line, { nil: undefined, freq: 2 });
  });
  return fc.tuple(...each).map((all) => all.filter(Boolean).join(''));
}

const shared = fc
  .subarray([
    '# lvs-console: fail-back = yes\n',
    '# lvs-console: virtual-router-id = 255\n',
    '# lvs-console: vrrp-device = eth1\n',
    '# lvs-console: checker-account = daemon\n',
    '# lvs-console: mark-rules = yes\n',
    '# lvs-console: ftp-data-ports = 10000:20000\n',
    '# lvs-console: ip-forwarding = yes\n',
  ])
  .map((all) => all.join(''));

const server = fc
  .tuple(word, lines(serverStanza, servers, ['address', 'active']))
  .map(([name, inside]) => `server ${name} {\n${inside}}\n`);

const virtual = fc
  .tuple(word, lines(virtualStanza, virtuals, ['active', 'address']), fc.array(server, { maxLength: 4 }))
  .map(([name, inside, inner]) => `virtual ${name} {\n${inside}${inner.join('')}}\n`);

const anyConfig = fc
  .tuple(
    shared,
    lines(globalStanza, globals, ['primary', 'backup', 'backup_active', 'nat_router']),
    fc.array(virtual, { minLength: 1, maxLength: 4 }),
  )
  .map((parts) => parts.flat().join(''));

/** A text that the reader accepts and that a router can run as it is. */
export const validConfig: fc.Arbitrary<string> = anyConfig.filter((candidate) => {
  const { problems, virtualServers } = readConfig(candidate);
  // The kernel takes all ports only for a service with persistence; lvs.cf itself does not mind.
  const isTaken = virtualServers.every(({ values: { port: number = 80, fwmark, persistent } }) =>
    Boolean(number || fwmark || persistent),
  );
  return isTaken && problems.every(({ severity }) => severity === 'advice');
});
