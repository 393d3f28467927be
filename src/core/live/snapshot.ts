/** What is known of the kernel's table at one moment: what was read last, and why nothing newer could be. */

import type { IpvsTable } from '../ipvs/table.js';
import type { WantedService } from '../ipvs/wanted.js';
import { isKnown, type Reading, type Unknown } from '../machine/reading.js';
import { type LiveService, liveServices } from './table.js';

/** One look at the table; it never changes. */
export interface Snapshot {
  /** When this look was, in milliseconds since 1970. */
  readonly at: number;
  /** When the table that it shows was read; nothing when none has been read yet. */
  readonly readAt: number | undefined;
  readonly services: readonly LiveService[];
  /** The kernel's own table as this look saw it, or why it saw nothing. */
  readonly table: Reading<IpvsTable>;
  /** Why this look saw nothing: then what it shows is older. */
  readonly trouble: Unknown | undefined;
  /** False: lvs.cf could not be read, so that nobody knows what is wanted, and every line is extra. */
  readonly isWantedKnown: boolean;
}

/**
 * The snapshot after one look.
 * @param wanted nothing when lvs.cf could not be read
 */
export function snapshotOf(
  reading: Reading<IpvsTable>,
  wanted: readonly WantedService[] | undefined,
  ticksPerSecond: number | undefined,
  before: Snapshot | undefined,
): Snapshot {
  const isWantedKnown = wanted !== undefined;
  if (!isKnown(reading)) {
    const { readAt, services = [] } = before ?? {};
    return { at: reading.at, readAt, services, table: reading, trouble: reading, isWantedKnown };
  }
  const { at, value } = reading;
  const services = liveServices(wanted ?? [], value, ticksPerSecond);
  return { at, readAt: at, services, table: reading, trouble: undefined, isWantedKnown };
}
