import type { FastifyInstance } from 'fastify';
import type { Series } from '../../../core/live/series.js';
import type { Snapshot } from '../../../core/live/snapshot.js';
import { pictureStream } from '../../picture-stream.js';
import { readGraphsQuery } from './query.js';
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
  /** The kernel's table of this machine. */
  readonly liveTable: { now(): Promise<Snapshot> };
}

/** What was measured lately, as graphs and as a table. It changes nothing. */
export function graphs(scope: FastifyInstance, { graphsKept, liveSeries, liveTable }: GraphsNeeds): void {
  pictureStream(scope, {
    path: '/graphs/live',
    follow: liveSeries.follow,
    timeOf: (series) => series.newest(),
    render(series, { language, query, words }) {
      const picture = pictureView(readGraphsQuery(query), series, words, language);
      return scope.view('graphs/picture', { picture, words });
    },
  });

  scope.get('/graphs', async (request, reply) => {
    const { language, query, words } = request;
    const series = await liveSeries.now();
    const { trouble } = await liveTable.now();
    const view = graphsView(readGraphsQuery(query), { series, kept: graphsKept, trouble }, words, language);
    return reply.page({ panel: 'graphs', template: 'graphs/graphs', view });
  });
}
