import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Config, readConfig } from '../../../core/lvscf/config.js';
import { isPlain } from '../../../core/lvscf/plain-text.js';
import { areaBytes } from '../../../core/lvscf/text-area.js';
import { replaceText } from '../../../core/lvscf/whole-text.js';
import { ConsoleError, errorStatus } from '../../../core/problem.js';
import type { Words } from '../../../text/index.js';
import { change, type EditingNeeds, type LoadedConfig, revisionOf, savedNotice } from '../../editing.js';
import type { Notice } from '../../flash.js';
import { byWhom, type Meanwhile, meanwhile } from '../../meanwhile.js';
import { editView, type FileAsRead, type SentText } from './edit-view.js';
import { decidedIn, mergedWith } from './merge.js';

/** Eight mebibytes, as much as the daemon takes, and each byte as three characters of a form. */
const bodyLimit = 25 * 1024 * 1024;

const form = z.object({
  _revision: z.string().max(64),
  _base: z.string().max(64).optional(),
  _serial: z.string().max(256),
  _without_comments: z.string().max(1).optional(),
  text: z.string(),
});

type Sent = z.output<typeof form>;

/** The form with the whole text of the file. */
export function editText(scope: FastifyInstance, needs: EditingNeeds): void {
  const { configFile } = needs;

  scope.get('/file/edit', async (request, reply) => {
    const loaded = await configFile.read();
    if (!isPlain(loaded.text)) return reply.redirect('/secure/file', 303);
    return show(request, reply, loaded);
  });

  scope.post('/file/edit', { bodyLimit }, async (request, reply) => {
    const { body } = request;
    const { data } = form.safeParse(body);
    if (data === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
    const past = await since(data);
    let isMerged = false;
    try {
      const { changes } = await change(request, needs, 'file', (loaded) => {
        isMerged = !isMadeFrom(loaded, data);
        return isMerged ? mergedText(loaded, data, past.base, body) : ownText(loaded, data);
      });
      return reply.done('/secure/file', isMerged ? mergedNotice(savedNotice(changes)) : savedNotice(changes));
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      const sent = { ...data, typed: data.text, serial: data._serial, body, error, past };
      return show(request, reply, await asItIsNow(), sent);
    }
  });

  /** What others did since; nothing where they did nothing. */
  async function since({ _base, _revision }: Sent): Promise<Meanwhile> {
    const now = await asItIsNow();
    if (isMadeFrom(now, { _base, _revision })) return {};
    return meanwhile(configFile, _base, ({ document }) => String(document));
  }

  /** The file to compare with; one that cannot be read any more must not take the typed text with it. */
  async function asItIsNow(): Promise<FileAsRead> {
    try {
      return await configFile.read();
    } catch (error) {
      if (error instanceof ConsoleError) return { text: '', hash: '', parsed: readConfig('') };
      throw error;
    }
  }
}

/** The message after a merge: more is in the file now than was typed. */
function mergedNotice(notice: Notice): Notice {
  const details = (words: Words) => [...(notice.details?.(words) ?? []), words.file.edit.merged];
  return { ...notice, details };
}

/** Whether the file is what the person saw, so that the typed text may take its place as it is. */
function isMadeFrom(
  { hash, text }: FileAsRead,
  { _base, _revision }: Pick<Sent, '_base' | '_revision'>,
): boolean {
  return revisionOf(text) === _revision && (_base === undefined || _base === hash);
}

function ownText({ parsed, text }: LoadedConfig, data: Sent): string {
  return replaceText(parsed, areaBytes(data.text, text), data._serial);
}

/** @throws ConsoleError `conflict`: block_changed */
function mergedText(loaded: LoadedConfig, data: Sent, base: Config | undefined, body: unknown): string {
  const { parsed, text } = loaded;
  const isSeen = revisionOf(text) === data._revision;
  const merged = mergedWith(
    { base, theirs: parsed, typed: data.text },
    {
      decided: isSeen ? decidedIn(body) : new Map(),
      withoutComments: isSeen && data._without_comments === '1',
    },
  );
  if ('text' in merged) return replaceText(parsed, merged.text, data._serial);
  throw new ConsoleError('conflict', 'block_changed', {});
}

function show(request: FastifyRequest, reply: FastifyReply, file: FileAsRead, sent?: SentText): FastifyReply {
  return reply.page({
    panel: 'file',
    template: 'file/edit',
    view: editView(file, request.words, sent && { ...sent, by: byWhom(sent.past, request) }),
    status: sent === undefined ? 200 : errorStatus[sent.error.code],
  });
}
