/** Trials on two routers with real engines, the other one reached over a real sshd. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openConfigFile } from '../../src/adapters/files/config-file.js';
import { programRunner } from '../../src/adapters/programs/run.js';
import { openRouterProgram } from '../../src/adapters/router/router-program.js';
import { keepConnection } from '../../src/adapters/ssh/kept.js';
import type { Identity } from '../../src/core/keepalived/identity.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import type { Push } from '../../src/core/push/api.js';
import type { PushStepName } from '../../src/core/push/steps.js';
import type { Trials } from '../../src/core/push/trial-api.js';
import type { Trial } from '../../src/core/router/trial.js';
import { connectAsSetUp, openConnectionFiles } from '../../src/push/connection.js';
import { openPush } from '../../src/push/push.js';
import { openSetup } from '../../src/push/setup.js';
import { openTrials } from '../../src/push/trials.js';
import { trialLook } from '../../src/router/trial-look.js';
import { openRouterWorld, pairFile, type RouterWorld, virtualBlock } from '../support/router-world.js';
import { type Sshd, sshFolder, startSshd } from '../support/sshd.js';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const program = resolve(import.meta.dirname, '../../dist/router/main.js');
const version = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')).version;
const old = pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1'));
const tried = pairFile(
  virtualBlock('web', '10.0.2.100', 'eth0:1') + virtualBlock('more', '10.0.2.110', 'eth0:2'),
);
const conf = 'conf/keepalived.conf';
/** Longer than everything that a trial does before it is pending on both. */
const seconds = 25;

interface Pair {
  readonly here: RouterWorld;
  readonly there: RouterWorld;
  readonly sshd: Sshd;
  readonly push: Push;
  readonly trials: Trials;
}

let routers: Pair;

async function router(address: string): Promise<RouterWorld> {
  const world = await openRouterWorld(old);
  onTestFinished(() => world.close());
  await world.shell(`ip address del 10.0.2.50/24 dev eth0; ip address add ${address}/24 dev eth0`);
  for (const verb of ['apply', 'start'] as const) expect(await world.verb(verb)).toMatchObject({ ok: true });
  return world;
}

beforeEach(async () => {
  const [here, there, sshd] = await Promise.all([router('10.0.2.50'), router('10.0.2.51'), startSshd()]);
  const folder = sshFolder();
  const files = openConnectionFiles(join(folder, 'ssh'), '');
  const setup = openSetup({
    files,
    renew: async () => {},
    inspect: () => Promise.reject(new Error('nobody')),
  });
  const { port, user } = sshd;
  const login = { kind: 'console_key' } as const;
  await setup.save({ format: 1, address: '127.0.0.1', port, user, login, copyTo: null });
  await setup.confirmHostKey((await setup.fetchHostKey()).offered);
  await setup.makeKey();
  const words = (world: RouterWorld) => [
    ...world.inside,
    process.execPath,
    program,
    '--settings',
    join(world.folder, 'router.json'),
  ];
  const command = [...words(there), 'remote'].join(' ');
  sshd.authorize(((await setup.look()).key?.line ?? '').replace('lvs-console-router remote', command));

  const lvsCf = openConfigFile({
    path: join(here.folder, 'lvs.cf'),
    historyFolder: join(folder, 'history'),
    parse: readConfig,
  });
  const identity: Identity = { role: 'primary', device: 'eth0', address: '10.0.2.50' };
  const engine = {
    run: openRouterProgram({ run: programRunner(), command: words(here), rightCommands: [] }).run,
    trial: trialLook(join(here.folder, 'router.json')),
    wanted: async () => ({ identity }),
  };
  const push = openPush({
    folder: join(folder, 'push'),
    lvsCf,
    connection: keepConnection(() => connectAsSetUp(files)),
    target: async () => ({ to: '127.0.0.1', copyTo: null }),
    engine,
    version,
    host: 'lb1',
    freshMs: 0,
  });
  onTestFinished(() => push.close());
  expect(await push.push({ by: 'Zoë', applyThere: false })).toMatchObject({ ok: true });
  const trials = openTrials({
    engine,
    here: () => lvsCf.read(),
    there: push.endThere,
    wentBack: async () => {},
  });
  routers = { here, there, sshd, push, trials };
  await here.write('lvs.cf', tried);
});

const begin = (onStep: (name: PushStepName) => void = () => {}) =>
  routers.push.push({
    by: 'Zoë',
    applyThere: true,
    trialSeconds: seconds,
    onStep: ({ name }) => onStep(name),
  });

async function recordOf(world: RouterWorld): Promise<Trial> {
  return JSON.parse((await world.text('own/trial.json')) ?? '{}');
}

const both = () => [routers.here, routers.there];
const addresses = (world: RouterWorld) => world.shell('ip -brief address show dev eth0');

async function bothRun(text: string, address: boolean): Promise<void> {
  for (const world of both()) {
    expect(await world.text('lvs.cf')).toBe(text);
    expect((await addresses(world)).includes('10.0.2.110')).toBe(address);
    expect((await world.text(conf))?.includes('10.0.2.110')).toBe(address);
  }
}

/** Waits for the deadlines, and for what they bring. */
async function bothBack(): Promise<void> {
  const giveUpAt = performance.now() + (seconds + 60) * 1000;
  for (const world of both()) {
    while ((await recordOf(world)).phase?.name !== 'went_back') {
      if (performance.now() > giveUpAt) throw new Error(`it stays: ${JSON.stringify(await recordOf(world))}`);
      await pause(300);
    }
  }
}

describe('A trial on both routers', () => {
  test('runs on both, is armed before anything changes, and goes back on both by itself', async () => {
    const steps: PushStepName[] = [];
    const filesAtArm: (string | undefined)[] = [];
    const result = await begin((name) => {
      steps.push(name);
      if (name === 'arm_here') {
        filesAtArm.push(...both().map(({ folder }) => readFileSync(join(folder, conf), 'latin1')));
      }
    });
    expect(result.steps.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(steps.slice(0, 5)).toEqual(['connect', 'compare', 'arm', 'arm_here', 'upload']);
    expect(filesAtArm.some((text) => text?.includes('10.0.2.110'))).toBe(false);
    await bothRun(tried, true);
    // The console is gone, and so is the way to the other router.
    await routers.push.close();
    await routers.sshd.stop();
    await bothBack();
    await bothRun(old, false);
  });

  test('is confirmed there first, then here, and stays', async () => {
    await begin();
    const { id } = await recordOf(routers.here);
    expect((await recordOf(routers.there)).id).toBe(id);
    await expect(routers.push.push({ by: 'Ann', applyThere: true })).rejects.toMatchObject({
      reason: 'trial_pending',
    });
    const end = await routers.trials.end({ by: 'Ann', trial: id, how: 'confirm' });
    expect(end).toMatchObject({ ok: true });
    for (const world of both()) {
      expect((await recordOf(world)).phase).toMatchObject({ name: 'confirmed', by: 'Ann' });
    }
    await pause((seconds + 2) * 1000);
    await bothRun(tried, true);
  });

  test('is not confirmed here while the other router cannot be asked: then both go back', async () => {
    await begin();
    const { id } = await recordOf(routers.here);
    await routers.push.close();
    await routers.sshd.stop();
    const end = await routers.trials.end({ by: 'Ann', trial: id, how: 'confirm' });
    expect(end).toMatchObject({ ok: false, here: undefined });
    await bothBack();
    await bothRun(old, false);
  });

  test('goes back on both at once when somebody says so', async () => {
    await begin();
    const { id } = await recordOf(routers.here);
    expect(await routers.trials.end({ by: 'Ann', trial: id, how: 'go-back' })).toMatchObject({ ok: true });
    await bothRun(old, false);
  });

  test('that was confirmed there alone, in a crash, is two versions, and the console says so', async () => {
    await begin();
    const { id } = await recordOf(routers.here);
    const line = { trial: id, by: 'Ann', why: 'asked', leaves: false };
    expect(await routers.there.verb('confirm', line)).toMatchObject({ ok: true });
    const giveUpAt = performance.now() + 90_000;
    while ((await recordOf(routers.here)).phase.name !== 'went_back' && performance.now() < giveUpAt) {
      await pause(300);
    }
    expect(await routers.here.text('lvs.cf')).toBe(old);
    expect(await routers.there.text('lvs.cf')).toBe(tried);
    await routers.push.compare();
    expect(await routers.push.state()).toMatchObject({ kind: 'to_push', changes: expect.any(Number) });
  });
});

describe('A trial on both routers whose connection is cut', () => {
  test.each(['arm', 'arm_here', 'check', 'read_back', 'apply'] as const)(
    'after %s ends as before',
    async (at) => {
      const result = await begin((name) => {
        if (name === at) routers.sshd.endSessions();
      });
      await bothBack();
      for (const world of both()) {
        expect(await world.text(conf)).not.toContain('10.0.2.110');
        expect(await addresses(world)).not.toContain('10.0.2.110');
      }
      expect(await routers.there.text('lvs.cf')).toBe(old);
      // Whoever works on the file here keeps his work, where the console could tell that it failed.
      expect(await routers.here.text('lvs.cf')).toBe(result.ok ? old : tried);
    },
  );
});

describe('A trial on both routers that one of them cannot apply', () => {
  test('goes back on both at once', async () => {
    await routers.there.shell(`mv ${routers.there.folder}/lib ${routers.there.folder}/lib-away`);
    writeFileSync(join(routers.there.folder, 'lib'), 'in the way');
    const result = await begin();
    expect(result.ok).toBe(false);
    expect(result.steps.map(({ name }) => name)).toEqual(expect.arrayContaining(['go_back', 'go_back_here']));
    expect(await routers.there.text(conf)).not.toContain('10.0.2.110');
    expect(await routers.here.text(conf)).not.toContain('10.0.2.110');
    expect((await recordOf(routers.here)).phase).toMatchObject({ name: 'went_back', why: 'failed' });
  });
});
