/** What is wrong with a changed cluster, as a person sees it: beside which line, word and field. */

import { readConfig } from '../../src/core/lvscf/config.js';
import type { ProblemCode, Severity } from '../../src/core/problem.js';
import type { Change } from './changes.js';
import { clusterText } from './cluster.js';

/** One problem: what it is, and where. */
export interface Seen {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** The line it points at, without its indentation; nothing for the file as a whole. */
  readonly line?: string;
  /** What is marked in that line. */
  readonly marked?: string;
  /** The field that shows it in a form. */
  readonly keyword?: string | undefined;
  readonly input?: number;
}

/** What a rule says to a changed cluster. */
export type RuleCase = readonly [title: string, change: Change, ...problems: Seen[]];

/** Rows for `it.each`: the title, and the rest. */
export const rows = (cases: readonly RuleCase[]) =>
  cases.map(([title, change, ...problems]) => [title, { change, problems }] as const);

/** The problems of the cluster after a change, in the order of the file. */
export function problemsAfter(change: Change): Seen[] {
  const { problems, document } = readConfig(clusterText(change));
  return problems.map(({ code, severity, place, subject }) => {
    const line = document.lines[place.line - 1]?.text;
    const seen: Seen = { code, severity, keyword: subject.keyword };
    if (line === undefined) return seen;
    const marked = line.slice(place.column - 1, place.column - 1 + place.length);
    const input = subject.input === undefined ? {} : { input: subject.input };
    return { ...seen, line: line.trim(), marked, ...input };
  });
}

type Elsewhere = Pick<Seen, 'marked' | 'keyword' | 'input'>;

/** A problem of a line: of its first value and its field, or of the name in a line that opens a block. */
function seen(severity: Severity, code: ProblemCode, line?: string, elsewhere: Elsewhere = {}): Seen {
  if (line === undefined) return { code, severity, keyword: undefined };
  const [, keyword, marked] = /^(?:(\w+) = |\w+ )("[^"]*"|\S+)/.exec(line) ?? [];
  return { code, severity, line, ...(marked === undefined ? {} : { marked }), keyword, ...elsewhere };
}

type See = (code: ProblemCode, line?: string, elsewhere?: Elsewhere) => Seen;

/** Something that cannot work; without a line the file as a whole. */
export const broken: See = (...what) => seen('broken', ...what);

/** Something that works and is probably not meant. */
export const advice: See = (...what) => seen('advice', ...what);
