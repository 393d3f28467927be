import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { familyOf } from '../../../core/access/hash-family.js';
import { weaknessOf } from '../../../core/access/password.js';
import { ConsoleError } from '../../../core/problem.js';
import type { Words } from '../../../text/index.js';
import { requireRight, whereFrom } from '../../access.js';
import type { PasswordCheck, Users } from '../../password-check.js';

/** What CHANGE PASSWORD is given. */
export interface PasswordPanelNeeds {
  readonly users: Users;
  /** What sets a password on this machine. */
  readonly passwordCommand: string;
  /** Keeps a new password; it counts at once. */
  readonly setPassword: (user: string, password: string) => Promise<void>;
}

const longest = 1024;
const text = z.string().max(longest);
const form = z.object({ old: text, new: text, again: text });

/** PASSWORD, behind CHANGE PASSWORD: a form for one's own password, and how the administrator does it. */
export function password(
  scope: FastifyInstance,
  {
    users,
    setPassword,
    passwordCommand,
    passwords,
  }: PasswordPanelNeeds & { readonly passwords: PasswordCheck },
): void {
  scope.get('/password', async (request, reply) => show(request, reply));

  scope.post('/password', { config: { secret: true, audit: 'password' } }, async (request, reply) => {
    request.audited.object = request.user;
    const { data } = form.safeParse(request.body);
    if (data === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
    const answer = await passwords.check(whereFrom(request), request.user, data.old);
    if (answer !== 'wrong') requireRight(answer, reply);
    const refusal = refusalOf(data, answer === 'right', request.user);
    if (refusal !== undefined) {
      request.audited.reason = refusal;
      return show(request, reply, request.words.password.refusals[refusal]);
    }
    await setPassword(request.user, data.new);
    return reply.done('/secure/password', { kind: 'done', text: (words) => words.password.changed });
  });

  async function show(request: FastifyRequest, reply: FastifyReply, refusal?: string): Promise<FastifyReply> {
    const { user, words } = request;
    const stored = (await users.readUsers()).get(user) ?? '';
    const command = `${passwordCommand} ${user}`;
    const transcript = `$ ${command}\nNew password for ${user}:\nOnce more:\nPassword of ${user} set.`;
    return reply.page({
      panel: 'password',
      template: 'password/password',
      view: {
        command,
        transcript,
        refusal: refusal ?? '',
        remarks: remarksOn(stored, words),
        role: words.password.roles[request.role],
      },
      status: refusal === undefined ? 200 : 422,
      self: '/secure/password',
    });
  }
}

/** Why the form is not taken. */
function refusalOf(
  typed: z.output<typeof form>,
  isOldRight: boolean,
  user: string,
): keyof Words['password']['refusals'] | undefined {
  if (!isOldRight) return 'old';
  if (typed.new !== typed.again) return 'again';
  if (typed.new === typed.old) return 'same';
  return weaknessOf(typed.new, user);
}

/** What the kind of the hash means for whoever has this password. */
function remarksOn(stored: string, { password: say }: Words): string[] {
  const family = familyOf(stored);
  if (family === undefined) return [];
  const reads = family.readsBytes === undefined ? [] : [say.reads[family.readsBytes]];
  return family.weak ? [...reads, say.weakHash] : reads;
}
