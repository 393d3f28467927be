import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { importSources } from '../../../core/import/import.js';
import { replacedBy, underSerialOf } from '../../../core/import/replace.js';
import { readConfig } from '../../../core/lvscf/config.js';
import { areaBytes } from '../../../core/lvscf/text-area.js';
import { ConsoleError, errorStatus } from '../../../core/problem.js';
import { unknownSentence } from '../../../text/unknown.js';
import { change, create, isMissing, requireRevision, revisionOf, savedNotice } from '../../editing.js';
import { dangersOf, nameWanted } from '../../guard-rail.js';
import { pastedIn, sourcesOf } from './form.js';
import { fromHere, type ImportNeeds, presentText, usualFilesHere } from './here.js';
import { boxesView, proposalView, reportsView } from './view.js';

export type { ImportNeeds } from './here.js';

/** Eight mebibytes, each byte as three characters of a form, as FILE takes them. */
const bodyLimit = 25 * 1024 * 1024;
const acceptance = z.object({ _revision: z.string().max(64), text: z.string() });

/** IMPORT: other tools' files as one lvs.cf, reviewed line by line before anything is saved. */
export function importPanel(scope: FastifyInstance, needs: ImportNeeds): void {
  const { configFile } = needs;

  scope.get('/import', async (request, reply) => start(request, reply, 200));

  scope.post('/import/review', { bodyLimit }, async (request, reply) => {
    request.audited.isLook = true;
    const { body, words } = request;
    const { sources, unknown } = sourcesOf(pastedIn(body), words);
    const here = await fromHere(body, needs);
    const all = [...sources, ...here.sources];
    const { review } = words.importing;
    const wrong = [
      ...unknown.map(review.unknownKind),
      ...here.missing.map((one) => unknownSentence(words.control, one)),
    ];
    if (all.length === 0 && wrong.length === 0) wrong.push(review.nothing);
    if (wrong.length > 0) return start(request, reply, errorStatus.invalid, wrong);
    const [devices, ticksPerSecond] = await Promise.all([needs.devices(), needs.ticksPerSecond()]);
    const imported = importSources(all, { devices, ticksPerSecond });
    const text = imported.text && underSerialOf(await presentText(configFile), imported.text);
    return show(request, reply, { text, reports: reportsView(imported, words), status: 200 });
  });

  scope.post('/import', { bodyLimit }, async (request, reply) => {
    const { data } = acceptance.safeParse(request.body);
    if (data === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
    const text = areaBytes(`${data.text.replace(/\s+$/, '')}\n`, '');
    try {
      const { changes } = await change(request, needs, 'import', (loaded) => {
        requireRevision(loaded.text, data._revision);
        return replacedBy(loaded.parsed, text);
      });
      return reply.done('/secure/virtual-servers', savedNotice(changes));
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      if (isMissing(error, configFile.path)) {
        await create(request, needs, 'import', text);
        return reply.done('/secure/virtual-servers', {
          kind: 'done',
          isSave: true,
          text: (words) => words.saving.saved,
        });
      }
      if (!['adds_problems', 'block_changed', 'dangerous'].includes(error.reason)) throw error;
      return show(request, reply, { text, error, status: errorStatus[error.code] });
    }
  });

  async function start(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    wrong: readonly string[] = [],
  ) {
    const [{ configuration }, files] = await Promise.all([needs.enginePlaces(), usualFilesHere(needs)]);
    const here = { configuration, files: files.map(({ name }) => name) };
    const view = { ...boxesView(pastedIn(request.body), request.body, here, request.words), wrong };
    return reply.page({ panel: 'import', template: 'import/import', view, status });
  }

  interface Shown {
    readonly text: string | undefined;
    readonly reports?: ReturnType<typeof reportsView>;
    readonly error?: ConsoleError;
    readonly status: number;
  }

  async function show(request: FastifyRequest, reply: FastifyReply, { text, reports, error, status }: Shown) {
    const present = await presentText(configFile);
    const [now, after] = [readConfig(present), readConfig(text ?? '')];
    const name =
      text === undefined
        ? undefined
        : nameWanted(dangersOf(request, now, after), error && request.body, request.words);
    const view = {
      revision: revisionOf(present),
      reports,
      ...proposalView(present, text, error, request.words),
      ...(name && { nameWanted: name }),
    };
    return reply.page({ panel: 'import', template: 'import/review', view, status });
  }
}
