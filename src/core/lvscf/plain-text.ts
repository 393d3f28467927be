/** Files as other systems write them: with carriage returns and byte order marks, which the daemon misreads. */

import { withoutMark } from './bytes.js';
import type { Document } from './document.js';
import { firstInk } from './lines.js';

/** The same text with line feeds at its line ends and no byte order mark. */
export function plainText(text: string): string {
  return withoutMark(text).replace(/\r\n?/g, '\n');
}

/** What keeps a text from being plain. */
export interface TextForm {
  readonly returns: boolean;
  readonly mark: 'none' | 'utf8' | 'utf16';
}

/** What keeps a text from being plain: carriage returns, a byte order mark at its head. */
export function textForm(text: string): TextForm {
  const marked = withoutMark(text) !== text;
  return {
    returns: text.includes('\r'),
    mark: marked ? (text.startsWith('\xef') ? 'utf8' : 'utf16') : 'none',
  };
}

/** Whether the text is as the daemon needs it. */
export function isPlain(text: string): boolean {
  const { returns, mark } = textForm(text);
  return !returns && mark === 'none';
}

/** How many lines that say something a file has, and how many of them the daemon reads. */
export interface LinesRead {
  readonly total: number;
  readonly read: number;
  /** The first line that it passes over, counted from 1 as an editor does. */
  readonly firstPassedOver?: number;
}

/**
 * What the daemon reads of a file with carriage returns: where one is ahead, a line goes on to it. When that line
 * is blank or a comment at its head, all that follows in it is passed over.
 * Source: lvs-cf format, section 1, item 3.
 */
export function linesRead({ lines }: Document): LinesRead {
  let total = 0;
  let read = 0;
  let number = 0;
  let firstPassedOver: number | undefined;
  let afterReturn = false;
  for (const { text, end } of lines) {
    const ink = text[firstInk(text)];
    const passedOver = ink === '#' || ink === '\n';
    // The line feed behind a carriage return belongs to the line before.
    const rest = afterReturn && text.startsWith('\n') ? text.slice(1) : text;
    const onlyThatLineFeed = afterReturn && text === '' && end === '\n';
    afterReturn = end === '\r';
    if (onlyThatLineFeed) continue;
    for (const part of rest.split('\n')) {
      number++;
      const first = part[firstInk(part)];
      if (first === undefined || first === '#') continue;
      total++;
      if (!passedOver) read++;
      else firstPassedOver ??= number;
    }
  }
  return { total, read, ...(firstPassedOver === undefined ? {} : { firstPassedOver }) };
}
