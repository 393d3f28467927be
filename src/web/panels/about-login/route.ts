import type { FastifyInstance } from 'fastify';

/** What the page about logging in knows. */
export interface AboutLoginNeeds {
  /** What sets a password on this machine. */
  readonly passwordCommand: string;
}

/** ABOUT LOGIN: how to get in, and why one does not. */
export function aboutLogin(scope: FastifyInstance, { passwordCommand }: AboutLoginNeeds): void {
  scope.get('/about-login', async (_request, reply) =>
    reply.page({ panel: 'about-login', template: 'about-login/about-login', view: { passwordCommand } }),
  );
}
