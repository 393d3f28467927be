import type { EventLog } from '../../../core/live/event-log.js';
import type { Asked } from './form.js';
import type { Shown } from './view.js';

/** So many entries are on one page; around a moment, half of them on each side of it. */
export const entriesPerPage = 50;

/** How far behind a moment is looked for what happened next, in milliseconds, until there is enough. */
const windowsMs = [3_600_000, 86_400_000, Number.POSITIVE_INFINITY];

/** More entries than a window of these can have are not looked through. */
const mostLookedThrough = 1000;

/** The part of the time line that was asked for. */
export async function partOf(log: Pick<EventLog, 'page'>, asked: Asked): Promise<Shown> {
  const { around, filter } = asked;
  const { before } = asked.fields;
  if (around === undefined) {
    const page = await log.page({
      filter,
      limit: entriesPerPage,
      ...(before !== undefined && { until: before }),
    });
    return { ...page, isNewest: before === undefined };
  }
  const half = entriesPerPage / 2;
  const older = await log.page({ filter, limit: half, until: around });
  const newer = await after(log, asked, around, half);
  return {
    entries: [...newer, ...older.entries],
    hasOlder: older.hasOlder,
    trouble: older.trouble,
    boundary: older.entries[0]?.id,
    isNewest: false,
  };
}

/** What happened next, the newest of it first. */
async function after(log: Pick<EventLog, 'page'>, { filter }: Asked, since: number, most: number) {
  for (const ms of windowsMs) {
    const until = Number.isFinite(ms) ? { until: since + ms } : {};
    const { entries } = await log.page({ filter, limit: mostLookedThrough, since, ...until });
    if (entries.length >= most || !Number.isFinite(ms)) return entries.slice(-most);
  }
  return [];
}
