import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Identity } from '../../../core/keepalived/identity.js';
import { clusterOf } from '../../../core/live/cluster.js';
import type { RoutersSeen, WatchedRouters } from '../../../core/live/routers.js';
import type { Snapshot } from '../../../core/live/snapshot.js';
import type { Config } from '../../../core/lvscf/config.js';
import { pictureStream } from '../../picture-stream.js';
import { type DrawingQuery, drawingAddress, drawingView } from './view.js';

/** What the page is given. */
export interface DrawingNeeds {
  /** What lvs.cf says; nothing when it cannot be read. */
  readonly model: () => Promise<Config | undefined>;
  /** Which router this machine is; nothing where nobody can tell. */
  readonly identity: () => Promise<Identity | undefined>;
  readonly routers: WatchedRouters;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly liveTable: {
    now(): Promise<Snapshot>;
    /** Tells of each look from now on. @returns ends it */
    follow(see: (snapshot: Snapshot) => void): () => void;
  };
}

/** A page waits so long for the routers; what they tell later comes by itself. */
const patienceMs = 1000;

const query = z.object({
  as: z.enum(['picture', 'table']).catch('picture'),
  part: z.coerce.number().int().min(1).max(100_000).catch(1),
});

/** The whole cluster as a drawing and as a table. It changes nothing. */
export function drawing(scope: FastifyInstance, needs: DrawingNeeds): void {
  const { clock, identity, liveTable, model, routers } = needs;

  async function seenWith(snapshot: Snapshot, seen: RoutersSeen) {
    const [config, own] = await Promise.all([model(), identity()]);
    const role = own === undefined || 'unknown' in own ? undefined : own.role;
    const here = role === 'single' ? 'primary' : role;
    return { cluster: config && clusterOf(config, snapshot, { here, seen, now: clock() }), snapshot, seen };
  }

  pictureStream(scope, {
    path: '/drawing/live',
    follow(see: (snapshot: Snapshot) => void) {
      const ends = [liveTable.follow(see), routers.follow(() => undefined)];
      return () => {
        for (const end of ends) end();
      };
    },
    timeOf: ({ readAt }) => readAt,
    async render(snapshot, { language, query: asked, words }) {
      const view = drawingView(
        query.parse(asked),
        await seenWith(snapshot, routers.latest()),
        words,
        language,
      );
      return scope.view('drawing/picture', { view, words });
    },
  });

  scope.get('/drawing', async (request, reply) => {
    const { language, words } = request;
    const asked: DrawingQuery = query.parse(request.query);
    const other = asked.as === 'picture' ? 'table' : 'picture';
    const [snapshot, seen] = await Promise.all([liveTable.now(), routers.soon(patienceMs)]);
    const view = drawingView(asked, await seenWith(snapshot, seen), words, language);
    return reply.page({
      panel: 'drawing',
      template: 'drawing/drawing',
      view: {
        ...view,
        follow: drawingAddress(asked, '/secure/drawing/live'),
        other: {
          text: asked.as === 'picture' ? words.drawing.asTable : words.drawing.asPicture,
          href: drawingAddress({ ...asked, as: other }),
        },
      },
    });
  });
}
