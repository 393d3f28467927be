import { keyOf } from '../../../core/ipvs/compare.js';
import type { IpvsService } from '../../../core/ipvs/table.js';
import { differencesOf } from '../../../core/live/alarms.js';
import type { KernelDifference } from '../../../core/live/kernels.js';
import type { RouterSeen, RoutersSeen } from '../../../core/live/routers.js';
import { isKnown } from '../../../core/machine/reading.js';
import type { Words } from '../../../text/index.js';
import { virtualServerHref } from '../../panel-names.js';

/** What lvs.cf calls the services of a kernel, such as `TCP 10.0.0.100:80`. */
export type KernelNames = ReadonlyMap<string, string>;

/** So many services are on one page. */
export const servicesOnAPage = 50;

/** So many differences are said of one service. */
const mostDifferences = 5;

/** Stands for a name where lvs.cf has none. */
const nameless = '—';

/** Both kernels service by service; those in which they disagree come first. */
export function kernelsView(seen: RoutersSeen, names: KernelNames, asked: number, words: Words) {
  const say = words.routers.kernels;
  const [ours, theirs] = [servicesOf(seen.here), servicesOf(seen.there)];
  const differences = differencesOf(seen);
  const byService = grouped(differences ?? []);
  const keys = [...new Set([...(ours?.keys() ?? []), ...(theirs?.keys() ?? [])])];
  const sorted = [...keys.filter((key) => byService.has(key)), ...keys.filter((key) => !byService.has(key))];
  const parts = Math.max(1, Math.ceil(sorted.length / servicesOnAPage));
  const part = Math.min(asked, parts);
  const rows = sorted.slice((part - 1) * servicesOnAPage, part * servicesOnAPage).map((key) => {
    const name = names.get(key) ?? '';
    const found = byService.get(key) ?? [];
    return {
      id: key,
      name: name || nameless,
      href: name === '' ? undefined : virtualServerHref(name),
      cells: [key, countsOf(ours, key, words), countsOf(theirs, key, words)],
      state: differences === undefined ? words.routers.unknown : stateOf(found, words),
      tone: differences === undefined ? 'unsure' : found.length === 0 ? 'good' : 'bad',
    };
  });
  const isIncomparable = differences === undefined && sorted.length > 0 && seen.there !== undefined;
  return {
    rows,
    remarks: [
      ...(isIncomparable ? [say.incomparable] : []),
      ...(sorted.length === 0 && ours !== undefined ? [say.empty] : []),
    ],
    part:
      parts === 1
        ? undefined
        : {
            text: words.live.part(part, parts, sorted.length),
            earlier: part - 1,
            later: part === parts ? 0 : part + 1,
          },
  };
}

function grouped(differences: readonly KernelDifference[]): ReadonlyMap<string, KernelDifference[]> {
  const groups = new Map<string, KernelDifference[]>();
  for (const difference of differences) {
    const group = groups.get(difference.service);
    if (group === undefined) groups.set(difference.service, [difference]);
    else group.push(difference);
  }
  return groups;
}

type Services = ReadonlyMap<string, IpvsService>;

/** Nothing where the table is not known. */
function servicesOf(router: RouterSeen | undefined): Services | undefined {
  const table = router?.table;
  if (table === undefined || !isKnown(table)) return undefined;
  return new Map(table.value.services.map((service) => [keyOf(service), service]));
}

function countsOf(services: Services | undefined, key: string, { routers }: Words): string {
  if (services === undefined) return routers.unknown;
  const service = services.get(key);
  if (service === undefined) return routers.kernels.none;
  const { destinations } = service;
  const active = destinations.reduce((sum, one) => sum + one.activeConnections, 0);
  const inactive = destinations.reduce((sum, one) => sum + one.inactiveConnections, 0);
  return routers.kernels.counts(destinations.length, active, inactive);
}

function stateOf(found: readonly KernelDifference[], { routers: { kernels: say } }: Words): string {
  if (found.length === 0) return say.agree;
  const told = found.slice(0, mostDifferences).map(({ destination, here, there, what }) => {
    if (here === undefined) return say.onlyThere(destination);
    if (there === undefined) return say.onlyHere(destination);
    return say.difference(destination, say.differences[what], here, there);
  });
  const others = found.length - told.length;
  return [...told, ...(others === 0 ? [] : [say.others(others)])].join('; ');
}
