import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WantedService } from '../../../core/ipvs/wanted.js';
import { wantedTable } from '../../../core/keepalived/wanted-table.js';
import { overrideDangers } from '../../../core/live/override-danger.js';
import type { Snapshot } from '../../../core/live/snapshot.js';
import { ConsoleError, errorStatus } from '../../../core/problem.js';
import { isTaken, type Overrides } from '../../../core/push/override-api.js';
import { isInForce, type OverrideOrder, weightOf } from '../../../core/router/override.js';
import { endDetails, endSentence } from '../../../text/overrides.js';
import { requireAnswered } from '../../guard-rail.js';
import { printTarget, temporaryWeightHref, temporaryWeightsHref } from '../../temporary-line.js';
import type { VersionedFile } from '../../versions.js';
import { orderOf, readTarget, type Typed, typedShape, type WrongField } from './form.js';
import { temporaryWeightsView } from './view.js';

/** What the page is given. */
export interface TemporaryWeightsNeeds {
  readonly overrides: Overrides;
  readonly liveTable: { now(): Promise<Snapshot> };
  readonly configFile: Pick<VersionedFile, 'read'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

type Query = { Querystring: Record<string, unknown> };

/** Weights that real servers have for the time being: DRAIN, SET WEIGHT and PUT BACK, on both routers. */
export function temporaryWeights(scope: FastifyInstance, needs: TemporaryWeightsNeeds): void {
  const { clock, configFile, liveTable, overrides } = needs;

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

  async function requireMeant(request: FastifyRequest, order: OverrideOrder): Promise<void> {
    const { weight } = order;
    if (weight === null) return;
    const [{ services, trouble }, wanted, seen] = await Promise.all([
      liveTable.now(),
      wantedIn(configFile),
      overrides.seen(),
    ]);
    const known = trouble === undefined ? services : [];
    const inForce = [...(seen.here ?? []), ...(seen.there?.overrides ?? [])].filter((one) =>
      isInForce(one, clock()),
    );
    requireAnswered(request, overrideDangers(known, wanted, order, weightOf({ weight }), inForce));
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
    await requireMeant(request, order);
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

/** What lvs.cf wants; nothing when it cannot be read, which the panels that edit it say. */
async function wantedIn(configFile: Pick<VersionedFile, 'read'>): Promise<readonly WantedService[]> {
  try {
    return wantedTable((await configFile.read()).parsed);
  } catch (error) {
    if (error instanceof ConsoleError) return [];
    throw error;
  }
}
