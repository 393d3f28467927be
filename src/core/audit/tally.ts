/**
 * Keeps a flood of like events from becoming a flood of lines: a line stands for all since the last one of
 * its kind.
 */

/** Decides which events get a line. */
export interface Tally {
  /**
   * Counts an event and tells how many the line for it stands for; undefined when it gets none.
   * @param now milliseconds since 1970
   */
  count(kind: string, now: number): number | undefined;
}

const hourMs = 60 * 60 * 1000;

/** So many kinds get a line in an hour; what else happens is counted into a line that comes later. */
const linesPerHour = 100;

/** So many kinds are remembered; the oldest goes first. */
const mostKinds = 10_000;

/** A kind gets one line an hour, and all kinds together a hundred. */
export function createTally(): Tally {
  const kinds = new Map<string, { at: number; unsaid: number }>();
  let hour = { begins: 0, lines: 0 };
  /** Events of kinds that were forgotten, or had no line left. */
  let elsewhere = 0;

  return {
    count(kind, now) {
      if (now < hour.begins || now - hour.begins >= hourMs) hour = { begins: now, lines: 0 };
      const known = kinds.get(kind);
      const isRecent = known !== undefined && now >= known.at && now - known.at < hourMs;
      if (isRecent) {
        known.unsaid += 1;
        return undefined;
      }
      if (hour.lines >= linesPerHour) {
        elsewhere += 1;
        return undefined;
      }
      hour.lines += 1;
      const stands = 1 + (known?.unsaid ?? 0) + elsewhere;
      elsewhere = 0;
      kinds.delete(kind);
      kinds.set(kind, { at: now, unsaid: 0 });
      for (const [oldest, { unsaid }] of kinds) {
        if (kinds.size <= mostKinds) break;
        elsewhere += unsaid;
        kinds.delete(oldest);
      }
      return stands;
    },
  };
}
