/** The one program of a guest: carries out the scenarios that the host has laid into /out, and reports each. */

import { appendFileSync, readFileSync } from 'node:fs';
import type { Report, Scenario } from '../scenario.js';
import { run } from './run.js';
import { carryOut } from './stage.js';

/** Modules that the kernel does not load by itself when a network namespace asks for them. */
const modules = [
  ...['ip_vs', 'ip_vs_rr', 'ip_vs_wrr', 'ip_vs_lc', 'ip_vs_wlc'],
  ...['veth', 'bridge', 'ipip'],
  ...['ip_tables', 'iptable_mangle', 'xt_mark', 'xt_tcpudp', 'xt_multiport'],
];

const scenarios = JSON.parse(readFileSync('/out/scenarios.json', 'utf8')) as readonly Scenario[];
await run('modprobe', ['-a', ...modules]);
for (const scenario of scenarios) {
  const report: Report = await carryOut(scenario);
  appendFileSync('/out/reports.jsonl', `${JSON.stringify(report)}\n`);
}
