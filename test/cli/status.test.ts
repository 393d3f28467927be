import { describe, expect, test } from 'vitest';
import type { Engine, Tools } from '../../src/cli/command.js';
import { wantedTable } from '../../src/core/keepalived/wanted-table.js';
import { packedTable } from '../../src/core/live/packed.js';
import { missedNow, type RoutersSeen, seenNow, unseen } from '../../src/core/live/routers.js';
import { snapshotOf } from '../../src/core/live/snapshot.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import type { Unknown } from '../../src/core/machine/reading.js';
import { ConsoleError } from '../../src/core/problem.js';
import type { Answer, RouterState } from '../../src/core/router/answer.js';
import { procText, tableOf } from '../core/ipvs/captures.js';
import { observationWith } from '../support/observations.js';
import { pairFile, virtualBlock } from '../support/router-world.js';
import { runCommand } from '../support/run-command.js';

const AT = Date.UTC(2026, 10, 21, 12);
const wanted = wantedTable(readConfig(pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1'))));

const runningState = {
  at: AT,
  engine: { name: 'keepalived', status: 'running', pid: 812, boot: 'enabled', control: 'systemd', log: [] },
  identity: { role: 'primary', device: 'eth0', address: '10.0.2.50' },
  file: { path: '/etc/lvs-console/lvs.cf', hash: 'a' },
  installed: { path: '/etc/keepalived/keepalived.conf', whose: 'ours', current: true },
  previous: true,
  applied: null,
  trial: null,
  vrrp: { state: 'MASTER', priority: 150, since: AT },
} satisfies RouterState;

const balanced = ['TCP  0A000264:0050 rr ', '  -> 0A000265:0050      Route   1      3          4         '];

/** What the command says of a kernel with these lines, or of one that cannot be read. */
function status(kernel: readonly string[] | Unknown, args: readonly string[] = [], run?: Engine['run']) {
  const reading = 'reason' in kernel ? kernel : { at: AT, value: tableOf(procText(...kernel)) };
  const answer: Answer = { format: 1, verb: 'state', ok: true, steps: [], table: [], state: runningState };
  const given = {
    readSettings: () => ({}),
    liveTable: () => ({ now: async () => snapshotOf(reading, wanted, 100, undefined) }),
    engine: () => ({ run: run ?? (async () => answer) }),
  } as unknown as Partial<Tools>;
  return runCommand(['status', ...args], '', undefined, given);
}

describe('status', () => {
  test('says that the engine runs and the kernel has what lvs.cf says', async () => {
    const { status: code, stdout } = await status(balanced);
    expect(code).toBe(0);
    expect(stdout).toContain('running (keepalived, process 812)');
    expect(stdout).toMatch(/^web +TCP 10\.0\.2\.100:80 +3 +4 +as in lvs\.cf$/m);
    expect(stdout).toMatch(/^ {2}\S+ +10\.0\.2\.101:80 +1 +3 +4 +as in lvs\.cf$/m);
    expect(stdout).not.toMatch(/ $/m);
  });

  test('fails when a server is out, a service is missing, or one is there that nobody asked for', async () => {
    const out = await status(['TCP  0A000264:0050 rr ']);
    expect([out.status, out.stdout]).toEqual([1, expect.stringContaining('out: its check has not passed')]);
    const missing = await status([]);
    expect([missing.status, missing.stdout]).toEqual([1, expect.stringContaining('missing in the kernel')]);
    const extra = await status([...balanced, 'TCP  0A000265:0050 wlc ']);
    expect(extra.status).toBe(1);
    expect(extra.stdout).toMatch(/^- +TCP 10\.0\.2\.101:80 +0 +0 +not in lvs\.cf$/m);
  });

  test('says why it does not know, of the table and of the engine, and fails', async () => {
    const denied: Unknown = { at: AT, reason: 'denied', path: '/proc/net/ip_vs' };
    const closed = await status(denied, [], async () => {
      throw new ConsoleError('engine_refused', 'router_denied', { account: 'lvs-console', commands: [] });
    });
    expect(closed.status).toBe(1);
    expect(closed.stdout).toMatch(/^unknown: .+$/m);
    expect(closed.stdout).toContain('The console may not read /proc/net/ip_vs.');
    expect(closed.stdout).not.toContain('missing');
  });

  test('says the same to programs', async () => {
    const { status: code, stdout } = await status(balanced, ['--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      format: 1,
      engine: { engine: { status: 'running' }, vrrp: { state: 'MASTER' } },
      trouble: '',
      table: { readAt: AT, services: [{ virtual: 'web', state: 'equal', activeConnections: 3 }] },
    });
  });
});

describe('status --router', () => {
  const vip = '10.0.2.100';
  const file = 'a'.repeat(64);
  const router = (state: 'MASTER' | 'BACKUP', weight = 1) =>
    seenNow(
      observationWith({
        file,
        applied: { hash: file, at: AT },
        vrrp: { state, priority: 150, since: AT },
        addresses: { at: AT, held: state === 'MASTER' ? [{ address: vip, device: 'eth0:1' }] : [] },
        table: packedTable(
          {
            at: AT,
            value: tableOf(
              procText(
                'TCP  0A000264:0050 rr ',
                `  -> 0A000265:0050      Route   ${weight}      3          4         `,
              ),
            ),
          },
          '',
        ),
        details: {
          version: '2.2.7',
          file,
          identity: { role: 'primary', device: 'eth0', address: '10.0.2.50' },
          floating: [{ address: vip, device: 'eth0:1' }],
          ticksPerSecond: 100,
          limits: { at: AT, destinations: [] },
        },
      }),
      AT,
      unseen,
    );
  const error = new ConsoleError('push_failed', 'push_far_fault', { why: 'closed', seen: '' });

  /** What the command says of these two; whatever was opened is closed. */
  async function asked(seen: RoutersSeen, ...args: string[]) {
    let closed = 0;
    const given = {
      readSettings: () => ({}),
      routers: () => ({ look: async () => seen, close: async () => void closed++ }),
    } as unknown as Partial<Tools>;
    const ended = await runCommand(['status', '--router', ...args], '', undefined, given);
    expect(closed).toBe(1);
    return ended;
  }

  test('says what both do, and ends well when nothing is wrong', async () => {
    const { status: code, stdout } = await asked({ here: router('MASTER'), there: router('BACKUP') }, 'both');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^This router: active\n {2}keepalived 2\.2\.7, running, process 7, checks: running$/m,
    );
    expect(stdout).toMatch(/^The other router: not active$/m);
    expect(stdout).toContain(`${vip} is here, on eth0:1`);
    expect(stdout).toContain('1 service, 1 real server; 3 active and 4 inactive connections');
  });

  test('says what is wrong first, and fails', async () => {
    const both = { here: router('MASTER'), there: router('MASTER', 5) };
    const { status: code, stdout } = await asked(both, 'both');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Both routers are active/);
    const { alarms, routers } = JSON.parse((await asked(both, 'both', '--json')).stdout);
    expect(alarms).toEqual([
      { code: 'two_actives', tone: 'bad' },
      { code: 'kernels_disagree', tone: 'unsure', lines: 1 },
    ]);
    expect(routers).toMatchObject({
      here: { activity: 'active', kernel: [{ service: 'TCP 10.0.2.100:80', destinations: [{ weight: 1 }] }] },
      there: { activity: 'active', kernel: [{ destinations: [{ weight: 5 }] }] },
    });
  });

  test('says why the other router tells nothing, and fails; what it said last is null, never 0', async () => {
    const silent = { here: router('MASTER'), there: missedNow(error, AT, unseen) };
    const { status: code, stdout } = await asked(silent, 'other');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^The other router: unknown$/m);
    expect(stdout).not.toContain('This router');
    const { routers } = JSON.parse((await asked(silent, 'other', '--json')).stdout);
    expect(routers).toMatchObject({ there: { activity: 'unknown', kernel: null, engine: null } });
    const alone = await asked({ here: router('MASTER'), there: undefined }, 'other');
    expect([alone.status, alone.stdout]).toEqual([1, expect.stringContaining('No connection to the other')]);
  });

  test('leaves out of the other router what is wrong with this one alone', async () => {
    const here = missedNow(error, AT, router('MASTER'));
    const { stdout } = await asked({ here, there: router('BACKUP') }, 'other');
    expect(stdout).toMatch(/^The other router: not active/);
  });

  test('knows only these words', async () => {
    const given = { readSettings: () => ({}) } as unknown as Partial<Tools>;
    const ended = await runCommand(['status', '--router', 'third'], '', undefined, given);
    expect([ended.status, ended.stderr]).toEqual([2, expect.stringContaining('here, other, both')]);
  });
});
