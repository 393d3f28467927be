/** What the JSON interface takes in. */

import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What is sent is of a kind that this route does not take. */
class OtherMediaType extends Error {
  readonly statusCode = 415;
}

/** How much of what the parser says is told. */
const longestFault = 200;

/** What is sent is no JSON. */
export class NotJson extends Error {
  readonly statusCode = 400;
}

/**
 * Lets a change pass without the token that forms carry, because no page of another site can have sent it. A browser
 * that knows the password sends, for such a page, only what a form can send: GET and POST, as
 * `application/x-www-form-urlencoded`, `multipart/form-data` or `text/plain`. For JSON, and for PUT, PATCH and DELETE, it
 * asks first (OPTIONS, without the password), and is answered with a refusal here. What the browser says of the page
 * that sent it was looked at before, as with forms. A program, which nobody can make send anything, has no token to read.
 * Source: Fetch standard, sections 2.2.1, 2.2.2 and 3.3 (CORS-safelisted method, CORS-safelisted request-header).
 * @throws OtherMediaType
 */
export function requireNoForm(request: FastifyRequest): void {
  const { config } = request.routeOptions;
  const type = essenceOf(request.headers['content-type']);
  const isSent = type !== undefined || request.body !== undefined;
  // Whatever comes as POST says what it is, even when it is nothing: only so it is none of a form.
  if (!isSent && request.method !== 'POST') return;
  const wanted = config.api?.takes === 'text' ? 'text/plain' : 'application/json';
  if (type !== wanted) throw new OtherMediaType(`${type ?? 'nothing'} in place of ${wanted}`);
}

/** `Application/JSON; charset=utf-8` as `application/json`. Source: RFC 9110, section 8.3.1. */
function essenceOf(header: string | undefined): string | undefined {
  return header?.split(';', 1)[0]?.trim().toLowerCase();
}

/** Takes JSON without tricks with the parts of objects, and a whole text as a byte string; nothing else. */
export function takeJson(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // No body is no fault where none is wanted.
    if (body === '') return done(null, undefined);
    return parse(request, String(body), (error, value) => {
      if (error === null) done(null, value);
      else done(new NotJson(error.message.slice(0, longestFault)), undefined);
    });
  });
  scope.addContentTypeParser('text/plain', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, Buffer.from(body).toString('latin1'));
  });
}
