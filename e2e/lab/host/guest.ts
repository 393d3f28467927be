/** A guest: Debian's user-mode-linux, an ordinary program that is a Linux kernel with every IPVS module. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findProgram } from '../../../test/support/system-packages.js';
import type { Report, Scenario } from '../scenario.js';

/** Where the memory of a guest lies; it grows to what the guest really uses. */
const memoryFolder = '/dev/shm';
const memory = '1G';

const kernel = 'linux.uml';
const ownFolder = import.meta.dirname;

/** A booted guest. Its reports come one after another, in the order of its scenarios. */
export interface Guest {
  /** Waits for the report of this scenario. @throws when the guest ends without it. */
  readonly report: (index: number) => Promise<Report>;
  /** Ends the guest, if it has not ended by itself, and leaves no process. */
  readonly end: () => Promise<void>;
}

/**
 * Boots a guest that carries out scenarios.
 *
 * @param folder gets everything that the guest writes; made here.
 * @param program the folder that holds the compiled program of the guests.
 * @param seconds after which the guest is ended, whatever it does.
 */
export function boot(
  folder: string,
  program: string,
  scenarios: readonly Scenario[],
  seconds: number,
): Guest {
  // 1. What the guest reads.
  mkdirSync(join(folder, 'kernel'), { recursive: true });
  writeFileSync(join(folder, 'scenarios.json'), JSON.stringify(scenarios));
  copyFileSync(resolve(ownFolder, '../../../config/lvs-check'), join(folder, 'lvs-check'));
  cpSync(program, join(folder, 'program'), { recursive: true });

  // 2. The kernel, in a process group of its own: it starts a process for each process of the guest.
  const console_ = openSync(join(folder, 'console.log'), 'w');
  const words = {
    ...{ mem: memory, umid: 'guest', uml_dir: `${join(folder, 'kernel')}/` },
    ...{ root: '/dev/root', rootfstype: 'hostfs', rootflags: '/' },
    ...{
      init: resolve(ownFolder, '../guest/init.sh'),
      con: 'null',
      con0: 'null,fd:1',
      'random.trust_cpu': 'on',
    },
    ...{ LAB_OUT: folder, LAB_NODE: process.execPath, LAB_PROGRAM: '/out/program/e2e/lab/guest/main.js' },
  };
  const line = [...Object.entries(words).map(([key, value]) => `${key}=${value}`), 'ro', 'quiet'];
  const uml = spawn('timeout', ['-k', '5', String(seconds), findProgram(kernel) ?? kernel, ...line], {
    stdio: ['ignore', console_, console_],
    env: { PATH: process.env['PATH'], TMPDIR: memoryFolder },
    detached: true,
  });
  const gone = once(uml, 'exit');
  return {
    report: (index) => nthReport(folder, index, uml),
    end: async () => {
      if (uml.exitCode === null && uml.signalCode === null && uml.pid !== undefined)
        process.kill(-uml.pid, 'SIGTERM');
      await gone;
    },
  };
}

async function nthReport(folder: string, index: number, uml: ChildProcess): Promise<Report> {
  const file = join(folder, 'reports.jsonl');
  for (;;) {
    const ended = uml.exitCode !== null || uml.signalCode !== null;
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
    const line = lines[index];
    if (line !== undefined) return JSON.parse(line) as Report;
    if (ended) throw new Error(`The guest ended early; what it said is in ${folder}`);
    await pause(200);
  }
}
