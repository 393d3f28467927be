/** What is asked before a change that takes away much: its name, typed by whoever makes it. */

import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Config } from '../core/lvscf/config.js';
import { guardRail, nameToType, requireName } from '../core/lvscf/guard-rail.js';
import { dottedAddress } from '../core/lvscf/kinds/addresses.js';
import { ConsoleError, type Danger, errorStatus } from '../core/problem.js';
import type { Words } from '../text/index.js';
import { panelNamed } from './panel-names.js';

/** What the question shows. */
export interface NameWanted {
  /** What would happen, a sentence each. */
  readonly dangers: readonly string[];
  /** There are more than a page lists. */
  readonly more?: string;
  readonly help: string;
  /** Goes with the answer: what was asked about. */
  readonly mark: string;
  /** A change was stopped to ask: it is the first thing to see. */
  readonly isAsked: boolean;
  /** That another name was typed. */
  readonly wrong?: string;
}

/** How many dangers a page lists. */
const dangersListed = 8;

/** The inputs of the question. */
const answer = z.object({ _name: z.string().max(4096).optional(), _dangers: z.string().max(64).optional() });

/** The same, of the JSON interface. */
const confirmation = z.object({ confirm: z.string().max(4096) });

/** What the answer is called in a form. */
export const answerNames = Object.keys(answer.shape);

/** Whether a change was stopped to ask for its name. */
export function isDangerous(error: unknown): error is ConsoleError<'dangerous'> {
  return error instanceof ConsoleError && error.reason === 'dangerous';
}

/** The addresses of this machine at which a request reached it; through a proxy, the one that it was sent to. */
export function connectedThrough({ hostname, socket }: FastifyRequest): readonly string[] {
  const local = socket.localAddress?.replace(/^::ffff:/i, '') ?? '';
  return [local, hostname].filter((address) => dottedAddress(address) !== undefined);
}

/** The dangers of a change that this request would make. */
export function dangersOf(request: FastifyRequest, before: Config, after: Config): readonly Danger[] {
  return guardRail(before, after, connectedThrough(request));
}

/**
 * Lets a change pass that is not dangerous, or for which its name was typed in answer to just this.
 * @throws ConsoleError `invalid`: dangerous
 */
export function requireConfirmed(request: FastifyRequest, before: Config, after: Config): void {
  requireAnswered(request, dangersOf(request, before, after));
}

/** The same of dangers that are known already. @throws ConsoleError `invalid`: dangerous */
export function requireAnswered(request: FastifyRequest, dangers: readonly Danger[]): void {
  const name = nameToType(dangers);
  if (name === undefined) return;
  requireName(dangers, answered(request, dangers));
  request.audited.confirmed = name;
}

/** The name that was sent in answer to just these dangers. A program names it with the state that it is about. */
function answered({ body, query, routeOptions }: FastifyRequest, dangers: readonly Danger[]) {
  if (routeOptions.config.api !== undefined) return confirmation.safeParse(query).data?.confirm;
  const { data } = answer.safeParse(body);
  return data?._dangers === markOf(dangers) ? data._name : undefined;
}

/**
 * The question about some dangers; nothing where there are none.
 * @param body what was sent, with an answer perhaps
 * @param button what is pressed once the name is typed
 */
export function nameWanted(
  dangers: readonly Danger[],
  body: unknown,
  words: Words,
  button = 'ACCEPT',
): NameWanted | undefined {
  const name = nameToType(dangers);
  if (name === undefined) return undefined;
  const { guardRail: say } = words;
  const mark = markOf(dangers);
  const { data } = answer.safeParse(body);
  const left = dangers.length - dangersListed;
  return {
    dangers: dangers.slice(0, dangersListed).map(say.danger),
    ...(left > 0 && { more: say.more(left) }),
    help: say.help(name, button),
    mark,
    isAsked: body !== undefined,
    ...(data?._dangers === mark && { wrong: say.wrong(data._name?.trim() ?? '', name) }),
  };
}

/** Asks on a page of its own, which sends the same change once more. */
export function askForName(
  { params: { dangers } }: ConsoleError<'dangerous'>,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { audited, body, headers, url, words } = request;
  return reply.page({
    panel: panelNamed(audited.panel),
    template: 'parts/name-wanted',
    view: {
      action: url,
      sent: sentFields(body),
      nameWanted: nameWanted(dangers, body, words),
      accept: { label: 'ACCEPT', gloss: words.lists.gloss.accept },
      cancel: { label: 'CANCEL', gloss: words.lists.gloss.cancel, href: backFrom(headers.referer) },
    },
    status: errorStatus.invalid,
  });
}

/** What was asked about: an answer counts for nothing else. */
function markOf(dangers: readonly Danger[]): string {
  return createHash('sha256').update(JSON.stringify(dangers)).digest('base64url').slice(0, 16);
}

/** What was sent, field by field, without what is asked anew. */
export function sentFields(body: unknown): { readonly name: string; readonly value: string }[] {
  const texts = z.record(z.string(), z.union([z.string(), z.array(z.string())])).safeParse(body).data ?? {};
  return Object.entries(texts)
    .filter(([name]) => !answerNames.includes(name))
    .flatMap(([name, values]) => [values].flat().map((value) => ({ name, value })));
}

/** The page of this console that the change was sent from. */
function backFrom(referer: string | undefined): string {
  const path = referer === undefined ? undefined : /^https?:\/\/[^/]+(\/secure\/[^?#]*)/.exec(referer)?.[1];
  return path ?? '/secure/control';
}
