/** What is wrong with two routers, seen together. Nothing is inferred from an address alone. */

import { type KernelDifference, kernelDifferences } from './kernels.js';
import { activityOf, floatingOn, knownTable, type RouterSeen, type RoutersSeen } from './routers.js';

/** Which of the two. */
export type RouterSide = 'here' | 'there';

/** What each alarm has to say. */
export interface AlarmParams {
  /** Both take themselves for the active one. */
  two_actives: object;
  /** Neither does, and both could be asked. */
  no_active: object;
  /** The only one there is does nothing. */
  not_active: object;
  /** The engine does not run. */
  engine_down: { readonly side: RouterSide; readonly status: 'stopped' | 'failed' | 'not_installed' };
  /** Nobody checks the real servers. */
  checker_stopped: { readonly side: RouterSide; readonly how: 'stopped' | 'missing' };
  /** Addresses that only the active router may have. */
  held_idle: { readonly side: RouterSide; readonly addresses: readonly string[] };
  /** Addresses that the active router has not. */
  not_held: { readonly side: RouterSide; readonly addresses: readonly string[] };
  /** The two have another lvs.cf. */
  different_files: object;
  /** The lvs.cf of a router is not the one that it runs. */
  not_applied: { readonly side: RouterSide };
  /** A router does not answer, since a time in milliseconds since 1970. */
  unreachable: { readonly side: RouterSide; readonly since: number };
  /** Lines of the two tables. */
  kernels_disagree: { readonly lines: number };
}

/** What can be wrong. */
export type AlarmCode = keyof AlarmParams;

/** One thing that is wrong. `bad`: clients may be without service now. */
export type Alarm = {
  [Code in AlarmCode]: {
    readonly code: Code;
    readonly params: AlarmParams[Code];
    readonly tone: 'bad' | 'unsure';
  };
}[AlarmCode];

/** Everything that is wrong, the worst first. Of a router that does not answer only that is said. */
export function alarmsOf(seen: RoutersSeen): Alarm[] {
  const sides = [
    { side: 'here' as const, router: seen.here },
    ...(seen.there === undefined ? [] : [{ side: 'there' as const, router: seen.there }]),
  ];
  const found: Alarm[] = [
    ...whoIsActive(seen),
    ...sides.flatMap(({ router, side }) => ofRouter(side, router)),
    ...ofBoth(seen),
  ];
  const rank = ({ tone }: Alarm) => (tone === 'bad' ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b));
}

function whoIsActive({ here, there }: RoutersSeen): Alarm[] {
  const mine = activityOf(here);
  const bad = 'bad' as const;
  if (there === undefined) {
    // Another router may be there all the same, only not set up.
    return isAlone(here) && mine === 'idle' ? [{ code: 'not_active', params: {}, tone: bad }] : [];
  }
  const theirs = activityOf(there);
  if (mine === 'active' && theirs === 'active') return [{ code: 'two_actives', params: {}, tone: bad }];
  return mine === 'idle' && theirs === 'idle' ? [{ code: 'no_active', params: {}, tone: bad }] : [];
}

function isAlone({ details }: RouterSeen): boolean {
  const identity = details?.identity ?? null;
  return identity !== null && 'role' in identity && identity.role === 'single';
}

function ofRouter(side: RouterSide, router: RouterSeen): Alarm[] {
  const { observation, since, trouble } = router;
  if (trouble !== undefined) {
    return [{ code: 'unreachable', params: { side, since: since ?? 0 }, tone: 'unsure' }];
  }
  if (observation === undefined) return [];
  const { applied, engine, file } = observation;
  const { checker, status } = engine;
  const found: Alarm[] = [];
  if (status === 'stopped' || status === 'failed' || status === 'not_installed') {
    found.push({ code: 'engine_down', params: { side, status }, tone: 'bad' });
  }
  if (checker === 'stopped' || checker === 'missing') {
    found.push({ code: 'checker_stopped', params: { side, how: checker }, tone: 'bad' });
  }
  found.push(...ofAddresses(side, router));
  if (applied !== null && file !== null && applied.hash !== file) {
    found.push({ code: 'not_applied', params: { side }, tone: 'unsure' });
  }
  return found;
}

/** Only the router that says what it does is measured by its addresses. */
function ofAddresses(side: RouterSide, router: RouterSeen): Alarm[] {
  const activity = activityOf(router);
  const floating = floatingOn(router);
  const that = (isHeld: boolean) =>
    floating.filter(({ on }) => on !== undefined && on.length > 0 === isHeld).map(({ address }) => address);
  if (activity === 'idle') {
    const addresses = that(true);
    return addresses.length === 0 ? [] : [{ code: 'held_idle', params: { side, addresses }, tone: 'bad' }];
  }
  const addresses = activity === 'active' ? that(false) : [];
  return addresses.length === 0 ? [] : [{ code: 'not_held', params: { side, addresses }, tone: 'bad' }];
}

function ofBoth(seen: RoutersSeen): Alarm[] {
  const { here, there } = seen;
  if (there === undefined || here.trouble !== undefined || there.trouble !== undefined) return [];
  const [ours, theirs] = [here.observation?.file, there.observation?.file];
  const isOther = ours != null && theirs != null && ours !== theirs;
  const { length: lines } = differencesOf(seen) ?? [];
  return [
    ...(isOther ? [{ code: 'different_files', params: {}, tone: 'unsure' } as const] : []),
    ...(lines > 0 ? [{ code: 'kernels_disagree', params: { lines }, tone: 'unsure' } as const] : []),
  ];
}

const known = new WeakMap<RoutersSeen, KernelDifference[]>();

/** The lines in which the two kernels disagree; nothing where one of them is not known. */
export function differencesOf(seen: RoutersSeen): readonly KernelDifference[] | undefined {
  const { here, there } = seen;
  if (there === undefined) return undefined;
  const [ours, theirs] = [knownTable(here), knownTable(there)];
  if (ours === undefined || theirs === undefined) return undefined;
  // A page, its alarms and every viewer ask for the same.
  const found =
    known.get(seen) ??
    kernelDifferences({ table: ours, ...ticksOf(here) }, { table: theirs, ...ticksOf(there) });
  known.set(seen, found);
  return found;
}

function ticksOf({ details }: RouterSeen) {
  return { ticksPerSecond: details?.ticksPerSecond ?? undefined };
}
