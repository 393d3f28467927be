/** What somebody may have meant by a keyword that its scope does not know. */

import type { KeywordHint, Scope } from '../problem.js';
import { readable } from './bytes.js';
import type { Finding } from './kind.js';
import type { Stanza } from './stanza.js';

/** The problem of a keyword that the reader refuses here. */
export function whatKeyword(
  keyword: string,
  scope: Scope,
  stanzas: Readonly<Record<Scope, Stanza>>,
): Finding {
  const belongs = (Object.keys(stanzas) as Scope[]).filter((other) => Object.hasOwn(stanzas[other], keyword));
  if (belongs.length > 0) {
    return {
      code: 'keyword_elsewhere',
      severity: 'refused',
      daemonCode: 12,
      params: { keyword, scope, belongs },
    };
  }
  const known = Object.keys(stanzas[scope]);
  const { hint, suggestion } = hintFor(keyword, known);
  return {
    code: 'unknown_keyword',
    severity: 'refused',
    daemonCode: 12,
    params: { keyword, scope, hint, suggestion },
  };
}

/** Names that people write for a keyword, from other tools and other years. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['debug', 'debug_level'],
  ['nmask', 'vip_nmask'],
  ['tcp_fin_timeout', 'tcpfin_timeout'],
  ['backup_mode', 'backup_active'],
  ['delay_loop', 'timeout'],
  ['lb_algo', 'scheduler'],
  ['lb_kind', 'network'],
  ['persistence_timeout', 'persistent'],
  ['checktimeout', 'timeout'],
  ['virtual_server', 'virtual'],
  ['real_server', 'server'],
]);

function hintFor(keyword: string, known: readonly string[]): { hint: KeywordHint; suggestion: string } {
  if (keyword.startsWith('\xef\xbb\xbf')) return { hint: 'byte_order_mark', suggestion: keyword.slice(3) };
  if (/^(\/\/|;|!|--|\/\*)/.test(keyword)) return { hint: 'comment_sign', suggestion: '#' };
  const blankLike = readable(keyword).split(/[\p{White_Space}\p{Cc}\p{Cf}]+/u);
  if (blankLike.length > 1) return { hint: 'not_a_blank', suggestion: blankLike.join(' ').trim() };
  const [before = '', after] = keyword.split(/=(.*)/s);
  if (after !== undefined && known.includes(before)) {
    return { hint: 'equal_glued', suggestion: `${before} = ${after}`.trim() };
  }
  if (keyword.length > 1 && /[{}]/.test(keyword)) {
    return { hint: 'brace_glued', suggestion: keyword.replace(/[{}]/g, ' $& ').trim() };
  }
  const lower = keyword.toLowerCase();
  const sameLetters = known.find((one) => one === lower);
  if (sameLetters !== undefined) return { hint: 'case', suggestion: sameLetters };
  const similar = otherNames.get(lower) ?? nearest(lower.replaceAll('-', '_'), known);
  return similar === undefined ? { hint: 'none', suggestion: '' } : { hint: 'similar', suggestion: similar };
}

/** The known keyword that needs the fewest single-letter edits, if they are few. */
export function nearest(keyword: string, known: readonly string[]): string | undefined {
  if (keyword.length > 30) return undefined;
  const allowed = keyword.length < 5 ? 1 : 2;
  let best: { word: string; edits: number } | undefined;
  for (const word of known) {
    // Each letter more or less is an edit.
    if (Math.abs(word.length - keyword.length) > allowed) continue;
    const edits = editsBetween(keyword, word);
    if (edits <= allowed && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) best = { word, edits };
  }
  return best?.word;
}

/** Levenshtein's distance between two words. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
