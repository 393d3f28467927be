import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { engineState, type Engine as InstalledEngine } from '../../../core/machine/engine.js';
import { ConsoleError } from '../../../core/problem.js';
import type { RouterState } from '../../../core/router/answer.js';
import { sentencesOf } from '../../../text/failure.js';
import { resultSentence } from '../../../text/step.js';
import type { Engine, WantedHere } from '../../engine.js';
import { type Action, captions, engineView, type LastAction } from './engine-view.js';

const form = z.object({ action: z.enum(Object.keys(captions) as [Action, ...Action[]]) });

/** Registers the buttons of the engine. @returns the section of the panel that has them */
export function engineActions(scope: FastifyInstance, engine: Engine) {
  let last: LastAction | undefined;

  scope.post('/control', async (request, reply) => {
    const { data } = form.safeParse(request.body);
    if (data === undefined) throw new ConsoleError('denied', 'request_refused', { why: 'malformed' });
    const answer = await engine.run(data.action);
    last = { answer, user: request.user, at: Date.now() };
    return reply.done('/secure/control', {
      kind: answer.ok ? 'done' : 'warning',
      text: (words) => resultSentence(answer, words),
    });
  });

  /** @param installed the engines that were seen on this machine */
  return async ({ words, language }: FastifyRequest, installed: readonly InstalledEngine[]) => {
    const [told, wanted] = await Promise.all([
      isAnyThere(installed) ? stateOf(engine) : undefined,
      wantedOf(engine),
    ]);
    const failure = told instanceof ConsoleError ? sentencesOf(told, words) : undefined;
    const state = told instanceof ConsoleError ? undefined : (told ?? undefined);
    return engineView({ state, failure, wanted, last, words, language });
  };
}

function isAnyThere(engines: readonly InstalledEngine[]): boolean {
  return engines.some((engine) => engineState(engine) !== 'not_installed');
}

async function stateOf(engine: Engine): Promise<RouterState | ConsoleError | null> {
  try {
    return (await engine.run('state')).state;
  } catch (error) {
    // Looking at the panel must work where the rights to act are missing.
    if (error instanceof ConsoleError) return error;
    throw error;
  }
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
