import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/core/lvscf/config.js';
import { both, set, webKeys } from '../support/changes.js';
import { clusterText, type FileDraft } from '../support/cluster.js';
import { runRealCommand } from '../support/real-command.js';

let state: string;
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'lvs-console-versions-'));
  await write();
});
afterEach(() => rm(state, { recursive: true }));

const path = () => join(state, 'lvs.cf');
const run = (...words: string[]) => runRealCommand([...words, '--state', state]);
const write = (change?: (draft: FileDraft) => void) => writeFile(path(), clusterText(change), 'latin1');
const file = () => readFile(path(), 'latin1');

/** Makes versions of these states, the last of which is the file. */
async function versionsOf(...changes: ((draft: FileDraft) => void)[]) {
  await run('history');
  for (const change of changes) {
    await write(change);
    await run('history');
  }
}

const withoutMail = ({ blocks }: FileDraft) => void blocks.pop();
const port = webKeys({ port: '81' });

/** What was printed, without the times. */
const told = (stdout: string) => stdout.replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/g, 'TIME');

describe('lvs-console history', () => {
  test('prints each version with what it changed, the newest last', async () => {
    await versionsOf(port, both(port, set({ keepalive: '7' })));
    const { status, stdout } = await run('history');
    expect([status, told(stdout)]).toEqual([
      0,
      `1  TIME  outside the console
2  TIME  outside the console
    virtual server web: port = 81 (it was 80)
3  TIME  outside the console
    keepalive = 7 (it was 6)
`,
    ]);
    expect(told((await run('history', '--limit', '1')).stdout)).toMatch(/^3 {2}TIME/);
  });

  test('prints one JSON object a line for programs', async () => {
    await versionsOf(port);
    const { stdout } = await run('history', '--json');
    const versions = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(versions).toMatchObject([{ number: 1 }, { number: 2, panel: 'outside', changes: { count: 1 } }]);
  });

  test('says what is wrong with the call', async () => {
    for (const words of [['--limit', '0'], ['--limit', 'x'], ['--newest'], ['12']]) {
      expect([words, (await run('history', ...words)).status]).toEqual([words, 2]);
    }
  });
});

describe('lvs-console diff', () => {
  test('says what is different in words, with what it does to live traffic', async () => {
    await versionsOf(withoutMail);
    const { status, stdout } = await run('diff', '1', 'saved');
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(
        /^virtual server mail removed\n {4}Breaks: The service TCP 192\.0\.2\.101:25 is taken/,
      ),
    ]);
    expect(stdout).not.toContain('How many');
    expect((await run('diff', '2', '1')).stdout).toContain('virtual server mail added');
    expect((await run('diff', '2', 'saved')).stdout).toBe('Both are the same, byte for byte.\n');
  });

  test('prints the lines, too, and nothing in them acts on the terminal', async () => {
    await writeFile(path(), `# \x1b[31mred\n${clusterText(port)}`, 'latin1');
    await run('history');
    await write();
    const { stdout } = await run('diff', '--text', '1', 'saved');
    expect(stdout).toContain('- # \\x1b[31mred\n');
    expect(stdout).toContain('+      port = 80\n');
    expect(stdout).not.toContain('\x1b');
  });

  test('says which side cannot be read, and what is wrong with the call', async () => {
    await versionsOf(port);
    const missing = await run('diff', '1', '9');
    expect([missing.status, missing.stderr]).toEqual([1, expect.stringContaining('There is no version 9.')]);
    const backup = await run('diff', 'backup', 'saved');
    expect([backup.status, backup.stderr]).toEqual([
      1,
      expect.stringContaining('how the other router is reached'),
    ]);
    for (const words of [[], ['1'], ['1', '2', '3'], ['1', 'here'], ['0', '1']]) {
      expect([words, (await run('diff', ...words)).status]).toEqual([words, 2]);
    }
  });
});

describe('lvs-console restore', () => {
  test('brings a version back byte for byte, as the user of the operating system', async () => {
    await versionsOf(port);
    const { status, stdout } = await run('restore', '1');
    expect([status, stdout]).toEqual([
      0,
      'virtual server web: port = 80 (it was 81)\nSaved in lvs.cf, as version 3.\n',
    ]);
    expect(await file()).toBe(clusterText());
    const me = userInfo().username;
    expect(told((await run('history', '--limit', '1')).stdout)).toContain(
      `3  TIME  ${me} (command line)  version 1 restored\n`,
    );
    expect((await run('audit')).stdout).toContain(
      `${me} (command line)  Restore a version: 1: done\n    virtual`,
    );
  });

  test('brings single objects back and leaves the rest', async () => {
    await versionsOf(both(withoutMail, port, set({ keepalive: '7' })));
    const { status } = await run('restore', '--object', 'virtual mail', '--object', 'head', '1');
    const now = readConfig(await file());
    expect([status, now.virtualServer('mail')?.realServers.length, now.global.keepalive]).toEqual([0, 2, 6]);
    expect(now.virtualServer('web')?.values.port).toBe(81);
    expect((await run('history', '--limit', '1')).stdout).toContain(
      'virtual mail, head of version 1 restored',
    );
  });

  test('tells what it would do and does nothing, when asked to', async () => {
    await versionsOf(port);
    const { status, stdout } = await run('restore', '--dry-run', '1');
    expect([status, stdout]).toEqual([0, 'virtual server web: port = 80 (it was 81)\n']);
    expect(await file()).toBe(clusterText(port));
    expect((await run('audit')).stdout).toBe('');
  });

  test('is refused with the problems that it would add', async () => {
    await write(set({ keepalive: 'often' }));
    await versionsOf(port);
    const { status, stderr } = await run('restore', '1');
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^lvs\.cf:10: number_expected .*\n.*cannot be restored/),
    ]);
    expect(await file()).toBe(clusterText(port));
    expect((await run('audit')).stdout).toContain('refused: it would have added problems');
  });

  test('asks for the name before it takes away what answers clients', async () => {
    await write(withoutMail);
    await versionsOf(port);
    const refused = await run('restore', '1');
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining('has typed mail to confirm'),
    ]);
    expect(await file()).toBe(clusterText(port));
    expect((await run('restore', '1', '--confirm', 'web')).status).toBe(1);
    expect((await run('restore', '1', '--confirm', 'mail')).status).toBe(0);
    expect(readConfig(await file()).virtualServers).toHaveLength(1);
  });

  test('says what is not there, and what is wrong with the call', async () => {
    await versionsOf(port);
    const gone = await run('restore', '7');
    expect([gone.status, gone.stderr]).toEqual([1, expect.stringContaining('There is no version 7.')]);
    const nobody = await run('restore', '1', '--object', 'virtual nobody');
    expect([nobody.status, nobody.stderr]).toEqual([1, expect.stringContaining('virtual nobody')]);
    for (const words of [[], ['x'], ['1', '2'], ['1', '--object', 'web1'], ['1', '--object', '']]) {
      expect([words, (await run('restore', ...words)).status]).toEqual([words, 2]);
    }
    expect(await file()).toBe(clusterText(port));
  });
});
