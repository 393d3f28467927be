/** Tells another program what happens on the routers. It holds up nobody: what cannot be told is given up. */

import type { EventLog } from '../core/live/event-log.js';
import { isWorthTelling, openQuiet, type Telling } from '../core/live/quiet.js';
import type { EngineEntry } from '../core/live/timeline.js';

/** What telling needs. */
export interface WebhookNeeds {
  readonly eventLog: Pick<EventLog, 'follow' | 'told'>;
  /** Tells one thing. @throws where it could not be told */
  readonly tell: (telling: Telling) => Promise<void>;
  /** From what was told of a subject to what is told next. */
  readonly quietMs: number;
  /** How long to wait before each further try; then it is given up. */
  readonly retryMs?: readonly number[];
  /** How often it is seen whether a quiet time is over. */
  readonly everyMs?: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** @param isGivenUp nothing more is tried for this one */
  readonly onTrouble: (error: unknown, isGivenUp: boolean) => void;
}

const usualRetryMs = [10_000, 60_000, 300_000];
const usualEveryMs = 5000;

/** So much waits to be told; what happened before that is given up. */
const mostWaiting = 100;

/** Tells what happens from now on, for as long as it is not ended. @returns ends it */
export function startWebhook(needs: WebhookNeeds): () => void {
  const { clock, eventLog, everyMs = usualEveryMs, onTrouble, quietMs } = needs;
  const { retryMs = usualRetryMs, tell } = needs;
  const startedAt = clock();
  const quiet = openQuiet(quietMs);
  const waiting: Telling[] = [];
  const ended = new AbortController();
  let known: ReadonlySet<string> = new Set();
  let isTelling = false;
  let looking = Promise.resolve();

  async function look(): Promise<void> {
    const entries = await eventLog.told();
    const fresh = entries.filter((entry) => isNews(entry)).reverse();
    known = new Set(entries.map(({ id }) => id));
    const now = clock();
    for (const entry of fresh) queue(quiet.take(entry, now));
  }

  function isNews(entry: EngineEntry): boolean {
    // What happened before the console started was told by the one before, or by nobody.
    return entry.at >= startedAt && isWorthTelling(entry) && !known.has(entry.id);
  }

  function queue(telling: Telling | undefined): void {
    if (telling === undefined) return;
    waiting.push(telling);
    if (waiting.length > mostWaiting) {
      waiting.shift();
      onTrouble(new Error('too much waits to be told'), true);
    }
    if (!isTelling) void tellAll();
  }

  /** One after another, in their order. */
  async function tellAll(): Promise<void> {
    isTelling = true;
    for (let next = waiting.shift(); next !== undefined && !ended.signal.aborted; next = waiting.shift()) {
      await tellOne(next);
    }
    isTelling = false;
  }

  async function tellOne(telling: Telling): Promise<void> {
    for (const ms of [...retryMs, undefined]) {
      try {
        await tell(telling);
        return;
      } catch (error) {
        if (ended.signal.aborted) return;
        onTrouble(error, ms === undefined);
        if (ms !== undefined) await waited(ms, ended.signal);
      }
      if (ended.signal.aborted) return;
    }
  }

  const stop = eventLog.follow(() => {
    looking = looking.then(look).catch((error: unknown) => onTrouble(error, false));
  });
  const clockwork = setInterval(() => {
    for (const telling of quiet.due(clock())) queue(telling);
  }, everyMs);
  clockwork.unref();
  return () => {
    stop();
    clearInterval(clockwork);
    ended.abort();
  };
}

/** Waits, or until it is ended. */
function waited(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    timer.unref();
    signal.addEventListener('abort', () => done(), { once: true });
  });
}
