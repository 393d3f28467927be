import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const program = join(import.meta.dirname, '../../config/lvs-notify');

// Each start of the program takes some processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 240_000 });

let folder: string;
let readers: ChildProcess[];
let pipes: FileHandle[];

beforeEach(() => {
  folder = mkdtempSync('/tmp/lvs-notify-test-');
  mkdirSync(join(folder, 'checks'));
  execFileSync('mkfifo', [join(folder, 'pipe.checks')]);
  readers = [];
  pipes = [];
});

afterEach(async () => {
  for (const pipe of pipes) await pipe.close().catch(() => undefined); // a test may have closed it
  for (const reader of readers) reader.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Starts the reader as keepalived does. */
function read(keptIn = 'events'): ChildProcess {
  const env = { ...process.env, LVS_CHECK_STATE: join(folder, 'checks') };
  const reader = spawn(program, [join(folder, keptIn), join(folder, 'pipe.checks')], {
    env,
    stdio: 'ignore',
  });
  readers.push(reader);
  return reader;
}

/** The other end of the pipe, which keepalived holds open. */
async function writer(): Promise<FileHandle> {
  const pipe = await open(join(folder, 'pipe.checks'), 'r+');
  pipes.push(pipe);
  return pipe;
}

/** What is kept: number, word and text of each event. */
function kept(name = 'events/checks'): string[] {
  return linesOf(name).map((line) => line.replace(/^(\d+) \d{10}\.\d{6} /, '$1 '));
}

function linesOf(name: string): string[] {
  try {
    return readFileSync(join(folder, name), 'latin1').split('\n').slice(0, -1);
  } catch {
    return []; // nothing is kept yet
  }
}

/** Waits until such an event is kept. */
function untilKept(text: string) {
  return vi.waitFor(() => expect(kept().join('\n')).toMatch(text), { timeout: 30_000, interval: 20 });
}

const begin = `- BEGIN ${process.pid}`;
const down = 'RS [10.0.0.11]:tcp:80 [10.0.2.100]:tcp:80 DOWN';

/** What the checker keeps of a server that did not answer. */
function failed(id: string, reason: string, secondsAgo = 0): void {
  const at = Math.floor(Date.now() / 1000) - secondsAgo;
  writeFileSync(join(folder, 'checks', `${id}.down`), `0 ${at} ${reason}\n`);
}

describe('What keepalived tells', () => {
  test('is kept, with the time, and the check’s own word for a server that went down', async () => {
    read();
    const pipe = await writer();
    await untilKept('BEGIN');
    failed('10.0.2.100_80_tcp-10.0.0.11_80', 'connect');
    failed('fwm7-10.0.0.12_8080', 'reply');
    failed('10.0.2.100_80_tcp-10.0.0.13_80', 'silent', 3600);
    failed('10.0.2.100_80_tcp-10.0.0.14_80', '$(reboot)');
    await pipe.write(`${down}\nVS [10.0.2.100]:tcp:80 DOWN\nRS [10.0.0.12]:none:0 FWM 7 DOWN\n`);
    for (const last of ['13', '14']) await pipe.write(down.replace('11', last).concat('\n'));
    await pipe.write('RS [10.0.0.11]:tcp:80 [10.0.2.100]:tcp:80 UP\n\x1b[2J $(reboot)\n');
    await untilKept('reboot');
    expect(kept()).toEqual([
      `1 ${begin}`,
      `2 connect ${down}`,
      '3 - VS [10.0.2.100]:tcp:80 DOWN',
      '4 reply RS [10.0.0.12]:none:0 FWM 7 DOWN',
      // The file of the third is from another failure, and that of the fourth is none of the checker.
      `5 - ${down.replace('11', '13')}`,
      `6 - ${down.replace('11', '14')}`,
      '7 - RS [10.0.0.11]:tcp:80 [10.0.2.100]:tcp:80 UP',
      '8 - ?[2J $(reboot)',
    ]);
    const [first] = linesOf('events/checks');
    expect(Math.abs(Number(first?.split(' ')[1]) - Date.now() / 1000)).toBeLessThan(600);
    expect(statSync(join(folder, 'events')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'events/checks')).mode & 0o777).toBe(0o600);
  });

  test('is kept to the last word, and the reader ends with whoever writes', async () => {
    const reader = read();
    const pipe = await writer();
    await untilKept('BEGIN');
    const ended = once(reader, 'exit');
    reader.kill('SIGTERM');
    await pipe.write('INSTANCE "LVS" STOP 150\n');
    await pipe.close();
    await ended;
    expect(kept()).toEqual([`1 ${begin}`, '2 - INSTANCE "LVS" STOP 150', '3 - END']);
  });

  test('goes on in the same file when the next reader comes, and no line is read by two', async () => {
    const before = read();
    const pipe = await writer();
    await untilKept('BEGIN');
    // As at a reload: the pipe stays open, the one is told to end and the other one starts.
    const gone = once(before, 'exit');
    before.kill('SIGTERM');
    const after = read();
    const servers = Array.from({ length: 200 }, (_, n) => down.replace('.11]', `.${n + 1}]`));
    for (const line of servers) await pipe.write(`${line}\n`);
    await untilKept('.200]');
    await gone;
    await pipe.write('VS [10.0.2.100]:tcp:80 DOWN\n');
    await untilKept('VS');
    const ended = once(after, 'exit');
    await pipe.close();
    await ended;
    const all = kept();
    expect(all.map((line) => Number(line.split(' ')[0]))).toEqual(all.map((_, index) => index + 1));
    const texts = all.map((line) => line.replace(/^\d+ - /, ''));
    expect(texts.filter((text) => text.startsWith('RS'))).toEqual(servers);
    expect(texts.filter((text) => /^(BEGIN|END)/.test(text)).length).toBe(4);
  });

  test('is kept by one reader at a time, also when several reloads come at once', async () => {
    const all = [read()];
    const pipe = await writer();
    await untilKept('BEGIN');
    for (let reload = 0; reload < 3; reload++) {
      all.at(-1)?.kill('SIGTERM');
      all.push(read());
    }
    const lines = Array.from({ length: 50 }, (_, mark) => `VS FWM ${mark + 1} DOWN`);
    for (const line of lines) await pipe.write(`${line}\n`);
    await untilKept('FWM 50 DOWN');
    const ends = all.map(
      (reader) => reader.exitCode === null && reader.signalCode === null && once(reader, 'exit'),
    );
    await pipe.close();
    await Promise.all(ends);
    const texts = kept().map((line) => line.replace(/^\d+ - /, ''));
    expect(texts.filter((text) => text.startsWith('VS'))).toEqual(lines);
    expect(kept().map((line) => Number(line.split(' ')[0]))).toEqual(kept().map((_, index) => index + 1));
  });

  test('counts on behind half a line that a power cut left', async () => {
    mkdirSync(join(folder, 'events'), { mode: 0o700 });
    writeFileSync(join(folder, 'events/checks'), `41 1795258466.000000 - ${down}\n42 17952`);
    read();
    const pipe = await writer();
    await untilKept('BEGIN');
    await pipe.write(`${down}\n`);
    await untilKept('44 ');
    expect(linesOf('events/checks').slice(1, 2)).toEqual(['42 17952']);
    expect(kept().slice(2)).toEqual([`43 ${begin}`, `44 - ${down}`]);
  });

  test('stays small: what is old goes to one file beside it, and the count goes on', async () => {
    mkdirSync(join(folder, 'events'), { mode: 0o700 });
    const old = Array.from({ length: 2999 }, (_, n) => `${n + 1} 1795258466.000000 - ${down}\n`);
    writeFileSync(join(folder, 'events/checks'), old.join(''));
    read();
    const pipe = await writer();
    await untilKept('BEGIN');
    await pipe.write(`${down}\n`);
    await untilKept('3001');
    expect(kept()).toEqual([`3001 - ${down}`]);
    expect(linesOf('events/checks.1')).toHaveLength(3000);
  });

  test('is kept in no folder that somebody else could have prepared', async () => {
    mkdirSync(join(folder, 'shared'));
    chmodSync(join(folder, 'shared'), 0o1777);
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'link'));
    for (const name of ['shared', 'link']) {
      const reader = read(name);
      const pipe = await writer();
      const itsEnd = `/proc/${reader.pid}/fd/3`;
      await vi.waitFor(() => expect(readlinkSync(itsEnd)).toMatch('pipe.checks'), { timeout: 30_000 });
      const ended = once(reader, 'exit');
      await pipe.write(`${down}\n`);
      await pipe.close();
      await ended;
    }
    expect([linesOf('shared/checks'), linesOf('elsewhere/checks')]).toEqual([[], []]);
  });
});
