import { describe, expect, test } from 'vitest';
import type { Tools } from '../../src/cli/command.js';
import { wantedTable } from '../../src/core/keepalived/wanted-table.js';
import { snapshotOf } from '../../src/core/live/snapshot.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import { ConsoleError } from '../../src/core/problem.js';
import type { OverrideEnd, OverridesSeen } from '../../src/core/push/override-api.js';
import type { Answer } from '../../src/core/router/answer.js';
import type { OverrideOrder } from '../../src/core/router/override.js';
import { procText, tableOf } from '../core/ipvs/captures.js';
import { pairFile, virtualBlock } from '../support/router-world.js';
import { runCommand } from '../support/run-command.js';

const second =
  '     server two {\n         address = 10.0.2.102\n         active = 1\n         weight = 1\n     }\n';
const config = readConfig(pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1', second)));
const both = [
  'TCP  0A000264:0050 rr ',
  '  -> 0A000265:0050      Route   1      3          4         ',
  '  -> 0A000266:0050      Route   1      0          0         ',
];
const params = {
  service: 'TCP 10.0.2.100:80',
  destination: '10.0.2.101:80',
  weight: 'drain',
  seconds: 4,
  until: 0,
};
const answer: Answer = {
  format: 1,
  verb: 'override',
  ok: true,
  steps: [{ name: 'override', ms: 1, outcome: 'done', detail: { code: 'override_given', params }, said: [] }],
  table: [],
  state: null,
};
const cut = new ConsoleError('push_failed', 'push_copy_only', {});

/** Runs a command on a pair of routers, and tells what they were told. */
async function run(
  args: readonly string[],
  more: { there?: OverrideEnd['there']; kernel?: typeof both } = {},
) {
  const told: (OverrideOrder & { routers: string })[] = [];
  const seen: OverridesSeen = { here: [], there: { overrides: [], at: 1, trouble: undefined } };
  const reading = { at: Date.now(), value: tableOf(procText(...(more.kernel ?? both))) };
  const given = {
    readSettings: () => ({}),
    liveTable: () => ({ now: async () => snapshotOf(reading, wantedTable(config), 100, undefined) }),
    overrides: () => ({
      overrides: {
        seen: async () => seen,
        look: async () => seen,
        async set(order: OverrideOrder, routers: string) {
          told.push({ ...order, routers });
          return { here: answer, there: more.there ?? answer, isPaired: true };
        },
      },
      config: async () => config,
      close: async () => {},
    }),
  } as unknown as Partial<Tools>;
  return { ...(await runCommand(args, '', undefined, given)), told };
}

describe('The commands for temporary weights', () => {
  test('drain a server by its name or by that of the kernel, on both routers', async () => {
    const { status, stdout, told } = await run(['drain', 'web', 'one']);
    expect([status, told[0]]).toMatchObject([
      0,
      {
        service: 'TCP 10.0.2.100:80',
        destination: '10.0.2.101:80',
        weight: 'drain',
        until: null,
        routers: 'both',
      },
    ]);
    expect(stdout).toContain('The other router: 10.0.2.101:80 of TCP 10.0.2.100:80 is drained');
    expect(stdout).toContain('within 4 seconds');
    const kernel = await run(['drain', 'TCP 10.0.2.100:80', '10.0.2.102:80', '--router', 'here']);
    expect(kernel.told).toMatchObject([{ destination: '10.0.2.102:80', routers: 'here' }]);
  });

  test('set a weight that ends, and put it back', async () => {
    const { told } = await run(['weight', 'web', 'one', '5', '--minutes', '90']);
    expect(told[0]?.weight).toBe(5);
    expect(told[0]?.until ?? 0).toBeGreaterThan(Date.now() + 60 * 60_000);
    const fixed = await run(['weight', 'web', 'one', '0', '--until', '2999-01-01T00:00Z']);
    expect(fixed.told).toMatchObject([{ weight: 0, until: Date.UTC(2999, 0, 1) }]);
    expect((await run(['put-back', 'web', 'one'])).told).toMatchObject([{ weight: null, until: null }]);
    expect((await run(['weight'])).stdout).toBe('No temporary weight is in force.\n');
  });

  test('fail when a router has not taken it, and say which', async () => {
    const { status, stderr } = await run(['drain', 'web', 'one'], { there: cut });
    expect(status).toBe(1);
    expect(stderr).toContain('Not every router has taken it.');
  });

  test('ask for the name before the last server that works is drained', async () => {
    const refused = await run(['drain', 'web', 'one'], { kernel: both.slice(0, 2) });
    expect([refused.status, refused.told]).toEqual([1, []]);
    expect(refused.stderr).toContain('one is the last real server that works for web.');
    const meant = await run(['drain', 'web', 'one', '--confirm', 'web'], { kernel: both.slice(0, 2) });
    expect([meant.status, meant.told.length]).toEqual([0, 1]);
  });

  test.each([
    [['drain', 'web'], 2],
    [['drain', 'web', 'one', 'two'], 2],
    [['weight', 'web', 'one'], 2],
    [['weight', 'web', 'one', '254'], 2],
    [['drain', 'web', 'one', '--minutes', '0'], 2],
    [['drain', 'web', 'one', '--until', '2020-01-01'], 2],
    [['drain', 'web', 'one', '--minutes', '5', '--until', '2999-01-01'], 2],
    [['drain', 'web', 'one', '--router', 'all'], 2],
    [['put-back', 'nothing', 'one'], 1],
    [['put-back', 'web', 'nothing'], 1],
  ])('%j tells no router anything', async (args, status) => {
    const ended = await run(args);
    expect([ended.status, ended.told]).toEqual([status, []]);
    expect(ended.stderr).not.toBe('');
  });
});
