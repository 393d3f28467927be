/** Which events are worth telling somebody, and when: of one subject not more often than a quiet time. */

import type { EngineEntry } from './timeline.js';

/** One thing that is told. */
export interface Telling {
  readonly entry: EngineEntry;
  /** So many events of the same subject were not told before this one. */
  readonly heldBack: number;
}

/** Decides what is told. */
export interface Quiet {
  /** Takes an event that has just become known. @param now milliseconds since 1970 @returns what is told at once */
  take(entry: EngineEntry, now: number): Telling | undefined;
  /** What is told because a quiet time is over, and things are not as they were told last. */
  due(now: number): Telling[];
}

interface Subject {
  readonly told: EngineEntry['what'];
  readonly toldAt: number;
  readonly last?: EngineEntry;
  readonly heldBack: number;
}

/** Whether an event is told at all: an engine that read its file again is as it was. */
export function isWorthTelling({ what }: EngineEntry): boolean {
  return what !== 'reloaded';
}

/** @param quietMs from what was told of a subject to what is told next */
export function openQuiet(quietMs: number): Quiet {
  const subjects = new Map<string, Subject>();
  return {
    take(entry, now) {
      const key = subjectOf(entry);
      const subject = subjects.get(key);
      if (subject !== undefined && now - subject.toldAt < quietMs && now >= subject.toldAt) {
        subjects.set(key, { ...subject, last: entry, heldBack: subject.heldBack + 1 });
        return undefined;
      }
      subjects.set(key, { told: entry.what, toldAt: now, heldBack: 0 });
      return { entry, heldBack: subject?.heldBack ?? 0 };
    },
    due(now) {
      const tellings: Telling[] = [];
      for (const [key, { heldBack, last, told, toldAt }] of subjects) {
        if (now - toldAt < quietMs && now >= toldAt) continue;
        if (last === undefined || last.what === told) subjects.delete(key);
        else {
          // The last one is told now, and not one of those that were held back.
          tellings.push({ entry: last, heldBack: heldBack - 1 });
          subjects.set(key, { told: last.what, toldAt: now, heldBack: 0 });
        }
      }
      return tellings;
    },
  };
}

/** Both routers check the same real servers: what one of them has told, the other one need not tell again. */
function subjectOf({ destination, kind, service, side }: EngineEntry): string {
  return kind === 'server' || kind === 'service' ? `${kind} ${service} ${destination}` : `${kind} ${side}`;
}
