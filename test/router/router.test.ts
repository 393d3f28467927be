import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { looks, readLook, readVerb, type Verb, verbs } from '../../src/core/router/verbs.js';
import { openRouter } from '../../src/router/router.js';
import { runVerb } from '../../src/router/run-verb.js';
import { RouterSettingsError, readRouterSettings } from '../../src/router/settings.js';
import { openSteps } from '../../src/router/steps.js';

const project = join(import.meta.dirname, '../..');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'router-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes the settings of the router program and returns their path. */
function settingsFile(settings: unknown, mode = 0o644): string {
  const path = join(folder, 'router.json');
  writeFileSync(path, typeof settings === 'string' ? settings : JSON.stringify(settings));
  chmodSync(path, mode);
  return path;
}

describe('The verbs and looks', () => {
  test('are these words and no others', () => {
    for (const verb of verbs) expect([readVerb(verb), readLook(verb)]).toEqual([verb, undefined]);
    for (const look of looks) expect([readVerb(look), readLook(look)]).toEqual([undefined, look]);
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(![...verbs, ...looks].some((word) => word === text));
        expect([readVerb(text), readLook(text)]).toEqual([undefined, undefined]);
      }),
    );
    for (const near of ['State', ' state', 'state ', 'state\n', 'constructor', '__proto__', 'state;id', '']) {
      expect([readVerb(near), readLook(near)]).toEqual([undefined, undefined]);
    }
  });

  test('are all named by the rules of sudo, one by one', () => {
    const rules = readFileSync(join(project, 'config/sudoers'), 'utf8').replaceAll(/^#.*$/gm, '');
    const allowed = [...rules.matchAll(/lvs-console-router ([^,\s]+)/g)].map(([, verb]) => verb);
    expect(allowed).toEqual([...verbs, ...looks]);
    expect(rules).not.toMatch(/\*|ALL\s*$/m);
  });
});

describe('The program', () => {
  const program = ['--import', 'tsx', join(project, 'src/router/main.ts')];
  const call = (...words: string[]) =>
    spawnSync(process.execPath, [...program, ...words], { cwd: project, encoding: 'utf8', timeout: 30_000 });

  test.each([
    [[]],
    [['frob']],
    [['state', 'stop']],
    [['--settings']],
    [['--settings', '/nowhere.json']],
    [['--settings', '/nowhere.json', 'state', 'stop']],
    [['--help']],
  ])('does nothing when it is called with %j', (words) => {
    const { status, stdout } = call(...words);
    expect(JSON.parse(stdout)).toMatchObject({ format: 1, refused: 'verb' });
    expect(status).toBe(2);
  });

  test('answers with one line of JSON, and says by its status how it went', () => {
    const settings = settingsFile({
      file: join(folder, 'lvs.cf'),
      keepalived: '/nowhere',
      engine: 'keepalived',
    });
    const { status, stdout } = call('--settings', settings, 'test');
    expect(stdout.split('\n')).toHaveLength(2);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, state: { engine: { status: 'not_installed' } } });
    expect(status).toBe(1);
  });
});

describe('The settings of the router program', () => {
  test('may be missing: then the usual places count', async () => {
    expect(await readRouterSettings(join(folder, 'none.json'))).toMatchObject({
      file: '/etc/lvs-console/lvs.cf',
      configuration: '/etc/keepalived/keepalived.conf',
      checker: '/usr/local/lib/lvs-console/lvs-check',
      pidFile: '/run/keepalived.pid',
    });
  });

  test.each([
    ['text that is not JSON', '{'],
    ['an unknown key', { command: '/bin/sh' }],
    ['a path that is not whole', { file: 'lvs.cf' }],
    ['a path with a NUL', { keepalived: '/usr/sbin/keepalived\0' }],
    ['a control of its own', { control: 'sh' }],
  ])('are refused with %s', async (_what, settings) => {
    await expect(readRouterSettings(settingsFile(settings))).rejects.toThrow(RouterSettingsError);
  });

  test.each([0o666, 0o664])('are refused when others may write them (mode %o)', async (mode) => {
    await expect(readRouterSettings(settingsFile({}, mode))).rejects.toThrow(/others than root/);
  });

  test('are refused in a folder in which everybody may put files', async () => {
    const settings = settingsFile({});
    chmodSync(folder, 0o777);
    await expect(readRouterSettings(settings)).rejects.toThrow(/others than root/);
  });
});

describe('Steps', () => {
  test('tell what was done and how long it took, up to the one that failed', async () => {
    const times = [0, 12, 12, 40];
    const steps = openSteps(() => times.shift() ?? 0);
    await steps.take('stop', async () => ({ detail: { code: 'stopped', params: {} } }));
    const full = Object.assign(new Error('full'), { code: 'ENOSPC', path: '/etc/x' });
    await expect(steps.take('keep', () => Promise.reject(full))).rejects.toThrow();
    expect(steps.list).toEqual([
      { name: 'stop', ms: 12, outcome: 'done', detail: { code: 'stopped', params: {} }, said: [] },
      {
        name: 'keep',
        ms: 28,
        outcome: 'failed',
        detail: { code: 'disk_failed', params: { path: '/etc/x', system: 'ENOSPC' } },
        said: [],
      },
    ]);
    expect(steps.ok).toBe(false);
  });

  test('do not take a fault of the program for a failure of the router', async () => {
    const fault = new TypeError('a fault');
    await expect(openSteps().take('read', () => Promise.reject(fault))).rejects.toBe(fault);
  });
});

describe('A router with pulse', () => {
  const lvsCf = `primary = 10.0.2.50
service = lvs
virtual web {
  active = 1
  address = 10.0.2.100 eth0:1
  port = 80
  server one {
    address = 10.0.2.101
    active = 1
    weight = 1
  }
}
`;

  /** The program `service` of an old system: it notes what it was told, and ends with this status. */
  async function withPulse(verb: Verb, { status = 0, file = lvsCf, more = {} } = {}) {
    const service = join(folder, 'service');
    writeFileSync(service, `#!/bin/sh\necho "$@" >>"${folder}/told"\necho "pulse: $2"\nexit ${status}\n`);
    chmodSync(service, 0o755);
    writeFileSync(join(folder, 'lvs.cf'), file);
    writeFileSync(join(folder, 'told'), '');
    const places = { file: join(folder, 'lvs.cf'), pidFile: join(folder, 'pid') };
    const settings = { engine: 'pulse', service, ...places, ...more };
    const router = openRouter(await readRouterSettings(settingsFile(settings)), '/nowhere');
    const answer = await runVerb(router, verb);
    const told = readFileSync(join(folder, 'told'), 'utf8').split('\n').slice(0, -1);
    return { answer, told };
  }

  test.each([
    ['start', 'pulse start'],
    ['stop', 'pulse stop'],
    ['reload', 'pulse reload'],
    ['apply', 'pulse reload'],
  ] as const)('tells it to %s in its own way', async (verb, words) => {
    const { answer, told } = await withPulse(verb);
    expect(answer).toMatchObject({ ok: true, state: { engine: { name: 'pulse', status: 'running' } } });
    expect(told).toEqual([words, 'pulse status']);
  });

  test.each(['apply', 'start'] as const)(
    'has nothing told to it when the rules for marks cannot be made: %s',
    async (verb) => {
      const marked = lvsCf.replace('port = 80', 'port = 80\n  fwmark = 80');
      const { answer, told } = await withPulse(verb, {
        file: `# lvs-console: mark-rules = yes\n${marked}`,
        more: { iptables: '/nowhere/iptables' },
      });
      expect(answer.steps.at(-1)?.detail.code).toBe('iptables_missing');
      expect(told).toEqual(['pulse status']);
    },
  );

  test('says what a reload does not apply', async () => {
    const { answer } = await withPulse('apply');
    expect(answer.steps.at(-1)?.detail.code).toBe('pulse_reloaded');
  });

  test('is not told to reload a file that cannot run', async () => {
    const { answer, told } = await withPulse('apply', {
      file: lvsCf.replace('10.0.2.100 eth0:1', '0.0.0.0 eth0:1'),
    });
    expect(answer).toMatchObject({ ok: false });
    expect(answer.steps.at(-1)?.detail.code).toBe('obstacles');
    expect(told).toEqual(['pulse status']);
  });

  test('shows what it said when it failed', async () => {
    const { answer } = await withPulse('start', { status: 3 });
    expect(answer.ok).toBe(false);
    expect(answer.steps).toMatchObject([
      {
        name: 'start',
        outcome: 'failed',
        detail: { code: 'command_failed', params: { command: 'service pulse start', status: '3' } },
        said: ['pulse: start'],
      },
    ]);
    expect(answer.state?.engine.status).toBe('stopped');
  });

  test('is not asked for what it does not know', async () => {
    for (const verb of ['revert', 'hand-over', 'adopt', 'install', 'enable'] as const) {
      const { answer, told } = await withPulse(verb);
      expect(answer.steps.at(-1)?.detail.code).toBe('not_with_pulse');
      expect(told).toEqual(['pulse status']);
    }
  });
});
