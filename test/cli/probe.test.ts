import { describe, expect, test } from 'vitest';
import type { Tools } from '../../src/cli/command.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import type { ProbeOrder, ProbeSeen } from '../../src/core/router/probe.js';
import { pairFile, virtualBlock } from '../support/router-world.js';
import { runCommand } from '../support/run-command.js';

const config = readConfig(pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1')));
const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex');
const up = {
  server: 'one',
  address: '10.0.2.101',
  port: 80,
  outcome: 'up',
  reason: '',
  tookUs: 1234,
  status: null,
  sent: hex('GET\r\n'),
  received: hex('HTTP\x1b[31m'),
  system: '',
} as const;
const passed: ProbeSeen = {
  at: 1,
  refused: null,
  check: { kind: 'tcp', mode: 'prefix', expect: hex('HTTP'), seconds: 4 },
  tests: [up],
};

async function probe(args: readonly string[], seen: ProbeSeen = passed) {
  const told: (ProbeOrder & { side: string })[] = [];
  const given = {
    readSettings: () => ({}),
    probes: () => ({
      async probe(order: ProbeOrder, side: string) {
        told.push({ ...order, side });
        return seen;
      },
      config: async () => config,
      close: async () => {},
    }),
  } as unknown as Partial<Tools>;
  return { ...(await runCommand(['probe', ...args], '', undefined, given)), told };
}

describe('probe', () => {
  test('tells what was sent and received, and what decided, with nothing that acts on a terminal', async () => {
    const { status, stdout, told } = await probe(['web', 'one', '--router', 'other']);
    expect([status, told]).toEqual([0, [{ virtual: 'web', server: 'one', typed: null, side: 'other' }]]);
    expect(stdout).toBe(
      [
        'one 10.0.2.101:80: passes. The reply begins with Expect. (connected after 1.2 ms)',
        '  Sent, 5 bytes:',
        '    GET\\r\\n',
        '  Received, 9 bytes:',
        '    HTTP\\x1b[31m',
        '',
      ].join('\n'),
    );
  });

  test('fails when a check does, or none could be tried', async () => {
    const down = { ...passed, tests: [up, { ...up, outcome: 'down', reason: 'reply' } as const] };
    const failed = await probe(['web'], down);
    expect([failed.status, failed.told[0]?.server]).toEqual([1, null]);
    expect(failed.stdout).toContain('The reply does not begin with Expect.');
    const params = { virtual: 'web', server: '' };
    const refused = await probe(['web'], {
      at: 1,
      refused: { code: 'probe_unknown', params },
      check: null,
      tests: [],
    });
    expect([refused.status, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain('Nothing was tested: ');
  });

  test('says the same to programs', async () => {
    const { stdout } = await probe(['web', '--json']);
    expect(JSON.parse(stdout)).toEqual({ format: 1, ...passed });
  });

  test.each([[[]], [['web', 'one', 'two']], [['web', '--router', 'both']]])(
    'is not called as %j',
    async (args) => {
      const { status, told } = await probe(args);
      expect([status, told]).toEqual([2, []]);
    },
  );
});
