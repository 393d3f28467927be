/** Short commands of the guest, and the beginning and end of its programs. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a command with this text as its input and returns what it prints. @throws with what it says, if it fails. */
export function run(command: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    let printed = '';
    let said = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.stdin.on('error', () => {}); // it ended without reading everything: its status tells why
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`${command} ${args.join(' ')}: ${signal ?? code}\n${said}${printed}\n${input}`));
    });
    child.stdin.end(input);
  });
}

/** Runs commands of ip(8), all in one process. */
export async function ip(commands: readonly string[]): Promise<void> {
  await run('ip', ['-batch', '-'], commands.join('\n'));
}

/** Waits. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Waits for the first message of a program just started. @throws when it ends without one. */
export function started(program: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    program.once('message', () => resolve());
    program.once('exit', (code, signal) =>
      reject(new Error(`${program.spawnargs.join(' ')}: ${signal ?? code}`)),
    );
  });
}

/** Ends a program at once, if it still runs. */
export async function killed(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const gone = once(program, 'exit');
  program.kill('SIGKILL');
  await gone;
}

/** Ends a process of somebody else at once; it may have ended by itself meanwhile. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
