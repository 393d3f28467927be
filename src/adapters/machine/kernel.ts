import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type IpvsConnection, isConnectionHead, parseConnection } from '../../core/ipvs/parse-conn.js';
import { parseProcIpvs } from '../../core/ipvs/parse-proc.js';
import type { IpvsTable } from '../../core/ipvs/table.js';
import { isKnown, type Reading } from '../../core/machine/reading.js';
import { type MachineRoot, pathIn, readText, unknownBecause } from './root.js';

const IP_FORWARD = 'proc/sys/net/ipv4/ip_forward';
const IPVS_TABLE = 'proc/net/ip_vs';
const IPVS_CONNECTIONS = 'proc/net/ip_vs_conn';
const MODULES = 'proc/modules';

/** The kernel hands a long table out in pieces, so that it can change in between; then it is read again. */
const TABLE_ATTEMPTS = 3;

/** Whether the kernel passes packets on. Source: Linux, Documentation/networking/ip-sysctl. */
export async function readIpForward(root: MachineRoot): Promise<Reading<boolean>> {
  const text = await readText(root, IP_FORWARD);
  if (!isKnown(text)) return text;
  if (!/^-?\d+\n?$/.test(text.value)) return malformed(root, text.at, IP_FORWARD, 1, text.value);
  return { at: text.at, value: Number(text.value) !== 0 };
}

/** The live routing table. Absent: IPVS is not loaded in this kernel, or not given to this network namespace. */
export async function readIpvsTable(root: MachineRoot): Promise<Reading<IpvsTable>> {
  for (let attempt = 1; ; attempt++) {
    const text = await readText(root, IPVS_TABLE);
    if (!isKnown(text)) return text;
    const parsed = parseProcIpvs(text.value);
    if (parsed.ok) return { at: text.at, value: parsed.table };
    if (parsed.why !== 'repeated' || attempt === TABLE_ATTEMPTS) {
      return malformed(root, text.at, IPVS_TABLE, parsed.line, parsed.text);
    }
  }
}

/**
 * The connections that are balanced now, one after the other: there may be more than anybody keeps.
 * @param take is told of each; a text that is not understood ends it
 */
export async function readConnections(
  root: MachineRoot,
  take: (connection: IpvsConnection) => void,
): Promise<Reading<void>> {
  const path = pathIn(root, IPVS_CONNECTIONS);
  const input = createReadStream(path, { encoding: 'latin1', signal: AbortSignal.timeout(connectionsMs) });
  let number = 0;
  try {
    for await (const line of createInterface({ input })) {
      number += 1;
      if (number === 1 && !isConnectionHead(line)) {
        return malformed(root, root.now(), IPVS_CONNECTIONS, number, line);
      }
      if (number === 1) continue;
      const connection = parseConnection(line);
      if (connection === undefined) return malformed(root, root.now(), IPVS_CONNECTIONS, number, line);
      take(connection);
    }
    if (number === 0) return malformed(root, root.now(), IPVS_CONNECTIONS, 1, '');
    return { at: root.now(), value: undefined };
  } catch (error) {
    return unknownBecause(root, path, timedOut(error));
  } finally {
    input.destroy();
  }
}

/** A million connections are read in seconds; whoever asked for them does not wait for more. */
const connectionsMs = 10_000;

function timedOut(error: unknown): unknown {
  const isTimeout = error instanceof Error && error.name === 'AbortError';
  return isTimeout ? Object.assign(new Error(error.message, { cause: error }), { code: 'ETIMEDOUT' }) : error;
}

/** Names of the loaded modules of IPVS, by name. Absent: a kernel without modules, which may have IPVS built in. */
export async function readIpvsModules(root: MachineRoot): Promise<Reading<readonly string[]>> {
  const text = await readText(root, MODULES);
  if (!isKnown(text)) return text;
  const names = text.value.split('\n').map((line) => line.split(' ', 1)[0] ?? '');
  return { at: text.at, value: names.filter((name) => /^ip_vs(?:_|$)/.test(name)).sort() };
}

/**
 * How often the kernel's clock ticks in a second, which turns jiffies into seconds. Only the kernel's build
 * configuration tells.
 */
export async function readTicksPerSecond(root: MachineRoot): Promise<Reading<number>> {
  const release = await readText(root, 'proc/sys/kernel/osrelease');
  if (!isKnown(release)) return release;
  const path = `boot/config-${release.value.trim()}`;
  const text = await readText(root, path);
  if (!isKnown(text)) return text;
  const ticks = /^CONFIG_HZ=(\d+)$/m.exec(text.value)?.[1];
  if (ticks === undefined) return malformed(root, text.at, path, 1, text.value.split('\n', 1)[0] ?? '');
  return { at: text.at, value: Number(ticks) };
}

function malformed(root: MachineRoot, at: number, path: string, line: number, text: string): Reading<never> {
  return { at, reason: 'malformed', path: pathIn(root, path), line, text: text.trimEnd() };
}
