/** What became of a foreign configuration, line by line. */

import { type Outcome, outcomes, type Remark, type RemarkCode, type RemarkParams, remark } from './remark.js';

/** One line of a source, and what becomes of it. Texts are byte strings. */
export class ReportedLine {
  /** Counted from 1. */
  readonly line: number;
  /** Of its first word, in bytes, counted from 1. */
  readonly column: number;
  readonly #remarks: Remark[] = [];
  #outcome: Outcome = 'kept';
  #text: string;

  constructor(line: number, column: number, text: string) {
    this.line = line;
    this.column = column;
    this.#text = text;
  }

  /** The line without the blanks around it; a secret in it is masked. */
  get text(): string {
    return this.#text;
  }

  /** Hides what must not be seen. */
  mask(secret: string): void {
    this.#text = this.#text.replaceAll(secret, '********');
  }

  /** The worst of what was said of it. */
  get outcome(): Outcome {
    return this.#outcome;
  }

  get remarks(): readonly Remark[] {
    return this.#remarks;
  }

  /** Says what becomes of it; the same remark is said once. */
  say<Code extends RemarkCode>(outcome: Outcome, code: Code, params: RemarkParams[Code]): void {
    if (outcomes.indexOf(outcome) > outcomes.indexOf(this.#outcome)) this.#outcome = outcome;
    const said = remark(code, params);
    const key = JSON.stringify(said);
    if (!this.#remarks.some((one) => JSON.stringify(one) === key)) this.#remarks.push(said);
  }
}

/** How many lines of a source came to what. */
export type Tally = Readonly<Record<Outcome, number>>;

/** The report on one source. */
export class Report {
  readonly name: string;
  readonly #texts: readonly string[];
  readonly #lines = new Map<number, ReportedLine>();
  readonly #remarks: Remark[] = [];

  constructor(name: string, text: string) {
    this.name = name;
    this.#texts = text.split('\n');
  }

  /** The line of this number, which is in the report from now on; kept, as long as nothing else is said. */
  at(line: number): ReportedLine {
    const known = this.#lines.get(line);
    if (known !== undefined) return known;
    const text = (this.#texts[line - 1] ?? '').replace(/\r$/, '');
    const found = new ReportedLine(line, text.length - text.trimStart().length + 1, text.trim());
    this.#lines.set(line, found);
    return found;
  }

  /** Hides what must not be seen in a line. */
  mask(line: number, secret: string | undefined): void {
    if (secret !== undefined && secret !== '') this.at(line).mask(secret);
  }

  /** Says something of the source as a whole. */
  say<Code extends RemarkCode>(code: Code, params: RemarkParams[Code]): void {
    this.#remarks.push(remark(code, params));
  }

  /** What is said of the source as a whole. */
  get remarks(): readonly Remark[] {
    return this.#remarks;
  }

  /** Its lines in their order; blank lines, comments and closing braces are none. */
  get lines(): readonly ReportedLine[] {
    return [...this.#lines.values()].sort((a, b) => a.line - b.line);
  }

  get tally(): Tally {
    const tally: Record<Outcome, number> = { kept: 0, changed: 0, noted: 0, lost: 0, unknown: 0 };
    for (const { outcome } of this.#lines.values()) tally[outcome]++;
    return tally;
  }
}
