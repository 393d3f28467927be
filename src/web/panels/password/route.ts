import type { FastifyInstance } from 'fastify';
import { passwordCommand } from '../../password-command.js';

/** PASSWORD, behind CHANGE PASSWORD: says how; there is no form, as in the original. */
export function password(scope: FastifyInstance): void {
  scope.get('/password', async (request, reply) => {
    const command = `${passwordCommand} ${request.user}`;
    const transcript = `$ ${command}\nNew password for ${request.user}:\nOnce more:\nPassword of ${request.user} set.`;
    return reply.page({
      panel: 'password',
      template: 'password/password',
      view: { command, transcript },
      self: '/secure/password',
    });
  });
}
