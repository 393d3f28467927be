/**
 * The values of a block as JSON: numbers, booleans, texts, `{ address, device }`. What a kind is in JSON is said here
 * and nowhere else; what a value may be is said by the Kind, which reads JSON as it reads a form.
 */

import { z } from 'zod';
import { readable } from './bytes.js';
import { type FormReading, type FormSource, inputNames, readForm, type Typed } from './form.js';
import type { Expected, Kind } from './kind.js';
import type { Field, Keyword, Stanza, Values } from './stanza.js';

/** A value in JSON. */
export type JsonValue = string | number | boolean | readonly string[] | JsonAddress;

/** A floating address and the device that carries it. */
interface JsonAddress {
  readonly address: string;
  readonly device: string;
}

/** Values by keyword; null takes the key out of the file. */
export type JsonValues = Readonly<Record<string, JsonValue | null | undefined>>;

interface JsonKind {
  /** Its type; the limits are those of the kind. */
  readonly type: z.ZodType<JsonValue>;
  /** The texts that a form would send for it. */
  readonly texts: (value: never) => string[];
}

/** Longer than any line that the reader takes. */
const longestText = 4096;

const text = z.string().max(longestText);
const number: JsonKind = { type: z.int(), texts: (value: number) => [String(value)] };
const string: JsonKind = { type: text, texts: (value: string) => [value] };

const jsonKinds: Readonly<Record<Expected, JsonKind>> = {
  number,
  mark: number,
  port: number,
  flag: { type: z.boolean(), texts: (value: boolean) => [value ? '1' : '0'] },
  address_on_device: {
    type: z.strictObject({ address: text, device: text }),
    texts: ({ address, device }: JsonAddress) => [address, device],
  },
  list: { type: z.array(text).max(64), texts: (value: readonly string[]) => [value.join(' ')] },
  choice: string,
  address: string,
  router_address: string,
  plain_address: string,
  mask: string,
  device: string,
  word: string,
  command: string,
  exchange: string,
  program: string,
};

/** The shape of one value, with its limits for whoever reads the description; the Kind enforces them. */
export function jsonShape({ absent, initial, kind, unit }: Field<unknown>): z.ZodType<JsonValue> {
  const { choices, kind: expected, max, min } = kind.expects;
  const isText = jsonKinds[expected] === string;
  const isClosed = expected === 'choice';
  const facts = [
    absent === undefined ? '' : `Without it, the daemons assume ${kind.write(absent)}.`,
    initial === undefined ? '' : `A new block begins with ${kind.write(initial)}.`,
    unit === undefined ? '' : `In ${unit}.`,
  ];
  return jsonKinds[expected].type.meta({
    description: facts.filter((fact) => fact !== '').join(' '),
    ...(isClosed && { enum: choices }),
    ...(!isText && min !== undefined && { minimum: min }),
    ...(!isText && max !== undefined && { maximum: max }),
    ...(isText && !isClosed && max !== undefined && expected !== 'command' && { maxLength: max }),
    ...(isText && !isClosed && choices !== undefined && { examples: choices }),
  });
}

/** A value of the file in JSON; quotes around a script are not shown. */
export function jsonOf<T>(kind: Kind<T>, value: T): JsonValue {
  const isScript = kind.expects.kind === 'exchange' || kind.expects.kind === 'program';
  if (isScript) return readable(kind.show(value)[0] ?? '');
  if (typeof value === 'string') return readable(value);
  return value as JsonValue;
}

/** The keys of a stanza that JSON has: those that no daemon uses any more stay as they are in the file. */
export function jsonKeywords<S extends Stanza>(stanza: S): readonly Keyword<S>[] {
  return Object.keys(stanza).filter((keyword) => stanza[keyword]?.obsolete !== true);
}

/**
 * What a block says, by keyword; a key that is not in the file, or makes no sense there, is missing.
 * @param isWhole also with what the daemon assumes where the file says nothing
 */
export function jsonValues<S extends Stanza>(stanza: S, values: Values<S>, isWhole = false) {
  const entries = jsonKeywords(stanza).flatMap((keyword): [string, JsonValue][] => {
    const field = stanza[keyword];
    const value: unknown = values[keyword] ?? (isWhole ? field?.absent : undefined);
    return field === undefined || value === undefined ? [] : [[keyword, jsonOf(field.kind, value)]];
  });
  return Object.fromEntries(entries);
}

/**
 * Reads values as if they had been typed into a form: what is as it was in the file leaves its line alone.
 * @param keywords those that may change; one that is not among the values is left out of the file
 */
export function readJson<S extends Stanza>(
  source: FormSource<S>,
  keywords: readonly Keyword<S>[],
  values: JsonValues,
): FormReading<S> {
  const typed = keywords.flatMap((keyword) => {
    const field = source.stanza[keyword];
    return field === undefined ? [] : typedOf(keyword, field.kind, values[keyword]);
  });
  return readForm(source, keywords, Object.fromEntries(typed) as Typed);
}

function typedOf(
  keyword: string,
  kind: Kind<unknown>,
  value: JsonValue | null | undefined,
): [string, string][] {
  const names = inputNames(keyword, kind);
  const texts =
    value === null || value === undefined ? [] : jsonKinds[kind.expects.kind].texts(value as never);
  return names.map((name, index) => [name, texts[index] ?? '']);
}
