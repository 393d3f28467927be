/** What every guest begins with. */

import { statSync } from 'node:fs';
import { run } from './run.js';

/** Modules that the kernel does not load by itself when a network namespace asks for them. */
const modules = [
  ...['ip_vs', 'ip_vs_rr', 'ip_vs_wrr', 'ip_vs_lc', 'ip_vs_wlc'],
  ...['veth', 'bridge', 'ipip'],
  ...['ip_tables', 'iptable_mangle', 'xt_mark', 'xt_tcpudp', 'xt_multiport'],
];

/** The host touches this file while it is there; a guest whose host has gone for so long ends, in milliseconds. */
const sign = { file: '/out/host', patience: 60_000 };

/** Loads the modules of the kernel, and from now on ends when the host has gone. */
export async function begin(): Promise<void> {
  setInterval(() => {
    if (Date.now() - statSync(sign.file).mtimeMs > sign.patience) process.exit(1);
  }, 5000);
  await run('modprobe', ['-a', ...modules]);
}
