/** The command on real files, as a child of its own where its name matters. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { passwordMatches } from '../../src/core/access/password.js';
import { packageFolder } from '../../src/settings.js';
import { runRealCommand } from '../support/real-command.js';

let state: string;
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'lvs-console-passwd-'));
});
afterEach(() => rm(state, { recursive: true }));

const file = () => readFile(join(state, 'htpasswd'), 'utf8');

const passwd = (args: readonly string[], typed = '') =>
  runRealCommand(['passwd', '--state', state, ...args], typed);

describe('lvs-console passwd', () => {
  test('adds a user, changes the password, and takes the user out', async () => {
    expect(await passwd(['marie'], 'sept longues nuits\n')).toMatchObject({ status: 0 });
    const first = (await file()).trim().slice('marie:'.length);
    expect(await passwordMatches('sept longues nuits', first)).toBe(true);
    expect(await passwd(['marie'], 'huit longues nuits\n')).toMatchObject({ status: 0 });
    expect((await file()).split('\n')).toHaveLength(2);
    expect(await passwd(['--remove', 'marie'])).toEqual({
      status: 0,
      stdout: 'marie was removed.\n',
      stderr: '',
    });
    expect(await file()).toBe('');
    expect(await passwd(['--remove', 'marie'])).toEqual({
      status: 1,
      stdout: '',
      stderr: 'lvs-console: there is no user marie\n',
    });
  });

  test('takes out the lines of that user only, a second one too', async () => {
    await writeFile(join(state, 'htpasswd'), '# staff\nmarie:a\nmarietta:b\nmarie:c\n\n', { mode: 0o600 });
    expect((await passwd(['--remove', 'marie'])).status).toBe(0);
    expect(await file()).toBe('# staff\nmarietta:b\n\n');
  });

  test('lists the users with their roles, and points out what is wrong with their hashes', async () => {
    const lines = [
      'piranha:IbCD3hL8h4ahc',
      'ann:$apr1$salt$x0p3CKRSRGoZJ7J5Mx3tXm',
      'ben:$2y$05$z7lM8JKkuDzqvhZQI/qR9unm1/DNjGGuVun6O6px/6ONtidRK8.km',
      'eve\u001b[2J:plain text',
      `max:$6$rounds=9999999$salt$${'x'.repeat(86)}`,
    ];
    await writeFile(join(state, 'htpasswd'), `${lines.join('\n')}\n`, { mode: 0o600 });
    const { status, stdout } = await passwd(['--list']);
    expect(status).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'USER     ROLE    PASSWORD',
      'piranha  admin   des; only the first 8 bytes count; weak: set the password again to have it kept as bcrypt',
      'ann      admin   apr1; weak: set the password again to have it kept as bcrypt',
      'ben      admin   bcrypt; only the first 72 bytes count',
      'eve?[2J  admin   unusable: not a hash that is known, or one that takes too long to check',
      'max      admin   unusable: not a hash that is known, or one that takes too long to check',
      '',
    ]);
  });

  test('lists only those as administrators whom the group file names', async () => {
    await writeFile(join(state, 'htpasswd'), 'piranha:a\nann:b\nben:c\n', { mode: 0o600 });
    await writeFile(join(state, 'htgroup'), 'admin: piranha ben\nviewer: ben\n');
    const { stdout } = await passwd(['--list']);
    const roles = stdout.split('\n').map((line) => line.split(/ +/).slice(0, 2).join(' '));
    expect(roles).toEqual(['USER ROLE', 'piranha admin', 'ann viewer', 'ben viewer', '']);
  });

  test('says that there is nobody', async () => {
    expect((await passwd(['--list'])).stdout).toBe('Nobody can log in: there is no user.\n');
  });

  test.each([
    [['--list', 'marie'], '--list stands alone'],
    [['--list', '--remove'], '--list stands alone'],
    [['--remove'], 'remove whom?'],
    [['--remove', 'marie', 'ann'], 'one user at a time'],
  ])('%j is wrongly called', async (args, sentence) => {
    const { status, stderr } = await passwd(args);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
  });

  test('keeps a password that a shell would take apart', async () => {
    const password = '$(touch /tmp/x);`id`|&\'":\\ é';
    await passwd(['marie'], `${password}\n`);
    expect(await passwordMatches(password, (await file()).trim().slice('marie:'.length))).toBe(true);
  });
});

test('piranha-passwd is the same command', async () => {
  const link = join(state, 'piranha-passwd');
  await symlink(join(packageFolder, 'src', 'main.ts'), link);
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--import', 'tsx', link, '--help'], { cwd: packageFolder });
  expect(stdout).toContain('Usage: lvs-console passwd');
});
