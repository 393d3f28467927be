/** In characters: a note is a line in a list. */
export const longestNote = 200;

/**
 * What a person typed as a note, as one clean line: nothing in it acts on a terminal or turns the direction of
 * what follows, blanks are single, and it is at most 200 characters long.
 */
export function noteOf(typed: string): string {
  const line = typed
    .replace(/[\p{Z}\p{Cc}]+/gu, ' ')
    // The two joiners stay: they shape letters of many languages.
    .replace(/(?![\u200c\u200d])[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .trim();
  return [...line].slice(0, longestNote).join('').trimEnd();
}
