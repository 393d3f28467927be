import { type Config, readConfig } from '../../../core/lvscf/config.js';
import { isPlain, linesRead, plainText, textForm } from '../../../core/lvscf/plain-text.js';
import type { Problem, Severity } from '../../../core/problem.js';
import type { Words } from '../../../text/index.js';
import { sentence } from '../../../text/sentence.js';
import { type LoadedConfig, revisionOf } from '../../editing.js';
import type { SummaryLine } from '../../field.js';
import { lineId } from '../../problem-href.js';
import { type Part, segmentsOf, worstOf } from './listing.js';

/** How many lines one page shows, and how many problems its summary lists. */
const linesPerPage = 2000;
const problemsListed = 50;

/** The page with the text. A text that is not plain is shown as it will be once it is converted. */
export function fileView({ text, parsed }: LoadedConfig, from: number, words: Words) {
  const plain = isPlain(text);
  const shown = plain ? parsed : readConfig(plainText(text));
  const part = partOf(shown.document.lines.length, from);
  return {
    ...(plain ? {} : { convert: convertView(text, parsed, words) }),
    summary: summaryView(shown.problems, part.from, plain, words),
    segments: segmentsOf(shown, part, plain, words),
    parts: partsView(part, words),
    from: part.from,
    revision: revisionOf(text),
    plain,
  };
}

/** The part that this line is in, or the last one. */
function partOf(total: number, line: number): Part {
  const from = firstOfPage(Math.min(line, Math.max(total, 1)));
  return { from, to: Math.min(from + linesPerPage - 1, total), total };
}

function firstOfPage(line: number): number {
  return line - ((line - 1) % linesPerPage);
}

/** The address of a part, or of a line in it. */
export function partHref(from: number): string {
  return from === 1 ? '/secure/file' : `/secure/file?from=${from}`;
}

function partsView({ from, to, total }: Part, words: Words) {
  if (total <= linesPerPage) return undefined;
  const last = firstOfPage(total);
  const links = [
    { label: words.file.first, start: 1, useful: from > 1 },
    { label: words.file.previous, start: from - linesPerPage, useful: from > 1 },
    { label: words.file.next, start: from + linesPerPage, useful: from < last },
    { label: words.file.last, start: last, useful: from < last },
  ];
  return {
    shown: words.file.part(from, to, total),
    links: links.filter(({ useful }) => useful).map(({ label, start }) => ({ label, href: partHref(start) })),
  };
}

function summaryView(problems: readonly Problem[], from: number, plain: boolean, words: Words) {
  const severity = worstOf(problems);
  if (severity === undefined) return undefined;
  const { problemsTitle, problemsThen, counts, meaning, more } = words.file;
  const listed = problems.slice(0, problemsListed);
  return {
    severity,
    title: (plain ? problemsTitle : problemsThen)(counts(countsOf(problems))),
    meaning: meaning[severity],
    lines: listed.map((problem) => summaryLine(problem, from, words)),
    ...(problems.length > listed.length ? { more: more(problems.length - listed.length) } : {}),
  };
}

function countsOf(problems: readonly Problem[]): Record<Severity, number> {
  const counts = { refused: 0, broken: 0, advice: 0 };
  for (const { severity } of problems) counts[severity]++;
  return counts;
}

function summaryLine(problem: Problem, from: number, words: Words): SummaryLine {
  const { severity, place } = problem;
  const text = sentence(words, problem);
  if (place.line === 0) return { severity, text: words.file.inWhole(text) };
  const start = firstOfPage(place.line);
  const href = `${start === from ? '' : partHref(start)}#${lineId(place.line)}`;
  return { severity, text: words.file.inLine(place.line, text), href };
}

/** Why the file must be converted, and what the daemon makes of it today. */
function convertView(text: string, { document }: Config, words: Words): readonly string[] {
  const { convert } = words.file;
  const { returns, mark } = textForm(text);
  return [
    ...(mark === 'utf16' ? [convert.unreadable] : []),
    ...(returns ? [convert.returns] : []),
    ...(returns && mark !== 'utf16' ? [convert.readToday(linesRead(document))] : []),
    ...(mark === 'utf8' ? [convert.mark] : []),
    convert.what,
  ];
}
