/** What was typed into the form of a block, read back from a request. */

import { z } from 'zod';
import type { BlockChange } from '../core/lvscf/change.js';
import { type FormReading, inputNames, readForm, type Typed } from '../core/lvscf/form.js';
import type { Keyword, Patch, Stanza } from '../core/lvscf/stanza.js';
import { ConsoleError, type Problem } from '../core/problem.js';
import type { Words } from '../text/index.js';
import { conflictNames } from './block-conflict.js';
import type { Located } from './block-form.js';
import { readName } from './block-name.js';
import type { Notice } from './flash.js';
import { answerNames } from './guard-rail.js';

/** What a form changes, and what is wrong with it. */
export interface ReadChange<S extends Stanza> {
  readonly change: BlockChange<S>;
  readonly problems: readonly Problem[];
}

/** What was typed, read with the Kinds of the file. */
export function read<S extends Stanza>(located: Located<S>, typed: Typed): ReadChange<S> {
  const { patch, problems }: FormReading<S> = readForm(located.source, located.keywords, typed);
  if (located.named === undefined) return { change: { values: patch }, problems };
  const { name, problems: nameProblems } = readName(located.named, typed['name']);
  const change = { values: patch, ...(name === undefined ? {} : { name }) };
  return { change, problems: [...nameProblems, ...problems] };
}

/** The change that takes one key out. */
export function without<S extends Stanza>(keyword: Keyword<S>): ReadChange<S> {
  const values = { [keyword]: undefined } as Patch<S>;
  return { change: { values }, problems: [] };
}

/** What was typed into the other inputs while one was blanked, if anything was. */
export function unsaved<S extends Stanza>(
  { source, keywords }: Located<S>,
  blank: Keyword<S>,
  typed: Typed,
): Typed | undefined {
  const others = keywords.filter((keyword) => keyword !== blank);
  const { patch, problems } = readForm(source, others, typed);
  const isUnchanged = Object.keys(patch).length === 0 && problems.length === 0;
  return isUnchanged ? undefined : { ...typed, [blank]: '' };
}

/** The message, and the form that comes with it as it was. */
export function withUnsaved(notice: Notice, typed: Typed): Notice {
  const details = (words: Words) => [...(notice.details?.(words) ?? []), words.saving.unsaved];
  return { ...notice, details, typed };
}

/** Only the inputs of this form, each one short text; anything else in the request is passed over. */
export function typedIn<S extends Stanza>({ source, keywords }: Located<S>, body: unknown): Typed {
  const text = z.string().max(4096).optional();
  const names = keywords.flatMap((keyword) => {
    const field = source.stanza[keyword];
    return field === undefined ? [] : inputNames(keyword, field.kind);
  });
  const inputs = ['name', ...names];
  const all = ['_revision', '_base', '_blank', ...answerNames, ...inputs, ...conflictNames(inputs)];
  const schema = z.object(Object.fromEntries(all.map((name) => [name, text])));
  const result = schema.safeParse(body);
  if (!result.success) throw new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
  return result.data as Typed;
}

/** SHA-256 of the file that a form was made from, as the form says. */
export function baseIn(body: unknown): string | undefined {
  return z.object({ _base: z.string().max(64) }).safeParse(body).data?._base;
}
