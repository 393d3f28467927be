import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { outcomeOf } from '../../../core/audit/engine.js';
import type { Foresight } from '../../../core/effects/foresight.js';
import { engineState, type Engine as InstalledEngine } from '../../../core/machine/engine.js';
import { ConsoleError } from '../../../core/problem.js';
import { isLeftStopped, type RouterState } from '../../../core/router/answer.js';
import { sentencesOf } from '../../../text/failure.js';
import { resultSentence } from '../../../text/step.js';
import type { Engine, WantedHere } from '../../engine.js';
import { type Action, captions, engineView, type LastAction } from './engine-view.js';
import { stateAsker, type Told } from './state.js';

/** What the buttons of the engine are given. */
export interface EngineNeeds {
  readonly engine: Engine;
  /**
   * What APPLY would do to a router in this state; nothing where it would change nothing that runs.
   * @throws ConsoleError of the file
   */
  readonly foresee: (state: RouterState) => Promise<Foresight | undefined>;
}

const form = z.object({ action: z.enum(Object.keys(captions) as [Action, ...Action[]]) });

/** Registers the buttons of the engine. @returns the section of the panel that has them */
export function engineActions(scope: FastifyInstance, { engine, foresee }: EngineNeeds) {
  let last: LastAction | undefined;
  const ask = stateAsker(engine);

  scope.post('/control', { config: { audit: 'engine' } }, async (request, reply) => {
    const { data } = form.safeParse(request.body);
    if (data === undefined) throw new ConsoleError('denied', 'request_refused', { why: 'malformed' });
    request.audited.action = data.action;
    const foresight = isApply(data.action) ? await foreseen(await ask()) : undefined;
    const answer = await engine.run(data.action);
    Object.assign(request.audited, outcomeOf(answer));
    last = { answer, foresight, user: request.user, at: Date.now() };
    return reply.done('/secure/control', {
      kind: answer.ok ? 'done' : 'warning',
      text: (words) => resultSentence(answer, words),
      offersStart: isLeftStopped(answer),
    });
  });

  /** @param installed the engines that were seen on this machine */
  return async (request: FastifyRequest, installed: readonly InstalledEngine[]) => {
    const { words, language } = request;
    const [told, wanted] = await Promise.all([
      isAnyThere(installed) ? ask(seenBefore(request)) : { state: undefined },
      wantedOf(engine),
    ]);
    const failed = 'failure' in told ? { ...sentencesOf(told.failure, words), at: told.at } : undefined;
    const state = 'state' in told ? told.state : undefined;
    const foresight = await foreseen(told);
    return engineView({ state, failed, wanted, foresight, last, words, language });
  };

  async function foreseen(told: Told): Promise<Foresight | undefined> {
    if (!('state' in told) || told.state === undefined) return undefined;
    try {
      return await foresee(told.state);
    } catch (error) {
      // Without the file or its history, APPLY says itself what is wrong.
      if (error instanceof ConsoleError) return undefined;
      throw error;
    }
  }
}

function isApply(action: Action): boolean {
  return action === 'apply' || action === 'adopt';
}

/** Which answer REFRESH was pressed below; nothing on a page that shows itself anew. */
function seenBefore({ query }: FastifyRequest): number {
  return Number((query as { after?: unknown }).after);
}

function isAnyThere(engines: readonly InstalledEngine[]): boolean {
  return engines.some((engine) => engineState(engine) !== 'not_installed');
}

async function wantedOf(engine: Engine): Promise<WantedHere | undefined> {
  try {
    return await engine.wanted();
  } catch (error) {
    // A missing or closed file is the concern of the panels that edit it.
    if (error instanceof ConsoleError) return undefined;
    throw error;
  }
}
