import { type Config, readConfig } from '../../../core/lvscf/config.js';
import { excerptOf } from '../../../core/lvscf/excerpt.js';
import { runnerInLine } from '../../../core/lvscf/programs.js';
import { areaBytes, areaText } from '../../../core/lvscf/text-area.js';
import { serialText } from '../../../core/lvscf/whole-text.js';
import type { ConsoleError, Problem } from '../../../core/problem.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Words } from '../../../text/index.js';
import { sentence } from '../../../text/sentence.js';
import { comparisonOf } from '../../comparison.js';
import { type LoadedConfig, revisionOf } from '../../editing.js';
import type { SummaryLine } from '../../field.js';
import { isDangerous, nameWanted } from '../../guard-rail.js';

/** The file that a form is made from. */
export type FileAsRead = Pick<LoadedConfig, 'text' | 'parsed'>;

/** A text that was sent and is shown again. */
export interface SentText {
  /** As the browser sent it. */
  readonly typed: string;
  /** The serial number of the text that it was made from. */
  readonly serial: string;
  /** All that was sent. */
  readonly body: unknown;
  /** Why it was not saved. */
  readonly error: ConsoleError;
}

const problemsListed = 50;

/** The form with the whole text. */
export function editView(file: FileAsRead, words: Words, sent?: SentText) {
  const typed = sent && areaBytes(sent.typed, file.text);
  const reason = sent?.error.reason;
  const common = {
    revision: revisionOf(file.text),
    serial: sent?.serial ?? serialText(file.parsed),
    text: sent === undefined ? areaText(file.text) : sent.typed.replaceAll('\r\n', '\n'),
    unsaved: sent !== undefined,
  };
  if (sent === undefined || typed === undefined) {
    return { ...common, summary: problemLines(file.parsed, file.parsed.problems, words) };
  }
  if (reason === 'adds_problems') {
    const summary = problemLines(readConfig(typed), sent.error.problems, words);
    return { ...common, summary, lead: words.file.edit.refused, alert: true };
  }
  if (reason === 'block_changed') {
    return { ...common, summary: [], conflict: conflictView(file.text, typed, words) };
  }
  if (isDangerous(sent.error)) {
    return { ...common, summary: [], nameWanted: nameWanted(sent.error.params.dangers, sent.body, words) };
  }
  return { ...common, summary: [], failure: sentencesOf(sent.error, words) };
}

/** Problems of a text with its lines: in a text area nobody sees their numbers. */
function problemLines({ document }: Config, problems: readonly Problem[], words: Words): SummaryLine[] {
  return problems.slice(0, problemsListed).map((problem): SummaryLine => {
    const { severity, place } = problem;
    const text = sentence(words, problem);
    const line = document.lines[place.line - 1];
    if (line === undefined) return { severity, text: words.file.inWhole(text), href: '#text' };
    const excerpt = excerptOf(line.text, place);
    const at = { href: '#text', line: place.line, excerpt: `${excerpt.text}\n${excerpt.carets}` };
    return { severity, text: words.file.inLine(place.line, text), ...at };
  });
}

/** What stands in the file now against what was typed. */
function conflictView(now: string, typed: string, words: Words) {
  const config = readConfig(typed);
  const { rows, isCut } = comparisonOf(now, typed, (line) => {
    const runner = runnerInLine(config, line);
    return runner && words.saving.runs(runner);
  });
  return {
    rows,
    ...(rows.length === 0 ? { remark: words.file.edit.conflict.same } : {}),
    ...(isCut ? { remark: words.file.edit.conflict.leftOut } : {}),
  };
}
