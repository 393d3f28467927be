/** Values as lvs.cf writes them, in JSON: for whoever types the words of the file and sends them to a console. */

import type { Problem, Scope } from '../problem.js';
import { readTexts, spread } from './form.js';
import { type JsonValue, jsonOf } from './json.js';
import type { Expected, Kind } from './kind.js';
import { problemOfForm } from './problem-at.js';
import type { Field } from './stanza.js';

/** A value, or what is wrong with the text. */
export type TextReading = { readonly value: JsonValue } | { readonly problems: readonly Problem[] };

/**
 * Reads what stands behind the equal sign, as strictly as a form; a script or a command with or without its quotes.
 * @param text not blank
 */
export function jsonOfText(
  scope: Scope,
  keyword: string,
  { kind }: Pick<Field<unknown>, 'kind'>,
  text: string,
): TextReading {
  const { findings, value } = readTexts(kind, keyword, textsOf(kind, text.trim()));
  if (findings.length === 0) return { value: jsonOf(kind, value) };
  return { problems: findings.map((finding) => problemOfForm(finding, { scope, keyword })) };
}

/** What stands in quotes in the file, and without them in a form. */
const quotable: ReadonlySet<string> = new Set(['exchange', 'program', 'command'] satisfies Expected[]);

/** The texts that a form would have in its inputs. */
function textsOf(kind: Kind<unknown>, text: string): string[] {
  if (kind.words === 'list') return [text.replace(/^\[(.*)\]$/, '$1').trim()];
  return quotable.has(kind.expects.kind) ? [/^"(.*)"$/s.exec(text)?.[1] ?? text] : spread(text, kind);
}
