import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readable } from '../../../core/lvscf/bytes.js';
import { virtualServerOf } from '../../../core/lvscf/change.js';
import type { Config, VirtualServer } from '../../../core/lvscf/config.js';
import { copyVirtualServer } from '../../../core/lvscf/copy.js';
import { textOfBlock } from '../../../core/lvscf/document.js';
import { shownTexts, sourceOf } from '../../../core/lvscf/form.js';
import { takenVirtualName } from '../../../core/lvscf/new-block.js';
import { virtualStanza } from '../../../core/lvscf/virtual.js';
import { ConsoleError, errorStatus, type Problem } from '../../../core/problem.js';
import type { Words } from '../../../text/index.js';
import { sentence } from '../../../text/sentence.js';
import { type NamedBlock, nameField, readName, requireFreeName } from '../../block-name.js';
import { stopping } from '../../block-view.js';
import { type EditingNeeds, requireRevision, revisionOf, save, savedNotice } from '../../editing.js';
import { copyHref, rowIn, virtualServerHref, virtualServersHref } from '../../panel-names.js';
import { hrefOfProblem } from '../../problem-href.js';
import { subjectAt } from './locate.js';

type CopyRequest = FastifyRequest<{ Params: { virtual: string } }>;

const form = z.object({ _revision: z.string().max(64).optional(), name: z.string().max(4096).default('') });

/** What is typed, and why it was not saved. */
interface Again {
  readonly typed: string;
  readonly problems: readonly Problem[];
  readonly status: number;
  readonly refusal?: string;
}

/** COPY VIRTUAL SERVER: asks for the name of a copy, and makes it. */
export function copyPage(scope: FastifyInstance, needs: EditingNeeds): void {
  scope.get('/virtual-servers/:virtual/copy', async (request: CopyRequest, reply) => show(request, reply));

  scope.post('/virtual-servers/:virtual/copy', async (request: CopyRequest, reply) => {
    const { params, words } = request;
    const { _revision, name: typed } = form.parse(request.body);
    const { parsed } = await needs.configFile.read();
    const original = virtualServerOf(parsed, params.virtual);
    const { name = '', problems } = readName(namedIn(parsed), typed);
    if (problems.length > 0) return show(request, reply, { typed, problems, status: 422 });
    try {
      const changes = await save(request, needs, 'copy-virtual-server', (config) => {
        requireRevision(textOf(config, params.virtual), _revision);
        requireFreeName(namedIn(config), typed);
        return copyVirtualServer(config, params.virtual, name);
      });
      const from = readable(original.name);
      return reply.done(virtualServerHref(name), {
        ...savedNotice(changes),
        text: ({ several: { copy } }) => copy.done(name, from),
        details: ({ several: { copy } }) => copy.next,
      });
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      if (error.reason !== 'block_changed' && error.reason !== 'adds_problems') throw error;
      const refusal = error.reason === 'block_changed' ? words.several.copy.changed : undefined;
      const again = { typed, problems: error.problems, status: errorStatus[error.code] };
      return show(request, reply, refusal === undefined ? again : { ...again, refusal });
    }
  });

  async function show(request: CopyRequest, reply: FastifyReply, again?: Again) {
    const { params, words } = request;
    const { parsed } = await needs.configFile.read();
    const original = virtualServerOf(parsed, params.virtual);
    return reply.page({
      panel: 'copy-virtual-server',
      template: 'virtual-server/copy',
      view: {
        ...copyView(parsed, original, words, again),
        revision: revisionOf(textOf(parsed, params.virtual)),
      },
      status: again?.status ?? 200,
      subject: readable(original.name),
    });
  }
}

function textOf(config: Config, ref: string): string {
  return textOfBlock(config.document, virtualServerOf(config, ref).block);
}

function namedIn(config: Config): NamedBlock {
  return { subject: subjectAt(config.virtualServers.length), name: '', taken: takenVirtualName(config) };
}

function copyView(config: Config, original: VirtualServer, words: Words, again: Again | undefined) {
  const { several, lists } = words;
  const { copy: say } = several;
  const name = readable(original.name);
  const source = sourceOf(virtualStanza, config, original);
  const [port = ''] = shownTexts(source, 'port');
  const { fwmark = 0 } = original.values;
  const named = namedIn(config);
  const problems = (again?.problems ?? []).map(stopping);
  const field = nameField(named, again?.typed ?? freeName(config, name), problems, words);
  const beside = new Set(field.problems.map(({ text }) => text));
  return {
    question: say.question(name),
    field,
    refused: problems.map((problem) => {
      const text = sentence(words, problem);
      const href = beside.has(text) ? `#${field.id}` : hrefOfProblem(config, problem);
      return { severity: problem.severity, text, href };
    }),
    facts: [
      say.behind(name),
      say.address(shownTexts(source, 'address').join(' '), port || String(virtualStanza.port.absent)),
      ...(fwmark === 0 ? [] : [say.mark(fwmark)]),
      say.servers(original.realServers.length),
    ],
    action: copyHref(original.ref),
    accept: { label: 'ACCEPT', gloss: lists.gloss.accept },
    cancel: { label: 'CANCEL', gloss: lists.gloss.cancel, href: rowIn(virtualServersHref, original.ref) },
    ...(again?.refusal && { refusal: { text: again.refusal, lines: [] } }),
    ...(config.readOnly && { readOnly: words.saving.readOnly[config.readOnly] }),
  };
}

/** A name that may be taken as it is. */
function freeName({ virtualServers }: Config, name: string): string {
  const names = new Set(virtualServers.map((one) => readable(one.name)));
  let count = 2;
  while (names.has(`${name}-${count}`)) count++;
  return `${name}-${count}`;
}
