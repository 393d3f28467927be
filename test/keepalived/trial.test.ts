import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../src/core/router/answer.js';
import type { Trial } from '../../src/core/router/trial.js';
import { hashOfText } from '../../src/router/applied.js';
import { openRouterWorld, pairFile, type RouterWorld, virtualBlock } from '../support/router-world.js';

const conf = 'conf/keepalived.conf';
const old = pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1'));
const tried = pairFile(
  virtualBlock('web', '10.0.2.100', 'eth0:1') + virtualBlock('more', '10.0.2.110', 'eth0:2'),
);
const id = 'a'.repeat(32);
const other = 'b'.repeat(32);

let world: RouterWorld;
let oldConf: string | undefined;

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

beforeEach(async () => {
  world = await openRouterWorld(old);
  await world.verb('apply');
  await world.verb('start');
  // Only from now on it is known what runs.
  oldConf = await world.text(conf);
  await world.write('lvs.cf', tried);
});
afterEach(() => world.close());

const codes = ({ steps }: Answer) => steps.map(({ detail }) => detail.code);
const order = (seconds: number, more: object = {}) => ({
  trial: id,
  seconds,
  by: 'Zoë',
  tries: hashOfText(tried),
  both: false,
  ...more,
});
const ending = (more: object = {}) => ({ trial: id, by: 'Zoë', why: 'asked', leaves: false, ...more });
const addresses = () => world.shell('ip -brief address show dev eth0');
const phase = async () => (await world.verb('state')).state?.trial?.phase;

async function until(isSo: () => Promise<boolean>, ms = 40_000): Promise<void> {
  const giveUpAt = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error('it did not happen');
    await pause(200);
  }
}

async function begin(seconds: number): Promise<void> {
  expect(await world.verb('arm', order(seconds))).toMatchObject({ ok: true });
  expect(await world.verb('apply')).toMatchObject({ ok: true });
  expect(await addresses()).toContain('10.0.2.110');
}

/** Waits until the time of the trial is over. */
async function deadline(): Promise<void> {
  const { until: over } = JSON.parse((await world.text('own/trial.json')) ?? '') as Trial;
  await pause(Math.max(0, over - Date.now()) + 500);
}

async function isBack(): Promise<void> {
  expect(await world.text('lvs.cf')).toBe(old);
  expect(await world.text(conf)).toBe(oldConf);
  expect(await addresses()).not.toContain('10.0.2.110');
  expect(await addresses()).toContain('10.0.2.100');
}

describe('A trial that nobody confirms', () => {
  test('goes back by itself: both files and the engine, and it is written down why', async () => {
    await begin(15);
    expect(await phase()).toEqual({ name: 'tried' });
    await until(async () => (await phase())?.name === 'went_back');
    await isBack();
    expect(await phase()).toMatchObject({ why: 'time', by: '', file: 'put_back', engine: true });
    expect(await world.text('own/trial-tried.cf')).toBe(tried);
    expect((await world.verb('state')).state?.applied?.hash).toBe(hashOfText(old));
  });

  test('lasts until then, and expire before its deadline does nothing', async () => {
    await begin(60);
    expect(codes(await world.verb('expire'))).toEqual(['trial_running']);
    expect(await addresses()).toContain('10.0.2.110');
    expect(await world.text('lvs.cf')).toBe(tried);
  });

  test('goes back also when whoever waited was killed, as soon as anything is asked for', async () => {
    await begin(20);
    await world.shell('kill -KILL $(pgrep -f " watch$")');
    await deadline();
    expect(await addresses()).toContain('10.0.2.110');
    const answer = await world.verb('expire');
    expect(codes(answer)).toEqual(
      expect.arrayContaining(['trial_returns', 'lvs_cf_put_back', 'trial_ended']),
    );
    await isBack();
  });

  test('leaves an lvs.cf alone that was saved again meanwhile', async () => {
    await begin(15);
    const third = tried.replace('10.0.2.110', '10.0.2.120');
    await world.write('lvs.cf', third);
    await until(async () => (await phase())?.name === 'went_back');
    expect(await phase()).toMatchObject({ file: 'changed_since', engine: true });
    expect(await world.text('lvs.cf')).toBe(third);
    expect(await world.text(conf)).toBe(oldConf);
  });

  test('goes back when the clock is set forward, and not later when it is set back', async () => {
    await begin(600);
    const record = JSON.parse((await world.text('own/trial.json')) ?? '') as Trial;
    const forward = { ...record, until: Date.now() - 1 };
    await world.write('own/trial.json', JSON.stringify(forward));
    await until(async () => (await phase())?.name === 'went_back');
    await isBack();
    await world.write('lvs.cf', tried);
    await begin(600);
    const [uptime = ''] = (await world.shell('cat /proc/uptime')).split(' ');
    const backward = { ...(JSON.parse((await world.text('own/trial.json')) ?? '') as Trial) };
    const later = { ...backward, until: Date.now() + 9_000_000, uptimeUntil: Number(uptime) - 1 };
    await world.write('own/trial.json', JSON.stringify(later));
    await until(async () => (await phase())?.name === 'went_back');
    await isBack();
  });
});

describe('A restart of the router during a trial', () => {
  test('brings the old files back before the engine starts', async () => {
    await begin(600);
    const { folder } = world;
    await world.shell(`kill -KILL $(pgrep -f " watch$"); kill $(cat ${folder}/run/keepalived.pid)`);
    await until(async () => (await world.pid()) === undefined);
    await world.shell(`rm -rf ${folder}/run/*`);
    const booted = await world.verb('boot');
    expect(booted).toMatchObject({ ok: true, state: { engine: { status: 'stopped' } } });
    expect(booted.state?.trial?.phase).toMatchObject({ name: 'went_back', why: 'restart', file: 'put_back' });
    expect(await world.text(conf)).toBe(oldConf);
    expect(await world.text('lvs.cf')).toBe(old);
    await world.verb('start');
    await until(async () => (await addresses()).includes('10.0.2.100'));
    await isBack();
  });

  test('is none while the router runs: boot then leaves the trial alone', async () => {
    await begin(600);
    expect(codes(await world.verb('boot'))).toEqual(['trial_running']);
    expect(await addresses()).toContain('10.0.2.110');
  });
});

describe('A trial that is confirmed', () => {
  test('stays, and a second confirmation says the same', async () => {
    await begin(15);
    expect(await world.verb('confirm', ending())).toMatchObject({ ok: true });
    expect(codes(await world.verb('confirm', ending()))).toEqual(['trial_confirmed']);
    await deadline();
    await pause(1500);
    expect(await phase()).toMatchObject({ name: 'confirmed', by: 'Zoë' });
    expect(await world.text('lvs.cf')).toBe(tried);
    expect(await addresses()).toContain('10.0.2.110');
    expect(await world.shell('pgrep -f " watch$" || true')).toBe('');
  });

  test('too late is refused with what happened', async () => {
    await begin(20);
    await world.shell('kill -KILL $(pgrep -f " watch$")');
    await deadline();
    const answer = await world.verb('confirm', ending());
    expect(answer.ok).toBe(false);
    expect(codes(answer)).toEqual(expect.arrayContaining(['trial_returns', 'trial_over']));
    await isBack();
  });

  test('is not another one than was meant, nor one that was never applied', async () => {
    await world.verb('arm', order(600));
    expect(codes(await world.verb('confirm', ending({ trial: other })))).toEqual(['trial_other']);
    expect(codes(await world.verb('confirm', ending()))).toEqual(['trial_not_applied']);
    expect(codes(await world.verb('confirm', { trial: id }))).toEqual(['line_refused']);
  });
});

describe('GO BACK', () => {
  test('goes back at once', async () => {
    await begin(600);
    const answer = await world.verb('go-back', ending());
    expect(answer.ok).toBe(true);
    expect(answer.state?.trial?.phase).toMatchObject({ name: 'went_back', why: 'asked', by: 'Zoë' });
    await isBack();
  });

  test('can leave lvs.cf to whoever works on it', async () => {
    await begin(600);
    await world.verb('go-back', ending({ why: 'failed', leaves: true }));
    expect(await world.text('lvs.cf')).toBe(tried);
    expect(await world.text(conf)).toBe(oldConf);
  });
});

describe('While a trial is pending', () => {
  test('a second one is refused, and so is what it depends on', async () => {
    await begin(600);
    expect(codes(await world.verb('arm', order(600, { trial: other })))).toEqual(['trial_pending']);
    for (const verb of ['install', 'apply', 'adopt', 'reload', 'revert', 'start', 'stop'] as const) {
      expect([verb, codes(await world.verb(verb))]).toEqual([verb, ['trial_pending']]);
    }
    expect(await addresses()).toContain('10.0.2.110');
  });

  test('another file than the announced one is not applied', async () => {
    await world.verb('arm', order(600));
    await world.write('lvs.cf', tried.replace('10.0.2.110', '10.0.2.120'));
    const answer = await world.verb('apply');
    expect(answer.ok).toBe(false);
    expect(codes(answer)).toContain('trial_other_file');
    expect(await world.text(conf)).toBe(oldConf);
  });
});

describe('A trial is not begun', () => {
  test('while the engine stands still, or nobody knows what it runs', async () => {
    await world.shell(`rm -r ${world.folder}/own`);
    expect(codes(await world.verb('arm', order(600)))).toEqual(['applied_unknown']);
    await world.verb('stop');
    expect(codes(await world.verb('arm', order(600)))).toEqual(['engine_not_running']);
  });

  test('with a line that is none, or a time that nobody offers', async () => {
    for (const line of [{}, order(1), order(3601), { ...order(60), tries: 'x' }, { ...order(60), more: 1 }]) {
      expect(codes(await world.verb('arm', line))).toEqual(['line_refused']);
    }
    expect(await world.text('own/trial.json')).toBeUndefined();
  });
});
