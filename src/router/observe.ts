/** What this router does at this moment; what nobody can tell is said to be unknown. */

import { packedCounters, packedTable, unknownThere } from '../core/live/packed.js';
import { checkerProcess } from '../core/machine/checker-process.js';
import type { NetworkDevice } from '../core/machine/devices.js';
import { isKnown, type Reading } from '../core/machine/reading.js';
import type { VrrpState } from '../core/machine/vrrp-state.js';
import { type CheckerProcess, type Observation, wantsDetails } from '../core/router/observation.js';
import { hashOfText } from './applied.js';
import { appliedState, unless } from './applied-state.js';
import { engineState } from './engine-state.js';
import { countersOf } from './ipvsadm.js';
import { detailsOf } from './observed-details.js';
import { isOurs, textIn } from './prepare.js';
import type { Router } from './router.js';

/** Looks at everything once, at the same time. @param line whether details are wanted */
export async function observe(router: Router, line: string): Promise<Observation> {
  const { machine } = router;
  const [engine, devices, source, installed, applied, kernel, details] = await Promise.all([
    lookAtEngine(router),
    machine.devices(),
    unless(() => textIn(router.writtenLvsCf)),
    whoseIsInstalled(router),
    appliedState(router),
    lookAtKernel(router),
    wantsDetails(line) ? detailsOf(router) : null,
  ]);
  return {
    at: Date.now(),
    ...engine,
    addresses: heldAddresses(devices),
    file: source === undefined ? null : hashOfText(source),
    installed,
    applied,
    ...kernel,
    details,
  };
}

async function lookAtKernel({ machine, run }: Router): Promise<Pick<Observation, 'table' | 'counters'>> {
  const table = await machine.routingTable();
  return {
    table: packedTable(table, '/proc/net/ip_vs'),
    counters: packedCounters(await countersOf(run, table), 'ipvsadm'),
  };
}

async function lookAtEngine(router: Router): Promise<Pick<Observation, 'engine' | 'vrrp'>> {
  const { name, pid, status } = await engineState(router);
  const engine = (checker: CheckerProcess) => ({ name, pid, status, checker });
  if (name === 'pulse') return { engine: engine('unknown'), vrrp: 'unknown' };
  if (pid === null) return { engine: engine('none'), vrrp: 'none' };
  const vrrp = await router.keepalived.vrrpState(pid);
  return { engine: engine(await checkerOf(router, pid, vrrp)), vrrp: toldVrrp(vrrp) };
}

function toldVrrp(state: VrrpState | null | undefined): Observation['vrrp'] {
  if (state === undefined) return 'unknown';
  if (state === null) return 'none';
  const { priority, since } = state;
  return { state: state.state, priority, since };
}

/** Which processes there must be follows from the configuration; an included file may hold anything. */
async function checkerOf(
  router: Router,
  pid: number,
  vrrp: VrrpState | null | undefined,
): Promise<CheckerProcess> {
  const [seen, text] = await Promise.all([
    router.machine.processes(),
    unless(() => textIn(router.installed)),
  ]);
  if (!isKnown(seen) || text === undefined || /^\s*include/m.test(text)) return 'unknown';
  return checkerProcess({
    pid,
    processes: seen.value.processes,
    hasServices: /^\s*virtual_server\b/m.test(text),
    hasInstance: /^\s*vrrp_instance\b/m.test(text),
    answers: vrrp != null,
  });
}

async function whoseIsInstalled(router: Router): Promise<Observation['installed']> {
  if (router.settings.engine === 'pulse') return 'ours';
  try {
    const text = await textIn(router.installed);
    if (text === undefined) return 'nobodys';
    return isOurs(text) ? 'ours' : 'foreign';
  } catch {
    // Not for this account to read: nothing can be said of it.
    return 'unknown';
  }
}

/** An answer has room for so many addresses. */
const mostAddresses = 10_000;

function heldAddresses(devices: Reading<readonly NetworkDevice[]>): Observation['addresses'] {
  if (!isKnown(devices)) return unknownThere(devices);
  const held = devices.value.flatMap(({ addresses, name: device }) =>
    addresses.map(({ address }) => ({ address, device })),
  );
  return { at: devices.at, held: held.slice(0, mostAddresses) };
}
