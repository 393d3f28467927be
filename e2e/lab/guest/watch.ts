/** What a router's kernel holds, read without starting a program. */

import { classicText } from '../../../src/core/ipvs/classic.js';
import { parseProcIpvs } from '../../../src/core/ipvs/parse-proc.js';
import type { Lines } from '../scenario.js';
import type { Machine } from './machine.js';

/** CONFIG_HZ of the guest's kernel. */
const ticksPerSecond = 100;

/** The table as the lines of `ipvsadm -Ln`, without head and without the two counters at the end. */
export function tableLines(router: Machine): Lines {
  const parsed = parseProcIpvs(router.read('/proc/net/ip_vs'));
  if (!parsed.ok) return [`line ${parsed.line} (${parsed.why}): ${parsed.text}`];
  return classicText(parsed.table, ticksPerSecond)
    .trimEnd()
    .split('\n')
    .slice(3)
    .map((line) => line.trim().replaceAll(/ +/g, ' '))
    .map((line) => (line.startsWith('->') ? line.split(' ').slice(0, 4).join(' ') : line));
}
