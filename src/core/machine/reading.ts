/** What was read from the machine, and when. What could not be read is unknown with its reason: never 0 or "stopped". */

/** A value and its time. */
export interface Known<Value> {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: Value;
}

/** Why something is not known. The keys are the closed list of reasons. */
export interface UnknownBecause {
  /** There is no such file. */
  absent: { readonly path: string };
  /** This account may not read it; who may is told where the system tells. */
  denied: { readonly path: string; readonly owner?: FileOwner };
  /** The text is not what it should be: the first line (from 1) that could not be read. */
  malformed: { readonly path: string; readonly line: number; readonly text: string };
  /** The system failed, with its own code such as `EIO` or `ETIMEDOUT`. */
  failed: { readonly path: string; readonly system: string };
}

/** Who a file belongs to, and its permissions as four octal digits. */
export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
  readonly mode: string;
}

/** Nothing is known, since this time and for this reason. */
export type Unknown = {
  [Reason in keyof UnknownBecause]: { readonly at: number; readonly reason: Reason } & UnknownBecause[Reason];
}[keyof UnknownBecause];

/** One look at one thing. */
export type Reading<Value> = Known<Value> | Unknown;

/** Whether the look succeeded. */
export function isKnown<Value>(reading: Reading<Value>): reading is Known<Value> {
  return 'value' in reading;
}
