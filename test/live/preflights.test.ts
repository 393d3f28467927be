import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/core/lvscf/config.js';
import type { Side } from '../../src/core/preflight/report.js';
import { ConsoleError } from '../../src/core/problem.js';
import { readWish } from '../../src/core/router/preflight.js';
import { openPreflights, type PreflightsNeeds } from '../../src/live/preflights.js';
import { allDone, markedFile } from '../support/preflight.js';

/** Both routers, and what they were asked; the clock stands still until somebody moves it. */
function routers(given: Partial<PreflightsNeeds> = {}) {
  const asked: (readonly [Side | 'without rights', string])[] = [];
  const faults: unknown[] = [];
  const time = { now: allDone.at };
  const config = readConfig(markedFile);
  const preflights = openPreflights({
    config: async () => config,
    identity: async () => ({ role: 'primary', device: 'eth0', address: '10.0.0.2' }),
    version: '1.2.3',
    look: async (side, line) => {
      asked.push([side, line]);
      return allDone;
    },
    lookWithoutRights: async (line) => {
      asked.push(['without rights', line]);
      return { ...allDone, network: { ...allDone.network, ports: [], asked: [] } };
    },
    isThere: async () => true,
    clock: () => time.now,
    onFault: (error) => faults.push(error),
    ...given,
  });
  return { preflights, asked, faults, time };
}

const refused = new ConsoleError('engine_refused', 'router_denied', { account: 'lvs', commands: [] });

describe('Looks at both routers', () => {
  test('are one for all who ask at the same time, and count for a while', async () => {
    const { asked, preflights, time } = routers();
    await Promise.all([preflights.look(), preflights.soon(60_000), preflights.look()]);
    expect(asked.map(([side]) => side).sort()).toEqual(['here', 'other']);
    time.now += 60_000;
    await preflights.look(['other']);
    expect(asked.map(([side]) => side)).toHaveLength(3);
  });

  test('without rights send nothing into the network, and what they leave out is not known', async () => {
    const { asked, preflights } = routers({ look: () => Promise.reject(refused) });
    const [here, other] = await preflights.look();
    expect(asked).toHaveLength(1);
    const { addresses, asked: whoHas, ports } = readWish(asked[0]?.[1] ?? '');
    expect([addresses.length > 0, ports, whoHas]).toEqual([true, [], []]);
    const states = Object.fromEntries((here?.verdicts ?? []).map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({ forwarding: 'done', 'real-servers': 'unknown', arp: 'unknown' });
    expect(here?.trouble).toBe(refused);
    expect(other).toMatchObject({ verdicts: undefined, trouble: refused });
  });

  test('do not wait for a router that does not answer', async () => {
    const { preflights } = routers({
      look: (side) => (side === 'here' ? Promise.resolve(allDone) : new Promise(() => {})),
    });
    const [here, other] = await preflights.soon(1);
    expect(other).toMatchObject({ isReachable: true, verdicts: undefined, trouble: undefined });
    expect(here?.side).toBe('here');
  });

  test('are not made where there is no connection', async () => {
    const { asked, preflights } = routers({ isThere: async () => false });
    const [, other] = await preflights.look();
    expect(other).toMatchObject({ side: 'other', isReachable: false });
    expect(asked.map(([side]) => side)).toEqual(['here']);
  });

  test('begin again after a fault of the program, which somebody hears of', async () => {
    let calls = 0;
    const { faults, preflights } = routers({
      look: async () => {
        calls += 1;
        throw new TypeError('broken');
      },
    });
    await preflights.soon(60_000);
    await preflights.soon(60_000);
    expect(faults).toHaveLength(2);
    expect(calls).toBe(4);
  });
});
