/** What the web side is given of the engine, which makes lvs.cf run. */

import type { Identity } from '../core/keepalived/identity.js';
import type { Rendering } from '../core/keepalived/render.js';
import type { Config } from '../core/lvscf/config.js';
import type { Answer } from '../core/router/answer.js';
import type { Verb } from '../core/router/verbs.js';

/** The engine of this machine. */
export interface Engine {
  /** Has the router program do one thing. @throws ConsoleError engine_refused */
  run(verb: Verb): Promise<Answer>;
  /** What APPLY would install, or why it would not. @throws ConsoleError of the file */
  wanted(): Promise<WantedHere>;
  /** Whether lvs.cf was changed since it was last applied; false where nobody can tell. */
  isUnapplied(): Promise<boolean>;
}

/** What this machine makes of its lvs.cf. */
export interface WantedHere {
  readonly config: Config;
  readonly identity: Identity;
  /** Nothing while the machine does not know which router it is. */
  readonly rendering: Rendering | undefined;
}
