/** The time line of both routers, as pages and others see it. */

import type { ConsoleError } from '../problem.js';
import type { CheckWord } from '../router/events.js';
import type { EventHistory } from './event-history.js';
import type { EngineEntry, Entry, EntryFilter } from './timeline.js';

/** How the gathering stands. */
export interface EventsSeen {
  readonly here: EventHistory;
  /** Nothing while no connection to the other router is set up. */
  readonly there: EventHistory | undefined;
}

/** Which part of the time line is wanted. */
export interface EntryQuery {
  readonly filter: EntryFilter;
  /** From this moment on, and before this one, in milliseconds since 1970. */
  readonly since?: number;
  readonly until?: number;
  readonly limit: number;
}

/** A part of the time line, newest first. */
export interface EntryPage {
  readonly entries: readonly Entry[];
  /** Whether there are older ones. */
  readonly hasOlder: boolean;
  /** Why nobody knows who changed what. */
  readonly trouble: ConsoleError | undefined;
}

/** The time line. */
export interface EventLog {
  /** What was gathered, however old; nobody is asked. */
  latest(): EventsSeen;
  /**
   * What is known after a look, or after so long: a router that does not answer is not waited for.
   * @param only one router is enough
   */
  soon(ms: number, only?: 'here'): Promise<EventsSeen>;
  /** Tells of each look from now on; both routers are asked as long. @returns ends it */
  follow(see: (seen: EventsSeen) => void): () => void;
  /** A part of what was gathered; nobody is asked. */
  page(query: EntryQuery): Promise<EntryPage>;
  /** What the engines told, newest first, with the names of now. */
  told(): Promise<readonly EngineEntry[]>;
  /** Why a real server of this router is out, where its check said so a moment ago. */
  wordFor(service: string, destination: string): CheckWord | undefined;
}
