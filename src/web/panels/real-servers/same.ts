import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { addedProblems } from '../../../core/lvscf/added-problems.js';
import { readable } from '../../../core/lvscf/bytes.js';
import { virtualServerOf } from '../../../core/lvscf/change.js';
import { type Config, readConfig } from '../../../core/lvscf/config.js';
import { takeRealServers } from '../../../core/lvscf/copy.js';
import { textOfRows } from '../../../core/lvscf/several.js';
import { ConsoleError, errorStatus } from '../../../core/problem.js';
import { type EditingNeeds, requireRevision, revisionOf, save, savedNotice } from '../../editing.js';
import { dangersOf, nameWanted } from '../../guard-rail.js';
import { realServersHref } from '../../panel-names.js';
import { type Asked, sameView } from './same-view.js';

type SameRequest = FastifyRequest<{ Params: { virtual: string } }>;

const asked = z.object({
  from: z.string().max(4096).optional().catch(undefined),
  how: z.enum(['add', 'replace']).catch('add'),
});
const form = asked.required().extend({ from: z.string().max(4096), _revision: z.string().max(64) });

/** SAME REAL SERVERS: those of another virtual server, shown before they are saved. */
export function samePage(scope: FastifyInstance, needs: EditingNeeds): void {
  const path = '/virtual-servers/:virtual/same-real-servers';

  scope.get(path, async (request: SameRequest, reply) => show(request, reply, asked.parse(request.query)));

  scope.post(path, async (request: SameRequest, reply) => {
    const { params, words } = request;
    const { data } = form.safeParse(request.body);
    if (data === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
    const { _revision, from, how } = data;
    try {
      const changes = await save(request, needs, 'same-real-servers', (config) => {
        requireRevision(textOfBoth(config, params.virtual, from), _revision);
        return takeRealServers(config, params.virtual, from, how);
      });
      return reply.done(realServersHref(params.virtual), savedNotice(changes));
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      if (!['adds_problems', 'block_changed', 'dangerous'].includes(error.reason)) throw error;
      const refusal = error.reason === 'block_changed' ? words.several.same.changed : undefined;
      return show(request, reply, { from, how, ...(refusal && { refusal }) }, errorStatus[error.code]);
    }
  });

  async function show(request: SameRequest, reply: FastifyReply, choice: Asked, status = 200) {
    const { body, params, words } = request;
    const { parsed: now } = await needs.configFile.read();
    const to = virtualServerOf(now, params.virtual);
    const from = choice.from === undefined ? undefined : virtualServerOf(now, choice.from);
    const isPossible = from !== undefined && now.readOnly === undefined;
    const after = isPossible ? readConfig(takeRealServers(now, to.ref, from.ref, choice.how)) : now;
    const name = nameWanted(dangersOf(request, now, after), body, words);
    const view = {
      ...sameView({ now, after, to, from, choice, problems: addedProblems(now, after), words }),
      ...(from && { revision: revisionOf(textOfBoth(now, to.ref, from.ref)) }),
      ...(name && { nameWanted: name }),
    };
    const page = { subject: readable(to.name), virtualServer: to.ref };
    return reply.page({ panel: 'same-real-servers', template: 'real-servers/same', view, status, ...page });
  }
}

function textOfBoth(config: Config, to: string, from: string): string {
  return textOfRows(config, [{ virtual: to }, { virtual: from }]);
}
