/** Several statements on one line. Only a brace begins a new one there: keepalived passes over what stands behind. */

import { allOf, type Statement } from './tree.js';
import type { Place } from './words.js';

/** Their words are the words of a command, or names that somebody chose. */
const takesAnyWords = /^(?:notify|quorum_|track_|misc_path$|regex$|virtualhost$|lvs_sync_daemon)/;

/**
 * The statements without what stands behind them on their line, which is in the report by name.
 * @param known the keywords of the block that they stand in
 */
export function withoutBehind(
  statements: readonly Statement[],
  known: ReadonlySet<string>,
  { report }: Pick<Place, 'report'>,
): Statement[] {
  return statements.map((statement) => {
    const { block = [], keyword: first, line, words } = statement;
    const at = words.findIndex((word) => known.has(word));
    if (at === -1 || takesAnyWords.test(first)) return statement;
    const inside = allOf(block);
    const names = words.slice(at).filter((word) => known.has(word));
    names.push(...inside.filter((inner) => inner.line === line).map(({ keyword }) => keyword));
    report.at(line).say('unknown', 'behind', { word: [...new Set(names)].join(', '), first });
    for (const inner of inside) if (inner.line !== line) report.at(inner.line).say('lost', 'inside_lost', {});
    return { ...statement, words: words.slice(0, at), block: undefined };
  });
}

/** The same for a check and all blocks in it. */
export function checkWithoutBehind(statement: Statement, place: Pick<Place, 'report'>): Statement {
  if (statement.block === undefined) return statement;
  const block = withoutBehind(statement.block, checkWords, place);
  return { ...statement, block: block.map((inner) => checkWithoutBehind(inner, place)) };
}

/** What may stand in a check. Source: keepalived.conf(5), CHECKERS. */
const checkWords: ReadonlySet<string> = new Set([
  'connect_timeout',
  'connect_port',
  'connect_ip',
  'bindto',
  'bind_port',
  'bind_if',
  'fwmark',
  'delay_loop',
  'retry',
  'nb_get_retry',
  'delay_before_retry',
  'alpha',
  'warmup',
  'log_all_failures',
  'url',
  'path',
  'digest',
  'status_code',
  'virtualhost',
  'http_protocol',
  'enable_sni',
  'fast_recovery',
  'tls_compliant',
  'regex',
  'regex_no_match',
  'helo_name',
  'host',
  'type',
  'name',
  'payload',
  'require_reply',
  'misc_path',
  'misc_timeout',
  'misc_retry',
  'misc_dynamic',
]);
