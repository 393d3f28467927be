/** What rarely changes on this router, or is slow to find out: its lvs.cf read, programs asked. */

import { floatingAddresses } from '../core/keepalived/addresses.js';
import { identityOf } from '../core/keepalived/identity.js';
import { packedLimits } from '../core/live/packed.js';
import { readConfig } from '../core/lvscf/config.js';
import { lastLines } from '../core/machine/program.js';
import type { ObservedDetails } from '../core/router/observation.js';
import { appliedHere } from './applied.js';
import { unless } from './applied-state.js';
import { limitsOf } from './ipvsadm.js';
import type { Router } from './router.js';
import { devicesOf } from './wanted.js';

const versionLimits = { seconds: 5 };

/** An answer has room for so many addresses. */
const mostAddresses = 10_000;

/** Looks at everything once. */
export async function detailsOf(router: Router): Promise<ObservedDetails> {
  const { lvsCf, machine, run } = router;
  const [version, saved, applied, devices, ticks, limits] = await Promise.all([
    versionOf(router),
    unless(() => lvsCf.read()),
    unless(() => appliedHere(router)),
    devicesOf(machine),
    machine.ticksPerSecond(),
    machine.routingTable().then((table) => limitsOf(run, table)),
  ]);
  const running =
    applied === undefined || applied.lvsCf === saved?.hash ? saved?.parsed : readConfig(applied.text);
  const floating = running === undefined ? [] : floatingAddresses(running).addresses;
  return {
    version,
    file: saved?.hash ?? null,
    identity: saved === undefined ? null : identityOf(saved.parsed.global, devices),
    floating: floating.map(({ address, device }) => ({ address, device })).slice(0, mostAddresses),
    ticksPerSecond: ticks ?? null,
    limits: packedLimits(limits),
  };
}

/** The first line of what keepalived says of itself; pulse has no option that prints its version. */
async function versionOf({ run, settings }: Router): Promise<string> {
  if (settings.engine !== 'keepalived') return '';
  const { output, status } = await run(settings.keepalived, ['--version'], versionLimits);
  const said = lastLines(output.split('\n')[0] ?? '', 1)[0] ?? '';
  return status === 0 ? (/^Keepalived v?(\d[\w.-]*)/.exec(said)?.[1] ?? '') : '';
}
