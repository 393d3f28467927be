/** The one program of a guest: carries out the scenarios that the host lays into /out, and reports each. */

import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import type { Scenario } from '../scenario.js';
import { pause, run } from './run.js';
import { carryOut } from './stage.js';

/** Modules that the kernel does not load by itself when a network namespace asks for them. */
const modules = [
  ...['ip_vs', 'ip_vs_rr', 'ip_vs_wrr', 'ip_vs_lc', 'ip_vs_wlc'],
  ...['veth', 'bridge', 'ipip'],
  ...['ip_tables', 'iptable_mangle', 'xt_mark', 'xt_tcpudp', 'xt_multiport'],
];

/** Milliseconds between two looks for a file of the host: a guest hears of nothing by itself. */
const glance = 100;

/** The host touches this file while it is there; a guest whose host has gone for so long ends, in milliseconds. */
const sign = { file: '/out/host', patience: 60_000 };

setInterval(() => {
  if (Date.now() - statSync(sign.file).mtimeMs > sign.patience) process.exit(1);
}, 5000);

await run('modprobe', ['-a', ...modules]);
for (let number = 1; ; number++) {
  const order = `/out/scenario-${number}.json`;
  while (!existsSync(order)) await pause(glance);
  const scenario = JSON.parse(readFileSync(order, 'utf8')) as Scenario;
  writeFileSync('/out/unfinished', JSON.stringify(await carryOut(scenario)));
  renameSync('/out/unfinished', `/out/report-${number}.json`);
}
