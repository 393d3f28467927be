import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ConsoleError, type ErrorParams, errorStatus } from '../core/problem.js';
import { type FailureSentences, sentencesOf } from '../text/failure.js';
import type { Words } from '../text/index.js';
import { isMissing } from './editing.js';
import { askForName, isDangerous } from './guard-rail.js';
import { remedyOf } from './remedy.js';

/** A failure as it is answered. */
export interface ErrorText extends FailureSentences {
  readonly status: number;
  /** Whether the file that is edited is not there, and can be made. */
  readonly canCreate?: boolean;
  /** The panel that mends it. */
  readonly remedy?: ReturnType<typeof remedyOf>;
  /** Where to go instead. */
  readonly href?: string;
}

/**
 * The one place where a failure becomes an answer.
 * @param filePath the file that is edited: when it is missing, the answer offers to make it.
 */
export function answerErrors(app: FastifyInstance, filePath: string): void {
  app.setNotFoundHandler((request) => {
    throw noSuchPage(request);
  });
  app.setErrorHandler((error, request, reply) => answer(error as FastifyError, request, reply, filePath));
}

function answer(error: FastifyError, request: FastifyRequest, reply: FastifyReply, filePath: string) {
  if (isDangerous(error) && wantsPage(request)) return askForName(error, request, reply);
  const canCreate = isMissing(error, filePath);
  const failure = errorText(error, request);
  const text: ErrorText = canCreate ? { ...failure, advice: [], canCreate } : failure;
  // A flood of requests must not become a flood of lines.
  const isNews = text.status >= 500 && !(error instanceof ConsoleError && error.code === 'overloaded');
  if (isNews) request.log.error({ err: error, url: request.url }, `answered ${text.status}`);
  if (!wantsPage(request)) {
    const { href = [], title, advice, commands } = text;
    const lines = [title, text.text, ...advice, ...commands].concat(href);
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

/** What went wrong, in words, with its status. */
export function errorText(
  error: FastifyError,
  request: FastifyRequest,
  words: Words = request.words,
): ErrorText {
  const say = (failure: ConsoleError, status: number = errorStatus[failure.code]) => ({
    status,
    ...sentencesOf(failure, words),
    remedy: remedyOf(failure.reason),
  });
  if (isPlain(error)) return { ...say(error), href: error.params.address };
  if (error instanceof ConsoleError) return say(error);
  const { statusCode = 500 } = error;
  if (statusCode === 401) return { status: 401, commands: [], ...words.errors.passwordWanted };
  // The files in `public` have no lists and no secrets: what they refuse is not there.
  if (statusCode === 403 || statusCode === 404) return say(noSuchPage(request));
  const why = refusals[statusCode];
  if (why !== undefined) return say(new ConsoleError('denied', 'request_refused', { why }), statusCode);
  return { status: 500, commands: [], ...words.errors.unexpected(request.id) };
}

function isPlain(error: Error): error is ConsoleError<'plain_request'> {
  return error instanceof ConsoleError && error.reason === 'plain_request';
}

function noSuchPage(request: FastifyRequest): ConsoleError {
  const [path = ''] = request.url.split('?', 1);
  return new ConsoleError('not_found', 'no_such_page', { path });
}

/** What the framework refuses before any route, by status. */
const refusals: Readonly<Record<number, ErrorParams['request_refused']['why']>> = {
  400: 'malformed',
  413: 'too_large',
  415: 'media_type',
};
