/** What a change of lvs.cf does to live traffic, on a router that applies it. */

import type { Because } from '../push/order.js';
import type { Stake } from './traffic.js';

/** The parameters that the sentence of each effect needs. The keys are the closed list of codes. */
export interface EffectParams {
  // Nothing that runs changes, and why
  only_text: Record<never, never>;
  only_name: Record<never, never>;
  not_active: Record<never, never>;
  not_used: Record<never, never>;
  same_as_before: Record<never, never>;
  /** Said of another line already. */
  part_of_other: Record<never, never>;
  // Nobody who is connected notices
  checks_again: Record<never, never>;
  weight: Record<never, never>;
  weight_zero: Record<never, never>;
  server_added: { readonly destination: string };
  service_added: { readonly service: string };
  scheduler: Record<never, never>;
  persistence: Record<never, never>;
  forwarding: Record<never, never>;
  quiesce_on: Record<never, never>;
  sorry_server: Record<never, never>;
  address_added: { readonly address: string; readonly device: string };
  address_changed: { readonly from: string; readonly to: string };
  timeouts: Record<never, never>;
  command: Record<never, never>;
  links: Record<never, never>;
  heartbeat_timing: Record<never, never>;
  fail_back_off: Record<never, never>;
  sync_daemon: Record<never, never>;
  sync_stays: Record<never, never>;
  marks_given: { readonly rules: number };
  forwards: Record<never, never>;
  forwarding_left: Record<never, never>;
  // Connections break, or addresses leave
  server_removed: { readonly service: string; readonly destination: string };
  service_removed: { readonly service: string };
  service_recreated: { readonly from: string; readonly to: string };
  service_replaced: { readonly service: string };
  quiesce_off: { readonly service: string };
  sorry_left: { readonly service: string; readonly destination: string };
  address_removed: { readonly address: string };
  address_moved: { readonly address: string; readonly from: string; readonly to: string };
  heartbeat_anew: Record<never, never>;
  fail_back_on: Record<never, never>;
  marks_taken: Record<never, never>;
  pair: { readonly isPair: boolean };
  both_routers: { readonly because: Because };
}

/** Name of an effect. */
export type EffectCode = keyof EffectParams;

/**
 * - `none`: nothing that runs changes.
 * - `smooth`: what runs changes, and nobody who is connected notices.
 * - `breaks`: open connections break, or an address leaves.
 */
export type Gravity = 'none' | 'smooth' | 'breaks';

/** One effect. */
export type Effect = {
  readonly [Code in EffectCode]: {
    readonly code: Code;
    readonly params: Readonly<EffectParams[Code]>;
    readonly gravity: Gravity;
    /** The connections that it is about; missing where it is about none. */
    readonly stake?: Stake;
  };
}[EffectCode];

const none = [
  'only_text',
  'only_name',
  'not_active',
  'not_used',
  'same_as_before',
  'part_of_other',
] as const satisfies EffectCode[];

const breaking = [
  'server_removed',
  'service_removed',
  'service_recreated',
  'service_replaced',
  'quiesce_off',
  'sorry_left',
  'address_removed',
  'address_moved',
  'heartbeat_anew',
  'fail_back_on',
  'marks_taken',
  'pair',
  'both_routers',
] as const satisfies EffectCode[];

/** How grave an effect is where clients are served. */
export function gravityOf(code: EffectCode): Gravity {
  if (none.some((one) => one === code)) return 'none';
  return breaking.some((one) => one === code) ? 'breaks' : 'smooth';
}
