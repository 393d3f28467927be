/** What a push did, step by step: codes and parameters, kept as a receipt; the sentences are in `src/text`. */

import type { ErrorParams, ErrorReason } from '../problem.js';
import type { Answer, StepName } from '../router/answer.js';
import type { Detail } from '../router/details.js';
import type { Because, Order } from './order.js';

/** The steps of a push, in the order in which they are done. */
export const pushStepNames = [
  'connect',
  'compare',
  'arm',
  'arm_here',
  'upload',
  'check',
  'keep',
  'rename',
  'read_back',
  'apply',
  'apply_here',
  'go_back',
  'go_back_here',
  'state',
] as const;

/** Name of a step. */
export type PushStepName = (typeof pushStepNames)[number];

/** The parameters of everything that a step can say. The keys are the closed list of codes. */
export interface PushDetailParams {
  // connect
  connected: { to: string; version: string };
  /** No program of ours there: the file is copied, and that is all. */
  connected_copy_only: { to: string };
  // compare
  same: { hash: string };
  /** The other router has what was pushed last. */
  as_pushed: { changes: number };
  first_push: Record<never, never>;
  /** The file there, which was not pushed from here, is replaced, as was asked for. */
  replaces_theirs: { changes: number };
  /** Somebody changed the file there: push nothing before a person has seen it. */
  changed_there: { changes: number };
  /** There is a file that never came from here: push nothing before a person has seen it. */
  file_of_theirs: { changes: number };
  /** The file here is one that the rules refuse. */
  problems_here: { count: number };
  /** This machine is neither router of the file here, or both: nobody knows which is the other one. */
  identity_neither: { primary: string; backup: string };
  identity_both: { primary: string; backup: string };
  // upload, check
  uploaded: { bytes: number };
  /** The same bytes lie there already. */
  nothing_to_send: Record<never, never>;
  checked: { advice: number };
  /** Nobody there knows the rules. */
  not_checked: Record<never, never>;
  // keep, rename, read_back
  kept_in_history: { path: string };
  kept_beside: { path: string };
  nothing_to_keep: Record<never, never>;
  replaced: Record<never, never>;
  read_back: { hash: string };
  /** Other bytes lie there than were sent: whatever it said before was not true. */
  read_back_differs: { wanted: string; seen: string };
  // arm, arm_here: it goes back at this moment, in milliseconds since 1970
  armed: { until: number };
  not_armed: { why: Detail };
  // go_back, go_back_here
  went_back: Record<never, never>;
  /** It goes back by itself, at the latest at this moment. */
  goes_back: { until: number };
  // apply, apply_here, state
  applied: { order: Order; because: readonly Because[] };
  /** The file is installed, and the engine was left stopped. */
  left_stopped: Record<never, never>;
  /** The step of the router program that failed, and why. */
  not_applied: { step: StepName; why: Detail };
  not_asked: Record<never, never>;
  /** Nobody there who could. */
  not_possible: Record<never, never>;
  state_told: { engine: string; role: string; vrrp: string };
  state_unknown: Record<never, never>;
  // anything
  /** An operation failed, here or there. */
  failed: { reason: ErrorReason; params: ErrorParams[ErrorReason] };
}

/** What can be said of a step. */
export type PushDetailCode = keyof PushDetailParams;

/** One thing said of a step. */
export type PushDetail = {
  [Code in PushDetailCode]: { readonly code: Code; readonly params: Readonly<PushDetailParams[Code]> };
}[PushDetailCode];

/** One step of a push. */
export interface PushStep {
  readonly name: PushStepName;
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** `unknown`: perhaps done, nobody can tell with what effect. */
  readonly outcome: 'done' | 'failed' | 'unknown';
  readonly detail: PushDetail;
  /** More lines, without anything that a terminal would obey. */
  readonly said: readonly string[];
}

/** What is kept of a push, whatever came of it. */
export interface Receipt {
  readonly format: 1;
  /** When it began, in ISO 8601, UTC. */
  readonly time: string;
  /** The user of the console. */
  readonly by: string;
  /** The host name of the router that it came from, and the address and port it went to. */
  readonly from: string;
  readonly to: string;
  /** `dry_run`: nothing was to be changed. */
  readonly what: 'push' | 'dry_run';
  readonly ok: boolean;
  /** Versions of the programs; blank where the other one could not be asked. */
  readonly version: { readonly here: string; readonly there: string };
  /** SHA-256 of the files as they were read last, in hexadecimal; null where nobody knows. */
  readonly hash: { readonly here: string | null; readonly there: string | null };
  readonly steps: readonly PushStep[];
}

/** What a push did. */
export interface PushResult extends Receipt {
  /** What the router programs answered to APPLY. */
  readonly answers: { readonly here?: Answer; readonly there?: Answer };
  /** False: the disk had no room for the receipt. */
  readonly receiptKept: boolean;
}
