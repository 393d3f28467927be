import type { FastifyInstance } from 'fastify';
import type { EventLog } from '../../../core/live/event-log.js';
import { rings, type Series } from '../../../core/live/series.js';
import type { Snapshot } from '../../../core/live/snapshot.js';
import type { Entry } from '../../../core/live/timeline.js';
import { pictureStream } from '../../picture-stream.js';
import { type GraphsQuery, readGraphsQuery } from './query.js';
import { graphsView, pictureView } from './view.js';

/** What the page is given. */
export interface GraphsNeeds {
  readonly liveSeries: {
    /** Everything that was measured until now. */
    now(): Promise<Series>;
    /** Tells of each measurement from now on. @returns ends it */
    follow(see: (series: Series) => void): () => void;
  };
  /** What is measured while nobody looks. */
  readonly graphsKept: 'off' | 'connections' | 'all';
  readonly eventLog: EventLog;
  /** The kernel's table of this machine. */
  readonly liveTable: { now(): Promise<Snapshot> };
}

/** So much of what happened is marked. */
const mostEntries = 200;

/** A page waits so long for what the engine tells; what it tells later comes by itself. */
const patienceMs = 1000;

/** What was measured lately, as graphs and as a table. It changes nothing. */
export function graphs(scope: FastifyInstance, needs: GraphsNeeds): void {
  const { eventLog, graphsKept, liveSeries, liveTable } = needs;

  /** What happened in the time that is shown; nobody is asked. */
  async function entriesIn({ span }: GraphsQuery, series: Series): Promise<readonly Entry[]> {
    const newest = series.newest();
    if (newest === undefined) return [];
    const { slots, stepMs } = rings[span];
    const since = newest - slots * stepMs;
    return (await eventLog.page({ filter: {}, since, limit: mostEntries })).entries;
  }

  pictureStream(scope, {
    path: '/graphs/live',
    follow(see: (series: Series) => void) {
      const ends = [liveSeries.follow(see), eventLog.follow(() => undefined)];
      return () => {
        for (const end of ends) end();
      };
    },
    timeOf: (series) => series.newest(),
    async render(series, { language, query, words }) {
      const asked = readGraphsQuery(query);
      const entries = await entriesIn(asked, series);
      const picture = pictureView(asked, { series, entries }, words, language);
      return scope.view('graphs/picture', { picture, words });
    },
  });

  scope.get('/graphs', async (request, reply) => {
    const { language, query, words } = request;
    const asked = readGraphsQuery(query);
    const [series, { trouble }] = await Promise.all([
      liveSeries.now(),
      liveTable.now(),
      eventLog.soon(patienceMs, 'here'),
    ]);
    const entries = await entriesIn(asked, series);
    const seen = { series, entries, kept: graphsKept, trouble };
    return reply.page({
      panel: 'graphs',
      template: 'graphs/graphs',
      view: graphsView(asked, seen, words, language),
    });
  });
}
