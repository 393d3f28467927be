import { hostname } from 'node:os';
import { openWebhook } from '../adapters/webhook/webhook.js';
import type { EventLog } from '../core/live/event-log.js';
import type { EngineEntry } from '../core/live/timeline.js';
import { toldOf } from '../core/live/told.js';
import type { Push } from '../core/push/api.js';
import { startWebhook } from '../live/webhook.js';
import type { Settings } from '../settings.js';

/** What telling another program needs. */
export interface WebhookParts {
  readonly eventLog: EventLog;
  readonly push: Pick<Push, 'state'>;
  /** An event in one sentence. */
  readonly sentenceOf: (entry: EngineEntry) => string;
  /** Says what went wrong, for the log of the console. */
  readonly complain: (error: unknown, what: string) => void;
}

/** Tells another program what happens on the routers, where the settings say so. @returns ends it */
export function webhookOf(
  { webhook }: Pick<Settings, 'webhook'>,
  { complain, eventLog, push, sentenceOf }: WebhookParts,
): () => void {
  if (webhook === undefined) return () => undefined;
  const tell = openWebhook(webhook.url);
  return startWebhook({
    eventLog,
    async tell(telling) {
      const { entry } = telling;
      // Without a name, the other router is the one that is not this one.
      const router = entry.side === 'here' ? hostname() : (await push.state()).to || 'the other router';
      await tell(toldOf(telling, router, sentenceOf(entry)));
    },
    quietMs: webhook.quietMinutes * 60_000,
    clock: Date.now,
    onTrouble: (error, isGivenUp) =>
      complain(error, `the webhook was not told an event${isGivenUp ? ', and will not be' : ''}`),
  });
}
