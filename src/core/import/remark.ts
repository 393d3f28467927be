/** What is said about a line of a foreign configuration: data, whose sentences are in `src/text`. */

import { readable, visible } from '../lvscf/bytes.js';
import type { Problem } from '../problem.js';

/**
 * What becomes of a line.
 * - `kept`: lvs.cf says the same.
 * - `changed`: lvs.cf says nearly the same; the remark says what is different.
 * - `noted`: lvs.cf cannot say it; it stands in a comment at the head of the file.
 * - `lost`: it stands nowhere any more.
 * - `unknown`: it was not understood.
 */
export type Outcome = 'kept' | 'changed' | 'noted' | 'lost' | 'unknown';

/** The outcomes, from the best to the worst. */
export const outcomes: readonly Outcome[] = ['kept', 'changed', 'noted', 'lost', 'unknown'];

/** The parameters that the sentence of each remark needs. The keys are the closed list of codes. */
export interface RemarkParams {
  // Kept
  console_does: Record<never, never>;
  // Changed
  console_decides: Record<never, never>;
  all_move_together: Record<never, never>;
  one_instance: { name: string; first: string };
  role_assumed: { role: 'primary' | 'backup' };
  state_misspelt: { found: string; meant: string };
  state_slave: Record<never, never>;
  fail_back: { on: boolean };
  fail_back_usual: Record<never, never>;
  said_before: { keyword: string };
  one_link: { device: string };
  unicast_now: Record<never, never>;
  rounded: { keyword: string; found: string; value: number };
  limited: { keyword: string; found: string; value: number };
  scheduler_other: { found: string; value: string };
  method_differs: { found: string; network: string };
  device_guessed: { device: string };
  vip_unlisted: { address: string };
  vip_own: { address: string; device: string };
  vip_guessed: { address: string };
  vip_missing: Record<never, never>;
  placeholder: { found: string };
  sorry_port: { found: number; port: number };
  port_kept: { found: number; port: number };
  check_port: { found: number };
  check_timing: { keyword: string; seconds: number };
  check_once: Record<never, never>;
  check_differs: Record<never, never>;
  check_all_need: Record<never, never>;
  check_status: Record<never, never>;
  check_ready_made: { kind: string };
  check_connect_only: Record<never, never>;
  check_web: Record<never, never>;
  check_greeting: Record<never, never>;
  check_dynamic: Record<never, never>;
  check_silent: Record<never, never>;
  check_arguments: Record<never, never>;
  unchecked: Record<never, never>;
  quiesce_all: Record<never, never>;
  backup_differs: { what: string };
  backup_missing: { what: string };
  router_by_name: { name: string; keyword: string };
  service_again: { first: number };
  server_again: { first: number };
  command_effect: { command: string };
  option_left: { option: string };
  pasted_mark: { found: string; meant: string };
  auth_glued: { found: string; meant: string };
  resource_alone: { found: string; meant: string };
  local_service: { name: string };
  port_assumed: { port: number };
  text_form: Record<never, never>;
  problem: { problem: Problem };
  // Kept in a comment
  noted: Record<never, never>;
  noted_mail: Record<never, never>;
  noted_quorum: Record<never, never>;
  noted_script: Record<never, never>;
  noted_second: Record<never, never>;
  // Lost
  without_place: Record<never, never>;
  vrrp_authentication: Record<never, never>;
  secret: Record<never, never>;
  ipv6: Record<never, never>;
  protocol_other: { found: string };
  not_for_engine: Record<never, never>;
  inside_lost: Record<never, never>;
  editor_title: Record<never, never>;
  // Not understood
  behind: { word: string; first: string };
  unknown_word: { word: string };
  misspelt: { word: string; meant: string };
  elsewhere: { word: string; belongs: string };
  stray_close: Record<never, never>;
  block_open: { word: string };
  quote_open: Record<never, never>;
  include: { file: string };
  parameter: { word: string };
  value_wrong: { word: string; value: string };
  value_missing: { word: string };
  no_service: { service: string };
  name_unresolved: { name: string };
  range: { found: string };
  not_this_kind: Record<never, never>;
  table_line: Record<never, never>;
  // Of a file, or of all of them
  comments_left: { count: number };
  lvs_cf_alone: Record<never, never>;
  nothing_found: Record<never, never>;
  routers_missing: { missing: string };
  nat_router_missing: Record<never, never>;
  checks_begin: { count: number };
  ticks_unknown: Record<never, never>;
  too_large: { bytes: number; limit: number };
}

/** The closed list of what can be said. */
export type RemarkCode = keyof RemarkParams;

/** One remark. */
export type Remark = {
  [Code in RemarkCode]: { readonly code: Code; readonly params: Readonly<RemarkParams[Code]> };
}[RemarkCode];

/** Makes a remark, its texts as they can be shown: they come out of a file byte by byte. */
export function remark<Code extends RemarkCode>(code: Code, params: RemarkParams[Code]): Remark {
  const shown = Object.entries(params).map(([name, value]) => {
    return [name, typeof value === 'string' ? visible(readable(value)) : value];
  });
  return { code, params: Object.fromEntries(shown) } as Remark;
}
