/** What a change of a virtual server does. */

import { mapping } from '../keepalived/mapping.js';
import { sharedSettings } from '../keepalived/shared-settings.js';
import { persistenceMaskOf, persistenceOf, virtualServerLines } from '../keepalived/virtual-server.js';
import { serviceKey, sorryKey } from '../keepalived/wanted-table.js';
import type { Service } from '../keepalived/what-runs.js';
import type { VirtualServer } from '../lvscf/config.js';
import type { Difference, Sides } from '../lvscf/diff.js';
import { effective } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import type { Effect } from './effect.js';
import type { Running } from './running.js';
import type { Telling } from './telling.js';

/** The keys that decide whether a virtual server runs, and as which service of the kernel. */
const placing: readonly string[] = ['active', 'address', 'vip_nmask', 'fwmark', 'port', 'protocol'];

/** What one change of a virtual server itself does. */
export function virtualServerEffects(
  telling: Telling,
  { what, keyword = '' }: Difference,
  { was, is }: Sides<VirtualServer>,
): Effect[] {
  if (what === 'renamed') return [telling.effect('only_name')];
  const { before, after } = telling;
  const sides = { was: before.serviceOf(was), is: after.serviceOf(is) };
  if (what !== 'changed' || placing.includes(keyword)) {
    const placed = [
      ...telling.ofService(sides.was, sides.is),
      ...telling.ofAddresses([was, is].map((one) => one?.values.address?.address)),
    ];
    if (placed.length > 0) return placed;
  }
  if (was?.values.active !== true && is?.values.active !== true) return [telling.effect('not_active')];
  // What another service begins with is no change of this one.
  if (sides.was?.id !== sides.is?.id) return [telling.effect('part_of_other')];
  if (sides.was === undefined || sides.is === undefined) return [telling.effect('not_used')];
  return keyEffects(telling, keyword, sides.was, sides.is);
}

function keyEffects(telling: Telling, keyword: string, was: Service, is: Service): Effect[] {
  const changed = (isChanged: boolean, effects: () => Effect[]) =>
    isChanged ? effects() : [telling.effect('same_as_before')];
  const values = (service: Service) => service.virtualServer.values;
  switch (keyword) {
    case 'scheduler':
      return changed(schedulerOf(was) !== schedulerOf(is), () => [telling.effect('scheduler')]);
    case 'persistent':
    case 'pmask':
      return changed(persistence(was) !== persistence(is), () => [telling.effect('persistence')]);
    case 'quiesce_server': {
      const rests = values(is).quiesce_server === true;
      const service = serviceKey(was);
      const stake = telling.stakes.ofResting(service);
      return changed(rests !== (values(was).quiesce_server === true), () => [
        rests ? telling.effect('quiesce_on') : telling.effect('quiesce_off', { service }, stake),
      ]);
    }
    case 'sorry_server':
      return sorryEffects(telling, was, is);
    default:
      return [checkEffect(telling, keyword, was, is)];
  }
}

function schedulerOf({ virtualServer: { values } }: Service): string {
  return effective(virtualStanza, values, 'scheduler');
}

function persistence(service: Service): string {
  const seconds = persistenceOf(service);
  return seconds === 0 ? '' : `${seconds} ${persistenceMaskOf(service)}`;
}

function sorryEffects(telling: Telling, was: Service, is: Service): Effect[] {
  const [old, now] = [sorryKey(was), sorryKey(is)];
  if (old === now) return [telling.effect('same_as_before')];
  if (old === undefined) return [telling.effect('sorry_server')];
  const service = serviceKey(was);
  const stake = telling.stakes.ofDestination(service, old);
  return [telling.effect('sorry_left', { service, destination: old }, stake)];
}

/** A key that could be put back without changing what keepalived reads has no effect. */
function checkEffect(telling: Telling, keyword: string, was: Service, is: Service): Effect {
  const fields: Readonly<Record<string, { readonly fit: string }>> = mapping.virtual;
  if (fields[keyword]?.fit === 'none') return telling.effect('not_used');
  const { virtualServer } = is;
  const back = was.virtualServer.values[keyword as keyof typeof virtualServer.values];
  const values = { ...virtualServer.values, [keyword]: back };
  // All its servers are checked alike.
  const now = { ...is, realServers: is.realServers.slice(0, 1) };
  const asBefore = { ...now, virtualServer: { ...virtualServer, values } };
  const isSame = linesOf(telling.after, asBefore) === linesOf(telling.after, now);
  return telling.effect(isSame ? 'same_as_before' : 'checks_again');
}

/** What keepalived reads of a service: everything but comments. */
function linesOf({ config }: Running, service: Service): string {
  const { checkerAccount: account } = sharedSettings(config);
  const { lines } = virtualServerLines(service, { global: config.global, checker: '', account });
  return lines.map((line) => line.replace(/ *#.*$/, '')).join('\n');
}
