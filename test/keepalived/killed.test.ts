import { readdirSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../src/core/router/answer.js';
import { openRouterWorld, pairFile, type RouterWorld, virtualBlock } from '../support/router-world.js';

const project = resolve(import.meta.dirname, '../..');
const conf = 'conf/keepalived.conf';
const website = virtualBlock('web', '10.0.2.100', 'eth0:1');
const more = virtualBlock('more', '10.0.2.110', 'eth0:2');

let world: RouterWorld;
afterEach(() => world.close());

vi.setConfig({ testTimeout: 240_000 });

/** Has the router program apply and kills it before its n-th change. @returns whether it was killed */
async function killedAt(n: number): Promise<boolean> {
  const program = [
    join(project, 'dist/router/main.js'),
    '--settings',
    join(world.folder, 'router.json'),
    'apply',
  ];
  const preload = ['--import', join(project, 'test/support/killed-at.mjs')];
  const { status, stdout } = await world.run([
    'env',
    `KILL_AT=${n}`,
    process.execPath,
    ...preload,
    ...program,
  ]);
  // Whoever is killed says nothing; 137 is what env makes of SIGKILL.
  expect([status === 0, stdout !== '']).toEqual(status === 0 ? [true, true] : [false, false]);
  return status !== 0;
}

/** A lock of a dead program is taken over after some seconds; here they have passed. */
function letTimePass(): void {
  for (const name of readdirSync(world.folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.lock')) utimesSync(join(world.folder, name), 0, 0);
  }
}

const namesIn = (folder: string) => readdirSync(join(world.folder, folder)).sort();
const codes = ({ steps }: Answer) => steps.map(({ detail }) => detail.code);

describe('A router program that is killed in the middle', () => {
  // A program is started twice for each call of the file system: no single one of them takes long.
  const patience = { timeout: 600_000 };

  test(
    'of the first APPLY leaves no file or a whole one, and the next APPLY does it all',
    patience,
    async () => {
      world = await openRouterWorld(pairFile(website));
      await world.verb('apply');
      const wanted = await world.text(conf);
      let calls = 0;
      for (let n = 1; ; n++) {
        await world.shell(`rm -rf ${world.folder}/conf/* ${world.folder}/lib`);
        const isKilled = await killedAt(n);
        expect([undefined, wanted]).toContain(await world.text(conf));
        letTimePass();
        if (!isKilled) break;
        expect(await world.verb('apply')).toMatchObject({ ok: true });
        expect(await world.text(conf)).toBe(wanted);
        expect(namesIn('conf')).toEqual(['keepalived.conf']);
        expect(namesIn('lib')).toEqual(['lvs-ask', 'lvs-check', 'lvs-notify']);
        calls = n;
      }
      expect(calls).toBeGreaterThan(20);
    },
  );

  test(
    'of a later APPLY leaves the old file or the new one, and REVERT goes back to the old one',
    patience,
    async () => {
      world = await openRouterWorld(pairFile(website));
      await world.verb('apply');
      const old = await world.text(conf);
      await world.write('lvs.cf', pairFile(website + more));
      await world.verb('apply');
      const wanted = await world.text(conf);
      expect(wanted).not.toBe(old);
      let calls = 0;
      for (let n = 1; ; n++) {
        await world.shell(`cd ${world.folder}/conf && rm -f *`);
        await world.write(conf, old ?? '');
        const isKilled = await killedAt(n);
        expect([old, wanted]).toContain(await world.text(conf));
        letTimePass();
        if (!isKilled) break;
        expect(await world.verb('apply')).toMatchObject({ ok: true });
        expect(await world.text(conf)).toBe(wanted);
        expect(await world.text(`${conf}.previous`)).toBe(old);
        expect(namesIn('conf')).toEqual(['keepalived.conf', 'keepalived.conf.previous']);
        calls = n;
      }
      expect(calls).toBeGreaterThan(20);
      expect(await world.verb('revert')).toMatchObject({ ok: true });
      expect(await world.text(conf)).toBe(old);
    },
  );

  test('is waited for only as long as its lock is fresh: then another takes it over', async () => {
    world = await openRouterWorld(pairFile(website));
    expect(await killedAt(3)).toBe(true);
    expect(namesIn('run')).toContain('keepalived.pid.lvs-console.lock');
    const from = performance.now();
    expect(await world.verb('apply')).toMatchObject({ ok: true });
    expect(performance.now() - from).toBeGreaterThan(2000);
    expect(namesIn('run')).not.toContain('keepalived.pid.lvs-console.lock');
  });

  test('before the reload has the next APPLY tell the engine', async () => {
    world = await openRouterWorld(pairFile(website));
    await world.verb('apply');
    await world.verb('start');
    await world.write('lvs.cf', pairFile(website + more));
    const has110 = async () => (await world.shell('ip -brief address show dev eth0')).includes('10.0.2.110');
    // The signals of a run are the last of its changes: the state is asked for before the file is touched, too.
    let n = 30;
    while ((await world.text(conf))?.includes('10.0.2.110') !== true) {
      letTimePass();
      await killedAt(n++);
    }
    expect(await has110()).toBe(false);
    letTimePass();
    const applied = await world.verb('apply');
    expect(codes(applied)).toEqual(expect.arrayContaining(['installed_already', 'reloaded']));
    expect(applied.ok).toBe(true);
    expect(await has110()).toBe(true);
  });
});

describe('An engine that cannot be told to reload', () => {
  /** The init script of an administrator, which calls the real keepalived. */
  const script = (reload: string) => `#!/bin/sh
case $1 in
  start) /usr/sbin/keepalived -f "$DIR/conf/keepalived.conf" -p "$DIR/run/keepalived.pid" --vrrp --vrrp_pid="$DIR/run/vrrp.pid" ;;
  stop) kill "$(cat "$DIR/run/keepalived.pid")" ;;
  reload) ${reload} ;;
esac
`;

  test('runs on with its old file, which is put back, and what was said is shown', async () => {
    world = await openRouterWorld(pairFile(website), { control: 'init' });
    const { folder } = world;
    const install = (reload: string) =>
      world
        .write('init-script', script(reload).replace('case', `DIR=${folder}\ncase`))
        .then(() => world.shell(`install -m 755 ${folder}/init-script /etc/init.d/keepalived`));
    await world.shell(`cp -a /etc/init.d ${folder}/init.d && mount --bind ${folder}/init.d /etc/init.d`);
    await install('kill -HUP "$(cat "$DIR/run/keepalived.pid")"');
    await world.verb('apply');
    expect(await world.verb('start')).toMatchObject({ ok: true });
    const old = await world.text(conf);
    const pid = await world.pid();

    await install('echo "no such luck"; exit 3');
    await world.write('lvs.cf', pairFile(website + more));
    const failed = await world.verb('apply');
    expect(failed.ok).toBe(false);
    const reload = failed.steps.find(({ name }) => name === 'reload');
    expect(reload).toMatchObject({
      outcome: 'failed',
      detail: { code: 'command_failed', params: { status: '3' } },
      said: ['no such luck'],
    });
    expect(codes(failed)).toContain('put_back');
    expect(await world.text(conf)).toBe(old);
    expect(await world.pid()).toBe(pid);
    expect(failed.state).toMatchObject({ engine: { status: 'running' }, installed: { current: false } });
  });
});
