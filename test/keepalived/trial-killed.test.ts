import { readdirSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readTrial } from '../../src/core/router/trial.js';
import type { Verb } from '../../src/core/router/verbs.js';
import { hashOfText } from '../../src/router/applied.js';
import { openRouterWorld, pairFile, type RouterWorld, virtualBlock } from '../support/router-world.js';

const project = resolve(import.meta.dirname, '../..');
const conf = 'conf/keepalived.conf';
const old = pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1'));
const tried = old.replace('weight = 1', 'weight = 3');
const id = 'a'.repeat(32);

let world: RouterWorld;
afterEach(() => world.close());

vi.setConfig({ testTimeout: 900_000 });

/** Has the router program do it and kills it before its n-th change. @returns whether it was killed */
async function killedAt(n: number, verb: Verb, input = ''): Promise<boolean> {
  const { status } = await world.run(
    [
      ...['env', `KILL_AT=${n}`, process.execPath, '--import', join(project, 'test/support/killed-at.mjs')],
      ...[join(project, 'dist/router/main.js'), '--settings', join(world.folder, 'router.json'), verb],
    ],
    undefined,
    input,
  );
  return status !== 0;
}

/** A lock of a dead program is taken over after some seconds; here they have passed. */
function letTimePass(): void {
  for (const name of readdirSync(world.folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.lock')) utimesSync(join(world.folder, name), 0, 0);
  }
}

const order = JSON.stringify({ trial: id, seconds: 3600, by: 'Zoë', tries: hashOfText(tried), both: false });
const endWatch = () => world.shell('kill -KILL $(pgrep -f " watch$") || true');

async function tryIt(): Promise<void> {
  world = await openRouterWorld(old);
  await world.verb('apply');
  await world.verb('start');
  await world.write('lvs.cf', tried);
}

describe('A router program that is killed in the middle', () => {
  test('of going back leaves old files or tried ones, and goes on with it later', async () => {
    await tryIt();
    const oldConf = await world.text(conf);
    await world.verb('arm', JSON.parse(order));
    await world.verb('apply');
    await endWatch();
    const triedConf = await world.text(conf);
    expect(triedConf).not.toBe(oldConf);
    // As after a restart: no mark, and no engine yet.
    await world.shell(`cd ${world.folder}; kill $(cat run/keepalived.pid)
for _ in {1..600}; do [ -e run/keepalived.pid ] || [ -e run/vrrp.pid ] || break; sleep 0.1; done
rm -f run/lvs-console.trial; cp -a . ../kept-${id}`);
    let calls = 0;
    for (let n = 1; ; n++) {
      await world.shell(`cd ${world.folder}; rm -rf own conf lvs.cf run/*; cp -a ../kept-${id}/* .`);
      const isKilled = await killedAt(n, 'boot');
      expect([oldConf, triedConf]).toContain(await world.text(conf));
      expect([old, tried]).toContain(await world.text('lvs.cf'));
      const record = readTrial((await world.text('own/trial.json')) ?? '');
      expect(record?.phase.name).toMatch(/^(tried|returning|went_back)$/);
      letTimePass();
      if (!isKilled) break;
      expect(await world.verb('boot')).toMatchObject({ ok: true });
      expect(await world.text(conf)).toBe(oldConf);
      expect(await world.text('lvs.cf')).toBe(old);
      calls = n;
    }
    await world.shell(`rm -rf ${world.folder}/../kept-${id}`);
    expect(calls).toBeGreaterThan(15);
  });

  test('of arming changes neither file, and a trial that it left goes back to what runs', async () => {
    await tryIt();
    const oldConf = await world.text(conf);
    let calls = 0;
    for (let n = 1; ; n++) {
      await world.shell(`rm -f ${world.folder}/own/trial* ${world.folder}/run/lvs-console.trial`);
      const isKilled = await killedAt(n, 'arm', `${order}\n`);
      await endWatch();
      expect(await world.text(conf)).toBe(oldConf);
      expect(await world.text('lvs.cf')).toBe(tried);
      letTimePass();
      if (!isKilled) break;
      // Whatever is in the record is whole, and what it goes back to is there.
      await world.shell(`rm -f ${world.folder}/run/lvs-console.trial`);
      expect(await world.verb('boot')).toMatchObject({ ok: true });
      expect(await world.text(conf)).toBe(oldConf);
      await world.write('lvs.cf', tried);
      calls = n;
    }
    expect(calls).toBeGreaterThan(8);
  });
});
