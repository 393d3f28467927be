/** What can go wrong between this console and our program on the other router, with what each sentence needs. */

import type { FarProblem, FarRefusal } from './answers.js';

/**
 * How the other end broke the talk off.
 * - `closed`: it ended before it had answered.
 * - `slow`: it did not finish in time.
 * - `garbled`, `too_large`, `other_answer`: what came is no message, too long a one, or no answer to what was asked.
 * - `other_bytes`: the bytes it sent have another hash than it says.
 */
export type FarFault = 'closed' | 'slow' | 'garbled' | 'too_large' | 'other_answer' | 'other_bytes';

/** Which of the two is the older one. */
export type Older = 'here' | 'there';

type FileRefusal = Extract<FarRefusal, { refused: 'file' }>;
type EngineRefusal = Extract<FarRefusal, { refused: 'engine' }>;

/** The parameters of each failure. */
export interface PushErrorParams {
  /** One at a time: somebody else is at it. `since` in ISO 8601, UTC. */
  push_running: { by: string; since: string };
  /** Nothing is applied or pushed while a trial is pending. `until` in milliseconds since 1970. */
  trial_pending: { by: string; until: number };
  /** The trial that was shown is not the last one any more. */
  trial_other: Record<never, never>;
  /** No connection to another router is set up. */
  push_not_set_up: Record<never, never>;
  /** A file is not the one that a person saw before choosing. */
  push_moved_on: { where: Older };
  /** There is no file on the other router to take. */
  push_nothing_there: Record<never, never>;
  /** Nobody there can be asked anything: the file is copied, and that is all. */
  push_copy_only: Record<never, never>;
  /** `seen`: the first words of what came, made harmless. */
  push_far_fault: { why: FarFault; seen: string };
  /** The two programs speak different languages, or are of different versions. */
  push_far_format: { here: number; there: number; older: Older };
  push_far_version: { here: string; there: string; older: Older };
  /** The program there could not do it, for a reason of its own. */
  push_far_refused: { why: 'request' | 'settings' | 'fault' | 'other_bytes' | 'offer_gone'; said: string };
  push_far_problems: { count: number; problems: readonly FarProblem[] };
  push_far_changed: Record<never, never>;
  push_far_file: { reason: FileRefusal['reason']; path: string; said: string; commands: readonly string[] };
  push_far_engine: { why: EngineRefusal['why']; said: string; commands: readonly string[] };
}
