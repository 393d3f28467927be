/** How one thing on a router stands, with what was found and what helps. */

import { reasonOf } from '../live/packed.js';
import { visible } from '../lvscf/bytes.js';
import type { Unknown } from '../machine/reading.js';
import type { RecipeId } from '../recipes/recipe.js';
import type { UnknownThere } from '../router/unknown-shape.js';

/** Everything that is looked at on a router, in the order in which it is shown. */
export const checkIds = [
  'engine',
  'engine-boot',
  'version',
  'checkers',
  'account',
  'modules',
  'modules-boot',
  'forwarding',
  'forwarding-boot',
  'devices',
  'masks',
  'static-vip',
  'reverse-path',
  'marks',
  'marks-boot',
  'ftp-active',
  'ftp-active-boot',
  'vrrp-in',
  'clients-in',
  'answers-through',
  'real-servers',
  'arp',
  'clock',
] as const;

/** One of them. */
export type CheckId = (typeof checkIds)[number];

/** What can be said of a thing. The keys are the closed list of codes. */
export interface RemarkParams {
  /** A line as it stands in a file, with its place. */
  line: { readonly place: string; readonly text: string };
  unknown: { readonly unknown: Unknown };
  /** A file or a folder that could not be read, and may say something too. */
  unread: { readonly path: string };
  /** There was more than one look tells. */
  more: { readonly count: number };
  setting: { readonly key: string; readonly value: string };
  setting_not_kept: { readonly key: string };
  no_ipvs: Record<never, never>;
  module_missing: { readonly name: string };
  module_not_kept: { readonly name: string };
  engine_missing: { readonly program: string };
  engine_version: { readonly version: string };
  boot_disabled: { readonly unit: string };
  boot_unknown: { readonly control: string };
  other_version: { readonly here: string; readonly there: string };
  checker_missing: { readonly path: string };
  checker_other: { readonly path: string };
  account_missing: { readonly account: string };
  device_missing: { readonly device: string; readonly address: string };
  device_down: { readonly device: string; readonly address: string };
  mask_other: {
    readonly address: string;
    readonly mask: string;
    readonly device: string;
    readonly own: string;
  };
  strict_elsewhere: { readonly device: string; readonly ways: string };
  mark: {
    readonly to: string;
    readonly wanted: number;
    /** Nothing: a rule decides that is not followed. */
    readonly seen: number | undefined;
  };
  not_kept: { readonly what: string };
  unit_disabled: { readonly unit: string };
  not_translated: { readonly from: string };
  refused: { readonly what: string; readonly by: string };
  unsure: { readonly what: string; readonly by: string };
  port: { readonly to: string; readonly answer: 'refused' | 'silent' | 'failed'; readonly system: string };
  arp_real_server: { readonly address: string; readonly hardware: string; readonly server: string };
  arp_several: { readonly address: string; readonly hardware: string };
  arp_other: { readonly address: string; readonly hardware: string };
  arp_nobody: { readonly address: string };
  clock: { readonly seconds: number };
}

/** One thing said. */
export type Remark = {
  [Code in keyof RemarkParams]: { readonly code: Code; readonly params: RemarkParams[Code] };
}[keyof RemarkParams];

/** What helps; a recipe is on WHAT TO RUN, the commands are run as root on that router. */
export interface Fix {
  readonly recipe?: RecipeId;
  readonly commands?: readonly string[];
  readonly page?: FixPage;
}

/** Pages of the console on which something is set right. */
export type FixPage = 'control' | 'global-settings' | 'virtual-servers' | 'routers';

/** How one thing stands. */
export interface Verdict {
  readonly id: CheckId;
  readonly state: 'done' | 'open' | 'unknown';
  /** What is in the way, or why it is not known; what is known beside. */
  readonly found: readonly Remark[];
  readonly fix: Fix;
}

/** So much of each kind is said. */
const mostFound = 12;

/** Puts together what was found: what is wrong before what nobody knows. */
export function verdict(
  id: CheckId,
  { open = [], unknown = [] }: { readonly open?: readonly Remark[]; readonly unknown?: readonly Remark[] },
  fix: Fix,
): Verdict {
  const state = open.length > 0 ? 'open' : unknown.length > 0 ? 'unknown' : 'done';
  const all = [...open, ...unknown];
  const left = all.length - mostFound;
  const found = left > 0 ? [...all.slice(0, mostFound), say('more', { count: left })] : all;
  return { id, state, found: found.map(harmless), fix };
}

/** Nothing that was read on a router may be obeyed by a terminal. */
function harmless<T>(told: T): T {
  if (typeof told === 'string') return visible(told) as T;
  if (typeof told !== 'object' || told === null) return told;
  return Object.fromEntries(Object.entries(told).map(([key, value]) => [key, harmless(value)])) as T;
}

/** One thing said. */
export function say<Code extends keyof RemarkParams>(code: Code, params: RemarkParams[Code]): Remark {
  return { code, params } as unknown as Remark;
}

/** Why something is not known, as it was told. */
export function whyUnknown(told: UnknownThere): Remark {
  return say('unknown', { unknown: reasonOf(told) });
}

/** Whether something was told, and not why it is not known. */
export function isTold<T>(told: T): told is Exclude<T, UnknownThere> {
  return typeof told !== 'object' || told === null || !('reason' in told);
}
