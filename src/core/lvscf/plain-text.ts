/** Files as other systems write them: with carriage returns and byte order marks, which the daemon misreads. */

import { withoutMark } from './bytes.js';
import type { Document } from './document.js';
import { firstInk } from './lines.js';

/** The same text with line feeds at its line ends and no byte order mark. */
export function plainText(text: string): string {
  return withoutMark(text).replace(/\r\n?/g, '\n');
}

/** Whether the text is as the daemon needs it. */
export function isPlain(text: string): boolean {
  return !text.includes('\r') && withoutMark(text) === text;
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
  let firstPassedOver: number | undefined;
  let number = 1;
  let afterReturn = false;
  for (const { text, end } of lines) {
    const ink = text[firstInk(text)];
    const passedOver = ink === '\n' || ink === '#';
    // The line feed behind a carriage return belongs to the line before.
    const visible = (afterReturn && text.startsWith('\n') ? text.slice(1) : text).split('\n');
    for (const [index, line] of visible.entries()) {
      const first = line[firstInk(line)];
      if (first === undefined || first === '#') continue;
      total++;
      if (!passedOver) read++;
      else firstPassedOver ??= number + index;
    }
    afterReturn = end === '\r';
    number += visible.length;
  }
  return { total, read, ...(firstPassedOver === undefined ? {} : { firstPassedOver }) };
}
