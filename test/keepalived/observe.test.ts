import { afterEach, describe, expect, test, vi } from 'vitest';
import { alarmsOf } from '../../src/core/live/alarms.js';
import { activityOf, floatingOn, seenNow, unseen } from '../../src/core/live/routers.js';
import type { Observation } from '../../src/core/router/observation.js';
import { openRouterWorld, pairFile, type RouterWorld, virtualBlock } from '../support/router-world.js';

const vip = '10.0.2.100';
const website = virtualBlock('web', vip, 'eth0:1');

let world: RouterWorld;
afterEach(() => world.close());

vi.setConfig({ testTimeout: 240_000 });

/** Looks until it is so: whatever the engine does takes the time it takes. */
async function until(isSo: (seen: Observation) => boolean): Promise<Observation> {
  for (let tries = 0; tries < 100; tries++) {
    const seen = await world.look('observe');
    if (isSo(seen)) return seen;
  }
  throw new Error('it did not come to that');
}

const known = (observation: Observation) => seenNow(observation, 1, unseen);
const codes = (observation: Observation) =>
  alarmsOf({ here: known(observation), there: undefined }).map(({ code }) => code);

describe('A router that is looked at, with the real keepalived', () => {
  test('tells that it is active, what it has, and what is left when its engine was killed', async () => {
    world = await openRouterWorld(pairFile(website));
    const before = await world.look('observe');
    expect(before).toMatchObject({
      engine: { name: 'keepalived', status: 'stopped', pid: null, checker: 'none' },
      vrrp: 'none',
      installed: 'nobodys',
      applied: null,
      details: {
        version: expect.stringMatching(/^\d+\.\d+/),
        file: before.file,
        identity: { role: 'primary', device: 'eth0', address: '10.0.2.50' },
        floating: [{ address: vip, device: 'eth0:1' }],
      },
    });
    // The kernel of this machine has no IPVS: that is no empty table.
    expect(before.table).toMatchObject({ reason: 'absent', path: '/proc/net/ip_vs' });
    expect(before.counters).toMatchObject({ reason: 'absent' });

    for (const verb of ['apply', 'start'] as const)
      expect(await world.verb(verb)).toMatchObject({ ok: true });
    const active = await until((seen) => activityOf(known(seen)) === 'active' && codes(seen).length === 0);
    expect(active).toMatchObject({
      engine: { status: 'running', pid: await world.pid() },
      vrrp: { state: 'MASTER', priority: 150 },
      installed: 'ours',
      applied: { hash: active.file },
    });
    expect(floatingOn(known(active))).toEqual([{ address: vip, device: 'eth0:1', on: ['eth0:1'] }]);

    await world.write('lvs.cf', pairFile(website + virtualBlock('more', '10.0.2.110', 'eth0:2')));
    const edited = await world.look('observe');
    expect(codes(edited)).toEqual(['not_applied']);
    // What it is to have follows from what runs, not from what was saved since.
    expect(floatingOn(known(edited)).map(({ address }) => address)).toEqual([vip]);

    expect((await world.look('observe', { details: false })).details).toBeNull();

    // Whoever is killed first can neither be replaced nor take the address away.
    await world.shell(`
      engine=$(cat ${world.folder}/run/keepalived.pid) child=$(cat ${world.folder}/run/vrrp.pid)
      kill -STOP "$engine"; kill -KILL "$child"; kill -KILL "$engine"`);
    const killed = await until(({ engine }) => engine.status === 'failed');
    expect(activityOf(known(killed))).toBe('idle');
    expect(codes(killed)).toEqual(['engine_down', 'held_idle', 'not_applied']);
  });

  test('tells when the process that runs the checks was halted, or is gone', async () => {
    world = await openRouterWorld(pairFile(website));
    const { folder } = world;
    // Without IPVS the real one does not stay, so that processes of its name stand for parent and checker.
    await world.write('conf/keepalived.conf', 'virtual_server 10.0.2.100 80 {\n}\n');
    await world.shell(`
      cp "$(readlink -f /bin/bash)" ${folder}/keepalived
      ${folder}/keepalived -c '${folder}/keepalived -c "echo \\$\\$ >${folder}/checker; read <>${folder}/never" & wait; read <>${folder}/never' \
        </dev/null >/dev/null 2>&1 &
      echo $! >${folder}/run/keepalived.pid
      mkfifo ${folder}/never
      until [ -s ${folder}/checker ]; do sleep 0.1; done`);
    const checker = async () => (await world.look('observe', { details: false })).engine;
    expect(await checker()).toMatchObject({ status: 'running', checker: 'running' });
    await world.shell(`kill -STOP "$(cat ${folder}/checker)"`);
    await until(({ engine }) => engine.checker === 'stopped');
    await world.shell(`kill -CONT "$(cat ${folder}/checker)"`);
    await until(({ engine }) => engine.checker === 'running');
    await world.shell(`kill -KILL "$(cat ${folder}/checker)"`);
    const gone = await until(({ engine }) => engine.checker === 'missing');
    expect(codes(gone)).toContain('checker_stopped');
  });
});
