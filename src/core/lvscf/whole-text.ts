/**
 * Edits of the file as a text, wrong or not: replace it, take one line out, convert its line ends. As with every
 * edit the serial number goes up, unless the person has set it by hand.
 */

import { ConsoleError, type Problem } from '../problem.js';
import { addedProblems } from './added-problems.js';
import { withNextSerial } from './change.js';
import { type Config, readConfig } from './config.js';
import { applyEdits, type Block, type Document, entryOf, rawValue, removal } from './document.js';
import { globalStanza } from './global.js';
import { lineHunks, unchangedLines } from './line-diff.js';
import { isPlain, plainText } from './plain-text.js';
import { initialValues, lineFor, type Stanza } from './stanza.js';

/** The serial number as it stands in the file; empty when there is none. */
export function serialText({ document }: Pick<Config, 'document'>): string {
  const entry = entryOf(document.root, 'serial_no');
  return entry === undefined ? '' : rawValue(document, entry);
}

/**
 * The text in place of the whole file.
 * @param shownSerial the serial number of the text that the person was shown: when it is still there, the number
 * goes up; another one is meant.
 * @throws ConsoleError `invalid`: carriage_returns, adds_problems
 */
export function replaceText(before: Config, text: string, shownSerial: string): string {
  if (before.readOnly === 'carriage_returns') throw new ConsoleError('invalid', 'carriage_returns', {});
  if (text === String(before.document)) return text;
  const after = accepted(before, text);
  return serialText(after) === shownSerial ? withNextSerial(after, before.global.serial_no) : text;
}

/**
 * The text without one line, counted from 1.
 * @throws ConsoleError `invalid`: carriage_returns, adds_problems
 */
export function withoutLine(before: Config, line: number): string {
  if (before.readOnly === 'carriage_returns') throw new ConsoleError('invalid', 'carriage_returns', {});
  return withNextSerial(accepted(before, applyEdits(before.document, [removal(line - 1, 1)])));
}

/**
 * The text as the daemon needs it. It adds no problem: those that it uncovers were in the file before.
 * A text that is as it should be stays.
 */
export function converted({ document }: Pick<Config, 'document'>): string {
  const text = String(document);
  return isPlain(text) ? text : withNextSerial(readConfig(plainText(text)));
}

/** The text to begin with when there is none: what the panels would write at the head of a file. */
export function nearlyEmpty(): string {
  const stanza: Stanza = globalStanza;
  const values = initialValues(globalStanza);
  return Object.entries(values)
    .map(([keyword, value]) => `${lineFor('global', keyword, stanza[keyword] as Stanza[string], value)}\n`)
    .join('');
}

function accepted(before: Config, text: string): Config {
  const after = readConfig(text);
  const problems = addedByText(before, after);
  if (problems.length === 0) return after;
  throw new ConsoleError('invalid', 'adds_problems', { count: problems.length }, { problems });
}

/** The problems that a new text adds. An old line may show another problem once those before it are repaired. */
export function addedByText(before: Config, after: Config): readonly Problem[] {
  const added = addedProblems(before, after);
  if (added.length === 0) return added;
  const lines = after.document.lines.map(({ text }) => text);
  const hunks = lineHunks(
    before.document.lines.map(({ text }) => text),
    lines,
  );
  const unchanged = unchangedLines(hunks, lines.length);
  const refused = refusedLines(before);
  const unread = firstUnread(before);
  return added.filter(({ place, severity }) => {
    const old = unchanged[place.line - 1];
    if (old === undefined) return true;
    if (refused.has(old) || old >= unread) return false;
    return severity === 'refused' || before.readOnly === undefined;
  });
}

function refusedLines({ problems }: Config): ReadonlySet<number> {
  const refused = problems.filter(({ severity }) => severity === 'refused');
  return new Set(refused.map(({ place }) => place.line - 1));
}

/** Where the reading ends before the file does. */
function firstUnread({ problems }: Config): number {
  const end = problems.find(({ code }) => code === 'nul_ends_file');
  return end === undefined ? Number.POSITIVE_INFINITY : end.place.line;
}

/** Problems that go away with their line. */
const endWithLine: ReadonlySet<Problem['code']> = new Set([
  'nul_byte',
  'nul_ends_file',
  'bad_quoting',
  'quote_cuts_line',
  'quote_closes_block',
  'quote_at_random',
  'lone_quote',
  'unknown_keyword',
  'keyword_elsewhere',
  'stray_close',
  'equal_expected',
  'value_missing',
  'obsolete_keyword',
  'list_expected',
  'list_missing',
  'mask_ignored',
]);

/** For each problem the line whose removal ends it without breaking a block, counted from 1; none for the others. */
export function removableLines({ document, problems }: Config): ReadonlyMap<Problem, number> {
  const frame = blockLines(document);
  const lines = problems.flatMap((problem): [Problem, number][] => {
    const line = removableLine(problem);
    return line === undefined || frame.has(line - 1) ? [] : [[problem, line]];
  });
  return new Map(lines);
}

function removableLine({ code, params, place }: Problem): number | undefined {
  // Of a repeated key the last line counts: the one before it is in vain.
  if (code === 'repeated_keyword') return params.first;
  if (code === 'unknown_keyword' && (params.hint === 'byte_order_mark' || params.hint === 'brace_glued')) {
    return undefined;
  }
  return endWithLine.has(code) ? place.line : undefined;
}

/** The lines that open and close blocks. */
function blockLines({ root, lines }: Document): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (block: Block): void => {
    found.add(block.open);
    // A line with bad quoting closes a block too, by mistake.
    if (block.close !== undefined && /^[ \t]*["']?}/.test(lines[block.close]?.text ?? ''))
      found.add(block.close);
    block.blocks.forEach(visit);
  };
  visit(root);
  return found;
}
