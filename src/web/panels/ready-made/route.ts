import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkOfValues } from '../../../core/keepalived/check-command.js';
import { readable } from '../../../core/lvscf/bytes.js';
import { virtualServerOf } from '../../../core/lvscf/change.js';
import { effective } from '../../../core/lvscf/stanza.js';
import { virtualStanza } from '../../../core/lvscf/virtual.js';
import {
  type AskFault,
  type AskKind,
  askFaults,
  askKinds,
  readReadyMade,
  readyMade,
} from '../../../core/nanny/ready-made.js';
import { ConsoleError, errorStatus } from '../../../core/problem.js';
import type { Params } from '../../block-form.js';
import { summaryOf } from '../../field.js';
import { monitoringScriptsHref, readyMadeHref } from '../../panel-names.js';
import type { ProbeNeeds } from '../../probe.js';
import { type ProbeChoice, probeChoiceView, readProbeChoice } from '../../probe-choice.js';
import type { VersionedFile } from '../../versions.js';
import { type Taken, takeDigest } from './digest.js';
import { type AskTyped, askFields, askOf, beginning, kindIn, readAsk } from './form.js';

/** What the page is given. */
export interface ReadyMadeNeeds extends ProbeNeeds {
  readonly configFile: Pick<VersionedFile, 'read'>;
}

type ReadyMadeRequest = FastifyRequest<{ Params: Params; Querystring: Record<string, unknown> }>;

/** A form that is shown again. */
interface Sent {
  readonly kind: AskKind;
  readonly typed: AskTyped;
  readonly faults: readonly AskFault[];
  readonly choice: ProbeChoice | undefined;
  readonly taken?: Taken;
}

/** READY-MADE CHECKS: what is to be asked is chosen and filled in, and fills in MONITORING SCRIPTS. */
export function readyMadeChecks(scope: FastifyInstance, needs: ReadyMadeNeeds): void {
  async function page(request: ReadyMadeRequest, reply: FastifyReply, sent?: Sent) {
    const { params, query, words } = request;
    const virtualServer = virtualServerOf((await needs.configFile.read()).parsed, params['virtual'] ?? '');
    const { name, ref, values } = virtualServer;
    const check = checkOfValues(values);
    const present = check.kind === 'program' ? readReadyMade(check.command) : undefined;
    const kind = sent?.kind ?? kindIn(query) ?? present?.kind;
    const about = {
      port: effective(virtualStanza, values, 'port'),
      protocol: effective(virtualStanza, values, 'protocol'),
      timeoutSeconds: effective(virtualStanza, values, 'timeout'),
    };
    const typed = sent?.typed ?? (kind && beginning(kind, present, about)) ?? {};
    const fields = kind === undefined ? [] : askFields(kind, typed, sent?.faults ?? [], words);
    const { readyMade: say } = words;
    return reply.page({
      panel: 'ready-made',
      template: 'ready-made/ready-made',
      subject: readable(name),
      virtualServer: ref,
      status: sent !== undefined && sent.faults.length > 0 ? errorStatus.invalid : 200,
      self: readyMadeHref(ref),
      view: {
        action: readyMadeHref(ref),
        present: present && say.present(say.kinds[present.kind]),
        kind,
        kinds: askKinds.map((value) => ({ value, text: say.kinds[value], chosen: value === kind })),
        fields,
        summary: summaryOf(fields),
        isWeb: kind === 'http' || kind === 'https',
        taken: sent?.taken,
        probe: probeChoiceView(virtualServer, await needs.hasOther(), sent?.choice, words),
        use: { label: 'USE', gloss: say.gloss.use },
        cancel: { label: 'CANCEL', gloss: words.lists.gloss.cancel, href: monitoringScriptsHref(ref) },
      },
    });
  }

  scope.get('/virtual-servers/:virtual/ready-made', async (request: ReadyMadeRequest, reply) =>
    page(request, reply),
  );

  scope.post('/virtual-servers/:virtual/ready-made', async (request: ReadyMadeRequest, reply) => {
    // Nothing is saved by it: it fills in a form.
    request.audited.isLook = true;
    const { body, params, words } = request;
    const sent = readAsk(body);
    if (sent === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
    const { kind, take, typed } = sent;
    const { ref } = virtualServerOf((await needs.configFile.read()).parsed, params['virtual'] ?? '');
    const choice = readProbeChoice(body) ?? { server: null, side: 'here' };
    const { md5: _md5, sha256: _sha256, ...besides } = typed;
    const ask = askOf(kind, take === undefined ? typed : besides);
    const faults = askFaults(ask);
    if (faults.length > 0) return page(request, reply, { kind, typed, faults, choice });
    if (take !== undefined) {
      const taken = await takeDigest(needs, ref, choice, ask, take, words);
      const filled = taken.digest === undefined ? typed : { ...besides, [take]: taken.digest };
      return page(request, reply, { kind, typed: filled, faults, choice, taken });
    }
    const { expect, send_program } = readyMade(kind, { port: ask.port, ...ask.options });
    return reply.done(monitoringScriptsHref(ref), {
      kind: 'done',
      text: ({ readyMade: say }) => say.filled,
      typed: { send_program, expect, send: '' },
    });
  });
}
