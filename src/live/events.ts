/** What happened on both routers, gathered while somebody wants to know, beside who changed what. */

import type { AuditFilter } from '../core/audit/filter.js';
import type { AuditPage, AuditQuery } from '../core/audit/reading.js';
import type { RouterSide } from '../core/live/alarms.js';
import {
  type EventHistory,
  historyAfter,
  historyMissed,
  noHistory,
  wordFor,
} from '../core/live/event-history.js';
import type { EntryQuery, EventLog } from '../core/live/event-log.js';
import {
  type ChangeEntry,
  changeEntry,
  changingActions,
  type EngineEntry,
  type Entry,
  engineEntries,
  isWanted,
  type KernelNames,
  newestFirst,
} from '../core/live/timeline.js';
import { ConsoleError } from '../core/problem.js';
import { type EngineEvents, eventsLine } from '../core/router/events.js';
import { type LookNeeds, openBothSides } from './both-sides.js';

/** Asks one router what happened. @param line what the look is told @throws ConsoleError where it does not answer */
export type AskEvents = (line: string) => Promise<EngineEvents>;

/** What gathering needs. */
export interface EventLogNeeds extends LookNeeds {
  readonly here: AskEvents;
  readonly there: AskEvents;
  /** Records of the audit log, the newest first. @throws ConsoleError file_unavailable */
  readonly changes: (query: AuditQuery & { readonly filter: AuditFilter }) => Promise<AuditPage>;
  readonly names: () => Promise<KernelNames>;
}

/** A router that was never asked has so many answers at most, one after another. */
const mostAnswers = 10;

/** So many searches through the audit log are made for one page. */
const mostSearches = 5;

/** Opens the time line; nobody is asked before somebody wants to know. */
export function openEventLog(needs: EventLogNeeds): EventLog {
  const { changes, clock, names } = needs;
  const { follow, latest, soon } = openBothSides({
    ...needs,
    unseen: noHistory,
    look: (side, before) => asked(needs[side], before, clock),
  });

  async function told(): Promise<EngineEntry[]> {
    const known = await names();
    const entriesOf = (side: RouterSide, { checks, vrrp }: EventHistory) => [
      ...engineEntries(vrrp, side, known),
      ...engineEntries(checks, side, known),
    ];
    const { here, there } = latest();
    return newestFirst([
      ...entriesOf('here', here),
      ...(there === undefined ? [] : entriesOf('there', there)),
    ]);
  }

  /** The changes that a page may need, the newest first: never more than a page has room for. */
  async function changed({ filter, limit, since, until }: EntryQuery): Promise<ChangeEntry[]> {
    if ((filter.kind ?? 'change') !== 'change' || filter.side === 'there') return [];
    const query: AuditFilter = {
      actions: changingActions,
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
    };
    const found: ChangeEntry[] = [];
    let before: number | undefined;
    for (let search = 0; search < mostSearches && found.length <= limit; search++) {
      const { older, records } = await changes({
        filter: query,
        limit: limit + 1,
        ...(before !== undefined && { before }),
      });
      for (const record of records) {
        const entry = changeEntry(record);
        if (entry !== undefined && isWanted(entry, filter)) found.push(entry);
      }
      if (older === undefined) break;
      before = older;
    }
    return found;
  }

  return {
    latest,
    soon,
    follow,
    told,
    wordFor: (service, destination) => wordFor(latest().here, service, destination, clock()),
    async page(query) {
      const { filter, limit, since = 0, until = Number.POSITIVE_INFINITY } = query;
      const fits = (entry: Entry) => entry.at >= since && entry.at < until && isWanted(entry, filter);
      const engines = (await told()).filter(fits);
      let trouble: ConsoleError | undefined;
      const records = await changed(query).catch((error: unknown) => {
        if (!(error instanceof ConsoleError)) throw error;
        trouble = error;
        return [];
      });
      // The audit log is the newest first already; `newestFirst` takes lists in the order of time.
      const all = newestFirst<Entry>([...[...engines].reverse(), ...[...records].reverse()]);
      // What happened in the same moment stays together: the next page begins before it.
      const last = all[limit - 1]?.at;
      const entries = last === undefined ? all : all.filter(({ at }) => at >= last);
      return { entries, hasOlder: entries.length < all.length, trouble };
    },
  };
}

async function asked(ask: AskEvents, before: EventHistory, clock: () => number): Promise<EventHistory> {
  let history = before;
  try {
    for (let answers = 0; answers < mostAnswers; answers++) {
      const answer = await ask(eventsLine(history.told));
      history = historyAfter(answer, clock(), history);
      if (!history.more) break;
    }
  } catch (error) {
    if (!(error instanceof ConsoleError)) throw error;
    history = historyMissed(error, clock(), history);
  }
  return Object.freeze(history);
}
