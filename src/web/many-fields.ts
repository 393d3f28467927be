/** A form with a box for each of many rows. */

import { parse } from 'node:querystring';
import type { FastifyInstance } from 'fastify';

const mediaType = 'application/x-www-form-urlencoded';

/** Lets the routes of a scope of its own take forms of so many fields; all others keep the limit of a form. */
export function manyFields(scope: FastifyInstance, fields: number): void {
  scope.removeContentTypeParser(mediaType);
  scope.addContentTypeParser(
    mediaType,
    { parseAs: 'string' },
    async (_request: unknown, text: string | Buffer) => parseForm(String(text), fields),
  );
}

/** @throws an error with status 413 */
export function parseForm(text: string, fields: number): Record<string, unknown> {
  if (text.split('&', fields + 1).length > fields) {
    throw Object.assign(new Error('too many fields'), { statusCode: 413 });
  }
  return { ...parse(text, '&', '=', { maxKeys: 0 }) };
}
