/** A guest of the lab: it carries out one scenario after another. */

import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Report, Scenario } from '../scenario.js';
import { type Kernel, startKernel } from './kernel.js';
import { largestShare } from './waiting.js';

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
  mkdirSync(folder, { recursive: true });
  cpSync(program, join(folder, 'program'), { recursive: true });
  const kernel = startKernel(folder, [process.execPath, '/out/program/e2e/lab/guest/main.js'], seconds);
  let number = 0;
  return {
    carryOut: async (scenario) => {
      number++;
      writeFileSync(join(folder, 'order'), JSON.stringify(scenario));
      const begun = Date.now();
      renameSync(join(folder, 'order'), join(folder, `scenario-${number}.json`));
      const file = join(folder, `report-${number}.json`);
      const report = { ...(await reported(file, kernel)), waited: largestShare(kernel.waitedSince(begun)) };
      writeFileSync(file, JSON.stringify(report));
      return report;
    },
    end: kernel.end,
  };
}

/** Waits for a file that the guest writes: it cannot announce it. */
async function reported(file: string, kernel: Kernel): Promise<Report> {
  while (!existsSync(file)) {
    if (!kernel.isRunning())
      throw new Error('The guest has ended early: see its program.log and console.log');
    await pause(100);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}
