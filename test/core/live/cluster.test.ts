import { describe, expect, test } from 'vitest';
import { wantedTable } from '../../../src/core/keepalived/wanted-table.js';
import { clusterOf, type DrawnRouter } from '../../../src/core/live/cluster.js';
import { type RouterSeen, seenNow, unseen } from '../../../src/core/live/routers.js';
import { type Snapshot, snapshotOf } from '../../../src/core/live/snapshot.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { ConsoleError } from '../../../src/core/problem.js';
import type { Observation } from '../../../src/core/router/observation.js';
import { observationWith } from '../../support/observations.js';
import { procText, tableOf } from '../ipvs/captures.js';

const now = Date.UTC(2026, 10, 21, 12);

const virtual = (name: string, last: number, more = '', active = 1) => `virtual ${name} {
  active = ${active}
  address = 10.0.2.${last} eth0:1
  port = 80
  scheduler = rr
${more}  server one {
    address = 10.0.3.101
    weight = 3
    active = 1
  }
  server two {
    address = 10.0.3.102
    weight = 1
    active = 1
  }
  server off {
    address = 10.0.3.103
    active = 0
  }
}
`;

const file = (...virtuals: string[]) => `primary = 10.0.2.1
backup_active = 1
backup = 10.0.2.2
network = nat
nat_router = 10.0.3.1 eth1:1
${virtuals.join('')}`;

const service = (last: number) => `TCP  0A0002${last.toString(16).toUpperCase().padStart(2, '0')}:0050 rr `;
const server = (last: number, weight: number) =>
  `  -> 0A0003${last.toString(16).toUpperCase()}:0050      Masq    ${weight}      4          5         `;

const web = [service(100), server(101, 3), server(102, 1)];

/** A router that told this just now. */
const told = (more: Partial<Observation>, before: RouterSeen = unseen) =>
  seenNow(observationWith(more), now, before);
const holding = (...addresses: string[]) => ({
  addresses: { at: now, held: addresses.map((address) => ({ address, device: 'eth0' })) },
});
const vrrp = (state: 'MASTER' | 'BACKUP') => ({ vrrp: { state, priority: 100, since: now } });

interface Seen {
  readonly here?: DrawnRouter['role'] | undefined;
  readonly mine?: RouterSeen;
  readonly theirs?: RouterSeen;
  readonly at?: number;
}

function cluster(text: string, lines: readonly string[], seen: Seen = {}) {
  const config = readConfig(text);
  const table = { at: now, value: tableOf(procText(...lines)) };
  return drawn(text, snapshotOf(table, wantedTable(config), 100, undefined), seen);
}

function drawn(text: string, snapshot: Snapshot, { at = now, mine = unseen, theirs, ...rest }: Seen = {}) {
  const here = 'here' in rest ? rest.here : 'primary';
  return clusterOf(readConfig(text), snapshot, { here, now: at, seen: { here: mine, there: theirs } });
}

const short = ({ services }: ReturnType<typeof cluster>) =>
  services.map(({ name, servers, state }) => [
    name,
    state,
    ...servers.map((one) => `${one.name} ${one.state}`),
  ]);

describe('The cluster', () => {
  test('has what lvs.cf names, with what the kernel does with it', () => {
    const seen = cluster(file(virtual('web', 100)), [service(100), server(101, 0), server(102, 1)]);
    expect(short(seen)).toEqual([['web', 'equal', 'one drained', 'two equal', 'off inactive']]);
    expect(seen.services[0]).toMatchObject({ ref: 'web', key: 'TCP 10.0.2.100:80', vip: '10.0.2.100' });
    expect(seen.services[0]?.servers[1]).toMatchObject({
      ref: 'two',
      at: '10.0.3.102:80',
      live: { weight: 1, activeConnections: 4 },
    });
  });

  test('says when a service takes nobody, although the kernel has it', () => {
    expect(short(cluster(file(virtual('web', 100)), [service(100), server(101, 0)]))).toEqual([
      ['web', 'silent', 'one drained', 'two out', 'off inactive'],
    ]);
    expect(short(cluster(file(virtual('web', 100)), [service(100)]))[0]?.[1]).toBe('silent');
    expect(short(cluster(file(virtual('web', 100)), []))[0]?.[1]).toBe('missing');
  });

  test('has what is switched off, what cannot run, and what shares an address', () => {
    const text = file(
      virtual('off', 101, '', 0),
      virtual('web', 100),
      virtual('again', 100),
      'virtual empty {\n  active = 1\n  address = 10.0.2.102 eth0:2\n  port = 80\n}\n',
    );
    expect(short(cluster(text, web)).map(([name, state]) => `${name} ${state}`)).toEqual([
      'off inactive',
      'web equal',
      'again shared',
      'empty not_run',
    ]);
  });

  test('finds a service by its mark', () => {
    const lines = ['FWM  00000050 rr ', '  -> 0A000365:0000      Masq    3      1          0         '];
    const seen = cluster(file(virtual('web', 100, '  fwmark = 80\n')), lines);
    expect(short(seen)[0]?.slice(0, 4)).toEqual(['web', 'equal', 'one equal', 'two out']);
  });

  test('has what only the kernel knows', () => {
    const extra = [...web, server(200, 1), service(250), server(201, 1)];
    expect(short(cluster(file(virtual('web', 100)), extra))).toEqual([
      ['web', 'equal', 'one equal', 'two equal', 'off inactive', ' extra'],
      ['', 'extra', ' extra'],
    ]);
  });

  test('knows nothing of what the kernel does when its table cannot be read, whatever was seen before', () => {
    const text = file(virtual('web', 100));
    const wanted = wantedTable(readConfig(text));
    const before = snapshotOf({ at: now, value: tableOf(procText(...web)) }, wanted, 100, undefined);
    const trouble = { at: now, reason: 'failed', path: '/proc/net/ip_vs', system: 'EIO' } as const;
    expect(short(drawn(text, snapshotOf(trouble, wanted, 100, before)))).toEqual([
      ['web', 'unknown', 'one unknown', 'two unknown', 'off inactive'],
    ]);
  });
});

describe('The routers of the cluster', () => {
  const text = file(virtual('web', 100), virtual('off', 101, '', 0));
  const routersOf = (seen: Seen) => {
    const { addresses, routers } = cluster(text, web, seen);
    return [
      ...routers.map(({ role, state }) => `${role} ${state}`),
      ...addresses.map((one) => `${one.address} ${one.state}`),
    ];
  };

  test('are what their engines say, and hold what they really have', () => {
    const mine = told({ ...vrrp('MASTER'), ...holding('10.0.2.100') });
    const theirs = told({ ...vrrp('BACKUP'), ...holding() });
    expect(routersOf({ mine, theirs })).toEqual([
      'primary active',
      'backup standby',
      '10.0.2.100 held',
      '10.0.2.101 inactive',
    ]);
    expect(cluster(text, web, { mine, theirs }).addresses[0]?.holders).toEqual(['primary']);
    // The same, seen from the backup router.
    expect(routersOf({ here: 'backup', mine: theirs, theirs: mine }).slice(0, 2)).toEqual([
      'primary active',
      'backup standby',
    ]);
  });

  test('are never active because of an address alone', () => {
    const mine = told({ vrrp: 'unknown', ...holding('10.0.2.100') });
    expect(routersOf({ mine })).toEqual([
      'primary unknown',
      'backup unknown',
      '10.0.2.100 held',
      '10.0.2.101 inactive',
    ]);
  });

  test('both have an address, or neither', () => {
    const both = { ...vrrp('MASTER'), ...holding('10.0.2.100') };
    expect(routersOf({ mine: told(both), theirs: told(both) })[2]).toBe('10.0.2.100 two');
    const none = { ...vrrp('BACKUP'), ...holding() };
    expect(routersOf({ mine: told(none), theirs: told(none) })[2]).toBe('10.0.2.100 missing');
    expect(routersOf({ mine: told(none) })[2]).toBe('10.0.2.100 unknown');
  });

  test('are stopped when the engine is', () => {
    const engine = { name: 'keepalived', status: 'failed', pid: null, checker: 'unknown' } as const;
    expect(routersOf({ mine: told({ engine }) })[0]).toBe('primary stopped');
  });

  test('are unknown when they do not answer, when that was long ago, and when nobody knows which is which', () => {
    const mine = told({ ...vrrp('MASTER'), ...holding('10.0.2.100') });
    const trouble = new ConsoleError('push_failed', 'push_far_changed', {});
    const unknown = ['primary unknown', 'backup unknown', '10.0.2.100 unknown', '10.0.2.101 inactive'];
    expect(routersOf({ mine: { ...mine, trouble } })).toEqual(unknown);
    expect(routersOf({ mine, at: now + 60_000 })).toEqual(unknown);
    expect(routersOf({ mine, here: undefined })).toEqual(unknown);
  });
});
