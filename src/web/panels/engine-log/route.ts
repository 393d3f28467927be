import type { FastifyInstance } from 'fastify';
import { ConsoleError } from '../../../core/problem.js';
import type { EngineLog } from '../../../core/router/engine-log.js';
import { engineLogView } from './view.js';

/** One of the two routers, seen from this console. */
export type LogSide = 'here' | 'other';

/** What the page is given. */
export interface EngineLogNeeds {
  /** Looks at the engine of a router. @throws ConsoleError why it could not be looked at */
  readonly engineLog: (side: LogSide) => Promise<EngineLog>;
}

/** ENGINE LOG: the processes of the engine and its last log lines, of one router at a time. It changes nothing. */
export function engineLog(scope: FastifyInstance, needs: EngineLogNeeds): void {
  scope.get<{ Querystring: Record<string, unknown> }>('/engine-log', async (request, reply) => {
    const { language, words } = request;
    const side = request.query['router'] === 'other' ? 'other' : 'here';
    return reply.page({
      panel: 'engine-log',
      template: 'engine-log/engine-log',
      view: engineLogView(side, await seen(side), words, language),
    });
  });

  /** The page says why, and leads to the other router all the same. */
  async function seen(side: LogSide): Promise<EngineLog | ConsoleError> {
    try {
      return await needs.engineLog(side);
    } catch (error) {
      if (error instanceof ConsoleError) return error;
      throw error;
    }
  }
}
