/** The statements of a `keepalived.conf`, with the blocks that some of them open. */

import type { Report } from '../report.js';
import { lex } from './lexer.js';

/** One statement: a keyword, what follows it on its line, and perhaps a block. */
export interface Statement {
  readonly keyword: string;
  readonly words: readonly string[];
  /** Counted from 1. */
  readonly line: number;
  /** Nothing where no brace follows. */
  block: Statement[] | undefined;
  /** The comment on its line, and the one on a line of its own before it. */
  readonly comment: string;
  readonly before: string;
}

/** Reads a text; what is wrong with its braces and quotes is in the report. */
export function statementsOf(text: string, report: Report): Statement[] {
  const { tokens, comments, openQuotes } = lex(text);
  for (const line of openQuotes) report.at(line).say('unknown', 'quote_open', {});
  const root: Statement[] = [];
  const open: Statement[] = [];
  const around = () => open.at(-1)?.block ?? root;
  let current: { words: string[]; line: number } | undefined;
  const taken = new Set(tokens.map(({ line }) => line));
  const finish = () => {
    if (current === undefined) return;
    const [keyword = '', ...words] = current.words;
    const { line } = current;
    // Wherever it stands: what is misplaced is shown in the report, too.
    const pass = current.words.indexOf('auth_pass');
    if (pass !== -1) report.mask(line, current.words.slice(pass + 1).join(' '));
    const before = taken.has(line - 1) ? '' : (comments.get(line - 1) ?? '');
    around().push({ keyword, words, line, block: undefined, comment: comments.get(line) ?? '', before });
    report.at(line);
    current = undefined;
  };
  for (const { kind, text: word, line } of tokens) {
    if (current !== undefined && current.line !== line) finish();
    if (kind === 'word') {
      current ??= { words: [], line };
      current.words.push(word);
      continue;
    }
    finish();
    if (kind === 'close') {
      if (open.pop() === undefined) report.at(line).say('unknown', 'stray_close', {});
      continue;
    }
    const opener = around().at(-1);
    if (opener !== undefined && opener.block === undefined) {
      opener.block = [];
      open.push(opener);
    } else {
      // A brace that follows nothing: what is in it is looked at all the same.
      report.at(line).say('unknown', 'unknown_word', { word: '{' });
      const nameless: Statement = { keyword: '', words: [], line, block: [], comment: '', before: '' };
      around().push(nameless);
      open.push(nameless);
    }
  }
  finish();
  for (const { keyword, line } of open) report.at(line).say('unknown', 'block_open', { word: keyword });
  return root;
}

/** All statements below some, themselves included. */
export function allOf(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((one) => [one, ...allOf(one.block ?? [])]);
}
