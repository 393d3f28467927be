/** The kernel of a guest: Debian's user-mode-linux, an ordinary program with every IPVS module. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { decide, findProgram, inspectMachine, programs } from '../../../test/support/system-packages.js';
import { memoryFolder, memorySize } from './memory.js';
import { ownProcessor } from './processor.js';
import { type Sample, Waiting } from './waiting.js';

const kernel = 'linux.uml';
const project = join(import.meta.dirname, '../../..');
const firstProcess = join(import.meta.dirname, '../guest/init.sh');

/** A user who may not install what is missing: that is for the test command to do. */
const nobody = -1;

/** Why no guest can boot on this machine for a part of the tests, in one line; nothing when it can. */
export function whatIsMissing(part: string): string | undefined {
  const needed = programs.filter(({ parts }) => parts.includes(part));
  const decision = decide({ ...inspectMachine(needed), uid: nobody }, needed);
  if (decision.action === 'stop') return decision.sentence;
  if (memoryFolder() === undefined) {
    return 'A guest needs 1.4 GiB in /dev/shm or in the folder for temporary files, mounted without noexec.';
  }
  return undefined;
}

/** A guest that was started. */
export interface Kernel {
  /** Our ends of its serial lines. */
  readonly lines: readonly Socket[];
  readonly isRunning: () => boolean;
  /** How long it waited for its processor, since a moment as Date.now counts. */
  readonly waitedSince: (moment: number) => readonly Sample[];
  /** Comes true when it has ended, for whatever reason. */
  readonly gone: Promise<unknown>;
  /** Switches the guest off and leaves no process. */
  readonly end: () => Promise<void>;
}

/**
 * Boots a guest, whose files are those of this machine, with a layer in memory that takes what it writes. This package
 * is there as /project too, whatever lies over the place that it has here.
 *
 * @param folder is /out in the guest; made here. The file `host` in it is touched while we are there: the program
 * ends without it.
 * @param program what the guest runs when it is up: an interpreter of this machine and a file, as the guest sees it.
 * @param seconds after which the guest is ended, whatever it does; 0: never.
 * @param serialLines how many lines lead from its /dev/ttyS0 and so on to us.
 */
export function startKernel(
  folder: string,
  program: readonly [string, string],
  seconds: number,
  serialLines = 0,
): Kernel {
  mkdirSync(join(folder, 'kernel'), { recursive: true });
  copyFileSync(firstProcess, join(folder, 'init.sh'));
  const sign = setInterval(() => writeFileSync(join(folder, 'host'), ''), 2000);
  writeFileSync(join(folder, 'host'), '');

  const console_ = openSync(join(folder, 'console.log'), 'w');
  const words: Record<string, string> = {
    ...{ mem: memorySize, umid: 'guest', uml_dir: `${join(folder, 'kernel')}/` },
    ...{ root: '/dev/root', rootfstype: 'hostfs', rootflags: '/' },
    ...{ init: join(folder, 'init.sh'), con: 'null', con0: 'null,fd:1', 'random.trust_cpu': 'on' },
    ...{ LAB_OUT: folder, LAB_PROJECT: project, LAB_NODE: program[0], LAB_PROGRAM: program[1] },
  };
  // After its input and its two outputs, a process is given what its caller likes.
  const files = Array.from({ length: serialLines }, (_, number) => 3 + number);
  for (const [number, file] of files.entries()) words[`ssl${number}`] = `fd:${file}`;
  const line = [...Object.entries(words).map(([key, value]) => `${key}=${value}`), 'ro', 'quiet'];
  // When the kernel ends, so do the processes that it has made for those of the guest.
  const processor = ownProcessor();
  const limits = ['-k', '5', String(seconds), 'taskset', '-c', String(processor)];
  const uml = spawn('timeout', [...limits, findProgram(kernel) ?? kernel, ...line], {
    stdio: ['ignore', console_, console_, ...files.map(() => 'pipe' as const)],
    env: { PATH: process.env['PATH'], TMPDIR: memoryFolder() },
  });
  const gone = once(uml, 'exit');
  const waiting = new Waiting(uml.pid ?? 0, processor);
  const lines = files.map((file) => uml.stdio[file] as Socket);
  // A guest that ends with something unread breaks its lines: whoever waits for it hears that it has gone.
  for (const line of lines) line.on('error', () => line.destroy());
  return {
    lines,
    isRunning: () => isRunning(uml),
    waitedSince: (moment) => waiting.since(moment),
    gone,
    end: async () => {
      if (isRunning(uml)) uml.kill('SIGTERM');
      await gone;
      clearInterval(sign);
      waiting.end();
    },
  };
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}
