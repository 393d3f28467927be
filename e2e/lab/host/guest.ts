/** A guest: Debian's user-mode-linux, an ordinary program that is a Linux kernel with every IPVS module. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { decide, findProgram, inspectMachine, programs } from '../../../test/support/system-packages.js';
import type { Report, Scenario } from '../scenario.js';
import { memoryFolder, memorySize } from './memory.js';

const kernel = 'linux.uml';
const ownFolder = import.meta.dirname;

/** A user who may not install what is missing: that is for the test command to do. */
const nobody = -1;

/** Why no guest can boot on this machine, in one line; nothing when it can. */
export function whatIsMissing(): string | undefined {
  const needed = programs.filter(({ parts }) => parts.includes('lab'));
  const decision = decide({ ...inspectMachine(needed), uid: nobody }, needed);
  if (decision.action === 'stop') return decision.sentence;
  if (memoryFolder() === undefined) {
    return 'The lab needs 1.4 GiB in /dev/shm or in the folder for temporary files, mounted without noexec.';
  }
  return undefined;
}

/** A booted guest, which carries out one scenario after another. */
export interface Guest {
  /** Waits for the report of a scenario. @throws when the guest ends without it. */
  readonly carryOut: (scenario: Scenario) => Promise<Report>;
  /** Switches the guest off and leaves no process. */
  readonly end: () => Promise<void>;
}

/**
 * Boots a guest.
 *
 * @param folder gets everything that the guest reads and writes; made here.
 * @param program the folder that holds the compiled program of the guests.
 * @param seconds after which the guest is ended, whatever it does.
 */
export function boot(folder: string, program: string, seconds: number): Guest {
  // 1. What the guest reads.
  mkdirSync(join(folder, 'kernel'), { recursive: true });
  copyFileSync(join(ownFolder, '../../../config/lvs-check'), join(folder, 'lvs-check'));
  copyFileSync(join(ownFolder, '../guest/init.sh'), join(folder, 'init.sh'));
  cpSync(program, join(folder, 'program'), { recursive: true });

  // 2. A sign that we are there: the guest ends without it.
  const sign = setInterval(() => writeFileSync(join(folder, 'host'), ''), 2000);
  writeFileSync(join(folder, 'host'), '');

  // 3. The kernel. When it ends, so do the processes that it has made for those of the guest.
  const console_ = openSync(join(folder, 'console.log'), 'w');
  const words = {
    ...{ mem: memorySize, umid: 'guest', uml_dir: `${join(folder, 'kernel')}/` },
    ...{ root: '/dev/root', rootfstype: 'hostfs', rootflags: '/' },
    ...{ init: join(folder, 'init.sh'), con: 'null', con0: 'null,fd:1', 'random.trust_cpu': 'on' },
    ...{ LAB_OUT: folder, LAB_NODE: process.execPath, LAB_PROGRAM: '/out/program/e2e/lab/guest/main.js' },
  };
  const line = [...Object.entries(words).map(([key, value]) => `${key}=${value}`), 'ro', 'quiet'];
  const uml = spawn('timeout', ['-k', '5', String(seconds), findProgram(kernel) ?? kernel, ...line], {
    stdio: ['ignore', console_, console_],
    env: { PATH: process.env['PATH'], TMPDIR: memoryFolder() },
  });
  const gone = once(uml, 'exit');
  let number = 0;
  return {
    carryOut: async (scenario) => {
      number++;
      writeFileSync(join(folder, 'order'), JSON.stringify(scenario));
      renameSync(join(folder, 'order'), join(folder, `scenario-${number}.json`));
      return report(join(folder, `report-${number}.json`), uml);
    },
    end: async () => {
      if (isRunning(uml)) uml.kill('SIGTERM');
      await gone;
      clearInterval(sign);
    },
  };
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** Waits for a file that the guest writes: it cannot announce it. */
async function report(file: string, uml: ChildProcess): Promise<Report> {
  while (!existsSync(file)) {
    if (!isRunning(uml)) throw new Error('The guest has ended early: see its program.log and console.log');
    await pause(100);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}
