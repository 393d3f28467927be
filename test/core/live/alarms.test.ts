import { describe, expect, test } from 'vitest';
import { alarmsOf, differencesOf } from '../../../src/core/live/alarms.js';
import { packedTable } from '../../../src/core/live/packed.js';
import {
  activityOf,
  missedNow,
  type RouterSeen,
  type RoutersSeen,
  seenNow,
  unseen,
} from '../../../src/core/live/routers.js';
import { ConsoleError } from '../../../src/core/problem.js';
import type { Observation } from '../../../src/core/router/observation.js';
import { detailsWith, observationWith } from '../../support/observations.js';
import { procText, tableOf } from '../ipvs/captures.js';

const at = 1000;
const file = 'a'.repeat(64);
const other = 'b'.repeat(64);
const vip = '10.0.2.100';

const vrrp = (state: 'MASTER' | 'BACKUP' | 'FAULT'): Observation['vrrp'] => ({
  state,
  priority: 100,
  since: 1,
});
const addresses = (...held: string[]): Observation['addresses'] => ({
  at,
  held: ['127.0.0.1', ...held].map((address) => ({ address, device: 'eth0' })),
});
const table = (...lines: string[]) => packedTable({ at, value: tableOf(procText(...lines)) }, '');

const seen = (more: Partial<Observation>): RouterSeen =>
  seenNow(observationWith({ file, details: detailsWith(), ...more }), at, unseen);
const active = (more: Partial<Observation> = {}) =>
  seen({ vrrp: vrrp('MASTER'), addresses: addresses(vip), ...more });
const idle = (more: Partial<Observation> = {}) =>
  seen({ vrrp: vrrp('BACKUP'), addresses: addresses(), ...more });
const silent = (before: RouterSeen) =>
  missedNow(new ConsoleError('push_failed', 'push_copy_only', {}), 5000, before);
const engine = (more: Partial<Observation['engine']>): Partial<Observation> => ({
  engine: { name: 'keepalived', status: 'running', pid: 7, checker: 'running', ...more },
});
const dead = { ...engine({ status: 'failed', pid: null, checker: 'none' }), vrrp: 'none' } as const;

const codes = (routers: RoutersSeen) => alarmsOf(routers).map(({ code }) => code);

describe('Two routers', () => {
  test('of which one is active and the other stands by are as they should be', () => {
    expect(codes({ here: active(), there: idle() })).toEqual([]);
    expect(codes({ here: idle(), there: active() })).toEqual([]);
  });

  test('at which nobody has looked yet give no alarm', () => {
    expect(codes({ here: unseen, there: unseen })).toEqual([]);
    expect(codes({ here: unseen, there: undefined })).toEqual([]);
  });

  test('that both take themselves for the active one are an alarm, whoever has the address', () => {
    expect(codes({ here: active(), there: active() })).toEqual(['two_actives']);
    expect(codes({ here: active(), there: active({ addresses: addresses() }) })).toContain('two_actives');
  });

  test('of which neither is active are an alarm', () => {
    expect(codes({ here: idle(), there: idle() })).toEqual(['no_active']);
    expect(codes({ here: idle({ vrrp: vrrp('FAULT') }), there: idle() })).toEqual(['no_active']);
  });

  test('of which one has only kept its address after its engine was killed are not two actives', () => {
    const routers = { here: seen({ ...dead, addresses: addresses(vip) }), there: active() };
    expect(codes(routers)).toEqual(['engine_down', 'held_idle']);
    expect(alarmsOf(routers)[1]).toMatchObject({ params: { side: 'here', addresses: [vip] }, tone: 'bad' });
  });

  test('of which one does not tell what it does give no alarm of who is active', () => {
    const untold = active({ vrrp: 'unknown' });
    for (const router of [active(), idle()]) expect(codes({ here: untold, there: router })).toEqual([]);
    // The addresses of such a router prove nothing.
    expect(activityOf(untold)).toBe('unknown');
  });

  test('of which one cannot be asked give no alarm but this', () => {
    for (const before of [active({ file: other }), idle(), unseen]) {
      for (const here of [active(), idle()]) {
        const routers = { here, there: silent(before) };
        expect(codes(routers)).toEqual(['unreachable']);
        expect(alarmsOf(routers)[0]).toMatchObject({ params: { side: 'there', since: 5000 } });
      }
    }
    expect(codes({ here: silent(active()), there: active() })).toEqual(['unreachable']);
  });

  test('with another lvs.cf on each are an alarm, and so is one that does not run what it has', () => {
    expect(codes({ here: active(), there: idle({ file: other }) })).toEqual(['different_files']);
    const unapplied = idle({ applied: { hash: other, at } });
    expect(codes({ here: active({ applied: { hash: file, at } }), there: unapplied })).toEqual([
      'not_applied',
    ]);
    expect(alarmsOf({ here: active(), there: unapplied })[0]).toMatchObject({ params: { side: 'there' } });
    // A file that cannot be read is not another one.
    expect(codes({ here: active(), there: idle({ file: null }) })).toEqual([]);
  });

  test('without a checking process on one of them are an alarm, also where it stands by', () => {
    for (const checker of ['stopped', 'missing'] as const) {
      const routers = { here: active(), there: idle(engine({ checker })) };
      expect(alarmsOf(routers)).toEqual([
        { code: 'checker_stopped', params: { side: 'there', how: checker }, tone: 'bad' },
      ]);
    }
    for (const checker of ['none', 'unknown'] as const) {
      expect(codes({ here: active(engine({ checker })), there: idle() })).toEqual([]);
    }
  });

  test('of which the active one has not its address are an alarm', () => {
    const routers = { here: active({ addresses: addresses() }), there: idle() };
    expect(alarmsOf(routers)).toEqual([
      { code: 'not_held', params: { side: 'here', addresses: [vip] }, tone: 'bad' },
    ]);
    const unknown = { at, reason: 'denied', path: '/proc/net/dev' } as const;
    expect(codes({ here: active({ addresses: unknown }), there: idle() })).toEqual([]);
  });

  test('say the worst first', () => {
    expect(
      codes({ here: active(), there: active({ file: other, ...engine({ checker: 'stopped' }) }) }),
    ).toEqual(['two_actives', 'checker_stopped', 'different_files']);
  });
});

describe('A router of its own', () => {
  const alone = detailsWith({ identity: { role: 'single', device: 'eth0', address: '10.0.2.50' } });

  test('is active without any instance, and not when its engine does not run', () => {
    const running = seen({ vrrp: 'none', details: alone, addresses: addresses(vip) });
    expect(activityOf(running)).toBe('active');
    expect(codes({ here: running, there: undefined })).toEqual([]);
    const down = seen({ ...dead, details: alone, addresses: addresses() });
    expect(codes({ here: down, there: undefined })).toEqual(['not_active', 'engine_down']);
  });

  test('may be one of two that is not set up here: standing by is no alarm then', () => {
    expect(codes({ here: idle(), there: undefined })).toEqual([]);
  });
});

describe('The tables of two kernels', () => {
  const web = 'TCP  0A000264:0050 wlc ';
  const server = (last: string, weight: number, active = 0) =>
    `  -> 0A0003${last}:0050      Masq    ${weight}      ${active}          0         `;
  const pair = (ours: readonly string[], theirs: readonly string[]): RoutersSeen => ({
    here: active({ table: table(...ours) }),
    there: idle({ table: table(...theirs) }),
  });

  test('agree whatever connections each of them has', () => {
    const routers = pair([web, server('0B', 1, 7)], [web, server('0B', 1)]);
    expect(codes(routers)).toEqual([]);
    expect(differencesOf(routers)).toEqual([]);
  });

  test('disagree line by line', () => {
    const routers = pair(
      [web, server('0B', 1), server('0C', 2), 'TCP  0A000265:0050 rr '],
      ['TCP  0A000264:0050 rr ', server('0C', 0), server('0D', 1), 'FWM  00000050 wrr '],
    );
    const service = 'TCP 10.0.2.100:80';
    expect(differencesOf(routers)).toEqual([
      { service, destination: '', what: 'scheduler', here: 'wlc', there: 'rr' },
      { service, destination: '10.0.3.11:80', what: 'missing', here: '1', there: undefined },
      { service, destination: '10.0.3.12:80', what: 'weight', here: '2', there: '0' },
      { service, destination: '10.0.3.13:80', what: 'missing', here: undefined, there: '1' },
      { service: 'TCP 10.0.2.101:80', destination: '', what: 'missing', here: 'rr', there: undefined },
      { service: 'FWM 80', destination: '', what: 'missing', here: undefined, there: 'wrr' },
    ]);
    expect(alarmsOf(routers)).toEqual([{ code: 'kernels_disagree', params: { lines: 6 }, tone: 'unsure' }]);
  });

  test('are compared in seconds, where both clocks are known', () => {
    const persistent = (jiffies: number) => [`${web} persistent ${jiffies} FFFFFFFF`];
    const clocks = (ours: number | null, theirs: number | null): RoutersSeen => ({
      here: active({ table: table(...persistent(30_000)), details: detailsWith({ ticksPerSecond: ours }) }),
      there: idle({ table: table(...persistent(75_000)), details: detailsWith({ ticksPerSecond: theirs }) }),
    });
    expect(codes(clocks(100, 250))).toEqual([]);
    expect(differencesOf(clocks(100, 100))).toMatchObject([
      { what: 'persistence', here: '300', there: '750' },
    ]);
    expect(codes(clocks(100, null))).toEqual([]);
  });

  test('are not compared where one of them is not known, or nothing fills it', () => {
    const full = [web, server('0B', 1)];
    const unknown = { at, reason: 'absent', path: '/proc/net/ip_vs' } as const;
    expect(
      differencesOf({ here: active({ table: table(...full) }), there: idle({ table: unknown }) }),
    ).toBeUndefined();
    expect(
      codes({ here: active({ table: table(...full) }), there: seen({ ...dead, addresses: addresses() }) }),
    ).toEqual(['engine_down']);
  });
});
