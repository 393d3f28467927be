import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parsePeer } from '../../../core/access/address.js';
import { parseAccessRules } from '../../../core/access/htaccess.js';
import { ruleChanges } from '../../../core/audit/changes.js';
import { ConsoleError } from '../../../core/problem.js';
import { type Allowlists, addressOf, confirmationOf, doors } from '../../allowlist.js';
import { type Again, allowlistView, bytesOf, type CurrentLists, getsThrough, type Visitor } from './view.js';

/** What ALLOWLIST is given. */
export interface AllowlistNeeds {
  readonly allowlists: Allowlists;
}

const short = z.string().max(64);
const list = z.string().max(64 * 1024);
const form = z.object({
  site: list,
  secure: list,
  _site: short,
  _secure: short,
  try: short.default(''),
  do: z.enum(['accept', 'try']).default('accept'),
  confirm: short.default(''),
});

/** ALLOWLIST: the two lists in front of the password, who they let in, and a safe way to change them. */
export function allowlist(scope: FastifyInstance, { allowlists }: AllowlistNeeds): void {
  scope.get('/allowlist', async (request, reply) => show(request, reply, await current(), ''));

  scope.post('/allowlist', { config: { audit: 'allowlist' } }, async (request, reply) => {
    const { audited } = request;
    const { data } = form.safeParse(request.body);
    if (data === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
    const now = await current();
    const typed = { site: data.site, secure: data.secure };
    const again = (state: Again['state'], status: number, more: Partial<Again> = {}) =>
      show(request, reply, now, data.try.trim(), { typed, state, ...more }, status);
    audited.isLook = data.do === 'try';
    if (audited.isLook) return again('tried', 200);

    // 1. Understood.
    const bytes = { site: bytesOf(data.site, now.site), secure: bytesOf(data.secure, now.secure) };
    const rules = { site: parseAccessRules(bytes.site), secure: parseAccessRules(bytes.secure) };
    if (doors.some((door) => rules[door].problems.length > 0)) return again('refused', 422);
    // 2. Made from the lists as they are.
    const seen = { site: data._site, secure: data._secure };
    const changed = doors.filter((door) => seen[door] !== (now[door]?.hash ?? ''));
    if (changed.length > 0) return again('conflict', 409, { changed });
    // 3. Meant.
    const confirmation = confirmationOf(request.ip, data.site, data.secure);
    const staysIn = getsThrough(rules, 'secure', visitorOf(request, ''));
    if (!staysIn && data.confirm !== confirmation) {
      audited.reason = 'shuts_out';
      return again('shuts_out', 422, { confirmation });
    }

    const different = doors.filter((door) => bytes[door] !== now[door]?.text);
    audited.changes = [];
    for (const door of different) {
      await allowlists[door].replace(bytes[door], now[door]?.hash);
      audited.changes.push(...ruleChanges(door, now[door]?.text ?? '', bytes[door]));
    }
    return reply.done('/secure/allowlist', {
      kind: 'done',
      text: ({ allowlist: say }) => (different.length === 0 ? say.unchanged : say.saved),
    });
  });

  async function current(): Promise<CurrentLists> {
    const [site, secure] = await Promise.all(doors.map((door) => allowlists[door].read()));
    return { site, secure };
  }

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    now: CurrentLists,
    tried: string,
    again?: Again,
    status = 200,
  ): FastifyReply {
    const paths = { site: allowlists.site.path, secure: allowlists.secure.path };
    const view = allowlistView(paths, now, visitorOf(request, tried), request.words, again);
    const self = '/secure/allowlist';
    return reply.page({ panel: 'allowlist', template: 'allowlist/allowlist', view, status, self });
  }
}

function visitorOf(request: FastifyRequest, tried: string): Visitor {
  const from = addressOf(request);
  // The door lets nobody pass whose address it cannot read.
  if (from === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
  return { name: request.ip, from, to: parsePeer(request.socket.localAddress ?? ''), tried };
}
