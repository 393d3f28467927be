/** The table of all visits: what clients noticed of each scenario. */

import type { Report, Scenario } from '../scenario.js';
import { excuse } from './repetition.js';
import { type Measured, measured } from './traffic.js';

/** What is told of a scenario that was carried out. */
export interface Account {
  readonly title: string;
  readonly visits: readonly Visit[];
  /** Why the machine was too busy for the guest, if it was. */
  readonly excuse: string | undefined;
}

/** A visit of clients. */
interface Visit extends Measured {
  readonly name: string;
}

/** The visits of a scenario, as far as it came. */
export function accountOf({ title, steps }: Scenario, report: Report): Account {
  const visits = steps.flatMap((step, index) => {
    const requests = report.outcomes[index]?.requests;
    if (step.do !== 'leave' || requests === undefined) return [];
    return [{ name: step.visit, ...measured(requests, report.stalls) }];
  });
  return { title, visits, excuse: excuse(report) };
}

/** The table as text: the scenarios with their visits. One that was carried out anew is told each time. */
export function tableOf(accounts: readonly Account[]): string {
  const lines = accounts.flatMap(({ title, visits, excuse }, index) => {
    const isRepeated = accounts.slice(index + 1).some((later) => later.title === title);
    const why = isRepeated ? ` (once more below: ${excuse})` : '';
    return visits.length === 0 && !isRepeated ? [] : [`${title}${why}`, ...visits.map(visitLine)];
  });
  return [columns('sent', 'lost', 'cut', 'longest gap', ''), ...lines, ''].join('\n');
}

function visitLine({ name, sent, lost, cut, gapSeconds }: Visit): string {
  return columns(sent, lost, cut, seconds(gapSeconds), name);
}

function seconds(count: number): string {
  return `${count.toFixed(1)} s`;
}

function columns(...cells: readonly (string | number)[]): string {
  const widths = [6, 6, 6, 13];
  const [text = '', ...numbers] = [...cells].reverse();
  const padded = numbers.reverse().map((cell, index) => String(cell).padStart(widths[index] ?? 0));
  return `${padded.join('')}  ${text}`.trimEnd();
}
