/** The one program of a guest: carries out the scenarios that the host lays into /out, and reports each. */

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Scenario } from '../scenario.js';
import { begin } from './begin.js';
import { pause } from './run.js';
import { carryOut } from './stage.js';

/** Milliseconds between two looks for a file of the host: a guest hears of nothing by itself. */
const glance = 100;

await begin();
for (let number = 1; ; number++) {
  const order = `/out/scenario-${number}.json`;
  while (!existsSync(order)) await pause(glance);
  const scenario = JSON.parse(readFileSync(order, 'utf8')) as Scenario;
  writeFileSync('/out/unfinished', JSON.stringify(await carryOut(scenario)));
  renameSync('/out/unfinished', `/out/report-${number}.json`);
}
