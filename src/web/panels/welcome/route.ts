import type { FastifyInstance } from 'fastify';
import type { Users } from '../../password-check.js';

/** What the welcome page knows. */
export interface WelcomeNeeds {
  readonly users: Users;
  /** What sets a password on this machine. */
  readonly passwordCommand: string;
}

/** The welcome page with its Login button; the browser asks for the password behind it. */
export function welcome(scope: FastifyInstance, needs: WelcomeNeeds): void {
  scope.get('/', async (_request, reply) => {
    const noPassword = (await needs.users.readUsers()).size === 0;
    const view = { noPassword, command: needs.passwordCommand };
    return reply.page({ panel: 'welcome', template: 'welcome/welcome', view });
  });
}
