import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openAuditLog } from '../../src/adapters/files/audit-log.js';
import type { AuditEntry } from '../../src/core/audit/record.js';
import { runRealCommand } from '../support/real-command.js';

let state: string;
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'lvs-console-audit-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(state, { recursive: true });
});

const run = (words: readonly string[], typed?: string) => runRealCommand([...words, '--state', state], typed);
const audit = (...words: string[]) => run(['audit', ...words]);
const log = () => join(state, 'audit', 'audit.jsonl');

async function record(...entries: Partial<AuditEntry>[]) {
  const written = openAuditLog({ folder: join(state, 'audit'), clock: () => Date.UTC(2026, 10, 20, 12) });
  for (const entry of entries) {
    const { user = 'ann', address = '192.0.2.7', role = 'admin', action = 'save', outcome = 'done' } = entry;
    await written.record({ ...entry, user, address, role, action, outcome });
  }
}

/** The printed lines without their times. */
const told = (stdout: string) =>
  stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.replace(/^[-\d]{10} [:\d]{8} {2}/, '')]));

describe('What is done on the command line is recorded as done by the user of the operating system:', () => {
  const me = userInfo().username;

  test('passwords that are set, and users that are taken out', async () => {
    await run(['passwd', 'marie'], 'sept longues nuits\n');
    await run(['passwd', '--remove', 'marie']);
    await run(['passwd', '--remove', 'marie']);
    await run(['passwd', '--list']);
    expect(told((await audit()).stdout)).toEqual([
      `${me} (command line)  Set a password: marie: done`,
      `${me} (command line)  Remove a user: marie: done`,
      `${me} (command line)  Remove a user: marie: refused: no such user`,
    ]);
    const stored = await readFile(log(), 'latin1');
    expect(stored).not.toContain('longues');
    expect(stored).not.toContain('$2');
  });

  test('a user that cannot be', async () => {
    expect((await run(['passwd', 'ma:rie'], 'sept longues nuits\n')).status).toBe(1);
    expect(told((await audit()).stdout)).toEqual([
      `${me} (command line)  Set a password: ma:rie: refused: no name that a user can have`,
    ]);
  });

  test('what the engine was told, also in vain', async () => {
    await writeFile(join(state, 'router.json'), JSON.stringify({ file: join(state, 'other.cf') }));
    expect((await run(['engine', 'reload'])).status).toBe(1);
    expect(told((await audit()).stdout)).toEqual([
      `${me} (command line)  Reload: failed: this router runs another file`,
    ]);
  });

  test('with the name of whoever called sudo', async () => {
    vi.stubEnv('SUDO_USER', 'jean');
    await run(['passwd'], 'sept longues nuits\n');
    expect(told((await audit('--user', 'jean')).stdout)).toEqual([
      `${me} (sudo: jean) (command line)  Set a password: piranha: done`,
    ]);
  });

  test('and when it cannot be recorded, it is done nevertheless, and that is said', async () => {
    await writeFile(join(state, 'audit'), 'no folder');
    const { status, stdout, stderr } = await run(['passwd', 'marie'], 'sept longues nuits\n');
    expect([status, stdout]).toEqual([0, 'Password of marie set.\n']);
    expect(stderr).toMatch(/^lvs-console: What was done is not in the audit log\. .*the disk|writing/);
    expect(await readFile(join(state, 'htpasswd'), 'utf8')).toContain('marie:');
  });
});

describe('lvs-console audit', () => {
  test('prints nothing of a log that is not there yet', async () => {
    expect(await audit()).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('prints the newest last, with what changed below each line', async () => {
    await record(
      {
        panel: 'real-server',
        version: 4,
        changes: [
          {
            what: 'changed',
            scope: 'server',
            virtual: 'HTTP',
            server: 'web1',
            keyword: 'weight',
            from: '1',
            to: '2',
          },
        ],
      },
      { user: 'eve\u001b[2J\n', outcome: 'refused', reason: 'role', object: 'file/edit' },
    );
    expect(told((await audit()).stdout)).toEqual([
      'ann (admin, 192.0.2.7)  Save lvs.cf (real-server): done',
      '    real server web1 of HTTP: weight = 2 (it was 1)',
      '    kept as version 4',
      'eve\\x1b[2J\\n (admin, 192.0.2.7)  Save lvs.cf: file/edit: refused: the role viewer changes nothing',
    ]);
    expect((await audit()).stdout).toMatch(/^2026-11-2\d \d\d:\d\d:\d\d {2}ann/);
  });

  test('prints what is asked for', async () => {
    await record(
      { user: 'ann', object: 'a' },
      { user: 'ben', outcome: 'failed', object: 'b' },
      { object: 'c' },
    );
    const objects = async (...words: string[]) =>
      [...(await audit(...words)).stdout.matchAll(/Save lvs\.cf: (\w)/g)]
        .map(([, object]) => object)
        .join('');
    expect(await objects()).toBe('abc');
    expect(await objects('--user', 'BEN')).toBe('b');
    expect(await objects('--result', 'failed')).toBe('b');
    expect(await objects('--object', 'c')).toBe('c');
    expect(await objects('--last', '2')).toBe('bc');
    expect(await objects('--since', '2026-11-19')).toBe('abc');
    expect(await objects('--since', '2026-11-19', '--until', '2026-11-19 01:00')).toBe('');
  });

  test('prints all of a long log when a time is given, and the last fifty without', async () => {
    await record(...Array.from({ length: 60 }, () => ({})));
    expect(told((await audit()).stdout)).toHaveLength(50);
    expect(told((await audit('--since', '2026-11-01')).stdout)).toHaveLength(60);
  });

  test('prints one JSON object a line, with nothing in it that a terminal would obey', async () => {
    await record({ user: 'é\u009b\u2028' });
    const { stdout } = await audit('--json');
    expect(stdout).toMatch(/^[\x20-\x7e]+\n$/);
    expect(JSON.parse(stdout)).toMatchObject({ number: 1, user: 'é\u009b\u2028', action: 'save' });
  });

  test.each([
    [['verfy'], 'say verify or nothing'],
    [['verify', 'now'], 'say verify or nothing'],
    [['--result', 'good'], '--result is one of done, refused, failed'],
    [['--since', 'yesterday'], '--since is no time'],
    [['--until', ''], '--until is no time'],
    [['--last', '0'], '--last is a number'],
  ])('%j is wrongly called', async (words, sentence) => {
    const { status, stderr } = await audit(...words);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
  });
});

describe('lvs-console audit verify', () => {
  test('says that all is well', async () => {
    await record({}, {});
    expect(await audit('verify')).toEqual({
      status: 0,
      stdout: 'All 2 lines are as written, and none is gone.\n',
      stderr: '',
    });
  });

  test('names the line that was changed, and fails', async () => {
    await record({}, { user: 'ben' }, {});
    await writeFile(log(), (await readFile(log(), 'latin1')).replace('"ben"', '"eve"'));
    expect(await audit('verify')).toMatchObject({
      status: 1,
      stdout: 'The log is damaged at line 2: it was changed after it was written.\n',
    });
  });

  test('sees that the end is gone', async () => {
    await record({}, {}, {});
    const first = (await readFile(log(), 'latin1')).indexOf('\n') + 1;
    await truncate(log(), first);
    expect(await audit('verify')).toMatchObject({
      status: 1,
      stdout: 'The log is damaged at line 2: from here on the end is cut off: 2 lines gone.\n',
    });
  });

  test('forgives half a line that a power cut left', async () => {
    await record({});
    await writeFile(log(), '{"number":2', { flag: 'a' });
    await record({});
    const { status, stdout } = await audit('verify');
    expect(status).toBe(0);
    expect(stdout).toContain('half a line at 2.');
  });
});
