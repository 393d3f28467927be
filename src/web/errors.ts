import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ConsoleError, type ErrorParams, errorStatus } from '../core/problem.js';
import { type FailureSentences, sentencesOf } from '../text/failure.js';
import { PasswordWanted } from './access.js';

interface ErrorText extends FailureSentences {
  readonly status: number;
}

/** The one place where a failure becomes an answer. */
export function answerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request) => {
    const [path = ''] = request.url.split('?', 1);
    throw new ConsoleError('not_found', 'no_such_page', { path });
  });
  app.setErrorHandler((error, request, reply) => answer(error as FastifyError, request, reply));
}

function answer(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const text = textOf(error, request);
  if (text.status >= 500) request.log.error({ err: error, url: request.url }, `answered ${text.status}`);
  if (!wantsPage(request)) {
    const lines = [text.title, text.text, ...text.advice, ...text.commands];
    return reply
      .code(text.status)
      .type('text/plain; charset=utf-8')
      .send(`${lines.join('\n')}\n`);
  }
  return reply.page({ panel: 'error', template: 'parts/error', view: text, status: text.status });
}

function wantsPage(request: FastifyRequest): boolean {
  const { accept } = request.headers;
  return request.method !== 'HEAD' && (accept === undefined || /text\/html|\*\/\*/i.test(accept));
}

function textOf(error: FastifyError, request: FastifyRequest): ErrorText {
  const { errors } = request.words;
  if (error instanceof ConsoleError)
    return { status: errorStatus[error.code], ...sentencesOf(error, request.words) };
  if (error.statusCode === 401 || error instanceof PasswordWanted) {
    return { status: 401, commands: [], ...errors.passwordWanted };
  }
  const refusal = error.statusCode === undefined ? undefined : refusals[error.statusCode];
  if (refusal !== undefined) {
    const refused = new ConsoleError('denied', 'request_refused', { why: refusal });
    return { status: error.statusCode ?? 400, ...sentencesOf(refused, request.words) };
  }
  return { status: 500, commands: [], ...errors.unexpected(request.id) };
}

/** What the framework refuses before any route, by status. */
const refusals: Readonly<Record<number, ErrorParams['request_refused']['why']>> = {
  400: 'malformed',
  413: 'too_large',
  415: 'media_type',
};
