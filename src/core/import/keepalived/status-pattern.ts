/** The status codes of HTTP_GET as a regular expression. Source: keepalived.conf(5), CHECKERS. */

/** What is well when nothing is said. */
export const defaultStatus = '2[0-9][0-9]';

/** Status codes, single ones and whole hundreds, as an expression; nothing for other ranges. */
export function statusPattern(words: readonly string[]): string | undefined {
  const parts = words.map((word) => {
    const [, from = '', to] = /^([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?$/.exec(word) ?? [];
    if (to === undefined) return from;
    if (!from.endsWith('00') || !to.endsWith('99') || from > to) return '';
    return from[0] === to[0] ? `${from[0]}[0-9][0-9]` : `[${from[0]}-${to[0]}][0-9][0-9]`;
  });
  if (parts.length === 0 || parts.includes('')) return undefined;
  return parts.length === 1 ? parts[0] : `(${parts.join('|')})`;
}
