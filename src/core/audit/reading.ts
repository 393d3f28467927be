/** The audit log, as far as it is read. */

import type { AuditFilter } from './filter.js';
import type { AuditRecord } from './record.js';
import type { Verification } from './verify.js';

/** Which part of the log is read. */
export interface AuditQuery {
  readonly filter?: AuditFilter;
  /** As a page before said; anything else begins with the newest. */
  readonly before?: number;
  readonly limit: number;
}

/** A part of the log, newest first. */
export interface AuditPage {
  readonly records: readonly AuditRecord[];
  /** Where the older ones begin; nothing when there are none. */
  readonly older?: number;
}

/** The log of who did what, for whoever looks at it. */
export interface AuditReading {
  /** Reads from the end only what is asked for. @throws file_unavailable: no_right, disk_failed */
  read(query: AuditQuery): Promise<AuditPage>;
  /** Reads the whole log, line by line. @throws file_unavailable: no_right, disk_failed */
  verify(): Promise<Verification>;
}
