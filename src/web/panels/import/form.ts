import { z } from 'zod';
import { type ImportKind, importKinds, kindOf, type Source } from '../../../core/import/source.js';
import { areaBytes } from '../../../core/lvscf/text-area.js';
import type { Words } from '../../../text/index.js';

/** How many files can be pasted at once: heartbeat's, with its rules and the names of its machines. */
export const boxes: readonly number[] = [1, 2, 3, 4, 5, 6];

const sent = z.record(z.string(), z.unknown());

/** What a box holds. */
export interface Pasted {
  readonly number: number;
  readonly text: string;
  readonly kind: string;
}

/** What was sent, box by box. */
export function pastedIn(body: unknown): readonly Pasted[] {
  const values = sent.safeParse(body).data ?? {};
  const textOf = (name: string) => (typeof values[name] === 'string' ? values[name] : '');
  return boxes.map((number) => ({ number, text: textOf(`text${number}`), kind: textOf(`kind${number}`) }));
}

/** Whether this was asked for from the machine itself. */
export function isAsked(body: unknown, name: 'keepalived' | 'table' | 'files'): boolean {
  return sent.safeParse(body).data?.[name] === '1';
}

/** The boxes with something in them as sources; `unknown` where nobody can tell what one is. */
export function sourcesOf(
  pasted: readonly Pasted[],
  words: Words,
): { readonly sources: readonly Source[]; readonly unknown: readonly string[] } {
  const sources: Source[] = [];
  const unknown: string[] = [];
  for (const { number, text, kind: given } of pasted) {
    if (text.trim() === '') continue;
    const bytes = areaBytes(text, '');
    const name = words.importing.boxes(number);
    const kind = importKinds.find((one): one is ImportKind => one === given) ?? kindOf('', bytes);
    if (kind === undefined) unknown.push(name);
    else sources.push({ name: `${name} (${words.importing.kinds[kind]})`, kind, text: bytes });
  }
  return { sources, unknown };
}
