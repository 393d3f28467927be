/** What reads the sides of a comparison. */

import type { Traffic } from '../effects/traffic.js';
import type { ListedVersion } from '../history/version.js';
import type { Side } from './side.js';

/** A text that takes part in a comparison. */
export interface SideText {
  readonly side: Side;
  /** One character per byte. */
  readonly text: string;
  /** The newest version with these bytes; nothing where no version has them. */
  readonly version: ListedVersion | undefined;
  /** What passes through this router, with what runs on it. */
  readonly traffic?: Traffic;
}

/** Reads whatever can be put side by side. */
export interface Sides {
  /**
   * @throws ConsoleError not_found: no_such_version, running_unknown, push_not_set_up, push_nothing_there;
   * file_unavailable; engine_refused; push_failed
   */
  read(side: Side): Promise<SideText>;
}
