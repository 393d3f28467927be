import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerShape, refusalShape } from '../../src/core/router/answer.js';
import { readPrinted } from '../../src/core/router/look-shapes.js';
import { looks, readLook, verbs } from '../../src/core/router/verbs.js';
import { randomFile } from '../support/random-file.js';
import { placesIn } from '../support/router-places.js';

const project = join(import.meta.dirname, '../..');
const program = join(project, 'dist/router/main.js');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'router-fuzz-'));
  for (const name of ['conf', 'run', 'dump', 'bin']) mkdirSync(join(folder, name));
  // Whatever it looks for in a PATH that is not its own tells that it was run.
  for (const name of [
    'sh',
    'id',
    'getent',
    'systemctl',
    'journalctl',
    'service',
    'keepalived',
    'chkconfig',
  ]) {
    const path = join(folder, 'bin', name);
    writeFileSync(path, `#!/bin/bash\n: >${folder}/was-run\n`);
    chmodSync(path, 0o755);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a shell, a terminal or a reader of options would take for something. */
const nasty = fc.constantFrom(
  '',
  '-',
  '--',
  '--help',
  '--settings',
  '--settings=/etc/passwd',
  '; touch was-run',
  '$(touch was-run)',
  '`touch was-run`',
  '| sh',
  '../../etc/passwd',
  '/dev/stdin',
  '/',
  'state\n',
  'state stop',
  'constructor',
  '__proto__',
  'é\u202e\u001b[2J',
  'x'.repeat(5000),
);

/** Without the one that begins a talk with another router, which answers with more than a line. */
const word = fc
  .oneof({ weight: 3, arbitrary: fc.constantFrom<string>(...verbs, ...looks) }, nasty, fc.string())
  .map((text) => text.replaceAll('\0', ''))
  .filter((text) => text !== 'remote');

const safePath = fc
  .stringMatching(/^[\w ;$'"\\*()-]{1,30}$/)
  .map((name) => join(folder ?? '/nowhere', 'run', `x${name}`));

/** An object without any setting leaves everything to the defaults, which are those of this machine. */
function saysSomething(text: string): boolean {
  return !/^\s*\{\s*(?:"__proto__".*)?\}\s*$/s.test(text);
}

/** Settings that send nothing to the engine of this machine: right ones, and right ones with something else in them. */
const settings = fc.oneof(
  { weight: 1, arbitrary: fc.string().filter(saysSomething) },
  { weight: 1, arbitrary: fc.json().filter(saysSomething) },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('/bin/false', '/bin/true', '/nowhere/keepalived'),
        fc.constantFrom('keepalived', 'pulse'),
        fc.dictionary(
          fc.oneof(
            fc.constantFrom('file', 'configuration', 'checker', 'dumpFolder', 'pidFile', 'options'),
            nasty,
          ),
          fc.oneof(safePath, fc.jsonValue()),
          { maxKeys: 2 },
        ),
      )
      .map(([keepalived, engine, other]) =>
        JSON.stringify({
          ...placesIn(folder),
          handOverFile: join(folder, 'run/hand-over'),
          keepalived,
          service: keepalived,
          engine,
          ...other,
        }),
      ),
  },
);

/** Node.js itself dies of a locale with a name of a hundred letters, before any line of ours. */
const locale = fc.dictionary(
  fc.constantFrom('LC_ALL', 'LANG'),
  nasty.filter((text) => text.length < 100).map((text) => text.replaceAll('\0', '')),
);

const otherVariables = fc.dictionary(
  fc.constantFrom('IFS', 'ENV', 'BASH_ENV', 'TMPDIR', 'HOME', 'LVS_CONSOLE_FILE', 'SUDO_USER'),
  fc.oneof(nasty, fc.constant(join(tmpdir()))).map((text) => text.replaceAll('\0', '')),
  { maxKeys: 4 },
);

const environment = fc.tuple(locale, otherVariables).map(([one, other]) => ({ ...one, ...other }));

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(words: readonly string[], env: Readonly<Record<string, string>>, typed: Buffer): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: folder,
    env: { ...env, PATH: join(folder, 'bin') },
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => undefined); // it never reads what it is given
  child.stdin.end(typed);
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })));
}

test('Whatever the router program is called with, it answers with one line of JSON and runs nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(word, { maxLength: 3 }),
      fc.boolean(),
      settings,
      fc.oneof(randomFile, fc.string()),
      environment,
      fc.uint8Array({ maxLength: 2000 }),
      async (words, isNamed, settingsText, lvsCf, env, typed) => {
        const settingsPath = join(folder, 'router.json');
        writeFileSync(settingsPath, settingsText, { mode: 0o600 });
        writeFileSync(join(folder, 'lvs.cf'), lvsCf, 'latin1');
        // Without settings of its own it would act on this machine: then only words that are no verb are tried.
        const isVerb = words.length === 1 && [...verbs, ...looks].some((one) => one === words[0]);
        const look = words.length === 1 ? readLook(words[0]) : undefined;
        const named = isNamed || isVerb ? ['--settings', settingsPath] : [];
        const { status, stdout, stderr } = await run([...named, ...words], env, Buffer.from(typed));
        expect([stderr, ...stdout.split('\n')], `ended with ${status}`).toHaveLength(3);
        const said: unknown = JSON.parse(stdout);
        const answer = answerShape.safeParse(said);
        if (answer.success) {
          expect(isVerb).toBe(true);
          expect([answer.data.verb, status]).toEqual([words[0], answer.data.ok ? 0 : 1]);
        } else if (look !== undefined && status === 0) {
          expect(readPrinted(look, said)).toBeDefined();
        } else {
          const { refused } = refusalShape.parse(said);
          expect([isVerb ? 'settings' : 'verb', status]).toEqual([refused, 2]);
        }
        expect(stdout + stderr).not.toMatch(/\n? {4}at .*:\d+:\d+/);
        expect(stderr).toBe('');
        expect(existsSync(join(folder, 'was-run'))).toBe(false);
      },
    ),
    { numRuns: 40, endOnFailure: true },
  );
}, 240_000);
