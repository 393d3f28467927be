import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Browser } from './guest/browser.js';
import { firstUnread } from './reading.js';

const main = join(import.meta.dirname, 'demo/main.ts');
const slow = { timeout: 240_000, interval: 100 };

let demo: ChildProcess;
let temporary: string;
let printed = '';

beforeEach(() => {
  printed = '';
  temporary = mkdtempSync(join(tmpdir(), 'lvs-console-demo-test-'));
  demo = spawn(process.execPath, ['--import', 'tsx', main, '--port', '0'], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  for (const output of [demo.stdout, demo.stderr]) {
    output?.on('data', (chunk) => {
      printed += chunk;
    });
  }
});

afterEach(async () => {
  if (demo.exitCode === null && demo.signalCode === null) {
    demo.kill('SIGTERM');
    await once(demo, 'exit');
  }
  rmSync(temporary, { recursive: true }); // the compiler of TypeScript keeps things there
}, 60_000);

/** Waits for words in what is printed from now on. */
async function prints(pattern: RegExp): Promise<RegExpExecArray> {
  const before = printed.length;
  return vi.waitFor(() => {
    const match = pattern.exec(printed.slice(before));
    if (match === null) throw new Error(`not printed: ${pattern}\n${printed}`);
    return match;
  }, slow);
}

test('The demonstration opens a router’s console, shows who answers, and leaves nothing behind', async () => {
  const [, address = '', user = '', password = ''] = await prints(
    /address +(\S+)\n +user +(\S+)\n +password +(\S+)\n/,
  );
  await prints(/rs1 +[1-9].* rs2 +[1-9].* rs3 +[1-9].* lost +0 +active: lb1\n/);

  const browser = new Browser(address);
  await browser.do({ open: '/secure/control' });
  await browser.do({ signIn: user, with: password });
  const page = [
    '200 CONTROL / MONITORING *',
    'Daemon: running (*)',
    'It is active: the floating addresses are here. *',
    'What is installed is what lvs.cf says.',
    'TCP 10.0.0.100:80 rr',
    '-> 192.168.10.11:80 Masq 1 *',
  ];
  expect(firstUnread(page, browser.lines), browser.lines.join('\n')).toBe(undefined);

  demo.stdin?.write('1');
  await prints(
    /The web server of rs1 is killed\.\n(?:.*\n)* *.* rs1 +0 +rs2 +[1-9].* lost +0 +active: lb1\n/,
  );

  demo.kill('SIGINT');
  expect(await once(demo, 'exit'), printed).toEqual([0, null]);
  expect(readdirSync(temporary).filter((name) => name.startsWith('lvs-console'))).toEqual([]);
  expect(processesThatName(temporary)).toEqual([]);
}, 600_000);

function processesThatName(folder: string): string[] {
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.map(commandLine).filter((words) => words.includes(folder));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // it has just ended
  }
}
