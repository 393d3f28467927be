/**
 * The text of `lvs.cf` as the original reader cuts it: into lines, and a line into words.
 * Every byte of the text stands in exactly one line, so the lines joined are the text.
 * Text here is a byte string: one character is one byte (see `bytes.ts`).
 */

/** One word of a line. */
export interface Word {
  /** The value, its quotes removed. */
  readonly text: string;
  /** As it stands in the file, quotes included. */
  readonly raw: string;
  /** Offset of the first byte in the line, from 0. */
  readonly start: number;
  /** The quote character around it, if any. */
  readonly quote: '"' | "'" | '';
}

/** One line as the reader sees it; in a file with carriage returns it may hold several visible lines. */
export interface Line {
  /** Without its terminator. */
  readonly text: string;
  /** What ended it; empty for the last line of a file without a final newline. */
  readonly end: '\n' | '\r' | '';
}

/**
 * Cuts a text into lines: at the first carriage return anywhere in the rest of the text if there is one,
 * else at the first line feed. The reader adds a line feed at the end, so a text that ends in a terminator
 * has no further line.
 * Source: lvs-cf format, section 1, item 3.
 */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  const lastReturn = text.lastIndexOf('\r');
  let start = 0;
  while (start < text.length) {
    const end: '\n' | '\r' = start <= lastReturn ? '\r' : '\n';
    const stop = text.indexOf(end, start);
    if (stop === -1) {
      lines.push({ text: text.slice(start), end: '' });
      break;
    }
    lines.push({ text: text.slice(start, stop), end });
    start = stop + 1;
  }
  return lines;
}

/** Words of one line and what stopped the reading of it early. */
export interface Words {
  readonly words: Word[];
  /** Where a token with bad quoting begins: the words before it are all there is. */
  readonly badQuote?: number;
  /** The last word is a single quote character: the reader writes outside its memory. */
  readonly loneQuote?: number;
  /** The reader keeps 99 words and drops the rest of the line silently. */
  readonly dropped?: number;
}

/** How many words of a line the reader keeps. Source: lvs-cf format, section 2. */
export const wordLimit = 99;

/** Offset of the first byte that is neither blank nor tab, or the line's length. */
export function firstInk(line: string, from = 0): number {
  let at = from;
  while (at < line.length && isBlank(line, at)) at++;
  return at;
}

/** Without the blanks and tabs around it. Any other byte, a no-break space for one, belongs to a word. */
export function trimBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text, end - 1)) end--;
  return text.slice(Math.min(firstInk(text), end), end);
}

/**
 * Cuts a line into words. A word that begins with a quote ends at the first same quote at or after the first
 * blank; without a blank before the line's end, the last character must be that quote.
 * Source: lvs-cf format, section 2.
 */
export function wordsOf(line: string): Words {
  const words: Word[] = [];
  let at = firstInk(line);
  while (at < line.length) {
    if (words.length === wordLimit) return { words, dropped: at };
    const first = line[at];
    if (first === '"' || first === "'") {
      const end = endOfQuoted(line, at, first);
      if (end === undefined) return { words, badQuote: at };
      if (end === at) return { words, loneQuote: at };
      words.push({ text: line.slice(at + 1, end), raw: line.slice(at, end + 1), start: at, quote: first });
      at = firstInk(line, end + 1);
    } else {
      const end = nextBlank(line, at);
      const text = line.slice(at, end);
      words.push({ text, raw: text, start: at, quote: '' });
      at = firstInk(line, end);
    }
  }
  return { words };
}

function isBlank(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code === 0x20 || code === 0x09;
}

function nextBlank(line: string, from: number): number {
  let at = from;
  while (at < line.length && !isBlank(line, at)) at++;
  return at;
}

/** Offset of the closing quote; the opening one itself when the quote stands alone at the line's end. */
function endOfQuoted(line: string, open: number, quote: string): number | undefined {
  const blank = nextBlank(line, open);
  if (blank === line.length) return line.endsWith(quote) ? line.length - 1 : undefined;
  const end = line.indexOf(quote, blank);
  return end === -1 ? undefined : end;
}
