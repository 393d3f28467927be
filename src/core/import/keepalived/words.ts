/** The keywords of `keepalived.conf` that have no place in lvs.cf, and why. Source: keepalived.conf(5). */

import { nearest } from '../../lvscf/unknown-keyword.js';
import type { Draft } from '../draft.js';
import type { Report } from '../report.js';
import { allOf, type Statement } from './tree.js';

/** Where the statements of one file go. */
export interface Place {
  readonly draft: Draft;
  readonly report: Report;
  /** Which router the file is for. */
  readonly role: 'primary' | 'backup';
}

/**
 * What becomes of a statement that nothing is made of.
 * - `does`: the console has keepalived do the same.
 * - `decides`: the console writes its own value.
 * - `note`, `mail`, `quorum`, `script`: it goes into a comment.
 * - `drop`: nobody misses it.
 */
export type Fate = 'does' | 'decides' | 'note' | 'mail' | 'quorum' | 'script' | 'drop';

/** What is done with the statements of one block: a fate, or a reading of its own. */
export type Vocabulary = Readonly<Record<string, Fate | ((statement: Statement, place: Place) => void)>>;

/** Reads the statements of a block; a word that is not in the vocabulary is not understood. */
export function readStatements(
  statements: readonly Statement[],
  vocabulary: Vocabulary,
  place: Place,
  where = '',
): void {
  for (const statement of statements) {
    const { keyword, line } = statement;
    const found = Object.hasOwn(vocabulary, keyword) ? vocabulary[keyword] : undefined;
    if (typeof found === 'function') found(statement, place);
    else if (found !== undefined) sealFate(found, statement, place, where);
    else notUnderstood(statement, Object.keys(vocabulary), place.report);
    if (found !== undefined) continue;
    for (const inner of allOf(statement.block ?? []))
      place.report.at(inner.line).say('unknown', 'unknown_word', { word: keyword });
    place.report.at(line);
  }
}

/** Says that a word means nothing here, and what may have been meant. */
function notUnderstood({ keyword, words, line }: Statement, known: readonly string[], report: Report): void {
  const said = report.at(line);
  if (/^include[a-z]?$/.test(keyword)) {
    said.say('unknown', 'include', { file: words.join(' ') });
    return;
  }
  if (/^[$@~]/.test(keyword)) {
    said.say('unknown', 'parameter', { word: keyword });
    return;
  }
  const meant = nearest(keyword.toLowerCase(), known);
  if (meant === undefined) {
    said.say('unknown', 'unknown_word', { word: keyword });
    return;
  }
  said.say('unknown', 'misspelt', { word: keyword, meant });
}

const noteCodes = {
  note: 'noted',
  mail: 'noted_mail',
  quorum: 'noted_quorum',
  script: 'noted_script',
} as const;

/** Does with a statement, and with all in it, what is to become of it. */
export function sealFate(fate: Fate, statement: Statement, { draft, report }: Place, where = ''): void {
  const inside = [statement, ...allOf(statement.block ?? [])];
  if (fate === 'does') for (const { line } of inside) report.at(line).say('kept', 'console_does', {});
  else if (fate === 'decides')
    for (const { line } of inside) report.at(line).say('changed', 'console_decides', {});
  else if (fate === 'drop') for (const { line } of inside) report.at(line).say('lost', 'without_place', {});
  else {
    for (const { line } of inside) report.at(line).say('noted', noteCodes[fate], {});
    draft.comments.push(`${where === '' ? '' : `${where}: `}${flat(statement)}`);
  }
}

/** A statement on one line, with what is in it in brackets: braces must not stand in lvs.cf. */
export function flat({ keyword, words, block }: Statement): string {
  const own = [keyword, ...words].join(' ');
  return block === undefined ? own : `${own} (${block.map(flat).join(', ')})`;
}
