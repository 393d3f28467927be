import { z } from 'zod';
import { byteString, readable } from '../core/lvscf/bytes.js';
import type { BlockName } from './block-words.js';
import { ConsoleRefused } from './refusal.js';

/** A place among blocks of one kind. */
export type Place =
  | { readonly where: 'up' | 'down' | 'first' | 'last' }
  | { readonly where: 'before' | 'after'; readonly name: string };

/** The place that words name; undefined for anything else. */
export function readPlace([where = '', name, ...more]: readonly string[]): Place | undefined {
  if (more.length > 0) return undefined;
  if (where === 'before' || where === 'after') return name === undefined ? undefined : { where, name };
  if (name !== undefined) return undefined;
  return where === 'up' || where === 'down' || where === 'first' || where === 'last' ? { where } : undefined;
}

const rows = z.array(z.object({ ref: z.string() }));
const listShape = z.union([z.object({ virtual: rows }), z.object({ server: rows })]);

/**
 * The references of a list with one at another place.
 * @param list what the console says of it
 * @throws ConsoleRefused where a block is not in it
 */
export function moved(list: unknown, block: BlockName, place: Place): readonly string[] {
  const { data } = listShape.safeParse(list);
  const all = data === undefined ? [] : 'virtual' in data ? data.virtual : data.server;
  const refs = all.map(({ ref }) => ref);
  const own = block.server ?? block.virtual;
  const at = indexIn(refs, own);
  const others = refs.filter((_ref, index) => index !== at);
  const to =
    'name' in place
      ? besideOf(others, place)
      : { up: at - 1, down: at + 1, first: 0, last: refs.length }[place.where];
  return others.toSpliced(Math.max(to, 0), 0, ...refs.slice(at, at + 1));
}

function besideOf(
  others: readonly string[],
  { name, where }: Extract<Place, { readonly name: string }>,
): number {
  const at = indexIn(others, byteString(name));
  return where === 'before' ? at : at + 1;
}

function indexIn(refs: readonly string[], ref: string): number {
  const readsSame = refs.flatMap((one, index) => (readable(one) === readable(ref) ? [index] : []));
  const [only = -1] = readsSame.length === 1 ? readsSame : [];
  // The file may be in another encoding than what was typed.
  const at = refs.includes(ref) ? refs.indexOf(ref) : only;
  if (at === -1) throw new ConsoleRefused(`there is no ${ref} beside it`);
  return at;
}
