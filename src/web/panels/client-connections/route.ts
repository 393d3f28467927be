import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { IpvsConnection } from '../../../core/ipvs/parse-conn.js';
import { type ConnectionNames, searchConnections } from '../../../core/live/connections.js';
import { isKnown, type Reading } from '../../../core/machine/reading.js';
import { connectionsOnAPage, connectionsView } from './view.js';

/** What the page is given. */
export interface ClientConnectionsNeeds {
  /** Tells of the connections that are balanced now, one after the other. */
  readonly connections: (take: (connection: IpvsConnection) => void) => Promise<Reading<void>>;
  /** What lvs.cf calls the ends of a connection; no names when it cannot be read. */
  readonly connectionNames: () => Promise<ConnectionNames>;
}

const query = z.object({
  text: z.string().trim().max(100).catch(''),
  state: z.string().trim().max(30).catch(''),
  from: z.coerce.number().int().min(0).max(10_000_000).catch(0),
});

/** The connections that are balanced now, searched and counted. It changes nothing. */
export function clientConnections(scope: FastifyInstance, needs: ClientConnectionsNeeds): void {
  scope.get('/client-connections', async (request, reply) => {
    const { language, words } = request;
    const search = { ...query.parse(request.query), limit: connectionsOnAPage };
    const { found, take } = searchConnections(search, await needs.connectionNames());
    const reading = await needs.connections(take);
    const seen = isKnown(reading) ? { at: reading.at, value: found() } : reading;
    const view = connectionsView(search, seen, words, language);
    return reply.page({
      panel: 'client-connections',
      template: 'client-connections/client-connections',
      view,
    });
  });
}
