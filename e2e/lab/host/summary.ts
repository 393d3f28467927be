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

/** The table as text: the scenarios with their visits. */
export function tableOf(rows: readonly Row[]): string {
  const scenarios = [...new Set(rows.map(({ scenario }) => scenario))];
  const lines = scenarios.flatMap((title) => [
    title,
    ...rows.filter(({ scenario }) => scenario === title).map(visitLine),
  ]);
  return [columns('sent', 'lost', 'cut', 'longest gap', ''), ...lines, ''].join('\n');
}

function visitLine({ visit, sent, lost, cut, gapSeconds }: Row): string {
  return columns(sent, lost, cut, `${gapSeconds.toFixed(1)} s`, visit);
}

function columns(...cells: readonly (string | number)[]): string {
  const widths = [6, 6, 6, 13];
  const [text = '', ...numbers] = [...cells].reverse();
  const padded = numbers.reverse().map((cell, index) => String(cell).padStart(widths[index] ?? 0));
  return `${padded.join('')}  ${text}`.trimEnd();
}
