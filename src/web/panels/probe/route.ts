import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readable } from '../../../core/lvscf/bytes.js';
import { virtualServerOf } from '../../../core/lvscf/change.js';
import { ConsoleError } from '../../../core/problem.js';
import type { Params } from '../../block-form.js';
import { realServersHref, testHref } from '../../panel-names.js';
import { type Probed, type ProbeNeeds, probed, probedView } from '../../probe.js';
import { type ProbeChoice, probeChoiceView, readProbeChoice } from '../../probe-choice.js';
import type { VersionedFile } from '../../versions.js';

/** What the page is given. */
export interface ProbePanelNeeds extends ProbeNeeds {
  readonly configFile: Pick<VersionedFile, 'read'>;
}

type ProbeRequest = FastifyRequest<{ Params: Params; Querystring: Record<string, unknown> }>;

/** What the buttons of REAL SERVER send: the row that is chosen, with the status that it showed. */
const listShape = z.object({
  test: z.enum(['chosen', 'all']).optional(),
  selected: z
    .string()
    .max(1100)
    .regex(/^(?:up|down|undef):/)
    .optional(),
});

/** TEST: the check of a virtual server, tried at once against one or all of its real servers. */
export function probePanel(scope: FastifyInstance, needs: ProbePanelNeeds): void {
  async function page(
    request: ProbeRequest,
    reply: FastifyReply,
    choice: ProbeChoice | undefined,
    result?: Probed,
  ) {
    const { language, params, words } = request;
    const virtualServer = virtualServerOf((await needs.configFile.read()).parsed, params['virtual'] ?? '');
    const { ref } = virtualServer;
    return reply.page({
      panel: 'probe',
      template: 'probe/probe',
      subject: readable(virtualServer.name),
      virtualServer: ref,
      self: testHref(ref),
      view: {
        action: testHref(ref),
        ...probeChoiceView(virtualServer, await needs.hasOther(), choice, words),
        probed: result && probedView(result, words, language),
        cancel: { label: 'CANCEL', gloss: words.lists.gloss.cancel, href: realServersHref(ref) },
      },
    });
  }

  scope.get('/virtual-servers/:virtual/test', async (request: ProbeRequest, reply) =>
    page(request, reply, undefined),
  );

  scope.post('/virtual-servers/:virtual/test', async (request: ProbeRequest, reply) => {
    // Nothing is changed by it; only whoever may change what is tested may try it.
    request.audited.isLook = true;
    const choice = choiceIn(request.body);
    if (choice === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
    const { parsed } = await needs.configFile.read();
    const { ref: virtual } = virtualServerOf(parsed, request.params['virtual'] ?? '');
    const order = { virtual, server: choice.server, typed: null };
    return page(request, reply, choice, await probed(needs, order, choice.side));
  });
}

function choiceIn(body: unknown): ProbeChoice | undefined {
  const { data } = listShape.safeParse(body);
  if (data?.test === undefined) return readProbeChoice(body);
  const server = data.test === 'all' ? null : (data.selected?.replace(/^[a-z]+:/, '') ?? null);
  return { server, side: 'here' };
}
