import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type EditingNeeds, readIfThere } from '../../editing.js';
import { editText } from './edit.js';
import { mend } from './mend.js';
import { fileView } from './view.js';

/** What FILE is given. */
export interface FileNeeds extends EditingNeeds {
  /** The bytes of the shipped example, one character each. */
  readonly exampleFile: () => Promise<string>;
}

const query = z.object({ from: z.coerce.number().int().min(1).catch(1) });

/** FILE: the text of lvs.cf with its problems at their lines, and all that mends what the panels cannot. */
export function file(scope: FastifyInstance, needs: FileNeeds): void {
  const { configFile } = needs;

  scope.get('/file', async (request, reply) => {
    const { words } = request;
    const loaded = await readIfThere(configFile);
    if (loaded === undefined || loaded.text === '') {
      const why = loaded === undefined ? 'missing' : 'empty';
      const view = { text: words.file.create[why](configFile.path) };
      return reply.page({ panel: 'file', template: 'file/create', view });
    }
    const { from } = query.parse(request.query);
    return reply.page({ panel: 'file', template: 'file/file', view: fileView(loaded, from, words) });
  });

  scope.get('/file/download', async (_request, reply) => {
    const { text } = await configFile.read();
    return reply
      .type('text/plain')
      .header('content-disposition', 'attachment; filename="lvs.cf"')
      .send(Buffer.from(text, 'latin1'));
  });

  mend(scope, needs);
  editText(scope, needs);
}
