import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { EventLog } from '../../../core/live/event-log.js';
import type { RoutersSeen, WatchedRouters } from '../../../core/live/routers.js';
import { slowNumbers } from '../../../core/live/slow-numbers.js';
import type { Snapshot } from '../../../core/live/snapshot.js';
import type { Language } from '../../../text/index.js';
import { alarmLines } from '../../alarm-lines.js';
import { openEventStream } from '../../event-stream.js';
import { type LiveView, liveView } from './live-view.js';
import { withReasons } from './reasons.js';

/** The kernel's table as it is watched. */
export interface LiveTable {
  /** What is known now. */
  now(): Promise<Snapshot>;
  /** Tells of a look again and again. @returns ends it */
  follow(see: (snapshot: Snapshot) => void, everyMs?: number): () => void;
}

/** A look in words, as it goes to every browser that shows the same part in the same language. */
interface Rendered {
  readonly view: LiveView;
  readonly rows: string;
  readonly remarks: string;
}

/** What the live table is made from. */
export interface LiveNeeds {
  readonly liveTable: LiveTable;
  readonly routers: WatchedRouters;
  readonly eventLog: EventLog;
}

/** Registers the stream of the live table. @returns the section of the panel that has it */
export function liveSection(scope: FastifyInstance, needs: LiveNeeds) {
  const { eventLog, liveTable: table, routers } = needs;
  const slow = slowNumbers();
  const known = new WeakMap<Snapshot, Map<string, Promise<Rendered>>>();

  /** Rendered once, however many look. */
  function rendered(snapshot: Snapshot, part: number, request: FastifyRequest) {
    const { language, words } = request;
    const mayChange = request.role === 'admin';
    const ofSnapshot = known.get(snapshot) ?? new Map<string, Promise<Rendered>>();
    known.set(snapshot, ofSnapshot);
    const key = keyOf(part, language, mayChange);
    const found =
      ofSnapshot.get(key) ??
      render(
        withReasons(
          liveView(snapshot, slow(routers.latest().here), part, words, language),
          snapshot.services,
          eventLog.wordFor,
          words,
        ),
        mayChange,
      );
    ofSnapshot.set(key, found);
    return found;
  }

  async function render(view: LiveView, mayChange: boolean): Promise<Rendered> {
    const rows = await scope.view('control/live-rows', { rows: view.rows, mayChange });
    return { view, rows, remarks: JSON.stringify(view.remarks) };
  }

  const wrong = new WeakMap<RoutersSeen, Map<Language, Promise<string>>>();

  /** What is wrong with the routers, rendered once however many look. */
  function alarmsNow({ language, words }: FastifyRequest): Promise<string> {
    const seen = routers.latest();
    const ofSeen = wrong.get(seen) ?? new Map<Language, Promise<string>>();
    wrong.set(seen, ofSeen);
    const view = () => ({ alarms: alarmLines(seen, words), href: '/secure/routers' });
    const found = ofSeen.get(language) ?? scope.view('parts/alarms', view());
    ofSeen.set(language, found);
    return found;
  }

  // There is no head without the body: a stream has no end.
  const route = { exposeHeadRoute: false };
  scope.get<{ Querystring: Record<string, unknown> }>('/control/live', route, (request, reply) => {
    const part = partOf(request.query);
    const shown: { rows: string; remarks: string; alarms?: string } = { rows: '', remarks: '' };
    const stream = openEventStream(request, reply, () => end());

    async function tell(snapshot: Snapshot): Promise<void> {
      const [{ remarks, rows, view }, alarms] = await Promise.all([
        rendered(snapshot, part, request),
        alarmsNow(request),
      ]);
      // Most looks see what the one before saw: then only the time is new.
      const isTaken = await stream.send([
        ...(rows === shown.rows ? [] : [{ name: 'rows', text: rows }]),
        ...(remarks === shown.remarks ? [] : [{ name: 'remarks', text: remarks }]),
        ...(alarms === shown.alarms ? [] : [{ name: 'alarms', text: alarms }]),
        ...(view.readAt === undefined ? [] : [{ name: 'seen', text: JSON.stringify(view.readAt) }]),
      ]);
      if (isTaken) Object.assign(shown, { rows, remarks, alarms });
    }

    // What ipvsadm has to be run for is read for as long as somebody looks, and less often.
    const endSlow = routers.follow(() => undefined);
    const endEvents = eventLog.follow(() => undefined);
    let isTelling = false;
    const endFast = table.follow((snapshot) => {
      // One telling does not know yet what the one before has told: the next look is soon enough.
      if (isTelling) return;
      isTelling = true;
      tell(snapshot)
        .catch((error) => {
          request.log.error(error);
          stream.close();
        })
        .finally(() => {
          isTelling = false;
        });
    }, everyMsOf(request.query));
    const end = () => {
      endFast();
      endSlow();
      endEvents();
    };
  });

  /** @param seconds from one telling to the next */
  return async (
    request: FastifyRequest<{ Querystring: Record<string, unknown> }>,
    snapshot: Snapshot,
    seconds: number,
  ) => {
    const part = partOf(request.query);
    // Without scripts nobody follows: the look that begins now is there for the next page.
    if (snapshot.services.length > 0) await Promise.all([routers.soon(0), eventLog.soon(0, 'here')]);
    const { view } = await rendered(snapshot, part, request);
    const every = seconds === 1 ? '' : `&every=${seconds}`;
    const follow = `/secure/control/live?part=${part}${every}`;
    const follows = request.words.live.follows(seconds);
    return { ...view, mayChange: request.role === 'admin', follow, follows };
  };
}

function keyOf(part: number, language: Language, mayChange: boolean): string {
  return `${part} ${language} ${mayChange}`;
}

/** How often somebody wants to be told; nothing: at each look. */
function everyMsOf({ every }: Readonly<Record<string, unknown>>): number | undefined {
  return typeof every === 'string' && /^[1-9]\d{0,4}$/.test(every) ? Number(every) * 1000 : undefined;
}

/** Which part of a long table is asked for, from 1. */
function partOf({ part }: Readonly<Record<string, unknown>>): number {
  return typeof part === 'string' && /^[1-9]\d{0,5}$/.test(part) ? Number(part) : 1;
}
