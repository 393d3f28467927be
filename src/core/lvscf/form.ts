/**
 * Between a block and the inputs of a form: what each input shows, and what was typed read back with the same
 * Kind that reads the file. What was not touched is not read: its line stays as it is, right or wrong.
 */

import type { Problem, Subject } from '../problem.js';
import { readable } from './bytes.js';
import { type Block, type Document, entryOf, rawValue } from './document.js';
import type { Finding, Kind } from './kind.js';
import { problemOfForm } from './problem-at.js';
import type { Keyword, Patch, Stanza, Values } from './stanza.js';

/** A block as a form shows it. A block that is not in the file yet has values only. */
export interface FormSource<S extends Stanza> {
  readonly stanza: S;
  readonly subject: Subject;
  readonly values: Values<S>;
  readonly document?: Document;
  readonly block?: Block;
}

/** A block of the file as a form shows it. */
export function sourceOf<S extends Stanza>(
  stanza: S,
  { document }: { readonly document: Document },
  { subject, values, block }: Required<Pick<FormSource<S>, 'subject' | 'values' | 'block'>>,
): FormSource<S> {
  return { stanza, subject, values, document, block };
}

/** What was typed, by the name of the input. */
export type Typed = Readonly<Record<string, string | undefined>>;

/** What a form changes, and what is wrong with it. */
export interface FormReading<S extends Stanza> {
  readonly patch: Patch<S>;
  readonly problems: readonly Problem[];
}

/** The names of a field's inputs in a form: the keyword, and for its device the keyword with `_device`. */
export function inputNames(keyword: string, kind: Pick<Kind<unknown>, 'inputs'>): string[] {
  return kind.inputs.map((_, index) => (index === 0 ? keyword : `${keyword}_device`));
}

/** What the inputs of a field show: the value, else the wrong text that stands in the file, else what is assumed. */
export function shownTexts<S extends Stanza>(source: FormSource<S>, keyword: Keyword<S>): string[] {
  return bytesShown(source, keyword).map(readable);
}

function bytesShown<S extends Stanza>(source: FormSource<S>, keyword: Keyword<S>): string[] {
  const field = source.stanza[keyword];
  if (field === undefined) throw new RangeError(`no keyword ${keyword} in this stanza`);
  const { kind } = field;
  const value = source.values[keyword];
  if (value !== undefined) return [...kind.show(value)];
  const entry = source.block && entryOf(source.block, keyword);
  if (entry !== undefined && source.document !== undefined)
    return spread(rawValue(source.document, entry), kind);
  const assumed = field.shownAbsent ?? field.absent;
  const isChoice = kind.inputs[0]?.control === 'choice' || field.offered !== undefined;
  if (isChoice && assumed !== undefined) return [...kind.show(assumed)];
  return kind.inputs.map(() => '');
}

/** A text as it stands in the file, over the inputs of its kind: what is left over goes into the last one. */
export function spread(raw: string, kind: Kind<unknown>): string[] {
  if (kind.inputs.length === 1) return [raw];
  const [first = '', ...rest] = raw.split(/[ \t]+/);
  return [first, rest.join(' ')];
}

/** Reads what was typed into the inputs of these keywords. */
export function readForm<S extends Stanza>(
  source: FormSource<S>,
  keywords: readonly Keyword<S>[],
  typed: Typed,
): FormReading<S> {
  const patch: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const keyword of keywords) {
    const field = source.stanza[keyword];
    if (field === undefined) continue;
    const texts = typedTexts(keyword, field.kind, field.offered === 'checkbox', typed);
    if (texts === undefined || sameTexts(texts, shownTexts(source, keyword))) continue;
    const { value, findings } = readTexts(field.kind, keyword, texts);
    const subject = { ...source.subject, keyword };
    problems.push(...findings.map((finding) => problemOfForm(finding, subject)));
    if (findings.length === 0) patch[keyword] = value;
  }
  return { patch: patch as Patch<S>, problems };
}

/** What a field's inputs sent; nothing when the form did not have them. A box that is not ticked sends nothing. */
function typedTexts(
  keyword: string,
  kind: Kind<unknown>,
  checkbox: boolean,
  typed: Typed,
): string[] | undefined {
  const texts = inputNames(keyword, kind).map((name) => typed[name]);
  if (checkbox) return texts.map((text) => text ?? '0');
  return texts.some((text) => text === undefined) ? undefined : texts.map((text) => text ?? '');
}

function sameTexts(typed: readonly string[], shown: readonly string[]): boolean {
  return typed.length === shown.length && typed.every((text, index) => text === shown[index]);
}

interface TextReading {
  readonly value?: unknown;
  readonly findings: readonly Finding[];
}

/** Reads the texts of one field strictly: any finding refuses them; blank leaves the key out. */
export function readTexts(kind: Kind<unknown>, keyword: string, texts: readonly string[]): TextReading {
  const words = kind.typed(texts);
  if (words.length === 0) return { findings: [] };
  if (kind.words !== 'list' && words.length < kind.words) {
    const word = texts.findIndex((text) => text.trim() === '');
    const params = { keyword, wanted: kind.words };
    return { findings: [{ code: 'value_missing', severity: 'refused', daemonCode: 7, params, word }] };
  }
  return kind.read(words, keyword);
}
