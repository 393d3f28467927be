/** A line of the file as a person may see it, with a mark under what is wrong. */

import type { Place } from '../problem.js';
import { isUtf8, readable, visible } from './bytes.js';

/** A piece of a line, ready to be shown. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** A line, shortened around what is wrong, and the line of carets that goes under it. */
export interface Excerpt {
  readonly text: string;
  readonly carets: string;
}

type Span = Pick<Place, 'column' | 'length'>;

/** How much of a long line is shown before, in and after the mark. */
const shownBefore = 60;
const shownMarked = 60;
const shownAfter = 40;

/**
 * Cuts a line where marks begin and end. Nothing in the pieces acts on a terminal or hides from the eye.
 * Marks may overlap; one behind the end of the line is an empty piece there.
 */
export function piecesOf(line: string, marks: readonly Span[]): Piece[] {
  // One encoding for the whole line: half of a line that is not UTF-8 may look as if it were.
  const decode = isUtf8(line) ? readable : (bytes: string) => bytes;
  const pieces: Piece[] = [];
  const add = (start: number, end: number, marked: boolean) =>
    pieces.push({ text: visible(decode(line.slice(start, end))), marked });
  let at = 0;
  for (const { start, end } of joined(marks)) {
    const from = Math.min(start, line.length);
    const to = Math.min(end, line.length);
    if (from > at) add(at, from, false);
    add(from, to, true);
    at = to;
  }
  if (at < line.length || pieces.length === 0) add(at, line.length, false);
  return pieces;
}

/** The line that goes under these pieces: a caret under each column that is marked. */
export function caretsUnder(pieces: readonly Piece[]): string {
  const under = ({ text, marked }: Piece) =>
    marked
      ? '^'.repeat(Math.max(1, columns(text)))
      : text.replace(/[^\t]+/g, (run) => ' '.repeat(columns(run)));
  return pieces.map(under).join('').trimEnd();
}

/** What stands around a place, on one line that fits a screen, and the carets under it. */
export function excerptOf(line: string, place: Span): Excerpt {
  const pieces = piecesOf(line, [place]);
  const at = pieces.findIndex(({ marked }) => marked);
  const shown = pieces.map(({ text, marked }, index): Piece => {
    if (marked) return { text: cutEnd(text, shownMarked), marked };
    return { text: index < at ? cutStart(text, shownBefore) : cutEnd(text, shownAfter), marked };
  });
  return { text: shown.map(({ text }) => text).join(''), carets: caretsUnder(shown) };
}

/** The marks as offsets, in order, those that touch made one. */
function joined(marks: readonly Span[]): { start: number; end: number }[] {
  const spans = marks.map(({ column, length }) => ({ start: column - 1, end: column - 1 + length }));
  const result: { start: number; end: number }[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push(span);
  }
  return result;
}

function cutEnd(text: string, limit: number): string {
  const characters = [...text.slice(0, limit * 4)];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : text;
}

function cutStart(text: string, limit: number): string {
  const characters = [...text.slice(-limit * 4)];
  return characters.length > limit ? `…${characters.slice(1 - limit).join('')}` : text;
}

const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;

/** How many columns of a terminal a text takes. */
function columns(text: string): number {
  let count = 0;
  for (const character of text) count += /\p{M}/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return count;
}
