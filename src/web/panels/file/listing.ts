import type { Config } from '../../../core/lvscf/config.js';
import { caretsUnder, type Piece, piecesOf } from '../../../core/lvscf/excerpt.js';
import { removableLines } from '../../../core/lvscf/whole-text.js';
import type { Problem, Severity } from '../../../core/problem.js';
import type { Words } from '../../../text/index.js';
import { sentence } from '../../../text/sentence.js';
import type { FieldRemark } from '../../field.js';
import { hrefOfInput, lineId } from '../../problem-href.js';

/** One line of the text. */
export interface ListedLine {
  readonly number: number;
  readonly id: string;
  /** The number as text, as wide as the widest. */
  readonly label: string;
  readonly pieces: readonly Piece[];
}

/** What is said under a line. */
export interface LineRemark extends FieldRemark {
  /** The panel on which it can be put right. */
  readonly href?: string;
}

/** Lines without problems, up to one that has some; what is said of that one follows. */
export interface Segment {
  readonly lines: readonly ListedLine[];
  /** The worst of its last line. */
  readonly severity?: Severity;
  /** For text browsers, which show no marks. */
  readonly carets: string;
  readonly remarks: readonly LineRemark[];
  /** The lines that DELETE takes out. */
  readonly deletes: readonly number[];
}

/** A part of the lines, both ends included, counted from 1. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly total: number;
}

/**
 * A part of the text, cut behind each line that has problems.
 * @param mendable whether the file is this text now, so that a line can be deleted and a panel opened.
 */
export function segmentsOf(config: Config, part: Part, mendable: boolean, words: Words): Segment[] {
  const found = problemsByLine(config.problems);
  const removable: ReadonlyMap<Problem, number> = mendable ? removableLines(config) : new Map();
  const width = String(part.total).length;
  const segments: Segment[] = [];
  let lines: ListedLine[] = [];
  for (let number = part.from; number <= part.to; number++) {
    const problems = found.get(number) ?? [];
    const text = config.document.lines[number - 1]?.text ?? '';
    const pieces = piecesOf(
      text,
      problems.map(({ place }) => place),
    );
    lines.push({ number, id: lineId(number), label: String(number).padStart(width), pieces });
    if (problems.length === 0) continue;
    const severity = worstOf(problems);
    segments.push({
      lines,
      ...(severity && { severity }),
      carets: `${' '.repeat(width + 2)}${caretsUnder(pieces)}`,
      remarks: problems.map((problem) => remarkOf(config, problem, mendable, words)),
      deletes: [...new Set(problems.flatMap((problem) => removable.get(problem) ?? []))],
    });
    lines = [];
  }
  if (lines.length > 0) segments.push({ lines, carets: '', remarks: [], deletes: [] });
  return segments;
}

function problemsByLine(problems: readonly Problem[]): ReadonlyMap<number, readonly Problem[]> {
  const lines = new Map<number, Problem[]>();
  for (const problem of problems) {
    const known = lines.get(problem.place.line);
    if (known === undefined) lines.set(problem.place.line, [problem]);
    else known.push(problem);
  }
  return lines;
}

/** The worst severity among problems; nothing when there are none. */
export function worstOf(problems: readonly Problem[]): Severity | undefined {
  const order: readonly Severity[] = ['refused', 'broken', 'advice'];
  return order.find((one) => problems.some(({ severity }) => severity === one));
}

function remarkOf(config: Config, problem: Problem, mendable: boolean, words: Words): LineRemark {
  const remark = { severity: problem.severity, text: sentence(words, problem) };
  const href = hrefOfInput(config, problem.subject);
  // Only an address with an input in it is the place where this is put right.
  return mendable && config.readOnly === undefined && href !== undefined ? { ...remark, href } : remark;
}
