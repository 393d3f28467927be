import type { FastifyInstance } from 'fastify';

/** ABOUT LOGIN: how to get in, and why one does not. */
export function aboutLogin(scope: FastifyInstance): void {
  scope.get('/about-login', async (_request, reply) =>
    reply.page({ panel: 'about-login', template: 'about-login/about-login', view: {} }),
  );
}
