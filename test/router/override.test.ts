import { execFile } from 'node:child_process';
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { renderKeepalived } from '../../src/core/keepalived/render.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import { type OverrideOrder, overrideLine } from '../../src/core/router/override.js';
import { openRouter } from '../../src/router/router.js';
import { runLook } from '../../src/router/run-look.js';
import { runVerb } from '../../src/router/run-verb.js';
import { readRouterSettings } from '../../src/router/settings.js';

const shipped = join(import.meta.dirname, '../../config/lvs-check');
let server: Server;
let port = 0;
beforeAll(async () => {
  server = createServer((socket) => socket.on('error', () => socket.destroy()));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as { port: number }).port;
});
afterAll(() => server.close());

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'override-'));
  writeFileSync(join(folder, 'router.json'), JSON.stringify(settings()), { mode: 0o644 });
  install(lvsCf());
});
afterEach(() => rmSync(folder, { recursive: true }));

function settings(more: object = {}) {
  const places = {
    file: 'lvs.cf',
    configuration: 'keepalived.conf',
    checker: 'lvs-check',
    checkState: 'state',
    pidFile: 'pid',
    ownFolder: 'own',
  };
  const entries = Object.entries(places).map(([key, name]) => [key, join(folder, name)]);
  return { ...Object.fromEntries(entries), engine: 'keepalived', keepalived: '/nowhere', ...more };
}

const lvsCf = (weight = 10, more = '') => `primary = 10.0.2.50
service = lvs
network = direct
virtual web {
  active = 1
  address = 10.0.2.100 eth0:1
  port = ${port}
  timeout = 7
  ${more}
  server one {
    address = 127.0.0.1
    active = 1
    weight = ${weight}
  }
}
`;

/** Puts a file and what is made of it in place, as an APPLY does. */
function install(text: string): void {
  writeFileSync(join(folder, 'lvs.cf'), text);
  const target = { role: 'single', checker: join(folder, 'lvs-check'), ownDevice: 'eth0' } as const;
  const rendering = renderKeepalived(readConfig(text), target);
  if (rendering.text === undefined) throw new Error(JSON.stringify(rendering));
  writeFileSync(join(folder, 'keepalived.conf'), rendering.text, 'latin1');
}

const order = (given: Partial<OverrideOrder> = {}): OverrideOrder => ({
  service: `TCP 10.0.2.100:${port}`,
  destination: `127.0.0.1:${port}`,
  weight: 'drain',
  until: null,
  by: 'ann',
  ...given,
});

async function opened() {
  return openRouter(await readRouterSettings(join(folder, 'router.json')), shipped);
}

/** Has it done, and tells what was said of it. */
async function override(given: Partial<OverrideOrder> | string = {}) {
  const line = typeof given === 'string' ? given : overrideLine(order(given));
  const { ok, steps } = await runVerb(await opened(), 'override', line);
  return { ok, ...steps.find(({ name }) => name === 'override')?.detail };
}

/** What a router tells of its overrides. */
const told = async () => (await runLook(await opened(), 'overrides')).seen.overrides;

/** Ends as the check that keepalived runs would end: its words are those of the installed file. */
function check(): Promise<number> {
  const path = /misc_path "([^"]+)"/.exec(readFileSync(join(folder, 'keepalived.conf'), 'utf8'))?.[1] ?? '';
  const [program = '', ...words] = path.split(' ');
  const env = { ...process.env, LVS_CHECK_STATE: join(folder, 'state') };
  return new Promise((done) => {
    execFile(program, words, { env }, (error) => done(error === null ? 0 : Number(error.code)));
  });
}

describe('A temporary weight', () => {
  test('is what the installed check reports from then on, until it is put back', async () => {
    const { ok, ...given } = await override();
    expect(ok).toBe(true);
    expect(given).toMatchObject({
      code: 'override_given',
      params: { weight: 'drain', seconds: 7, until: 0 },
    });
    expect(await check()).toBe(2);
    await override({ weight: 5 });
    expect(await check()).toBe(7);
    expect(await told()).toMatchObject([{ virtual: 'web', server: 'one', weight: 5, by: 'ann' }]);
    expect(await override({ weight: null })).toMatchObject({ ok: true, code: 'override_ended' });
    expect(await check()).toBe(12);
    expect(await told()).toEqual([]);
  });

  test('ends at its time, for the check and for whoever asks, also when nobody does anything', async () => {
    const until = Date.now() + 3_600_000;
    await override({ until });
    expect(await check()).toBe(2);
    const words = readFileSync(join(folder, 'state', nameOfFile()), 'utf8');
    expect(words).toBe(`drain ${Math.ceil(until / 1000)}\n`);
    // As if that hour were over.
    const past = Math.floor(Date.now() / 1000) - 1;
    writeFileSync(join(folder, 'state', nameOfFile()), `drain ${past}\n`);
    const list = join(folder, 'own/overrides.json');
    writeFileSync(list, readFileSync(list, 'utf8').replace(String(until), String(past * 1000)));
    expect(await check()).toBe(12);
    expect(await told()).toEqual([]);
    await override({ weight: null });
    expect(readdirSync(join(folder, 'state'))).toEqual([]);
  });

  test('is laid out anew after a restart, which leaves the folder of the checks empty', async () => {
    await override({ weight: 3 });
    rmSync(join(folder, 'state'), { recursive: true });
    expect(await check()).toBe(12);
    await runVerb(await opened(), 'boot');
    expect(await check()).toBe(5);
  });

  test('can be put back when the server is not in lvs.cf any more', async () => {
    await override();
    install(lvsCf().replace('127.0.0.1', '127.0.0.2'));
    expect(await override({ weight: null })).toMatchObject({ ok: true, code: 'override_ended' });
    expect([await told(), readdirSync(join(folder, 'state'))]).toEqual([[], []]);
  });

  test('belongs to the checks alone, and replaces a link that somebody has put there', async () => {
    await override();
    const file = join(folder, 'state', nameOfFile());
    expect([lstatSync(join(folder, 'state')).mode & 0o777, lstatSync(file).mode & 0o777]).toEqual([
      0o700, 0o600,
    ]);
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'as it was');
    rmSync(file);
    symlinkSync(victim, file);
    await override({ weight: 1 });
    expect([readFileSync(victim, 'utf8'), readFileSync(file, 'utf8')]).toEqual(['as it was', '1\n']);
  });

  /** The one file of the folder of the checks. */
  function nameOfFile(): string {
    return readdirSync(join(folder, 'state')).find((name) => name.endsWith('.weight')) ?? '';
  }
});

describe('A temporary weight is refused', () => {
  test.each([
    ['for a server that the engine does not check', { destination: '127.0.0.1:1' }, 'override_unknown'],
    ['for a service that it does not have', { service: 'FWM 7' }, 'override_unknown'],
    ['with an end that has passed', { until: 1000 }, 'override_over'],
    ['with a weight that no check can report', { weight: 254 }, 'line_refused'],
    ['with words that are no address', { destination: '../../x' }, 'line_refused'],
  ])('%s', async (_why, given, code) => {
    expect(await override(given)).toMatchObject({ ok: false, code });
    expect(await told()).toEqual([]);
  });

  test('where keepalived keeps the weight itself', async () => {
    install(lvsCf(254));
    expect(await override()).toMatchObject({ code: 'override_limited', params: { weight: 254, most: 253 } });
  });

  test('where the server was saved and not applied', async () => {
    writeFileSync(join(folder, 'lvs.cf'), lvsCf().replace('127.0.0.1', '127.0.0.9'));
    expect(await override({ destination: `127.0.0.9:${port}` })).toMatchObject({ code: 'override_unknown' });
  });

  test('where nothing of ours runs', async () => {
    writeFileSync(join(folder, 'keepalived.conf'), 'vrrp_instance x {\n}\n');
    expect(await override()).toMatchObject({ code: 'file_foreign' });
    rmSync(join(folder, 'keepalived.conf'));
    expect(await override()).toMatchObject({ code: 'nothing_installed' });
  });

  test('with pulse, which checks by itself', async () => {
    const file = join(folder, 'router.json');
    writeFileSync(file, JSON.stringify(settings({ engine: 'pulse', service: '/bin/true' })), { mode: 0o644 });
    const { ok, steps } = await runVerb(await opened(), 'override', overrideLine(order()));
    expect([ok, steps.at(-1)?.detail.code]).toEqual([false, 'not_with_pulse']);
  });

  test('without a word that is understood', async () => {
    for (const line of ['', '{}', 'drain', '[1]']) {
      expect(await override(line)).toMatchObject({ ok: false, code: 'line_refused' });
    }
  });
});
