import type { EventLog } from '../../../core/live/event-log.js';
import type { LiveService, LiveState } from '../../../core/live/table.js';
import type { CheckWord } from '../../../core/router/events.js';
import type { Words } from '../../../text/index.js';
import type { LiveView } from './live-view.js';

/** States of a real server that its check has brought about. */
const byCheck: ReadonlySet<LiveState> = new Set(['out', 'quiesced', 'missing']);

/**
 * The table with the reason of each real server that is out, where its check said it a moment ago, and the way to
 * what happened to its virtual server.
 */
export function withReasons(
  view: LiveView,
  services: readonly LiveService[],
  wordFor: EventLog['wordFor'],
  { events: say }: Words,
): LiveView {
  const reasons = new Map<string, { virtual: string; word: CheckWord | undefined }>(
    services.flatMap(({ key, servers, virtual }) =>
      servers
        .filter(({ server, state }) => server !== '' && byCheck.has(state))
        .map(
          ({ destination }) =>
            [`${key} ${destination}`, { virtual, word: wordFor(key, destination) }] as const,
        ),
    ),
  );
  const rows = view.rows.map((row) => {
    const found = row.isService ? undefined : reasons.get(row.id);
    if (found === undefined) return row;
    const { virtual, word } = found;
    return {
      ...row,
      state: word === undefined ? row.state : say.withReason(row.state, say.reasons[word]),
      why: { label: say.why, href: `/secure/events?${new URLSearchParams({ virtual })}` },
    };
  });
  return { ...view, rows };
}
