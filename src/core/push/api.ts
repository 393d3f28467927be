/** What pages and commands can have done with the other router. */

import type { Identity } from '../keepalived/identity.js';
import type { Config } from '../lvscf/config.js';
import type { Difference } from '../lvscf/diff.js';
import type { ConsoleError, Problem } from '../problem.js';
import type { Answer } from '../router/answer.js';
import type { LookAnswers } from '../router/look-shapes.js';
import type { Look } from '../router/verbs.js';
import type { Inspection } from './answers.js';
import type { Comparison, SyncKind } from './compare.js';
import type { Finding } from './findings.js';
import type { MergeChoice, unmergeable } from './merge.js';
import type { OrderDecision } from './order.js';
import type { PushResult, PushStep, Receipt } from './steps.js';
import type { TrialWish } from './trial-api.js';

/** Something that is being done with the other router at this moment. */
export interface Running {
  /** The user of the console. */
  readonly by: string;
  /** In ISO 8601, UTC. */
  readonly since: string;
  /** What was done so far; empty when another process does it. */
  readonly steps: readonly PushStep[];
}

/** How things stand, as the header of every page says it. */
export interface PushState {
  /** `not_set_up`: no connection. `not_looked`: nobody has looked since the console started. */
  readonly kind: SyncKind | 'not_set_up' | 'not_looked' | 'unreachable';
  /** Address and port of the other router; blank without a connection. */
  readonly to: string;
  /** How many changes there are to push since the last push; null where nobody can tell. */
  readonly changes: number | null;
  /** When the other router last said what it has, in milliseconds since 1970; null: never. */
  readonly at: number | null;
  /** Why it cannot be reached, and since when. */
  readonly unreachable: { readonly since: number; readonly error: ConsoleError } | undefined;
  readonly running: Running | undefined;
}

/** Everything that a person needs to see before a push. */
export interface BeforePush {
  readonly comparison: Comparison;
  /** The file there, which has no line where there is none, and the one here. */
  readonly files: { readonly there: Config; readonly here: Config };
  /** Whether nothing passes through the other router, because this one is active; undefined: nobody can tell. */
  readonly standsBy: boolean | undefined;
  /** Where nobody there can check a file, or apply it: it is only copied. */
  readonly copyOnly: boolean;
  /** Which router this one is. Whoever edits on the backup is warned. */
  readonly identity: Identity;
  readonly order: OrderDecision;
  /** The objects that can be taken from there one by one; empty where the files cannot be put together. */
  readonly choices: readonly MergeChoice[];
  readonly unmergeable: ReturnType<typeof unmergeable>;
  /** What the rules refuse in the file here: nothing is pushed. */
  readonly refused: readonly Problem[];
}

/** What is to be pushed, and how. */
export interface PushOrder {
  /** The user of the console. */
  readonly by: string;
  readonly applyThere: boolean;
  /** Also here, together with the other router where the order asks for it. */
  readonly applyHere?: boolean;
  /** Both routers try it, and go back after so many seconds unless somebody confirms. Both apply it then. */
  readonly trialSeconds?: number;
  /** Nothing is changed: how far would it come? */
  readonly dryRun?: boolean;
  /** SHA-256 of a file there that was not pushed from here and that a person has seen and gives up. */
  readonly over?: string;
  /** SHA-256 of the file here that the person has seen; another one by now is not pushed. */
  readonly seen?: string;
  /** Told as soon as a step is done. */
  readonly onStep?: (step: PushStep) => void;
}

/** The file here that is to become another one. */
export interface TakeOrder {
  /** For the history here. */
  readonly by: { readonly user: string; readonly address: string; readonly panel: string };
  /** SHA-256 of the two files that the person has seen. */
  readonly here: string;
  readonly there: string;
  /** Looks at the change before it is made, and throws where a person has to be asked first. */
  readonly approve?: (before: Config, after: Config) => void;
}

/** What was taken from the other router. */
export interface Taken {
  /** What changed in the file here. */
  readonly changes: readonly Difference[];
  /** Its number in the history; missing where nothing changed. */
  readonly version?: number;
}

/** The other router, and what can be done with it. */
export interface Push {
  /** How things stand. Never waits for the other router: when nobody looked for a while, a look begins. */
  state(): Promise<PushState>;
  /** What is being done now, here or in another process. */
  running(): Promise<Running | undefined>;
  /**
   * Fetches the file there and puts all side by side.
   * @throws push_failed; push_not_set_up; what the file's adapter throws
   */
  compare(): Promise<BeforePush>;
  /**
   * The file there, one character per byte.
   * @throws not_found: push_not_set_up, push_nothing_there; push_failed
   */
  theirs(): Promise<{ readonly hash: string; readonly text: string }>;
  /** Looks at everything there without changing anything. @throws push_failed; push_not_set_up */
  inspect(): Promise<{ readonly inspection: Inspection; readonly findings: readonly Finding[] }>;
  /**
   * Pushes the file. Whatever goes wrong once it has begun is in the steps of the result.
   * @throws conflict: push_running, trial_pending; not_found: push_not_set_up
   */
  push(order: PushOrder): Promise<PushResult>;
  /** Ends a trial on the other router. @throws push_failed; not_found: push_not_set_up */
  endThere(how: TrialWish['how'], line: string): Promise<Answer>;
  /** Has the other router give a weight, or put one back. @throws push_failed; not_found: push_not_set_up */
  overrideThere(line: string): Promise<Answer>;
  /**
   * Has the other router look at something. @param line what the look is told
   * @throws push_failed; not_found: push_not_set_up
   */
  seeThere<Name extends Look>(look: Name, line?: string): Promise<LookAnswers[Name]>;
  /**
   * Their file takes the place of the one here, with the same care as every save.
   * @throws conflict: push_moved_on, push_running; invalid: adds_problems; not_found: push_nothing_there; push_failed
   */
  takeTheirs(order: TakeOrder): Promise<Taken>;
  /**
   * Saves here what comes of taking these objects from there. A push with `over: there` follows.
   * @param taken keys of choices
   * @throws as `takeTheirs`
   */
  takeObjects(order: TakeOrder, taken: ReadonlySet<string>): Promise<Taken>;
  /** What was done, the last first. */
  receipts(most?: number): Promise<readonly Receipt[]>;
  /** Ends the kept connection. */
  close(): Promise<void>;
}
