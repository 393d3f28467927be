/** What an APPLY did to the services of the kernel, from its table before and after. */

import { endpointOf, keyOf } from '../ipvs/compare.js';
import type { IpvsService, IpvsTable } from '../ipvs/table.js';
import type { WantedService } from '../ipvs/wanted.js';
import { added, type Count, countOf, nobody } from './traffic.js';

/**
 * What became of a service.
 * - `recreated`: its virtual server is another service now.
 * - `gone`, `new`: the kernel does not have it any more, or did not have it.
 */
export type Fate = 'kept' | 'recreated' | 'gone' | 'new';

/** What became of one service. */
export interface ServiceFate {
  readonly fate: Fate;
  /** Name of its virtual server; blank where no file knows it. */
  readonly virtual: string;
  /** As the kernel names it: `TCP 10.0.0.100:80`, or `FWM 80`. */
  readonly service: string;
  /** What it was before; blank unless `recreated`. */
  readonly was: string;
  /** Connections to all its servers, before and after; what is between them ended, began or was cut. */
  readonly before: Count;
  readonly after: Count;
  /** Of those before, the connections to servers that are not in the service any more. */
  readonly cut: Count;
}

/** The services that one file or another makes of its virtual servers. */
type Named = readonly Pick<WantedService, 'key' | 'virtual'>[];

/**
 * Compares two tables, in the order of the second one; then what is gone.
 * @param ran what ran before; empty where nobody knows
 */
export function fatesOf(before: IpvsTable, after: IpvsTable, ran: Named, wanted: Named): ServiceFate[] {
  const old = new Map(before.services.map((service) => [keyOf(service), service]));
  const now = new Map(after.services.map((service) => [keyOf(service), service]));
  const [oldNames, names] = [ran, wanted].map((named) => new Map(named.map((one) => [one.key, one.virtual])));
  const leaving = new Map(
    ran.filter(({ key }) => old.has(key) && !now.has(key)).map(({ key, virtual }) => [virtual, key]),
  );
  const there = [...now].map(([service, is]): ServiceFate => {
    const virtual = names?.get(service) ?? '';
    const same = old.get(service);
    if (same !== undefined) return { fate: 'kept', virtual, service, was: '', ...counts(same, is) };
    const key = leaving.get(virtual) ?? '';
    const predecessor = old.get(key);
    leaving.delete(virtual);
    old.delete(key);
    const fate = predecessor === undefined ? 'new' : 'recreated';
    return { fate, virtual, service, was: key, ...counts(predecessor, is) };
  });
  const gone = [...old].filter(([service]) => !now.has(service));
  return [
    ...there,
    ...gone.map(([service, was]): ServiceFate => {
      const virtual = oldNames?.get(service) ?? '';
      return { fate: 'gone', virtual, service, was: '', ...counts(was, undefined) };
    }),
  ];
}

/** A service that is another one now has lost all connections, also those to a server that both have. */
function counts(
  was: IpvsService | undefined,
  is: IpvsService | undefined,
): Pick<ServiceFate, 'before' | 'after' | 'cut'> {
  const isKept = was !== undefined && is !== undefined && keyOf(was) === keyOf(is);
  const kept = new Set(isKept ? is.destinations.map(endpointOf) : []);
  const lost = was?.destinations.filter((destination) => !kept.has(endpointOf(destination))) ?? [];
  return { before: total(was?.destinations), after: total(is?.destinations), cut: total(lost) };
}

function total(destinations: IpvsService['destinations'] = []): Count {
  return destinations.map(countOf).reduce(added, nobody);
}
