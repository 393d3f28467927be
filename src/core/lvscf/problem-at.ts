/** From a finding to a problem: where it stands, and parameters that a person can be shown. */

import type { Problem, Subject } from '../problem.js';
import { readable, visible } from './bytes.js';
import type { Finding } from './kind.js';
import type { Word } from './lines.js';

/** A problem in a line of the file, counted from 1, at one of its words; line 0 is the file as a whole. */
export function problemAt(finding: Finding, subject: Subject, line: number, word?: Word): Problem {
  const place = { line, column: (word?.start ?? 0) + 1, length: Math.max(1, word?.raw.length ?? 1) };
  return { ...placed(finding, subject), place } as Problem;
}

/** A problem of what was typed into a form: it has no place in the file. */
export function problemOfForm(finding: Finding, subject: Subject): Problem {
  return { ...placed(finding, subject), place: { line: 0, column: 0, length: 0 } } as Problem;
}

function placed({ word: input, params, ...finding }: Finding, subject: Subject): object {
  return {
    ...finding,
    params: shown(params),
    subject: input === undefined ? subject : { ...subject, input },
  };
}

/** Bytes become letters, and nothing in the parameters hides or acts on a terminal. */
function shown(params: object): object {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? visible(readable(value)) : value,
    ]),
  );
}
