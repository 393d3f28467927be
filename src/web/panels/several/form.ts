import { z } from 'zod';
import type { Config } from '../../../core/lvscf/config.js';
import { readForm } from '../../../core/lvscf/form.js';
import { serverStanza } from '../../../core/lvscf/server.js';
import type { RowRef, SeveralChange } from '../../../core/lvscf/several.js';
import { ConsoleError, type Problem } from '../../../core/problem.js';
import { filterLength } from '../../row-filter.js';
import { tickOf } from './rows.js';

/** What the buttons are for. */
export type SeveralButton = 'activate' | 'deactivate' | 'weight' | 'delete';

/** A row that was ticked, with the value of its box. */
export interface Ticked {
  readonly ref: RowRef;
  readonly tick: string;
}

/** What was sent: by the list, box by box, or by the page that asks, all in one field. */
export interface Sent {
  readonly ticked: readonly Ticked[];
  readonly button: SeveralButton;
  readonly weight: string;
  readonly filter: string;
}

const filter = z.string().trim().max(filterLength).catch('');

const form = z.object({
  row: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((rows) =>
      [rows]
        .flat()
        .flatMap((text) => text.split(' ').filter(Boolean))
        .map(tickedIn),
    ),
  change: z.enum(['activate', 'deactivate', 'weight', 'delete']),
  weight: z.string().max(64).default(''),
  filter,
});

/** What the address of the list asks for. */
export const listQuery = z.object({ filter, ticked: z.literal('all').optional().catch(undefined) });

/** @throws ConsoleError `invalid` when it is nothing that the pages send */
export function readSent(body: unknown): Sent {
  const { data } = form.safeParse(body);
  if (data === undefined) throw malformed();
  const { change: button, row: ticked, ...rest } = data;
  return { ...rest, ticked, button };
}

function malformed(): ConsoleError {
  return new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
}

function tickedIn(tick: string): Ticked {
  const [, virtual, server] = tick.split('/').map(decoded);
  if (virtual === undefined) throw malformed();
  return { tick, ref: server === undefined ? { virtual } : { virtual, server } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed(); // no text in UTF-8
  }
}

/** The change that a button makes; without one, why the weight is none. */
export function changeOf({ button, weight }: Pick<Sent, 'button' | 'weight'>): {
  readonly change?: SeveralChange;
  /** None where nothing was typed. */
  readonly problems: readonly Problem[];
} {
  if (button === 'delete') return { change: { what: 'delete' }, problems: [] };
  if (button !== 'weight') return { change: { what: 'active', active: button === 'activate' }, problems: [] };
  const source = { stanza: serverStanza, subject: { scope: 'server' }, values: {} } as const;
  const { patch, problems } = readForm(source, ['weight'], { weight });
  return patch.weight === undefined
    ? { problems }
    : { change: { what: 'weight', weight: patch.weight }, problems };
}

/** The rows that a change is for: a virtual server has no weight. */
export function concerned(ticked: readonly Ticked[], change: SeveralChange): readonly Ticked[] {
  return change.what === 'weight' ? ticked.filter(({ ref }) => ref.server !== undefined) : ticked;
}

/** The rows that are not any more what was seen, or not there. */
export function strayed(config: Config, ticked: readonly Ticked[]): readonly Ticked[] {
  return ticked.filter(({ ref, tick }) => tickOf(config, ref) !== tick);
}

/** The same rows as they are now, without those that are gone. */
export function asNow(config: Config, ticked: readonly Ticked[]): readonly Ticked[] {
  return ticked.flatMap(({ ref }) => {
    const tick = tickOf(config, ref);
    return tick === undefined ? [] : [{ ref, tick }];
  });
}
