import type { Problem, Subject } from '../core/problem.js';
import type { AnyFieldText } from './field-text.js';
import type { Words } from './index.js';
import { named } from './labels.js';

/** The most characters of a quoted text that a sentence shows. */
const longestQuote = 80;

/** What is wrong, in one or two sentences. The severity is not said: the place around shows it. */
export function sentence({ fields, problems }: Words, { code, params, subject }: Problem): string {
  const say = problems[code] as (params: object, field: string) => string;
  return say(shortened(params), fieldName(fields, subject));
}

/** What sentences call a field: its label and its keyword. */
export function fieldName(fields: Words['fields'], { scope, keyword = '', input }: Subject): string {
  const texts: Readonly<Record<string, AnyFieldText>> = fields[scope];
  // A wrong file may say `constructor = 1`.
  return named(Object.hasOwn(texts, keyword) ? texts[keyword] : undefined, keyword, input);
}

export function shortened(params: object): object {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? shortText(value) : value,
    ]),
  );
}

function shortText(text: string): string {
  if (text.length <= longestQuote) return text;
  // Cut between characters, not inside one.
  return `${[...text.slice(0, 2 * longestQuote)].slice(0, longestQuote).join('')}…`;
}
