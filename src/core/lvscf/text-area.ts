/**
 * Between the bytes of a file and a text area, which holds characters and sends carriage returns. Lines that
 * come back as they were shown keep their bytes, whatever their encoding is.
 */

import { byteString, isUtf8, readable, withoutMark } from './bytes.js';
import { lineHunks, unchangedLines } from './line-diff.js';

/** Stands for a NUL byte, which no page can hold. Source: WHATWG HTML, unexpected-null-character. */
const nulSign = '\u2400';

/** What the text area shows. */
export function areaText(bytes: string): string {
  return shownLines(bytes).join('\n');
}

/**
 * The bytes of what came back from a text area that had shown these. A final newline that was there stays: text
 * browsers cut it off.
 */
export function areaBytes(typed: string, shown: string): string {
  const lines = withoutMark(shown).split('\n');
  const before = shownLines(shown);
  const text = typed.replace(/\r\n?/g, '\n').replace(/^\ufeff/, '');
  const now = text.split('\n');
  if (shown.endsWith('\n') && text !== '' && !text.endsWith('\n')) now.push('');
  const known = new Map(before.map((line, index) => [line, lines[index] ?? '']));
  const like = isUtf8(shown) ? '' : latin1;
  const unchanged = unchangedLines(lineHunks(before, now), now.length);
  return now
    .map((line, index) => lines[unchanged[index] ?? -1] ?? known.get(line) ?? byteString(line, like))
    .join('\n');
}

/** A text that is not UTF-8. */
const latin1 = '\xff';

/** Each line in its own encoding: one comment in Latin-1 does not spoil the others. */
function shownLines(bytes: string): string[] {
  return withoutMark(bytes)
    .split('\n')
    .map((line) => readable(line).replaceAll('\0', nulSign));
}
