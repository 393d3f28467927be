/**
 * The table mangle: what of it is ours, and how only that is changed. With `--noflush`, iptables-restore commits all
 * lines at once, empties only chains that are declared, and leaves every other rule as it is.
 * Source: iptables-restore(8), iptables-save(8).
 */

import { chain, type MarkRule, readRule, ruleLine } from './rule.js';

/** What is ours in the table. */
export interface OurTable {
  /** The lines of our chain, as `iptables-save` writes them; nothing where there is no such chain. */
  readonly lines: readonly string[] | undefined;
  /** How often packets are sent into it. */
  readonly jumps: number;
}

/** A router on which nothing is ours. */
export const nothingOfOurs: OurTable = { lines: undefined, jumps: 0 };

const jump = `PREROUTING -j ${chain}`;

/** Finds what is ours in the output of `iptables-save -t mangle`. */
export function readTable(saved: string): OurTable {
  const lines = saved.split('\n').map((line) => line.trimEnd());
  const isThere = lines.some((line) => line.startsWith(`:${chain} `));
  return {
    lines: isThere ? lines.filter((line) => line.startsWith(`-A ${chain} `)) : undefined,
    jumps: lines.filter((line) => line === `-A ${jump}`).length,
  };
}

/** The table with these rules; without any, nothing of ours is left in it. */
export function tableWith(rules: readonly MarkRule[]): OurTable {
  return rules.length === 0 ? nothingOfOurs : { lines: rules.map(ruleLine), jumps: 1 };
}

/** Whether two tables do the same with packets, however the lines are written. */
export function isSameTable(one: OurTable, other: OurTable): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function plain({ lines, jumps }: OurTable) {
  const rules = lines?.map((line) => {
    const rule = readRule(line);
    return rule === undefined ? line : ruleLine(rule);
  });
  return { rules: rules ?? null, jumps };
}

/** What `iptables-restore --noflush` is given to make the one of the other. */
export function restoreInput(now: OurTable, wanted: OurTable): string {
  const fewer = Math.max(0, now.jumps - wanted.jumps);
  const more = Math.max(0, wanted.jumps - now.jumps);
  const goes = wanted.lines === undefined && now.lines !== undefined;
  return [
    '*mangle',
    ...(wanted.lines === undefined ? [] : [`:${chain} - [0:0]`, ...wanted.lines]),
    ...Array.from({ length: fewer }, () => `-D ${jump}`),
    ...Array.from({ length: more }, () => `-A ${jump}`),
    ...(goes ? [`-F ${chain}`, `-X ${chain}`] : []),
    'COMMIT',
    '',
  ].join('\n');
}
