/**
 * A Kind is how one value of `lvs.cf` is read, written and offered. The same `read` serves the file and the
 * forms: in a file each finding has its severity, in a form any finding refuses the value. So what a form
 * accepts is exactly what is read back without a remark.
 */

import type { ProblemCode, ProblemParams, Severity } from '../problem.js';
import type { Word } from './lines.js';

/** A problem of a value, before its place in the file is known. */
export type Finding = {
  [Code in ProblemCode]: {
    readonly code: Code;
    readonly severity: Severity;
    readonly params: Readonly<ProblemParams[Code]>;
    readonly daemonCode?: number;
    /** Which word of the value, from 0. */
    readonly word?: number;
  };
}[ProblemCode];

/** A value as read, and what is to be said about it; no value means that the key counts as absent. */
export interface Reading<T> {
  readonly value?: T;
  readonly findings: readonly Finding[];
}

/** One input of a form: a text box, or a list of stored values (their captions are in `src/text`). */
export interface Input {
  readonly control: 'text' | 'choice';
  /** Width in characters, for a text box. */
  readonly size?: number;
  readonly maxLength?: number;
  readonly numeric?: boolean;
  /** Stored values in the order they are offered; an empty one means that the key is left out. */
  readonly choices?: readonly string[];
  /** Network devices are offered beside it: the machine's own, or a free alias of each. */
  readonly devices?: 'interface' | 'alias';
}

/** The closed list of what a value can be. */
export type Expected =
  | 'number'
  | 'mark'
  | 'flag'
  | 'port'
  | 'choice'
  | 'address'
  | 'router_address'
  | 'plain_address'
  | 'address_on_device'
  | 'mask'
  | 'device'
  | 'word'
  | 'command'
  | 'exchange'
  | 'program'
  | 'list';

/** What a reader of the reference needs to know of a kind. */
export interface Expects {
  readonly kind: Expected;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
}

/** How one value is read, written and offered. */
export interface Kind<T> {
  readonly expects: Expects;
  /** How many words follow the equal sign; `list` is `[ a b ]`. */
  readonly words: 1 | 2 | 'list';
  /** Reads exactly as many words as the kind has. */
  readonly read: (words: readonly Word[], keyword: string) => Reading<T>;
  /** The text after `KEY = `. */
  readonly write: (value: T) => string;
  readonly inputs: readonly Input[];
  /** What the inputs show for a value: one text each. */
  readonly show: (value: T) => readonly string[];
  /** The words that the file would hold for what was typed; blank inputs give no word. */
  readonly typed: (texts: readonly string[]) => readonly Word[];
}

/** Whether two values of a kind are the same in the file. */
export function sameValue<T>(kind: Kind<T>, a: T | undefined, b: T | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return kind.write(a) === kind.write(b);
}

/** A word made from text that was typed, not read. */
export function typedWord(text: string, quote: Word['quote'] = ''): Word {
  return { text, raw: `${quote}${text}${quote}`, start: 0, quote };
}

/** The words of inputs that hold one plain word each: blanks around are not meant. */
export function plainWords(texts: readonly string[]): Word[] {
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => typedWord(text));
}

/** The one word of a kind that reads one word; reading has counted the words before. */
export function onlyWord(words: readonly Word[]): Word {
  const word = words[0];
  if (word === undefined) throw new RangeError('a kind was given fewer words than it reads');
  return word;
}
