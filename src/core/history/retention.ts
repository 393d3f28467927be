/** Which versions are kept for ever, and which only for a while. */

import type { ListedVersion } from './version.js';

/** For so many days before the newest version every version is kept. */
export const fullDays = 90;

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The versions that have served their time. Older than `fullDays`, the last of each day (UTC) stays: the last that
 * reached the file, where one did. The newest version stays, and every pinned one.
 * The days are counted back from the newest version, so that a clock that runs wrong takes nothing away by itself.
 * @param versions all of them, newest first
 * @param now milliseconds since 1970
 */
export function outlived<V extends ListedVersion>(versions: readonly V[], now: number): V[] {
  const [newest] = versions;
  if (newest === undefined) return [];
  const newestTime = Date.parse(newest.time);
  const from = (Number.isNaN(newestTime) ? now : Math.min(now, newestTime)) - fullDays * dayMs;
  // What has no time that can be read is not old.
  const isOld = ({ time }: V) => Date.parse(time) < from;
  const lastOfDay = new Map<string, V>();
  for (const version of versions) {
    const day = dayOf(version);
    const last = lastOfDay.get(day);
    if (last === undefined || (last.skipped && !version.skipped)) lastOfDay.set(day, version);
  }
  return versions.filter(
    (version) =>
      version !== newest && !version.pinned && isOld(version) && lastOfDay.get(dayOf(version)) !== version,
  );
}

function dayOf({ time }: ListedVersion): string {
  return time.slice(0, 'YYYY-MM-DD'.length);
}
