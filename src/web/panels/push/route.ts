import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toldOf } from '../../../core/audit/changes.js';
import { outcomeOf } from '../../../core/audit/engine.js';
import type { Config } from '../../../core/lvscf/config.js';
import { ConsoleError } from '../../../core/problem.js';
import type { BeforePush } from '../../../core/push/api.js';
import type { PushResult } from '../../../core/push/steps.js';
import { type Audit, actorOf } from '../../audit.js';
import { authorOf } from '../../editing.js';
import { requireConfirmed } from '../../guard-rail.js';
import type { OtherRouter } from '../../other-router.js';
import { beforeView, failureView } from './before-view.js';
import { begun } from './begin.js';
import { readPush, readTaking } from './form.js';
import { progressView, receiptsView } from './receipt-view.js';

/** What PUSH is given. */
export interface PushNeeds {
  readonly otherRouter: OtherRouter;
  readonly audit: Pick<Audit, 'record'>;
}

/** Where everything about the push is. */
const address = '/secure/push';

/** How many of the last pushes are listed. */
const listed = 10;

/** How often the page of a push under way comes anew, in seconds. */
const followSeconds = 2;

/** PUSH: what it would change on the other router, the push itself, and what it did. */
export function push(scope: FastifyInstance, { audit, otherRouter }: PushNeeds): void {
  scope.get('/push', async (request, reply) => {
    const running = await otherRouter.running();
    if (running !== undefined) {
      const view = { progress: progressView(running, request) };
      return show(request, reply, view, { seconds: followSeconds, href: address });
    }
    const { kind } = await otherRouter.state();
    if (kind === 'not_set_up') return show(request, reply, { notSetUp: true });
    const before = await beforeOf(otherRouter);
    // The head of the page says what was seen just now, too.
    request.otherRouter = await otherRouter.state();
    if (before instanceof ConsoleError) {
      return show(request, reply, { failure: failureView(before, request.words) });
    }
    return show(request, reply, { before: beforeView(before, request.words) });
  });

  scope.post('/push', { config: { audit: 'push' } }, async (request, reply) => {
    const order = { ...readPush(request.body), by: request.user };
    await begun(
      (onStep) => otherRouter.push({ ...order, onStep }).then((result) => told(result, request)),
      request,
    );
    // It is recorded once it has ended.
    request.audited.isLook = true;
    return reply.redirect(address, 303);
  });

  scope.post('/push/take', async (request, reply) => {
    const { here, there, taken } = readTaking(request.body);
    request.audited.panel = 'push';
    const approve = (before: Config, after: Config) => requireConfirmed(request, before, after);
    const order = { by: authorOf(request, 'push'), here, there, approve };
    if (taken?.size === 0) {
      return reply.done(address, { kind: 'warning', text: (words) => words.pushPage.choose.nothingTicked });
    }
    const { changes, version } =
      taken === undefined ? await otherRouter.takeTheirs(order) : await otherRouter.takeObjects(order, taken);
    request.audited.changes = toldOf(changes);
    if (version !== undefined) request.audited.version = version;
    const said = taken === undefined ? 'theirs' : 'chosen';
    return reply.done(address, { kind: 'done', text: (words) => words.pushPage.done[said] });
  });

  async function told({ ok, steps, to, what }: PushResult, request: FastifyRequest): Promise<void> {
    if (what === 'dry_run') return;
    await audit.record({ ...actorOf(request), action: 'push', object: to, ...outcomeOf({ ok, steps }) });
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    view: object,
    refresh?: { readonly seconds: number; readonly href: string },
  ): Promise<FastifyReply> {
    const receipts = receiptsView(await otherRouter.receipts(listed), request);
    return reply.page({
      panel: 'push',
      template: 'push/push',
      view: { ...view, receipts },
      ...(refresh && { refresh }),
    });
  }
}

async function beforeOf(otherRouter: OtherRouter): Promise<BeforePush | ConsoleError> {
  try {
    return await otherRouter.compare();
  } catch (error) {
    // What was done before is shown also where the other router does not answer.
    if (error instanceof ConsoleError) return error;
    throw error;
  }
}
