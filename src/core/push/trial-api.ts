/** What pages and commands can do with trials: a change that goes back by itself unless somebody confirms it. */

import type { ConsoleError } from '../problem.js';
import type { Answer } from '../router/answer.js';
import type { Trial } from '../router/trial.js';

/** The last trial of this router. */
export interface TrialSeen {
  readonly trial: Trial;
  /** Something was applied since it ended: nobody needs to be told of it any more. */
  readonly isOld: boolean;
}

/** A trial on this router alone. */
export interface TrialOrder {
  /** The user of the console. */
  readonly by: string;
  readonly seconds: number;
}

/** The end of a trial, as somebody wishes it. */
export interface TrialWish {
  readonly by: string;
  /** Its id, as it was shown. */
  readonly trial: string;
  readonly how: 'confirm' | 'go-back';
}

/** What became of it on each router. */
export interface TrialEnd {
  readonly ok: boolean;
  /** Nothing where the other router had to go first and could not. */
  readonly here: Answer | undefined;
  /** Nothing where it was tried on this router alone. */
  readonly there: Answer | ConsoleError | undefined;
}

/** Trials, as pages and commands begin and end them; one on both routers begins with a push. */
export interface Trials {
  /** The last one; undefined where there was none, or nobody can tell. */
  last(): Promise<TrialSeen | undefined>;
  /**
   * Applies lvs.cf here for a while: the steps of all that was done.
   * @throws engine_refused; what the file's adapter throws
   */
  tryHere(order: TrialOrder): Promise<Answer>;
  /** Ends it, on both routers where it was tried on both. @throws conflict: trial_other; engine_refused */
  end(wish: TrialWish): Promise<TrialEnd>;
}
