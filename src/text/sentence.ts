import type { Problem, Subject } from '../core/problem.js';
import type { AnyFieldText } from './field-text.js';
import type { Words } from './index.js';
import { named } from './labels.js';

/** The most characters of a quoted text that a sentence shows. */
const longestQuote = 80;

/** What is wrong, in one or two sentences. The severity is not said: the place around shows it. */
export function sentence({ fields, problems }: Words, { code, params, subject }: Problem): string {
  const say = problems[code] as (params: object, field: string) => string;
  return say(shown(params), fieldName(fields, subject));
}

function fieldName(fields: Words['fields'], { scope, keyword = '', input }: Subject): string {
  const texts: Readonly<Record<string, AnyFieldText>> = fields[scope];
  return named(texts[keyword], visible(keyword), input);
}

/** The parameters of a problem with every text in them as it can be shown. */
function shown(params: object): object {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? visible(value) : value]),
  );
}

/** A text with everything that cannot be seen as an escape, and not too much of it. */
function visible(text: string): string {
  const letters = Array.from(text);
  const short = letters.length > longestQuote ? [...letters.slice(0, longestQuote), '…'] : letters;
  return short
    .map((letter) => (/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(letter) ? escaped(letter) : letter))
    .join('');
}

function escaped(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  const named = { 9: '\\t', 10: '\\n', 13: '\\r' }[code];
  return named ?? (code < 0x80 ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 4)}}`);
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
