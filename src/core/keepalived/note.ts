/** What a rendering says beside the text: what runs differently from what the file says, and why nothing is rendered. */

import { readable, visible } from '../lvscf/bytes.js';
import type { Problem, Subject } from '../problem.js';
import type { MappingReason } from './mapping.js';

/** The parameters that the sentence of each note needs. The keys are the closed list of codes. */
export interface NoteParams {
  // The pair of routers
  advert_limited: { keepalive: number; seconds: number };
  deadtime_rounded: { deadtime: number; seconds: number };
  vrrp_must_pass: Record<never, never>;
  links_always_watched: Record<never, never>;
  both_routers_check: Record<never, never>;
  device_assumed: { device: string };
  command_after: { keyword: string };
  // A single router
  no_gratuitous_arp: Record<never, never>;
  command_at_start: { keyword: string };
  // Either
  command_left_out: { keyword: string };
  setting_unused: { keyword: string; virtual: string; reason: MappingReason };
  mask_assumed: { keyword: 'vip_nmask' | 'nat_nmask'; virtual: string; address: string };
  no_slow_start: Record<never, never>;
  table_only: Record<never, never>;
  // Heartbeat and ipvsadm alone, without keepalived
  heartbeat_names: { primary: string; backup: string };
  heartbeat_checks_nothing: Record<never, never>;
  heartbeat_secret: Record<never, never>;
  rules_at_start: Record<never, never>;
  comments_dropped: { count: number };
  shared_dropped: { keywords: string };
  obsolete_dropped: { keyword: string };
  // Beside the engine
  marks_made: { rules: number };
  marks_elsewhere: { marks: string };
  forwarding_made: Record<never, never>;
  // One virtual server
  service_once: { virtual: string; first: string };
  mark_once: { virtual: string; first: string; mark: number };
  without_servers: { virtual: string };
  sorry_alone: { virtual: string };
  weightless: { virtual: string };
  persistence_limited: { virtual: string; persistent: number; seconds: number };
  timeout_limited: { virtual: string; timeout: number; seconds: number };
  load_followed: { virtual: string; command: string };
  program_failure_is_down: { virtual: string };
  // One real server
  server_once: { virtual: string; server: string; first: string };
  mark_keeps_port: { virtual: string; server: string; port: number };
  weight_limited: { virtual: string; server: string; weight: number };
}

/** The parameters of each reason why a file cannot be rendered. */
export interface ObstacleParams {
  /** The file is refused, or what would run is broken. */
  problem: { problem: Problem };
  host_name: { keyword: string; name: string };
  port_zero: { virtual: string };
  role_without_backup: Record<never, never>;
}

/** One remark on a rendering. */
export type Note = {
  [Code in keyof NoteParams]: { readonly code: Code; readonly params: Readonly<NoteParams[Code]> };
}[keyof NoteParams];

/** One reason why nothing is rendered, and what in the file it is about. */
export type Obstacle = {
  [Code in keyof ObstacleParams]: {
    readonly code: Code;
    readonly params: Readonly<ObstacleParams[Code]>;
    readonly subject: Subject;
  };
}[keyof ObstacleParams];

/** Lines of a file, and what is to be said about them. */
export interface Rendered {
  readonly lines: readonly string[];
  readonly notes: readonly Note[];
}

/** The same with every text in them as it can be shown: names come out of the file byte by byte. */
export function readableParams<Said extends Note | Obstacle>(said: readonly Said[]): readonly Said[] {
  return said.map(({ params, ...others }) => {
    const entries = Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? visible(readable(value)) : value,
    ]);
    return { ...others, params: Object.fromEntries(entries) } as unknown as Said;
  });
}
