import { describe, expect, test } from 'vitest';
import { mapping } from '../../../src/core/keepalived/mapping.js';
import { globalStanza } from '../../../src/core/lvscf/global.js';
import { serverStanza } from '../../../src/core/lvscf/server.js';
import type { Keyword, Stanza } from '../../../src/core/lvscf/stanza.js';
import { virtualStanza } from '../../../src/core/lvscf/virtual.js';
import { type Lines, type Others, rendering } from './pair.js';

/** Two values of a field, and what else the file must say for it to count. */
interface Pair {
  readonly values: readonly [string | undefined, string | undefined];
  readonly beside?: Others;
}

type Pairs<S extends Stanza> = Readonly<Partial<Record<Keyword<S>, Pair>>>;

const global: Pairs<typeof globalStanza> = {
  primary: { values: ['10.0.5.2', '10.0.5.4'] },
  service: { values: ['lvs', 'fos'] },
  rsh_command: { values: ['rsh', 'ssh'], beside: { virtual: { load_monitor: 'uptime' } } },
  backup_active: { values: ['1', '0'] },
  backup: { values: ['10.0.5.3', '10.0.5.4'] },
  keepalive: { values: ['6', '7'] },
  deadtime: { values: ['18', '19'] },
  network: { values: ['nat', 'direct'] },
  nat_router: { values: ['192.168.10.1 eth1:1', '192.168.10.2 eth1:1'] },
  nat_nmask: { values: ['255.255.255.0', undefined] },
  active_cmd: { values: [undefined, '/bin/true'] },
  inactive_cmd: { values: ['/bin/true', '"/bin/true now"'] },
  monitor_links: { values: ['0', '1'] },
  syncdaemon: { values: ['0', '1'] },
  syncd_iface: { values: ['eth0', 'eth1'], beside: { global: { syncdaemon: '1' } } },
  syncd_id: { values: ['0', '1'], beside: { global: { syncdaemon: '1' } } },
  tcp_timeout: { values: ['0', '900'] },
  tcpfin_timeout: { values: [undefined, '120'] },
  udp_timeout: { values: ['300', '301'] },
};

const virtual: Pairs<typeof virtualStanza> = {
  active: {
    values: ['1', '0'],
    beside: { tail: 'virtual other {\nactive = 1\naddress = 10.0.0.101 eth0:2\n}\n' },
  },
  address: { values: ['10.0.0.100 eth0:1', '10.0.0.100 eth0:2'] },
  sorry_server: { values: [undefined, '192.168.10.20'] },
  vip_nmask: { values: ['255.255.255.0', undefined] },
  fwmark: { values: [undefined, '80'] },
  port: { values: ['80', '81'] },
  persistent: { values: [undefined, '300'] },
  pmask: { values: [undefined, '255.255.255.0'], beside: { virtual: { persistent: '300' } } },
  send: { values: [undefined, '"QUIT"'] },
  expect: { values: [undefined, '"220"'] },
  use_regex: { values: ['0', '1'], beside: { virtual: { expect: '"220"' } } },
  send_program: { values: [undefined, '"/bin/check %h"'] },
  load_monitor: { values: ['none', 'rup'] },
  scheduler: { values: ['wlc', 'rr'] },
  protocol: { values: ['tcp', 'udp'] },
  timeout: { values: ['6', '7'] },
  reentry: { values: ['15', '30'] },
  quiesce_server: { values: ['0', '1'] },
};

const server: Pairs<typeof serverStanza> = {
  address: { values: ['192.168.10.11', '192.168.10.13'] },
  active: { values: ['1', '0'] },
  port: { values: [undefined, '8080'] },
  weight: { values: ['1', '2'] },
};

const scopes = { global: globalStanza, virtual: virtualStanza, server: serverStanza };
const pairs: Readonly<Record<keyof typeof scopes, Readonly<Record<string, Pair>>>> = {
  global,
  virtual,
  server,
};

/** Everything that comes out of a file, for all routers. */
function outcome(
  scope: keyof typeof scopes,
  keyword: string,
  value: string | undefined,
  beside: Others = {},
) {
  const lines: Lines = { ...beside[scope], [keyword]: value };
  const others = { ...beside, [scope]: lines };
  return (['primary', 'backup', 'single'] as const).map((role) => {
    const { text, obstacles } = rendering(others, role);
    return text ?? obstacles;
  });
}

const fields = (Object.keys(scopes) as (keyof typeof scopes)[]).flatMap((scope) =>
  Object.entries(mapping[scope]).map(([keyword, field]) => ({ scope, keyword, ...field })),
);

describe('Each setting that is rendered', () => {
  const named = fields.filter(({ fit }) => fit !== 'none');

  test.each(named)('changes what runs when it changes: $scope $keyword', ({ scope, keyword }) => {
    const pairOf = pairs[scope][keyword];
    if (pairOf === undefined) throw new Error(`no two values of ${keyword} to compare`);
    const [one, other] = pairOf.values.map((value) => outcome(scope, keyword, value, pairOf.beside));
    expect(one).not.toEqual(other);
  });

  test.each(named)('names a statement of keepalived.conf: $scope $keyword', (field) => {
    expect('statement' in field && field.statement).toMatch(/^[a-zA-Z_:, ]+$/);
  });
});

describe('Each setting that is not rendered', () => {
  const unnamed = fields.filter(({ fit }) => fit === 'none');

  test.each(unnamed)('changes nothing that runs: $scope $keyword', ({ scope, keyword }) => {
    const stanza: Stanza = scopes[scope];
    const values = [undefined, ...(stanza[keyword]?.good ?? [])];
    expect(values.length).toBeGreaterThan(1);
    const outcomes = values.map((value) => outcome(scope, keyword, value));
    for (const one of outcomes) expect(one).toEqual(outcomes[0]);
    expect(pairs[scope][keyword]).toBeUndefined();
  });
});
