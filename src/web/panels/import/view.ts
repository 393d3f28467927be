import type { Imported } from '../../../core/import/import.js';
import type { Outcome } from '../../../core/import/remark.js';
import { importKinds } from '../../../core/import/source.js';
import { readable, visible } from '../../../core/lvscf/bytes.js';
import { readConfig } from '../../../core/lvscf/config.js';
import { runnerInLine } from '../../../core/lvscf/programs.js';
import { areaText } from '../../../core/lvscf/text-area.js';
import type { ConsoleError } from '../../../core/problem.js';
import { remarkSentence } from '../../../text/import.js';
import type { Words } from '../../../text/index.js';
import { sentence } from '../../../text/sentence.js';
import { comparisonOf } from '../../comparison.js';
import { isAsked, type Pasted } from './form.js';

/** How many lines of a report, and how many problems, one page shows. */
const linesListed = 1500;
const problemsListed = 50;

const tones: Readonly<Record<Outcome, string>> = {
  kept: 'good',
  changed: 'unsure',
  noted: 'unsure',
  lost: 'bad',
  unknown: 'bad',
};

/** The boxes, with what was typed. */
export function boxesView(
  pasted: readonly Pasted[],
  body: unknown,
  { configuration, files }: { readonly configuration: string; readonly files: readonly string[] },
  { importing: say }: Words,
) {
  return {
    boxes: pasted.map(({ number, text, kind }) => ({
      number,
      label: say.boxes(number),
      text,
      // Most people paste two files: the others open where they are wanted.
      isOpen: number <= 2 || text !== '',
      kinds: importKinds.map((one) => ({ value: one, label: say.kinds[one], chosen: one === kind })),
    })),
    here: [
      { name: 'keepalived', label: say.here.keepalived(configuration), checked: isAsked(body, 'keepalived') },
      { name: 'table', label: say.here.table, checked: isAsked(body, 'table') },
      ...(files.length === 0
        ? []
        : [{ name: 'files', label: say.here.files(files), checked: isAsked(body, 'files') }]),
    ],
  };
}

/** What became of each line, source by source. */
export function reportsView({ reports, remarks }: Imported, words: Words) {
  const { outcomes, review } = words.importing;
  return {
    whole: remarks.map((remark) => remarkSentence(words, remark)),
    sources: reports.map((report, index) => ({
      id: `source-${index + 1}`,
      name: visible(readable(report.name)),
      counts: review.counts(report.tally),
      remarks: report.remarks.map((remark) => remarkSentence(words, remark)),
      rows: report.lines.slice(0, linesListed).map(({ line, outcome, remarks: why, text }) => ({
        line,
        text: visible(readable(text)),
        outcome: outcomes[outcome],
        tone: tones[outcome],
        why: why.map((remark) => remarkSentence(words, remark)),
      })),
      ...(report.lines.length > linesListed ? { more: review.more(report.lines.length - linesListed) } : {}),
    })),
  };
}

/** The proposed file against the present one, and why it was not saved. */
export function proposalView(
  present: string,
  text: string | undefined,
  error: ConsoleError | undefined,
  words: Words,
) {
  const { review } = words.importing;
  if (text === undefined) return { refused: review.refused, problems: [], rows: [] };
  const config = readConfig(text);
  const { rows, isCut } = comparisonOf(present, text, (line) => {
    const runner = runnerInLine(config, line);
    return runner && words.saving.runs(runner);
  });
  return {
    text: areaText(text),
    problems: (error?.problems ?? []).slice(0, problemsListed).map((problem) => ({
      severity: problem.severity,
      text: words.file.inLine(problem.place.line, sentence(words, problem)),
    })),
    ...(error?.reason === 'block_changed' ? { refused: review.changedMeanwhile } : {}),
    rows,
    ...(rows.length === 0 ? { remark: review.same } : {}),
    ...(isCut ? { remark: review.leftOut } : {}),
  };
}
