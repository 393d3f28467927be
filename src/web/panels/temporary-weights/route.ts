import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ConsoleError, errorStatus } from '../../../core/problem.js';
import { isTaken } from '../../../core/push/override-api.js';
import { endDetails, endSentence } from '../../../text/overrides.js';
import { type OverrideNeeds, requireMeant } from '../../override-meant.js';
import { printTarget, temporaryWeightHref, temporaryWeightsHref } from '../../temporary-line.js';
import { orderOf, readTarget, type Typed, typedShape, type WrongField } from './form.js';
import { temporaryWeightsView } from './view.js';

/** What the page is given. */
export interface TemporaryWeightsNeeds extends OverrideNeeds {}

type Query = { Querystring: Record<string, unknown> };

/** Weights that real servers have for the time being: DRAIN, SET WEIGHT and PUT BACK, on both routers. */
export function temporaryWeights(scope: FastifyInstance, needs: TemporaryWeightsNeeds): void {
  const { clock, liveTable, overrides } = needs;

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    of: string,
    mistake?: { readonly typed: Typed; readonly wrong: readonly WrongField[] },
  ): Promise<FastifyReply> {
    const { language, words } = request;
    const [seen, snapshot] = await Promise.all([overrides.seen(), liveTable.now()]);
    const view = temporaryWeightsView(
      { seen, snapshot, target: readTarget(of), ...mistake },
      clock(),
      words,
      language,
    );
    return reply.page({
      panel: 'temporary-weights',
      template: 'temporary-weights/temporary-weights',
      view,
      ...(view.target && { subject: view.target.title }),
      ...(mistake && { status: errorStatus.invalid }),
    });
  }

  scope.get<Query>('/temporary-weights', async (request, reply) => {
    const { of } = request.query;
    return page(request, reply, typeof of === 'string' ? of : '');
  });

  scope.post('/temporary-weights', { config: { audit: 'override' } }, async (request, reply) => {
    request.audited.panel = 'temporary-weights';
    const { data: typed } = typedShape.safeParse(request.body);
    if (typed === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
    const order = orderOf(typed, request.user, clock());
    if (!('service' in order)) return page(request, reply, typed.of, { typed, wrong: order });
    request.audited.object = `${printTarget(order)}: ${order.weight ?? 'put back'}, ${typed.routers}`;
    await requireMeant(request, needs, order);
    const end = await overrides.set(order, typed.routers);
    const isDone = isTaken(end);
    request.audited.outcome = isDone ? 'done' : 'failed';
    return reply.done(order.weight === null ? temporaryWeightsHref : temporaryWeightHref(order), {
      kind: isDone ? 'done' : 'warning',
      text: (words) => endSentence(end, words),
      details: (words) => endDetails(end, words),
    });
  });
}
