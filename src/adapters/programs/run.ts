import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { ProgramEnded, RunProgram } from '../../core/machine/program.js';
import { environment } from './environment.js';

/** What is kept of what a program prints. */
const outputLimit = 8 * 1024 * 1024;

/** After a program has ended, what it started may still hold its output open. */
const drainMilliseconds = 500;

/** A runner of programs. @param temporary the folder for temporary files of the programs */
export function programRunner(temporary?: string): RunProgram {
  const env = temporary === undefined ? environment : { ...environment, TMPDIR: temporary };
  return (program, args, { seconds, input }) =>
    new Promise((resolve) => {
      const child = spawn(program, args, {
        cwd: '/',
        env,
        stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
        // It leads a group of its own, so that what it starts ends with it.
        detached: true,
      }) as ChildProcessByStdio<Writable | null, Readable, Readable>;
      const all: Buffer[] = [];
      const out: Buffer[] = [];
      let kept = 0;
      let timedOut = false;
      const keep = (chunk: Buffer, into: readonly Buffer[][]) => {
        const piece = chunk.subarray(0, Math.max(0, outputLimit - kept));
        kept += piece.length;
        for (const list of into) list.push(piece);
      };
      // One that ends before it has read everything says by its status what it thinks of that.
      child.stdin?.on('error', () => child.stdin?.destroy());
      child.stdin?.end(input);
      child.stdout.on('data', (chunk: Buffer) => keep(chunk, [all, out]));
      child.stderr.on('data', (chunk: Buffer) => keep(chunk, [all]));
      const limit = setTimeout(() => {
        timedOut = true;
        endGroup(child.pid);
      }, seconds * 1000);
      const finish = (status: number | null, because: string | undefined) => {
        clearTimeout(limit);
        const text = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString('utf8');
        const ended: ProgramEnded = { status, because, output: text(all), stdout: text(out) };
        resolve(timedOut ? { ...ended, status: null, because: 'timeout' } : ended);
      };
      child.on('error', (error: NodeJS.ErrnoException) => finish(null, error.code ?? error.message));
      child.on('close', (status, signal) => finish(status, signal ?? undefined));
      child.on('exit', () => {
        setTimeout(() => {
          child.stdout.destroy();
          child.stderr.destroy();
        }, drainMilliseconds).unref();
      });
    });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It had just ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
