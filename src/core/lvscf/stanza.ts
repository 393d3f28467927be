/**
 * One field catalogue per stanza. A Field is one line of a stanza; a Stanza is a plain object of Fields in the
 * canonical order. The model type, reading, writing, form controls and the printed reference come from it.
 */

import type { Scope } from '../problem.js';
import type { Kind } from './kind.js';

/** What a number counts. */
export type Unit = 'seconds';

/** One keyword of a stanza. */
export interface Field<T> {
  readonly kind: Kind<T>;
  /** What the daemon assumes when the key is absent; nothing when it then has no value at all. */
  readonly absent?: T;
  /** What ADD, or the first visit of a panel, writes; nothing leaves the key out. */
  readonly initial?: T;
  /** What a list shows while the key is absent, where that differs from `absent`. */
  readonly shownAbsent?: T;
  readonly unit?: Unit;
  /** How a flag is offered, or a choice that is no list; other kinds know it themselves. */
  readonly offered?: 'checkbox' | 'radio';
  /** It is an address of a router itself: the machine's own ones are offered. */
  readonly ownAddress?: true;
  /** Accepted by the reader and used by no daemon any more: never written by us. */
  readonly obsolete?: true;
  /** First Piranha release whose reader knows the key, where older ones refuse the file. */
  readonly since?: string;
  /** Texts after the equal sign that are written back unchanged, the first a typical one; and texts that a form refuses. */
  readonly good: readonly [string, ...string[]];
  readonly bad: readonly string[];
  /** Where the facts come from. */
  readonly source: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a Field is contravariant in T through its Kind; a table holds all kinds
export type Stanza = Readonly<Record<string, Field<any>>>;

/** The keywords of a stanza. */
export type Keyword<S extends Stanza> = keyof S & string;

/** The type of one field's value. */
export type ValueOf<F> = F extends Field<infer T> ? T : never;

/** The values that a block states; a key that is not there is absent in the file. */
export type Values<S extends Stanza> = { readonly [K in keyof S]?: ValueOf<S[K]> };

/** A change of some values: `undefined` takes the key out of the file. */
export type Patch<S extends Stanza> = { readonly [K in keyof S]?: ValueOf<S[K]> | undefined };

/** The value that counts at run time: the one in the file, else what the daemon assumes. */
export function effective<S extends Stanza, K extends Keyword<S>>(
  stanza: S,
  values: Values<S>,
  keyword: K,
): S[K] extends { absent: ValueOf<S[K]> } ? ValueOf<S[K]> : ValueOf<S[K]> | undefined {
  return values[keyword] ?? stanza[keyword]?.absent;
}

/** The values that a new block of this stanza is written with. */
export function initialValues<S extends Stanza>(stanza: S): Values<S> {
  const entries = Object.entries(stanza).filter(([, field]) => field.initial !== undefined);
  return Object.fromEntries(entries.map(([keyword, field]) => [keyword, field.initial])) as Values<S>;
}

/** How each scope's lines are indented in the canonical text. Source: lvs-cf format, section 11. */
export const indentOf: Readonly<Record<Scope, string>> = {
  global: '',
  virtual: ' '.repeat(5),
  failover: ' '.repeat(5),
  server: ' '.repeat(9),
};

/** The canonical line of one value, without its terminator. */
export function lineFor<T>(scope: Scope, keyword: string, field: Field<T>, value: T): string {
  return `${indentOf[scope]}${keyword} = ${field.kind.write(value)}`;
}
