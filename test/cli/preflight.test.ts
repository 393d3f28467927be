import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Tools } from '../../src/cli/command.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import { type Looked, type RouterReport, reportsOf, type Side } from '../../src/core/preflight/report.js';
import { ConsoleError } from '../../src/core/problem.js';
import { allDone, markedFile, seenWith } from '../support/preflight.js';
import { runRealCommand } from '../support/real-command.js';
import { runCommand } from '../support/run-command.js';

const config = readConfig(markedFile);
const asked = { from: allDone.at - 150, to: allDone.at + 50 };
const good: Looked = { seen: allDone, trouble: undefined, asked };
const identity = { role: 'primary', device: 'eth0', address: '10.0.0.2' } as const;

/** What the command says of these two; whatever was opened is closed. */
async function preflight(other: Looked | undefined, ...args: string[]) {
  let closed = 0;
  const given = {
    readSettings: () => ({}),
    preflights: () => ({
      preflights: {
        look: async (sides: readonly Side[]): Promise<RouterReport[]> =>
          reportsOf({ config, identity, version: '1.2.3', here: good, other }).filter(({ side }) =>
            sides.includes(side),
          ),
      },
      close: async () => void closed++,
    }),
  } as unknown as Partial<Tools>;
  const ended = await runCommand(['preflight', ...args], '', undefined, given);
  expect(closed).toBe(1);
  return ended;
}

describe('lvs-console preflight', () => {
  test('ends well where everything is done', async () => {
    const { status, stdout } = await preflight(good);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Primary router \(this machine\): 22 of 22 done$/m);
    expect(stdout).toMatch(/^Backup router \(the other router\): 23 of 23 done$/m);
    expect(stdout).toMatch(/^ {2}Done {7}Packets are forwarded$/m);
  });

  test('says what is open with what sets it right, and fails', async () => {
    const seen = seenWith({ kernel: { ipvs: false }, checks: { account: 'missing' } });
    const { status, stdout } = await preflight({ ...good, seen }, '--router', 'other');
    expect(status).toBe(1);
    expect(stdout).not.toContain('Primary router');
    expect(stdout).toMatch(
      /^ {2}Not done {3}IPVS and its schedulers are in the kernel\n {13}The kernel has no table of IPVS: .*\n {13}see: lvs-console recipes --machine backup FILE \(modules\)$/m,
    );
    expect(stdout).toContain('# useradd --system');
  });

  test('does not fail for what cannot be seen, but says so', async () => {
    const seen = seenWith({ filter: { nft: { at: 1, reason: 'absent', path: 'nft' } } });
    const { status, stdout } = await preflight({ ...good, seen });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}Not known {2}Clients are let in\n {13}There is no nft\.$/m);
  });

  test('fails for a router that tells nothing, and says why', async () => {
    const trouble = new ConsoleError('push_failed', 'push_far_fault', { why: 'closed', seen: '' });
    const { status, stdout } = await preflight({ seen: undefined, trouble, asked });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Backup router \(the other router\)\n {2}\S/m);
    const alone = await preflight(undefined, '--router', 'other');
    expect(alone.status).toBe(1);
    expect(alone.stdout).toContain('No connection to it is set up');
  });

  test('gives the same to programs', async () => {
    const { stdout } = await preflight(good, '--json');
    const { routers } = JSON.parse(stdout);
    expect(routers[1]).toMatchObject({ side: 'other', role: 'backup', trouble: '', at: asked.to });
    expect(routers[1].verdicts[0]).toEqual({
      id: 'engine',
      state: 'done',
      found: [],
      fix: { commands: ['apt-get install -y keepalived ipvsadm'] },
    });
  });

  test('wants to know of which routers', async () => {
    const { status, stderr } = await runCommand(['preflight', '--router', 'all']);
    expect(status).toBe(2);
    expect(stderr).toContain('here, other, both');
  });

  test('looks at this machine also without rights and without a connection', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
    try {
      writeFileSync(join(folder, 'lvs.cf'), markedFile.replace('10.0.0.2', '127.0.0.1'));
      const settings = ['--file', join(folder, 'lvs.cf'), '--state', folder];
      const { status, stdout } = await runRealCommand(['preflight', '--json', ...settings]);
      expect(status).toBe(1);
      const { routers } = JSON.parse(stdout);
      expect(routers[0]).toMatchObject({ side: 'here', role: 'primary' });
      const ids = routers[0].verdicts.map(({ id }: { id: string }) => id);
      expect(ids).toContain('forwarding');
      expect(routers[1]).toMatchObject({ side: 'other', role: 'backup', verdicts: null });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
