import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageFolder } from '../../src/settings.js';
import { readCorpus } from '../support/corpus.js';
import { runCommand } from '../support/run-command.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lvs-console-check-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A file of the test's own folder. */
async function put(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text, 'latin1');
  return path;
}

const good = `serial_no = 1
primary = 192.0.2.1
service = lvs
network = direct
virtual HTTP {
     active = 1
     address = 192.0.2.100 eth0:1
     port = 80
     protocol = tcp
     server web1 {
         address = 192.0.2.11
         active = 1
     }
}
`;

describe('check', () => {
  test('says ok of a file without problems', async () => {
    const path = await put('good.cf', good);
    expect(await runCommand(['check', path])).toEqual({ status: 0, stdout: `${path}: ok\n`, stderr: '' });
  });

  test('finds nothing wrong with the shipped example', async () => {
    const path = join(packageFolder, 'config/lvs.cf');
    expect((await runCommand(['check', '--strict', path])).stdout).toBe(`${path}: ok\n`);
  });

  test('says each problem with its place and the line under it', async () => {
    const path = await put('wrong.cf', good.replace('port = 80', 'port = HTTP').replace('lvs\n', 'lvss\n'));
    const { status, stdout } = await runCommand(['check', path]);
    expect(status).toBe(1);
    const [first, line, carets, second] = stdout.split('\n');
    expect(first).toMatch(/wrong\.cf:3:11: error choice_expected \S.*\.$/);
    expect(line).toBe('    service = lvss');
    expect(carets).toBe('              ^^^^');
    expect(second).toMatch(/wrong\.cf:8:13: error service_unknown /);
  });

  test('tells errors, warnings and advice apart, and --strict counts warnings', async () => {
    const warned = await put('warned.cf', good.replace('active = 1', 'active = 1\n     timeout = 0'));
    expect((await runCommand(['check', warned])).status).toBe(0);
    const strict = await runCommand(['check', '--strict', warned]);
    expect(strict.status).toBe(1);
    expect(strict.stdout).toMatch(/:7:16: warning number_range /);
    const advised = await put('advised.cf', good.replace('port = 80', 'port = http'));
    const { status, stdout } = await runCommand(['check', '--strict', advised]);
    expect([status, stdout.split(' ')[1]]).toEqual([0, 'advice']);
  });

  test('goes through many files and ends with the worst of them', async () => {
    const fine = await put('fine.cf', good);
    const bad = await put('bad.cf', 'colour = red\n');
    const { status, stdout } = await runCommand(['check', fine, bad, fine]);
    expect(status).toBe(1);
    expect(stdout.startsWith(`${fine}: ok\n${bad}:0:1: `)).toBe(true);
    expect(stdout.endsWith(`${fine}: ok\n`)).toBe(true);
    const missing = await runCommand(['check', join(folder, 'none.cf'), bad]);
    expect(missing.status).toBe(2);
    expect(missing.stdout).toContain(`${bad}:1:1: error unknown_keyword`);
  });

  test('reads the standard input for -', async () => {
    expect(await runCommand(['check', '-'], good)).toEqual({ status: 0, stdout: '-: ok\n', stderr: '' });
    const { stdout } = await runCommand(['check', '-'], Buffer.from('# caf\xe9\ncaf\xe9 = 1\n', 'latin1'));
    expect(stdout).toContain('-:2:1: error unknown_keyword');
    expect(stdout).toContain('    café = 1\n    ^^^^\n');
  });

  test.each([
    [['check'], 'at least one file'],
    [['check', '--stric', 'x'], "Unknown option '--stric'"],
    [['check', '/does/not/exist.cf'], '/does/not/exist.cf cannot be read: there is no such file.'],
    [['check', '/tmp'], '/tmp cannot be read: it is a folder.'],
    [['check', '/does/not/\x1b[31m'], '/does/not/\\x1b[31m cannot be read'],
  ])('%j ends with 2 and a sentence', async (args, sentence) => {
    const { status, stdout, stderr } = await runCommand(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
  });

  test('shows nothing that acts on the terminal', async () => {
    const path = await put(
      'escapes.cf',
      'x\x1b[2J\x9b31m\x07 = \xe2\x80\xae1\nrsh_command = "a\0b\n\x08\x7f\n',
    );
    const { stdout } = await runCommand(['check', path]);
    expect(stdout).toContain('x\\x1b[2J');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
  });

  test('names the line and the error of the original on every file of the corpus', async () => {
    const corpus = readCorpus(join(packageFolder, 'test/corpus'));
    const refused = corpus.filter(({ verdict, note }) => verdict === 'error' && !note.includes('[env]'));
    for (const { name, line } of refused) {
      const path = join(packageFolder, 'test/corpus', name);
      const { status, stdout } = await runCommand(['check', path]);
      const lines = [...stdout.matchAll(/^[^ ].*?\.cf:(\d+):\d+: error /gm)].map(([, number]) =>
        Number(number),
      );
      expect([name, status, lines[0]]).toEqual([name, 1, line]);
    }
  });
});

describe('the program', () => {
  const program = ['--import', 'tsx', 'src/main.ts'];
  const options = { cwd: packageFolder, env: { PATH: process.env['PATH'] } };

  test('checks files from the command line', async () => {
    const path = await put('program.cf', 'colour = red\n');
    const { status, stdout, stderr } = spawnSync(process.execPath, [...program, 'check', path], {
      ...options,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain(`${path}:1:1: error unknown_keyword`);
  });

  test('ends quietly when nobody reads its output any more', async () => {
    const path = await put('long.cf', 'colour = red\n'.repeat(5000));
    const child = spawn(process.execPath, [...program, 'check', path], {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      complaints += chunk;
    });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [status] = await once(child, 'exit');
    expect([status, complaints]).toEqual([1, '']);
  });
});
