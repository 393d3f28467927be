/** Looking at what runs after a change, for as long as it may reasonably take. */

import { setTimeout as pause } from 'node:timers/promises';
import { type ComparedLine, compareTables, isFault } from '../core/ipvs/compare.js';
import type { IpvsTable } from '../core/ipvs/table.js';
import type { WantedService } from '../core/ipvs/wanted.js';
import { floatingAddresses } from '../core/keepalived/addresses.js';
import { wantedTable } from '../core/keepalived/wanted-table.js';
import type { Config } from '../core/lvscf/config.js';
import { isKnown } from '../core/machine/reading.js';
import type { VrrpState } from '../core/machine/vrrp-state.js';
import type { TableLine } from '../core/router/answer.js';
import { StepFailure } from '../core/router/details.js';
import type { Router } from './router.js';
import type { StepResult } from './steps.js';
import { devicesOf } from './wanted.js';

/** What the kernel is to have takes this long at most; a busy router reads a large file for seconds. */
const patienceMs = 10_000;

/** Real servers whose check has not passed by then are said to be out. Their first check comes at once. */
const firstChecksMs = 4000;

/** A router that has failed serves nobody: it is not left so for longer than an interface takes to come up. */
const faultMs = 3000;

const lookEveryMs = 250;

/** What a look at the running engine found. */
export interface Found {
  /** Line by line; empty when the kernel could not be read. */
  readonly table: readonly TableLine[];
}

/**
 * Compares what runs with what was wanted.
 * @param before the state of the instance before the change
 * @throws StepFailure, noted: engine ended, a service is not as wanted, the instance has failed
 */
export async function readBack(
  router: Router,
  config: Config,
  before: VrrpState | null | undefined,
  tell: (table: readonly TableLine[]) => void,
): Promise<void> {
  const { steps } = router;
  await steps.take('table', () => lookAtTable(router, wantedTable(config), tell));
  await steps.take('vrrp', () => lookAtVrrp(router, config, before));
}

async function lookAtTable(
  router: Router,
  wanted: readonly WantedService[],
  tell: (table: readonly TableLine[]) => void,
): Promise<StepResult> {
  const { machine } = router;
  const { ticksPerSecond } = await machine.look();
  const ticks = isKnown(ticksPerSecond) ? ticksPerSecond.value : undefined;
  const from = performance.now();
  for (;;) {
    await pause(lookEveryMs);
    await pidOf(router);
    const reading = await machine.routingTable();
    const waited = performance.now() - from;
    if (isKnown(reading)) {
      const lines = compareTables(wanted, reading.value as IpvsTable, ticks);
      if (isSettled(lines, waited)) return judged(lines, tell);
    } else if (waited > firstChecksMs) {
      return { detail: { code: 'table_unreadable', params: { path: reading.path } }, unknown: true };
    }
  }
}

function isSettled(lines: readonly ComparedLine[], waited: number): boolean {
  if (lines.some(isFault)) return waited > patienceMs;
  return waited > firstChecksMs || lines.every(({ outcome }) => outcome === 'applied');
}

function judged(lines: readonly ComparedLine[], tell: (table: readonly TableLine[]) => void): StepResult {
  tell(lines.map((line) => ({ ...line, differences: [...line.differences] })));
  const faults = lines.filter(isFault).length;
  if (faults > 0) throw new StepFailure({ code: 'table_differs', params: { lines: faults } });
  const services = lines.filter(({ server, destination }) => server === '' && destination === '').length;
  const out = lines.filter(({ outcome }) => outcome === 'out').length;
  return { detail: { code: 'table_applied', params: { services, out } } };
}

async function lookAtVrrp(
  router: Router,
  config: Config,
  before: VrrpState | null | undefined,
): Promise<StepResult> {
  const from = performance.now();
  for (;;) {
    const pid = await pidOf(router);
    const state = await router.keepalived.vrrpState(pid);
    if (state === undefined) return { detail: { code: 'vrrp_unreadable', params: {} }, unknown: true };
    const missing = await missingAddresses(router, config, state);
    const isReady = missing.length === 0 && state?.state !== 'INIT' && state?.state !== 'FAULT';
    const patience = state?.state === 'FAULT' ? faultMs : patienceMs;
    if (isReady || performance.now() - from > patience) return judgedState(state, before, missing, config);
    await pause(lookEveryMs);
  }
}

function judgedState(
  state: VrrpState | null,
  before: VrrpState | null | undefined,
  missing: readonly string[],
  config: Config,
): StepResult {
  // A cable that is out was out before: that is no fault of what was applied.
  if (state?.state === 'FAULT' && before?.state !== 'FAULT') {
    throw new StepFailure({ code: 'vrrp_fault', params: { before: before?.state ?? '' } });
  }
  if (missing.length > 0) {
    throw new StepFailure({ code: 'addresses_missing', params: { addresses: missing.join(', ') } });
  }
  if (state !== null) return { detail: { code: 'vrrp_state', params: { state: state.state } } };
  const { addresses } = floatingAddresses(config);
  return { detail: { code: 'vrrp_none', params: { addresses: addresses.length } } };
}

/** The addresses that an active router must have and has not; a router that stands by needs none. */
async function missingAddresses(
  { machine }: Router,
  config: Config,
  state: VrrpState | null,
): Promise<string[]> {
  if (state !== null && state.state !== 'MASTER') return [];
  const devices = await devicesOf(machine);
  const own = new Set(devices.flatMap((device) => device.addresses.map(({ address }) => address)));
  return floatingAddresses(config)
    .addresses.map(({ address }) => address)
    .filter((address) => !own.has(address));
}

/** @throws StepFailure: the engine has ended */
export async function pidOf({ control }: Router): Promise<number> {
  const { status, pid } = await control.status();
  if (status === 'running' && pid !== null) return pid;
  throw new StepFailure({ code: 'ended', params: {} }, await control.log());
}
