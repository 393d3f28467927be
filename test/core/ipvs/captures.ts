import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseProcIpvs } from '../../../src/core/ipvs/parse-proc.js';
import type { IpvsTable } from '../../../src/core/ipvs/table.js';

/** The text of a file of test/captures/ipvs, unpacked when its name ends in `.gz`. */
export function capture(name: string): string {
  const bytes = readFileSync(new URL(`../../captures/ipvs/${name}`, import.meta.url));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
}

/** The text of `/proc/net/ip_vs` with these lines below its head. */
export function procText(...lines: readonly string[]): string {
  const head = [
    'IP Virtual Server version 1.2.1 (size=4096)',
    'Prot LocalAddress:Port Scheduler Flags',
    '  -> RemoteAddress:Port Forward Weight ActiveConn InActConn',
  ];
  return `${[...head, ...lines].join('\n')}\n`;
}

/** The table of a text that must be readable. */
export function tableOf(text: string): IpvsTable {
  const parsed = parseProcIpvs(text);
  if (!parsed.ok) throw new Error(`line ${parsed.line} (${parsed.why}): ${parsed.text}`);
  return parsed.table;
}
