import { afterEach, expect, test, vi } from 'vitest';
import { noEvents } from '../../src/core/router/events.js';
import { openRouterWorld, pairFile, type RouterWorld, virtualBlock } from '../support/router-world.js';

// A start of keepalived waits for a heartbeat of the other router, and a busy machine for everything.
vi.setConfig({ testTimeout: 240_000 });

let world: RouterWorld;
afterEach(() => world.close());

/** The words of the real keepalived that the router tells from then on. */
async function toldSince(after = noEvents) {
  return world.look('events', { after });
}

/** Waits until the router tells this. */
async function until(text: string, after = noEvents) {
  for (let tries = 0; tries < 120; tries++) {
    const seen = await toldSince(after);
    if (seen.events.some((event) => event.text === text)) return seen;
    await world.shell('sleep 0.25');
  }
  throw new Error(`it never told ${text}`);
}

/** Waits until no reader is left. */
function untilNobodyReads(): Promise<string> {
  return world.shell(
    'for try in $(seq 300); do pgrep lvs-notify >/dev/null || exit 0; sleep 0.1; done; exit 1',
  );
}

test('A router keeps what keepalived tells through a reload, a stop, a death and a start', async () => {
  world = await openRouterWorld(pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1')));
  expect(await toldSince()).toMatchObject({ events: [], down: [] });
  for (const verb of ['apply', 'start'] as const) expect(await world.verb(verb)).toMatchObject({ ok: true });
  const started = await until('INSTANCE "LVS" MASTER 150');
  expect(started.events.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^BEGIN \d+$/),
    'INSTANCE "LVS" BACKUP 150',
    'INSTANCE "LVS" MASTER 150',
  ]);
  const begin = started.events[0]?.text ?? '';

  // The same process goes on with another reader, and tells nothing that it told before.
  expect(await world.verb('reload')).toMatchObject({ ok: true });
  const reloaded = await until(begin, started.told);
  expect(reloaded.events.map(({ text }) => text).filter((text) => text !== 'END')).toEqual([begin]);

  // Its last word comes after it was told to end.
  expect(await world.verb('stop')).toMatchObject({ ok: true });
  const stopped = await until('INSTANCE "LVS" STOP 150', reloaded.told);
  await untilNobodyReads();

  // One that is killed says nothing, and nobody waits for it.
  expect(await world.verb('start')).toMatchObject({ ok: true });
  await until('INSTANCE "LVS" MASTER 150', stopped.told);
  await world.shell(`kill -KILL ${await world.pid()} $(cat ${world.folder}/run/vrrp.pid)`);
  await untilNobodyReads();
  const all = (await toldSince()).events.filter(({ file }) => file === 'vrrp');
  expect(all.map(({ number }) => number)).toEqual(all.map((_, index) => index + 1));
});
