/** What the other router answers, checked before it is used: it may be broken, older, or somebody else. */

import { z } from 'zod';
import { visible } from '../lvscf/bytes.js';
import { answerLimit, answerShape, routerStateShape } from '../router/answer.js';
import { type LookAnswers, readSeen } from '../router/look-shapes.js';
import { type Look, looks } from '../router/verbs.js';
import { packing } from './packed.js';
import { farVerbs, fileLimit, protocolName } from './requests.js';

/** What is taken of an answer. */
export const answerLimits = { head: answerLimit, payload: fileLimit } as const;

const text = z.string().max(4096);
const count = z.int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const commands = z.array(text).max(20);

/** The first message, which comes unasked. */
export const helloShape = z.strictObject({
  hello: z.literal(protocolName),
  format: z.int(),
  /** Of the program there. */
  version: z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}(?:-[\w.]{1,40})?$/),
  /** How bytes may come packed; missing: as they are. */
  packings: z.array(text).max(10).optional(),
});

const file = z.strictObject({
  sha256: hash,
  size: count,
  /** Milliseconds since 1970. */
  mtime: z.number(),
});

const problem = z.strictObject({
  severity: z.enum(['refused', 'broken', 'advice']),
  code: z.string().regex(/^[a-z_]{1,40}$/),
  line: count,
});

const problems = z.array(problem).max(200);

const inspection = z.strictObject({
  answer: z.literal('inspect'),
  version: text,
  host: text,
  account: text,
  /** The clock there, in milliseconds since 1970. */
  at: z.number(),
  /** The folder of lvs.cf; null where there is none. */
  folder: z
    .strictObject({
      path: text,
      owner: text,
      group: text,
      mode: z.int().min(0).max(0o7777),
      /** Whether the account may put a file there. */
      writable: z.boolean(),
      freeBytes: z.number().min(0),
    })
    .nullable(),
  path: text,
  file: file.nullable(),
  /** Why the file cannot be read, or not be replaced where it lies; blank when it can. */
  hindrance: text,
  /** What root types there so that it can. */
  commands,
  /** Which router it takes itself for, by the file there; null where it has none. */
  identity: routerStateShape.shape.identity,
  addresses: z.array(text).max(500),
  /** Whether sudo there lets the account call the router program. */
  rights: z.array(z.strictObject({ verb: z.enum(farVerbs), allowed: z.boolean() })).max(farVerbs.length),
  /** As the router program there says; null where it does not. */
  state: routerStateShape.nullable(),
});

const refusal = z.discriminatedUnion('refused', [
  z.strictObject({ refused: z.enum(['request', 'settings', 'fault']), said: text }),
  z.strictObject({ refused: z.literal('problems'), count, problems }),
  z.strictObject({ refused: z.literal('changed_there'), file: file.nullable() }),
  /** The bytes that came have another hash than was said, or the offer is not there any more. */
  z.strictObject({ refused: z.enum(['other_bytes', 'offer_gone']) }),
  z.strictObject({
    refused: z.literal('file'),
    reason: z.enum([
      'file_missing',
      'no_right',
      'not_a_file',
      'unsafe_place',
      'disk_failed',
      'locked',
      'file_exists',
      'file_large',
    ]),
    path: text,
    said: text,
    commands,
  }),
  z.strictObject({
    refused: z.literal('engine'),
    why: z.enum(['missing', 'denied', 'refused', 'garbled']),
    said: text,
    commands,
  }),
]);

const shapes = {
  inspect: inspection,
  hash: z.strictObject({ answer: z.literal('hash'), file: file.nullable() }),
  fetch: z.strictObject({
    answer: z.literal('fetch'),
    file: file.extend({ size: count.max(fileLimit) }).nullable(),
    /** The bytes that follow are packed. */
    packed: z.literal(packing).optional(),
  }),
  offer: z.strictObject({
    answer: z.literal('offer'),
    token: z.string().regex(/^[0-9a-f]{32}$/),
    /** What is broken or odd in the file and was so in the one there. */
    problems,
    /** How long the rules took, in milliseconds. */
    checkMs: count,
  }),
  commit: z.strictObject({
    answer: z.literal('commit'),
    /** As it was read back. */
    file,
    /** Where the file before is kept; null when there was none. */
    kept: z.strictObject({ where: z.enum(['history', 'beside']), path: text }).nullable(),
    keepMs: count,
    replaceMs: count,
  }),
  discard: z.strictObject({ answer: z.literal('discard') }),
  engine: z.strictObject({ answer: z.literal('engine'), given: answerShape }),
  look: z.strictObject({
    answer: z.literal('look'),
    look: z.enum(looks),
    /** Of what was seen, in JSON, as it is; its bytes follow. */
    size: count.max(answerLimit),
    packed: z.literal(packing).optional(),
  }),
} as const;

/** What can be answered to each thing that is asked. */
export type Answers = { readonly [Ask in keyof typeof shapes]: Readonly<z.output<(typeof shapes)[Ask]>> };

/** Why the other router did not do what it was asked. */
export type FarRefusal = Readonly<z.output<typeof refusal>>;

/** The file there, without its bytes. */
export type FarFile = Readonly<z.output<typeof file>>;

/** Where something is wrong in a file, without its sentence: both ends have the same. */
export type FarProblem = Readonly<z.output<typeof problem>>;

/** What the other router's program says first. */
export type Hello = Readonly<z.output<typeof helloShape>>;

/** What the other router says of itself. */
export type Inspection = Answers['inspect'];

/** The first message; undefined for everything else. */
export function readHello(head: unknown): Hello | undefined {
  return helloShape.safeParse(harmless(head)).data;
}

/** The answer to what was asked; undefined for everything that is none. */
export function readAnswer<Ask extends keyof Answers>(
  ask: Ask,
  head: unknown,
): Answers[Ask] | FarRefusal | undefined {
  const content = harmless(head);
  return (shapes[ask].safeParse(content).data as Answers[Ask] | undefined) ?? refusal.safeParse(content).data;
}

/** What was seen, from its bytes; undefined for everything that is no answer to that look. */
export function readFarSeen<Name extends Look>(look: Name, bytes: Uint8Array): LookAnswers[Name] | undefined {
  try {
    return readSeen(look, harmless(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))));
  } catch {
    // Not UTF-8, or not JSON: no answer.
    return undefined;
  }
}

/** No answer is nested deeper; a text of nothing but brackets would be followed to the end of the stack. */
const deepest = 12;

/** The same content, in which no text acts on a terminal or changes the direction of what follows it. */
function harmless(content: unknown, depth = 0): unknown {
  if (typeof content === 'string') return visible(content);
  if (typeof content !== 'object' || content === null) return content;
  if (depth > deepest) return undefined;
  if (Array.isArray(content)) return content.map((one) => harmless(one, depth + 1));
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, harmless(value, depth + 1)]));
}
