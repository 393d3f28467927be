import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readable, visible } from '../../../core/lvscf/bytes.js';
import { converted, nearlyEmpty, removableLines, withoutLine } from '../../../core/lvscf/whole-text.js';
import { ConsoleError } from '../../../core/problem.js';
import { change, create, type LoadedConfig, requireRevision } from '../../editing.js';
import type { FileNeeds } from './route.js';
import { partHref } from './view.js';

const revision = z.string().max(64);
const creation = z.object({ from: z.enum(['example', 'nearly-empty']) });
const conversion = z.object({ _revision: revision });
const deletion = z.object({
  _revision: revision,
  line: z.coerce.number().int().min(1),
  from: z.coerce.number().int().min(1).catch(1),
});

/** The changes of FILE that take one click: a file where there is none, plain line ends, a line less. */
export function mend(scope: FastifyInstance, needs: FileNeeds): void {
  const { configFile, exampleFile } = needs;

  scope.post('/file/create', { config: { audit: 'create' } }, async (request, reply) => {
    const { from } = wanted(creation, request.body);
    const text = from === 'example' ? await exampleFile() : nearlyEmpty();
    try {
      await create(request, needs, 'file', text);
    } catch (error) {
      if (!(error instanceof ConsoleError) || error.reason !== 'file_exists') throw error;
      await change(request, needs, 'file', (loaded) => filled(loaded, text, error));
    }
    return reply.done('/secure/file', {
      kind: 'done',
      isSave: true,
      text: (words) => words.file.create.done(configFile.path),
    });
  });

  scope.post('/file/convert', async (request, reply) => {
    const { _revision } = wanted(conversion, request.body);
    await change(request, needs, 'file', ({ text, parsed }) => {
      requireRevision(text, _revision);
      return converted(parsed);
    });
    return reply.done('/secure/file', {
      kind: 'done',
      isSave: true,
      text: (words) => words.file.convert.done,
    });
  });

  scope.post('/file/delete-line', async (request, reply) => {
    const { _revision, line, from } = wanted(deletion, request.body);
    const { before } = await change(request, needs, 'file', ({ text, parsed }) => {
      requireRevision(text, _revision);
      if (![...removableLines(parsed).values()].includes(line)) throw malformed();
      return withoutLine(parsed, line);
    });
    const text = visible(readable(before.parsed.document.lines[line - 1]?.text ?? ''));
    return reply.done(partHref(from), {
      kind: 'done',
      isSave: true,
      text: (words) => words.file.lineDeleted(line),
      details: (words) => [words.file.itWas(text)],
    });
  });
}

/** A file that is there is filled when it is empty, and never overwritten. */
function filled({ text }: LoadedConfig, with_: string, exists: ConsoleError): string {
  if (text !== '') throw exists;
  return with_;
}

/** The fields of a form of ours. @throws ConsoleError `invalid` when it is none. */
function wanted<T>(schema: z.ZodType<T>, body: unknown): T {
  const { data } = schema.safeParse(body);
  if (data === undefined) throw malformed();
  return data;
}

function malformed(): ConsoleError {
  return new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
}
