import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { EventLog, EventsSeen } from '../../../core/live/event-log.js';
import type { Config } from '../../../core/lvscf/config.js';
import { ConsoleError } from '../../../core/problem.js';
import { openEventStream } from '../../event-stream.js';
import { readAsked } from './form.js';
import { partOf } from './part.js';
import { type EventParts, eventsView } from './view.js';

/** What EVENTS is given. */
export interface EventsNeeds {
  readonly eventLog: EventLog;
  /** The lvs.cf, of which the names are wanted. @throws what the file's adapter throws */
  readonly configFile: { read(): Promise<{ readonly parsed: Config }> };
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** The part in words, as it goes to every browser that shows the same one in the same language. */
interface Rendered {
  readonly rows: string;
  readonly remarks: string;
  readonly readAt: ReturnType<typeof eventsView>['readAt'];
}

/** Whoever opens the page waits so long for the routers; what they tell later comes by itself. */
const patienceMs = 3000;

/** EVENTS: what happened on both routers and who changed what, newest first. It changes nothing. */
export function events(scope: FastifyInstance, { clock, configFile, eventLog }: EventsNeeds): void {
  async function parts(request: FastifyRequest, seen: EventsSeen): Promise<EventParts> {
    const asked = readAsked(request.query, clock());
    const [shown, virtuals] = await Promise.all([partOf(eventLog, asked), virtualNames()]);
    return { asked, shown, seen, virtuals, words: request.words, language: request.language };
  }

  /** A file that cannot be read is the concern of the panels that edit it. */
  async function virtualNames(): Promise<string[]> {
    try {
      return (await configFile.read()).parsed.virtualServers.map(({ name }) => name);
    } catch (error) {
      if (error instanceof ConsoleError) return [];
      throw error;
    }
  }

  scope.get('/events', async (request, reply) => {
    const seen = await eventLog.soon(patienceMs);
    const view = eventsView(await parts(request, seen));
    return reply.page({ panel: 'events', template: 'events/events', view });
  });

  const known = new WeakMap<EventsSeen, Map<string, Promise<Rendered>>>();

  /** Rendered once, however many look at the same part. */
  function rendered(request: FastifyRequest, seen: EventsSeen) {
    const ofSeen = known.get(seen) ?? new Map<string, Promise<Rendered>>();
    known.set(seen, ofSeen);
    const key = `${request.language} ${request.url}`;
    const found = ofSeen.get(key) ?? render(request, seen);
    ofSeen.set(key, found);
    return found;
  }

  async function render(request: FastifyRequest, seen: EventsSeen): Promise<Rendered> {
    const view = eventsView(await parts(request, seen));
    const rows = await scope.view('events/rows', { rows: view.rows });
    return { rows, remarks: JSON.stringify(view.remarks), readAt: view.readAt };
  }

  // There is no head without the body: a stream has no end.
  scope.get('/events/live', { exposeHeadRoute: false }, (request, reply) => {
    const shown = { rows: '', remarks: '' };
    const stream = openEventStream(request, reply, () => end());

    async function tell(seen: EventsSeen): Promise<void> {
      const { readAt, remarks, rows } = await rendered(request, seen);
      const isTaken = await stream.send([
        ...(rows === shown.rows ? [] : [{ name: 'rows', text: rows }]),
        ...(remarks === shown.remarks ? [] : [{ name: 'remarks', text: remarks }]),
        ...(readAt === undefined ? [] : [{ name: 'seen', text: JSON.stringify(readAt) }]),
      ]);
      if (isTaken) Object.assign(shown, { rows, remarks });
    }

    const end = eventLog.follow((seen) => {
      tell(seen).catch((error) => {
        request.log.error(error);
        stream.close();
      });
    });
  });
}
