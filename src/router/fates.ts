/** What an APPLY does to the connections: the kernel's table before it beside the one after. */

import { fatesOf } from '../core/effects/happened.js';
import { isNobody } from '../core/effects/traffic.js';
import type { IpvsTable } from '../core/ipvs/table.js';
import { wantedTable } from '../core/keepalived/wanted-table.js';
import type { Config } from '../core/lvscf/config.js';
import { isKnown } from '../core/machine/reading.js';
import { type Answer, mostFates } from '../core/router/answer.js';
import type { Router } from './router.js';

/** What became of each service; nothing where nobody can tell. */
export type Fates = Answer['fates'];

/**
 * Looks at the kernel's table now, to be compared later.
 * @param ran what ran before; nothing where nobody knows
 */
export async function rememberTable(
  router: Router,
  ran: Config | undefined,
): Promise<(wanted: Config) => Promise<Fates>> {
  const before = await tableOf(router);
  return async (wanted) => {
    const after = await tableOf(router);
    if (before === undefined || after === undefined) return undefined;
    const fates = fatesOf(before, after, ran === undefined ? [] : wantedTable(ran), wantedTable(wanted));
    if (fates.length <= mostFates) return fates;
    return fates.filter(({ cut, fate }) => fate !== 'kept' || !isNobody(cut)).slice(0, mostFates);
  };
}

async function tableOf({ machine }: Router): Promise<IpvsTable | undefined> {
  const reading = await machine.routingTable();
  return isKnown(reading) ? reading.value : undefined;
}
