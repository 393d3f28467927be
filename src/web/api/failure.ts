/** Failures of the JSON interface, as `application/problem+json`. Source: RFC 9457. */

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { visible } from '../../core/lvscf/bytes.js';
import { ConsoleError } from '../../core/problem.js';
import { errorText } from '../errors.js';
import { isDangerous } from '../guard-rail.js';
import { NotJson } from './content.js';
import { apiPrefix } from './route.js';
import { apiWords, toldFault, toldProblems } from './told.js';

/** Media type of every failure. */
export const problemType = 'application/problem+json';

/** Answers failures below the interface, those before any route too. */
export function answerFailures(scope: FastifyInstance): void {
  scope.setErrorHandler((error, request, reply) => answerFailure(error as FastifyError, request, reply));
}

function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { advice, commands, href, status, text, title } = failureText(error, request);
  const isNews = status >= 500 && !(error instanceof ConsoleError && error.code === 'overloaded');
  if (isNews) request.log.error({ err: error, url: request.url }, `answered ${status}`);
  const code = codeOf(error, status);
  const known = error instanceof ConsoleError ? membersOf(error, reply) : {};
  return reply
    .code(status)
    .type(problemType)
    .send(
      JSON.stringify({
        type: `/secure/api#${code}`,
        title,
        status,
        detail: [text, ...advice].join(' '),
        code,
        ...(commands.length > 0 && { commands }),
        ...(href !== undefined && { href }),
        ...known,
      }),
    );
}

function failureText(error: FastifyError, request: FastifyRequest) {
  const failure = errorText(error, request, apiWords);
  const { notJson, nothingThere } = apiWords.api;
  if (error instanceof ConsoleError) {
    return error.reason === 'no_such_page' ? { ...failure, ...nothingThere } : failure;
  }
  if (error instanceof NotJson) return { ...failure, ...apiWords.api.malformed(visible(error.message)) };
  return error.statusCode === 415 ? { ...failure, ...notJson } : failure;
}

/** A word for programs, which stays when the sentences change. */
function codeOf(error: FastifyError, status: number): string {
  if (error instanceof ConsoleError) {
    const { params, reason } = error;
    return reason === 'request_refused' && 'why' in params ? params.why : reason;
  }
  return codes[status] ?? 'unexpected';
}

const codes: Readonly<Record<number, string>> = {
  400: 'malformed',
  401: 'password',
  403: 'no_such_page',
  404: 'no_such_page',
  413: 'too_large',
  415: 'media_type',
};

function membersOf(error: ConsoleError, reply: FastifyReply): object {
  const { params, problems, reason } = error;
  if ('allowed' in params) reply.header('allow', params.allowed.join(', '));
  if ('current' in params) reply.header('etag', params.current);
  const faults = reason === 'body_refused' && 'faults' in params ? params.faults : [];
  const wrong = 'wrong' in params ? params.wrong.map((one) => ({ ...one, severity: 'refused' })) : [];
  const { problems: listed, ...left } = toldProblems(problems);
  const told = [...wrong, ...faults.map(toldFault), ...listed];
  return {
    ...(told.length > 0 && { problems: told, ...left }),
    ...(isDangerous(error) && { confirm: confirmWanted(error) }),
  };
}

/** What has to be sent as `confirm`, and why. */
function confirmWanted({ params: { dangers, name } }: ConsoleError<'dangerous'>): object {
  return { name, dangers: dangers.map((danger) => apiWords.guardRail.danger(danger)) };
}

/** Whether an address is one of the interface. */
export function isOfApi(url: string): boolean {
  return url === apiPrefix || url.startsWith(`${apiPrefix}/`);
}
