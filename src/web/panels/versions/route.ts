import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { pageOf } from '../../../core/versions/filter.js';
import type { EditingNeeds } from '../../editing.js';
import { found, ifReadable, newestFirst, nowIn, numberIn } from '../../version-find.js';
import { type VersionedFile, versionHref } from '../../versions.js';
import { type ComparisonNeeds, comparePage } from './compare.js';
import { deletedPage } from './deleted.js';
import { readAsked } from './form.js';
import { listView } from './list-view.js';
import { restorePage } from './restore.js';
import { undo } from './undo.js';
import { versionView } from './version-view.js';

/** What VERSIONS is given. */
export interface VersionsNeeds extends EditingNeeds, ComparisonNeeds {
  readonly configFile: VersionedFile;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

type VersionRequest = FastifyRequest<{ Params: { number: string } }>;

const versionsPerPage = 50;

const lineQuery = z.object({ line: z.coerce.number().int().min(1).catch(1) });
const markForm = z.object({ note: z.string().max(2000).optional(), pinned: z.enum(['1', '0']).optional() });

/** VERSIONS: every saved state of lvs.cf, to look at, compare and bring back. */
export function versions(scope: FastifyInstance, needs: VersionsNeeds): void {
  const { clock, configFile } = needs;
  const { history } = configFile;

  scope.get('/versions', async (request, reply) => {
    const { language, words } = request;
    const asked = readAsked(request.query, clock());
    const all = await newestFirst(configFile);
    const page = pageOf(all, asked.filter, asked.start, versionsPerPage);
    const now = nowIn(all, await ifReadable(configFile));
    const view = listView({ asked, page, now, words, language });
    return reply.page({ panel: 'versions', template: 'versions/list', view });
  });

  comparePage(scope, needs);
  deletedPage(scope, needs);

  scope.get('/versions/:number', async (request: VersionRequest, reply) => {
    const { language, words } = request;
    const { text, version } = await found(configFile, numberIn(request));
    const { line } = lineQuery.parse(request.query);
    const all = await newestFirst(configFile);
    const made = all.find(({ hash, number }) => number < version.number && hash === version.previous);
    const before = made && (await history.get(made.number));
    const now = await ifReadable(configFile);
    const view = versionView({
      version,
      text,
      before: before && { number: before.version.number, text: before.text },
      now,
      older: all.find(({ number }) => number < version.number)?.number,
      newer: all.findLast(({ number }) => number > version.number)?.number,
      isNow: nowIn(all, now) === version.number,
      line,
      words,
      language,
    });
    const subject = words.versions.one.subject(version.number);
    return reply.page({ panel: 'versions', template: 'versions/version', view, subject });
  });

  scope.get('/versions/:number/download', async (request: VersionRequest, reply) => {
    const { text, version } = await found(configFile, numberIn(request));
    return reply
      .type('text/plain')
      .header('content-disposition', `attachment; filename="lvs.cf-${version.number}"`)
      .send(Buffer.from(text, 'latin1'));
  });

  scope.post(
    '/versions/:number/mark',
    { config: { audit: 'mark' } },
    async (request: VersionRequest, reply) => {
      const number = numberIn(request);
      const { note, pinned } = markForm.parse(request.body);
      await found(configFile, number);
      await history.mark(number, { note, pinned: pinned === undefined ? undefined : pinned === '1' });
      request.audited.object = String(number);
      const said = pinned === undefined ? 'noted' : pinned === '1' ? 'pinnedNow' : 'unpinnedNow';
      return reply.done(versionHref(number), { kind: 'done', text: (words) => words.versions.one[said] });
    },
  );

  restorePage(scope, needs);
  undo(scope, needs);
}
