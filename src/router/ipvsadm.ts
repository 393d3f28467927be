/** What ipvsadm tells of the kernel's table and the kernel's own text does not. Source: ipvsadm(8). */

import type { RefusedText } from '../core/ipvs/parse-proc.js';
import { type Counters, parseStats } from '../core/ipvs/parse-stats.js';
import { type LimitedService, parseThresholds } from '../core/ipvs/parse-thresholds.js';
import type { IpvsTable } from '../core/ipvs/table.js';
import { type RunProgram, statusOf } from '../core/machine/program.js';
import { isKnown, type Reading } from '../core/machine/reading.js';

const program = 'ipvsadm';
const limits = { seconds: 15 };

/** How often the table may change while it is printed. */
const attempts = 3;

/**
 * The counters of every line.
 * @param table without one there is nothing to count, and ipvsadm would load what balances into the kernel
 */
export async function countersOf(run: RunProgram, table: Reading<IpvsTable>): Promise<Reading<Counters>> {
  if (!isKnown(table)) return table;
  return listed(run, ['-Ln', '--stats', '--exact'], (text) => {
    const parsed = parseStats(text);
    return parsed.ok ? { value: parsed.counters } : parsed;
  });
}

/** The limits of every destination. @param table as for `countersOf` */
export async function limitsOf(
  run: RunProgram,
  table: Reading<IpvsTable>,
): Promise<Reading<readonly LimitedService[]>> {
  if (!isKnown(table)) return table;
  return listed(run, ['-Ln', '--thresholds'], (text) => {
    const parsed = parseThresholds(text);
    return parsed.ok ? { value: parsed.services } : parsed;
  });
}

async function listed<Value>(
  run: RunProgram,
  options: readonly string[],
  read: (text: string) => { readonly value: Value } | RefusedText,
): Promise<Reading<Value>> {
  const path = [program, ...options].join(' ');
  for (let attempt = 1; ; attempt++) {
    const ended = await run(program, options, limits);
    const at = Date.now();
    if (ended.because === 'ENOENT') return { at, reason: 'absent', path: program };
    if (ended.status !== 0) return { at, reason: 'failed', path, system: statusOf(ended) };
    const parsed = read(ended.stdout);
    if ('value' in parsed) return { at, value: parsed.value };
    if (parsed.why === 'repeated' && attempt < attempts) continue;
    return { at, reason: 'malformed', path, line: parsed.line, text: parsed.text };
  }
}
