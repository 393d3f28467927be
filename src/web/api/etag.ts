/** The state that a request was made from, as HTTP says it. */

import type { FastifyRequest } from 'fastify';
import { ConsoleError } from '../../core/problem.js';
import { revisionOf } from '../editing.js';

/** The mark of a text of the file: of the whole, or of a block. */
export function etagOf(text: string): string {
  return `"${revisionOf(text)}"`;
}

/**
 * Lets a change pass that was made from this state. `*` is any state.
 * Source: RFC 9110, section 13.1.1; RFC 6585, section 3.
 * @throws ConsoleError revision_wanted, revision_stale
 */
export function requireMatch(request: FastifyRequest, etag: string): void {
  const wanted = request.headers['if-match'];
  if (wanted === undefined) throw new ConsoleError('revision_wanted', 'revision_wanted', { current: etag });
  if (!matches(wanted, etag)) throw new ConsoleError('revision_stale', 'revision_stale', { current: etag });
}

/** As `requireMatch`, for what only adds something: a request may leave the state out. @throws ConsoleError */
export function requireMatchIfSaid(request: FastifyRequest, etag: string): void {
  if (request.headers['if-match'] !== undefined) requireMatch(request, etag);
}

/** Whether the state is one of those that a header names. A weak mark is none. Source: RFC 9110, section 8.8.3. */
export function matches(header: string, etag: string): boolean {
  const named: readonly string[] = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return header.trim() === '*' || named.includes(etag);
}

/** Whether the asker has this state already. Source: RFC 9110, section 13.1.2. */
export function isKnownTo(request: FastifyRequest, etag: string): boolean {
  const known = request.headers['if-none-match'];
  return known !== undefined && matches(known.replaceAll('W/', ''), etag);
}
