import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { outcomeOf } from '../../../core/audit/engine.js';
import { engineState, type Engine as InstalledEngine } from '../../../core/machine/engine.js';
import { ConsoleError } from '../../../core/problem.js';
import { sentencesOf } from '../../../text/failure.js';
import { resultSentence } from '../../../text/step.js';
import type { Engine, WantedHere } from '../../engine.js';
import { type Action, captions, engineView, type LastAction } from './engine-view.js';
import { stateAsker } from './state.js';

const form = z.object({ action: z.enum(Object.keys(captions) as [Action, ...Action[]]) });

/** Registers the buttons of the engine. @returns the section of the panel that has them */
export function engineActions(scope: FastifyInstance, engine: Engine) {
  let last: LastAction | undefined;
  const ask = stateAsker(engine);

  scope.post('/control', { config: { audit: 'engine' } }, async (request, reply) => {
    const { data } = form.safeParse(request.body);
    if (data === undefined) throw new ConsoleError('denied', 'request_refused', { why: 'malformed' });
    request.audited.action = data.action;
    const answer = await engine.run(data.action);
    Object.assign(request.audited, outcomeOf(answer));
    last = { answer, user: request.user, at: Date.now() };
    return reply.done('/secure/control', {
      kind: answer.ok ? 'done' : 'warning',
      text: (words) => resultSentence(answer, words),
    });
  });

  /** @param installed the engines that were seen on this machine */
  return async (request: FastifyRequest, installed: readonly InstalledEngine[]) => {
    const { words, language } = request;
    const [told, wanted] = await Promise.all([
      isAnyThere(installed) ? ask(asksAnew(request)) : { state: undefined },
      wantedOf(engine),
    ]);
    const failed = 'failure' in told ? { ...sentencesOf(told.failure, words), at: told.at } : undefined;
    const state = 'state' in told ? told.state : undefined;
    return engineView({ state, failed, wanted, last, words, language });
  };
}

/** The REFRESH button, as opposed to a page that shows itself anew. */
function asksAnew({ query }: FastifyRequest): boolean {
  return (query as { ask?: unknown }).ask === 'anew';
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
