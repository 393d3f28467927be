import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readConfig } from '../../../core/lvscf/config.js';
import { isPlain } from '../../../core/lvscf/plain-text.js';
import { areaBytes } from '../../../core/lvscf/text-area.js';
import { replaceText } from '../../../core/lvscf/whole-text.js';
import { ConsoleError, errorStatus } from '../../../core/problem.js';
import { change, type EditingNeeds, requireRevision, savedNotice } from '../../editing.js';
import { editView, type FileAsRead, type SentText } from './edit-view.js';

/** Eight mebibytes, as much as the daemon takes, and each byte as three characters of a form. */
const bodyLimit = 25 * 1024 * 1024;

const form = z.object({ _revision: z.string().max(64), _serial: z.string().max(256), text: z.string() });

/** The form with the whole text of the file. */
export function editText(scope: FastifyInstance, needs: EditingNeeds): void {
  const { configFile } = needs;

  scope.get('/file/edit', async (request, reply) => {
    const loaded = await configFile.read();
    if (!isPlain(loaded.text)) return reply.redirect('/secure/file', 303);
    return show(request, reply, loaded);
  });

  scope.post('/file/edit', { bodyLimit }, async (request, reply) => {
    const { data } = form.safeParse(request.body);
    if (data === undefined) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
    try {
      const { changes } = await change(request, needs, 'file', ({ text, parsed }) => {
        requireRevision(text, data._revision);
        return replaceText(parsed, areaBytes(data.text, text), data._serial);
      });
      return reply.done('/secure/file', savedNotice(changes));
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      return show(request, reply, await asItIsNow(), {
        typed: data.text,
        serial: data._serial,
        body: request.body,
        error,
      });
    }
  });

  /** The file to compare with; one that cannot be read any more must not take the typed text with it. */
  async function asItIsNow(): Promise<FileAsRead> {
    try {
      return await configFile.read();
    } catch (error) {
      if (error instanceof ConsoleError) return { text: '', parsed: readConfig('') };
      throw error;
    }
  }
}

function show(request: FastifyRequest, reply: FastifyReply, file: FileAsRead, sent?: SentText): FastifyReply {
  return reply.page({
    panel: 'file',
    template: 'file/edit',
    view: editView(file, request.words, sent),
    status: sent === undefined ? 200 : errorStatus[sent.error.code],
  });
}
