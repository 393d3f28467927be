import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { usualEnginePlaces } from '../../src/core/keepalived/places.js';
import { goldenCases, goldenConfig, goldenFolder, rolesOf } from '../support/golden.js';
import { runCommand } from '../support/run-command.js';

const fileOf = (name: string) => join(goldenFolder(name), 'lvs.cf');
/** What can be rendered for. */
const names = 'keepalived, ipvsadm, packet-filter, ha.cf, authkeys, haresources, ipvsadm-default, lvs.cf';
const golden = (name: string, file: string) => readFileSync(join(goldenFolder(name), file), 'latin1');

describe('render', () => {
  test.each(goldenCases)('prints what the routers of %s run, and the table', async (name) => {
    for (const role of rolesOf(goldenConfig(name))) {
      const { status, stdout } = await runCommand(['render', 'keepalived', '--role', role, fileOf(name)]);
      expect([status, stdout]).toEqual([0, golden(name, `${role}.conf`)]);
    }
    const { status, stdout } = await runCommand(['render', 'ipvsadm', fileOf(name)]);
    expect([status, stdout]).toEqual([0, golden(name, 'ipvsadm.rules')]);
  });

  test('prints the rules for firewall marks as iptables-restore reads them, where the file asks for them', async () => {
    const asked = await runCommand(['render', 'packet-filter', fileOf('packet-filter')]);
    expect([asked.status, asked.stdout]).toEqual([0, golden('packet-filter', 'packet-filter.rules')]);
    expect(asked.stderr).toContain('6 rules are put into the packet filter');
    const other = await runCommand(['render', 'packet-filter', fileOf('fwmark')]);
    expect([other.status, other.stdout]).toEqual([0, '']);
    expect(other.stderr).toContain('Packets get the firewall mark 80 from rules of this router’s own');
  });

  test('says beside it what will be different, one sentence a line', async () => {
    const path = fileOf('checks');
    const { stderr } = await runCommand(['render', 'keepalived', '--role', 'backup', path]);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.every((line) => line.startsWith(`${path}: `))).toBe(true);
    expect(lines).toContain(
      `${path}: A real server of program is down when its program fails or takes too long. nanny then took it for up, if Expect was given.`,
    );
  });

  test('takes the checker where this router has it, and tells', async () => {
    const lvsCf = golden('lab-1', 'lvs.cf');
    const args = ['render', 'keepalived', '--role', 'single', '-'];
    const places = { configuration: '/x/keepalived.conf', checker: '/opt/lvs/check' };
    const { stdout, stderr } = await runCommand(args, lvsCf, places);
    expect(stdout).toBe(
      golden('lab-1', 'single.conf')
        .replaceAll('/usr/local/lib/lvs-console/lvs-check', '/opt/lvs/check')
        .replaceAll('/usr/local/lib/lvs-console/lvs-notify', '/opt/lvs/lvs-notify'),
    );
    expect(stderr).toContain('-: The checks are done by /opt/lvs/check.\n');
    const closed = await runCommand(args, lvsCf, {
      ...usualEnginePlaces,
      unsure: 'router.json: cannot be read',
    });
    expect(closed.stderr).toContain(
      '-: The checks are done by /usr/local/lib/lvs-console/lvs-check, as usual: the settings of the router program are not known (router.json: cannot be read).\n',
    );
    expect((await runCommand(['render', 'ipvsadm', '-'], lvsCf, places)).stderr).not.toContain('/opt/lvs');
  });

  test('reads the standard input for -', async () => {
    const { status, stdout } = await runCommand(['render', 'ipvsadm', '-'], golden('lab-1', 'lvs.cf'));
    expect([status, stdout]).toEqual([0, golden('lab-1', 'ipvsadm.rules')]);
  });

  test('prints nothing of a file that cannot run, and says why and where', async () => {
    const wrong = golden('lab-2', 'lvs.cf')
      .replace('weight = 1', 'weight = heavy')
      .replace('10.0.3.150', 'rs2');
    const { status, stdout, stderr } = await runCommand(['render', 'ipvsadm', '-'], wrong);
    expect([status, stdout]).toEqual([1, '']);
    const [first, second, last] = stderr.split('\n');
    expect(first).toMatch(/^-:[0-9]+:19: .*“heavy”/);
    expect(second).toMatch(/^-: .*rs2: each router would look it up for itself/);
    expect(last).toBe('lvs-console: nothing is rendered as long as this is so');
  });

  test.each([
    [['render'], `name one of ${names}, and one file`],
    [['render', 'keepalived', '--role', 'primary'], `name one of ${names}, and one file`],
    [['render', 'ipvsadm', 'a', 'b'], `name one of ${names}, and one file`],
    [['render', 'pulse', 'a'], `there is no pulse to render for, only ${names}`],
    [['render', 'keepalived', 'a'], 'say which router: --role primary|backup|single'],
    [['render', 'keepalived', '--role', 'third', 'a'], 'say which router: --role primary|backup|single'],
    [
      ['render', 'ipvsadm', '--role', 'single', 'a'],
      'what ipvsadm gets is the same for every router: no --role',
    ],
  ])('called as %j it says what is missing', async (args, sentence) => {
    expect(await runCommand(args)).toEqual({
      status: 2,
      stdout: '',
      stderr: `lvs-console: ${sentence}; see lvs-console render --help\n`,
    });
  });

  test('says that a file cannot be read', async () => {
    const { status, stderr } = await runCommand(['render', 'ipvsadm', '/nowhere/lvs.cf']);
    expect([status, stderr]).toEqual([
      2,
      'lvs-console: /nowhere/lvs.cf cannot be read: there is no such file.\n',
    ]);
  });

  test('explains itself', async () => {
    expect((await runCommand(['render', '--help'])).stdout).toMatch(/--role primary\|backup\|single FILE/);
    expect((await runCommand(['--help'])).stdout).toMatch(/^ {2}render +prints what keepalived/m);
  });
});
