import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readConfig } from '../../../core/lvscf/config.js';
import { ConsoleError, errorStatus } from '../../../core/problem.js';
import { noteOfRestore } from '../../../core/versions/notes.js';
import { objectText, parseObject, type RestoreObject, shownObject } from '../../../core/versions/object.js';
import { locate, restored, restoredText } from '../../../core/versions/restore.js';
import { change, type EditingNeeds, requireRevision, revisionOf, savedNotice } from '../../editing.js';
import { dangersOf, isDangerous, nameWanted } from '../../guard-rail.js';
import { found, numberIn } from '../../version-find.js';
import { type VersionedFile, versionsHref } from '../../versions.js';
import { type RestoreParts, restoreView } from './restore-view.js';

/** What a restore is given. */
export interface RestoreNeeds extends EditingNeeds {
  readonly configFile: VersionedFile;
}

type RestoreRequest = FastifyRequest<{ Params: { number: string } }>;

const query = z.object({ object: z.string().max(1024).optional() });
const form = z.object({ _revision: z.string().max(64) });

/** The page that shows what a restore changes, and the POST that makes it. */
export function restorePage(scope: FastifyInstance, needs: RestoreNeeds): void {
  const { configFile } = needs;

  scope.get('/versions/:number/restore', (request: RestoreRequest, reply) => show(request, reply, 200));

  scope.post(
    '/versions/:number/restore',
    { config: { audit: 'restore' } },
    async (request: RestoreRequest, reply) => {
      const { object, then, version } = await wanted(request);
      const { data } = form.safeParse(request.body);
      const { number } = version;
      request.audited.object =
        object === undefined ? `${number}` : `${objectText(shownObject(object))} / ${number}`;
      try {
        const { changes } = await change(
          request,
          needs,
          'versions',
          ({ parsed, text }) => {
            requireRevision(text, data?._revision);
            return restoredText(parsed, then, object && [locate(then, object)]);
          },
          { note: noteOfRestore(number, object && [object]) },
        );
        return reply.done(versionsHref, {
          ...savedNotice(changes),
          isSave: true,
          text: ({ versions: { object: name, restore: say } }) =>
            object === undefined ? say.done(number) : say.objectDone(name(shownObject(object)), number),
        });
      } catch (error) {
        if (isDangerous(error)) return show(request, reply, errorStatus.invalid);
        if (!(error instanceof ConsoleError)) throw error;
        if (error.reason === 'adds_problems') return show(request, reply, errorStatus.invalid);
        if (error.reason !== 'block_changed') throw error;
        return show(request, reply, errorStatus.conflict, true);
      }
    },
  );

  /** The version, and the object of it that the address names. @throws ConsoleError not_found */
  async function wanted(request: RestoreRequest) {
    const { text, version } = await found(configFile, numberIn(request));
    const then = readConfig(text);
    const { object: asked } = query.parse(request.query);
    return { version, then, object: asked === undefined ? undefined : named(asked) };
  }

  async function show(request: RestoreRequest, reply: FastifyReply, status: number, hasChanged = false) {
    const { words } = request;
    const { object, then, version } = await wanted(request);
    const { parsed: now, text } = await configFile.read();
    const outcome = restored(now, then, object && [locate(then, object)]);
    const after = readConfig(outcome.text);
    const parts: RestoreParts = { version, object, now, after, problems: outcome.problems, words };
    const name = nameWanted(dangersOf(request, now, after), request.body, words, 'RESTORE');
    const view = {
      ...restoreView(parts),
      action: request.url,
      revision: revisionOf(text),
      ...(name && { nameWanted: name }),
      ...(hasChanged && { refusal: words.versions.restore.changed }),
    };
    const subject = words.versions.restore.subject(
      object === undefined ? '' : words.versions.object(shownObject(object)),
      version.number,
    );
    return reply.page({ panel: 'versions', template: 'versions/restore', view, status, subject });
  }
}

/** @throws ConsoleError object_not_there */
function named(asked: string): RestoreObject {
  const object = parseObject(asked);
  if (object !== undefined) return object;
  throw new ConsoleError('not_found', 'object_not_there', { object: asked });
}
