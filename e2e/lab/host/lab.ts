/** A group of scenarios as tests: one guest carries them out, each is judged as soon as it is reported. */

import { join } from 'node:path';
import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import type { Scenario } from '../scenario.js';
import { boot, type Guest } from './guest.js';
import { judge } from './judge.js';
import { rendered } from './rendered.js';
import { judged } from './repetition.js';

/** Longer than any group takes, also on a slow machine. */
const limitSeconds = 1500;

/** Declares one test for each scenario. Groups run side by side, the scenarios of a group one after another. */
export function lab(name: string, title: string, scenarios: readonly Scenario[]): void {
  describe(title, () => {
    let guest: Guest;
    beforeAll(() => {
      const folder = inject('labFolder');
      guest = boot(join(folder, name), join(folder, 'program'), limitSeconds);
    });
    afterAll(() => guest.end(), 60_000);
    for (const scenario of scenarios) {
      test(scenario.title, { timeout: limitSeconds * 1000 }, async () => {
        await judged(scenario, { carryOut: (one) => guest.carryOut(rendered(one)), judge, say: console.log });
      });
    }
  });
}
