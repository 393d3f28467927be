/** Somebody else deleted a block while its form was open: what was typed is shown, and brings it back if wanted. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Config, readConfig } from '../core/lvscf/config.js';
import type { Typed } from '../core/lvscf/form.js';
import type { Stanza } from '../core/lvscf/stanza.js';
import { ConsoleError, errorStatus } from '../core/problem.js';
import { restoredText } from '../core/versions/restore.js';
import { sentencesOf } from '../text/failure.js';
import type { BlockPanel, Params } from './block-form.js';
import { type ReadChange, read, typedIn } from './block-typed.js';
import { typedRows } from './block-view.js';
import { type EditingNeeds, save, savedNotice } from './editing.js';
import { isDangerous, sentFields } from './guard-rail.js';
import { byWhom, type Meanwhile } from './meanwhile.js';

/** What is known of a block that is gone. */
export interface Gone<S extends Stanza> {
  readonly panel: BlockPanel<S>;
  readonly needs: EditingNeeds;
  readonly past: Meanwhile;
  readonly error: ConsoleError;
}

type GoneRequest = FastifyRequest<{ Params: Params }>;

/** Brings the block back where that was asked for; else asks. */
export async function answerGone<S extends Stanza>(
  request: GoneRequest,
  reply: FastifyReply,
  gone: Gone<S>,
): Promise<FastifyReply> {
  const { body, params } = request;
  const typed = gone.past.base && typedThen(gone, gone.past.base, params, body);
  if (typed === undefined || !wantsBack(body)) return show(request, reply, gone, typed);
  try {
    return await bringBack(request, reply, gone, typed);
  } catch (error) {
    if (!(error instanceof ConsoleError) || isDangerous(error)) throw error;
    return show(request, reply, { ...gone, error }, typed);
  }
}

/** What was typed, as a change of what the form was made from. */
interface TypedThen<S extends Stanza> extends ReadChange<S> {
  readonly base: Config;
}

/** Nothing where what the form was made from has not the block either. */
function typedThen<S extends Stanza>(
  { panel }: Gone<S>,
  base: Config,
  params: Params,
  body: unknown,
): TypedThen<S> | undefined {
  if (panel.object === undefined) return undefined;
  try {
    const located = panel.locate(base, params);
    const typed: Typed = typedIn(located, body);
    return { base, ...read(located, typed) };
  } catch (error) {
    if (error instanceof ConsoleError) return undefined;
    throw error;
  }
}

async function bringBack<S extends Stanza>(
  request: GoneRequest,
  reply: FastifyReply,
  { needs, panel }: Gone<S>,
  { base, change, problems }: TypedThen<S>,
): Promise<FastifyReply> {
  const { params } = request;
  const isAsItWas = problems.length > 0;
  const mine = isAsItWas ? base : readConfig(panel.change(base, change, params));
  const name = isAsItWas ? undefined : change.name;
  const changes = await save(request, needs, panel.panel, (config) => {
    const object = panel.object?.(params, config, name);
    return restoredText(config, mine, object && [object]);
  });
  return reply.done(panel.locate(base, params).after(name), savedNotice(changes));
}

function show<S extends Stanza>(
  request: GoneRequest,
  reply: FastifyReply,
  { error, panel, past }: Gone<S>,
  typed: TypedThen<S> | undefined,
): FastifyReply {
  const { body, url, words } = request;
  const { conflict: say } = words;
  const bringsBack = {
    action: url,
    lead: typed?.problems.length === 0 ? say.bringBack : say.bringBackAsItWas,
    sent: sentFields(body).filter(({ name }) => name !== wish),
    button: { label: 'BRING BACK', gloss: say.gloss.bringBack, name: wish, value: '1' },
  };
  return reply.page({
    panel: panel.panel,
    template: 'parts/gone',
    view: {
      ...sentencesOf(error, words),
      by: byWhom(past, request, 'deleted'),
      typed: typedRows(panel.scope ?? 'global', body, words),
      ...(typed && { bringsBack }),
    },
    status: errorStatus[error.code],
  });
}

/** What BRING BACK sends. */
const wish = '_bring_back';

function wantsBack(body: unknown): boolean {
  return typeof body === 'object' && body !== null && wish in body;
}
