import { type Config, readConfig } from '../../../core/lvscf/config.js';
import { excerptOf } from '../../../core/lvscf/excerpt.js';
import { runnerInLine } from '../../../core/lvscf/programs.js';
import { areaBytes, areaText } from '../../../core/lvscf/text-area.js';
import type { Side } from '../../../core/lvscf/three-way.js';
import { serialText } from '../../../core/lvscf/whole-text.js';
import type { ConsoleError, Problem } from '../../../core/problem.js';
import type { MergeChoice } from '../../../core/push/merge.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Words } from '../../../text/index.js';
import { sentence } from '../../../text/sentence.js';
import { comparisonOf } from '../../comparison.js';
import { type LoadedConfig, revisionOf } from '../../editing.js';
import type { SummaryLine } from '../../field.js';
import { isDangerous, nameWanted } from '../../guard-rail.js';
import type { Meanwhile } from '../../meanwhile.js';
import { decidedIn, mergedWith, sideOf } from './merge.js';

/** The file that a form is made from. */
export type FileAsRead = LoadedConfig;

/** A text that was sent and is shown again. */
export interface SentText {
  /** As the browser sent it. */
  readonly typed: string;
  /** The serial number of the text that it was made from. */
  readonly serial: string;
  /** All that was sent. */
  readonly body: unknown;
  /** What the form says it was made from. */
  readonly _revision: string;
  readonly _base?: string | undefined;
  /** What others did since. */
  readonly past: Meanwhile;
  /** Why it was not saved. */
  readonly error: ConsoleError;
}

const problemsListed = 50;

/** The form with the whole text. */
export function editView(file: FileAsRead, words: Words, sent?: SentText & { readonly by: string }) {
  const typed = sent && areaBytes(sent.typed, file.text);
  const reason = sent?.error.reason;
  const common = {
    // What was typed was made from what was shown first, whatever the file says by now.
    revision: sent?._revision ?? revisionOf(file.text),
    base: sent === undefined ? file.hash : sent._base,
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
    return {
      ...common,
      revision: revisionOf(file.text),
      summary: [],
      ...conflictView(file, typed, sent, words),
    };
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

/** What stands in the file now against what was typed, and what can be chosen. */
function conflictView(
  { hash, parsed, text }: FileAsRead,
  typed: string,
  { _base, body, by, past, typed: area }: SentText & { readonly by: string },
  words: Words,
) {
  const config = readConfig(typed);
  const { rows, isCut } = comparisonOf(text, typed, (line) => {
    const runner = runnerInLine(config, line);
    return runner && words.saving.runs(runner);
  });
  const outcome = mergedWith({ base: past.base, theirs: parsed, typed: area }, nothingDecided);
  const ask = 'ask' in outcome ? outcome.ask : 'comments';
  const { conflict: say } = words.file.edit;
  return {
    // Whoever has seen both texts may put his own in place of the other.
    base: ask === 'text' ? hash : _base,
    conflict: {
      by,
      lead: say.lead[ask],
      rows,
      objects: 'objects' in outcome ? outcome.objects.map((object) => objectRow(object, body, words)) : [],
      withoutComments: ask === 'comments',
      ...(rows.length === 0 ? { remark: say.same } : {}),
      ...(isCut ? { remark: say.leftOut } : {}),
    },
  };
}

const nothingDecided = { decided: new Map(), withoutComments: false };

/** An object that both changed, with the two versions of it. */
function objectRow(choice: MergeChoice, body: unknown, words: Words) {
  const { conflict: say, pushPage } = words;
  const chosen = decidedIn(body).get(choice.key);
  const label = pushPage.object(choice.object);
  const side = (value: Side, whose: 'ours' | 'theirs') => ({
    value,
    lines: linesOf(choice, whose, words),
    said: `${label}, ${say[value]}`,
    chosen: chosen === value,
  });
  return { label, name: sideOf + choice.key, sides: [side('theirs', 'theirs'), side('mine', 'ours')] };
}

function linesOf({ on, values }: MergeChoice, whose: 'ours' | 'theirs', { pushPage: say }: Words): string[] {
  if (on !== 'both') return [on === whose ? say.present : say.absent];
  return values.map((value) => `${value.keyword} = ${value[whose] ?? say.absent}`);
}
