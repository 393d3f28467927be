import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RoutersSeen, WatchedRouters } from '../../../core/live/routers.js';
import { openEventStream } from '../../event-stream.js';
import type { KernelNames } from './kernels-view.js';
import { routersView } from './view.js';

/** What the page is given. */
export interface RoutersNeeds {
  readonly routers: WatchedRouters;
  /** What lvs.cf calls the services of the kernel; no names when it cannot be read. */
  readonly kernelNames: () => Promise<KernelNames>;
}

/** A page is never kept waiting longer for a router that does not answer. */
const patienceMs = 2000;

const query = z.object({ part: z.coerce.number().int().min(1).max(100_000).catch(1) });

/** Both routers side by side. It changes nothing. */
export function routers(scope: FastifyInstance, { kernelNames, routers: watched }: RoutersNeeds): void {
  const known = new WeakMap<RoutersSeen, Map<string, Promise<string>>>();

  async function viewOf(seen: RoutersSeen, { language, query: asked, words }: FastifyRequest) {
    return routersView(seen, await kernelNames(), query.parse(asked).part, words, language);
  }

  /** Rendered once, however many look. */
  function rendered(seen: RoutersSeen, request: FastifyRequest): Promise<string> {
    const { words } = request;
    const ofSeen = known.get(seen) ?? new Map<string, Promise<string>>();
    known.set(seen, ofSeen);
    const key = `${request.language} ${query.parse(request.query).part}`;
    const text =
      ofSeen.get(key) ?? viewOf(seen, request).then((view) => scope.view('routers/both', { view, words }));
    ofSeen.set(key, text);
    return text;
  }

  // There is no head without the body: a stream has no end.
  scope.get('/routers/live', { exposeHeadRoute: false }, (request, reply) => {
    const stream = openEventStream(request, reply, () => end());

    async function tell(seen: RoutersSeen): Promise<void> {
      await stream.send([{ name: 'picture', text: await rendered(seen, request) }]);
    }

    const end = watched.follow((seen) => {
      tell(seen).catch((error) => {
        request.log.error(error);
        stream.close();
      });
    });
  });

  scope.get('/routers', async (request, reply) => {
    const view = await viewOf(await watched.soon(patienceMs), request);
    const { part } = query.parse(request.query);
    return reply.page({
      panel: 'routers',
      template: 'routers/routers',
      view: { ...view, follow: `/secure/routers/live?part=${part}` },
    });
  });
}
