/** The table of all visits: what clients noticed of each scenario. */

import type { Report, Scenario } from '../scenario.js';
import { type Measured, measured } from './traffic.js';

/** One visit of a scenario. */
export interface Row extends Measured {
  readonly scenario: string;
  readonly visit: string;
}

/** The visits of a scenario, as far as it came. */
export function rowsOf({ title, steps }: Scenario, { outcomes, stalls }: Report): Row[] {
  return steps.flatMap((step, index) => {
    const requests = outcomes[index]?.requests;
    if (step.do !== 'leave' || requests === undefined) return [];
    return [{ scenario: title, visit: step.visit, ...measured(requests, stalls) }];
  });
}

/** The table as text. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ scenario, visit, sent, lost, repeated, gapSeconds }) =>
    line(sent, lost, repeated, `${gapSeconds.toFixed(1)} s`, `${scenario} (${visit})`),
  );
  return [line('sent', 'lost', 'repeated', 'longest gap', 'scenario (visit)'), ...lines, ''].join('\n');
}

function line(...[sent, lost, repeated, gap, scenario]: readonly (string | number)[]): string {
  const numbers = [sent, lost, repeated].map((cell) => String(cell).padStart(9));
  return `${numbers.join('')}${String(gap).padStart(13)}  ${scenario}`;
}
