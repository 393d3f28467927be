import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/core/lvscf/config.js';
import { wordsFor } from '../../src/text/index.js';
import * as documents from '../core/import/documents.js';
import { goldenFolder } from '../support/golden.js';
import { runRealCommand } from '../support/real-command.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lvs-console-import-'));
});
afterEach(() => rm(folder, { recursive: true }));

const run = (...words: string[]) => runRealCommand([...words, '--state', folder]);

async function fileOf(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('lvs-console import', () => {
  test('prints the proposed file, says beside it what became of each line, and saves nothing', async () => {
    const path = await fileOf('keepalived.conf', documents.hosting);
    const { status, stdout, stderr } = await run('import', path);
    expect(status).toBe(0);
    expect(readConfig(stdout).virtualServers.map(({ name }) => name)).toEqual(['web']);
    expect(stderr).toContain(`${path}:54: not understood: }\n    This closing brace is one too many.\n`);
    expect(stderr).toContain(`${path}:24: left out: auth_pass ********\n`);
    await expect(readFile(join(folder, 'lvs.cf'))).rejects.toThrow('ENOENT');
  });

  test('reads files together, and takes a kind that is given', async () => {
    const rules = await fileOf('one.txt', documents.courseWeights);
    const resources = await fileOf('two.txt', documents.coursePairHaresources);
    const { status, stdout } = await run(
      'import',
      rules,
      resources,
      '--as',
      'ipvsadm',
      '--as',
      'haresources',
    );
    expect(status).toBe(0);
    expect(stdout).toContain('nat_router = 192.168.200.250 enp0s8:1\n');
  });

  test('saves it with --write, as a new version that the audit log tells of', async () => {
    await writeFile(join(folder, 'lvs.cf'), await readFile(join(goldenFolder('lab-2'), 'lvs.cf')));
    const path = await fileOf('rules.ipvsadm', documents.courseWeights);
    const refused = await run('import', path, '--write');
    expect([refused.status, refused.stderr.includes('LVS_NAT')]).toEqual([1, true]);
    const saved = await run('import', path, '--write', '--confirm', 'LVS_NAT');
    expect([saved.status, saved.stdout]).toEqual([0, expect.stringContaining('virtual server web')]);
    const file = readConfig(await readFile(join(folder, 'lvs.cf'), 'latin1'));
    expect([file.global.serial_no, file.virtualServers.map(({ name }) => name)]).toEqual([2, ['web']]);
    expect((await run('audit')).stdout).toContain('import');
    expect((await run('import', path, '--write')).stdout).toContain(wordsFor('en').versions.restore.nothing);
  });

  test('proposes nothing of half a configuration', async () => {
    const path = await fileOf('keepalived.conf', `include /etc/keepalived/more.conf\n${documents.hosting}`);
    const { status, stdout, stderr } = await run('import', path);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('/etc/keepalived/more.conf is included here');
  });

  test.each([[[]], [['x', '--as', 'toml']], [['/nowhere']]])(
    'is refused when wrongly called: %j',
    async (words) => {
      expect((await run('import', ...words)).status).toBe(2);
    },
  );
});

describe('lvs-console render', () => {
  const lvsCf = join(goldenFolder('lab-2'), 'lvs.cf');
  const render = (...words: string[]) => run2('render', ...words, lvsCf);
  const run2 = (...words: string[]) => runRealCommand(words);

  test('prints the files of heartbeat', async () => {
    const { stdout } = await render('ha.cf', '--nodes', 'lb1,lb2');
    expect(stdout.split('\n').slice(1)).toEqual([
      'keepalive 6',
      'deadtime 18',
      'udpport 539',
      'ucast eth0 10.0.2.50',
      'ucast eth0 10.0.2.51',
      'auto_failback off',
      'node lb1 lb2',
      '',
    ]);
    expect((await render('haresources')).stdout).toContain(
      '\nprimary IPaddr::10.0.3.200/24/eth1:1 IPaddr::10.0.2.100/24/eth0:1 ipvsadm\n',
    );
    const [one, other] = [await render('authkeys'), await render('authkeys')];
    expect(one.stdout).toMatch(/\nauth 1\n1 sha1 [0-9a-f]{40}\n$/);
    expect(one.stdout).not.toBe(other.stdout);
    expect(one.stderr).toContain('chmod 600');
  });

  test("prints Debian's settings of ipvsadm, and the canonical file", async () => {
    expect((await render('ipvsadm-default')).stdout).toContain('AUTO="true"\nDAEMON="none"\n');
    expect((await render('lvs.cf')).stdout).toBe(await readFile(lvsCf, 'latin1'));
  });

  test.each([
    [['ha.cf', '--nodes', 'one']],
    [['ha.cf', '--role', 'primary']],
    [['ipvsadm', '--nodes', 'a,b']],
  ])('is refused when wrongly called: %j', async (words) => {
    expect((await render(...words)).status).toBe(2);
  });
});
