import type { FastifyInstance } from 'fastify';

/** INTRODUCTION: what this tool is, and where things are. */
export function introduction(scope: FastifyInstance): void {
  scope.get('/introduction', async (_request, reply) =>
    reply.page({ panel: 'introduction', template: 'introduction/introduction', view: {} }),
  );
}
