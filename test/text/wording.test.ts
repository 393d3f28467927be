import { describe, expect, test } from 'vitest';
import { wordsFor } from '../../src/text/index.js';

/** Every sentence of a wording with its path; functions are called with made-up parameters. */
function sentences(wording: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof wording === 'string') return [[path, wording]];
  if (typeof wording === 'function') return spoken(wording as (...values: unknown[]) => unknown, path);
  return Object.entries(wording as object).flatMap(([key, part]) => sentences(part, `${path}.${key}`));
}

function spoken(
  say: (...values: unknown[]) => unknown,
  path: string,
): readonly (readonly [string, string])[] {
  const madeUp: unknown[][] = [[1], [2], ['NAME'], [parameters]];
  for (const values of madeUp) {
    try {
      const result = say(...values);
      const said = sentences(result, `${path}()`);
      if (said.every(([, text]) => !/undefined|NaN|\[object|=>/.test(text))) return said;
    } catch {
      // These were not its parameters; the next ones may be.
    }
  }
  return [];
}

/** Answers to any name: a value for each parameter of a failure. */
const parameters = new Proxy(
  { why: 'token', found: 'folder', action: 'read', count: 2, commands: [] as string[] } as Record<
    string,
    unknown
  >,
  { get: (known, name) => known[String(name)] ?? 'NAME' },
);

/** Labels and the notes under them are the original tool's, letter by letter. */
const isOurs = ([path]: readonly [string, string]) => !/\.(?:label|note)$/.test(path);

const french = sentences(wordsFor('fr'), 'fr').filter(isOurs);
const english = sentences(wordsFor('en'), 'en').filter(isOurs);

describe('The French wording', () => {
  test('is looked at whole', () => {
    expect(french.length).toBeGreaterThan(150);
  });

  test('has no-break spaces before : ; ? ! and inside « »', () => {
    const wrong = french.filter(([, text]) => / [:;?!»]|« /.test(text));
    expect(wrong).toEqual([]);
  });

  test('has curly apostrophes', () => {
    expect(french.filter(([, text]) => /\p{L}'\p{L}/u.test(text))).toEqual([]);
  });
});

test('The English wording has curly apostrophes too', () => {
  expect(english.filter(([, text]) => /\p{L}'\p{L}/u.test(text))).toEqual([]);
});
