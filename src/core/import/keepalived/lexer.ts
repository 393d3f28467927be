/** The text of `keepalived.conf`, cut into words. Source: keepalived.conf(5), CONFIGURATION PARSER. */

/** A word, or a brace that stands alone. */
export interface Token {
  readonly kind: 'word' | 'open' | 'close';
  /** Without its quotes, escapes turned. */
  readonly text: string;
  readonly quoted: boolean;
  /** Counted from 1. */
  readonly line: number;
}

/** A text as words. */
export interface Lexed {
  readonly tokens: readonly Token[];
  /** What stands behind the sign of a comment, by its line. */
  readonly comments: ReadonlyMap<number, string>;
  /** Lines whose quote is not closed. */
  readonly openQuotes: readonly number[];
}

/** Cuts a text into words. A line may go on behind a backslash at its end; its words count for the first line. */
export function lex(text: string): Lexed {
  const tokens: Token[] = [];
  const comments = new Map<number, string>();
  const openQuotes: number[] = [];
  let at = 0;
  let line = 1;
  let counted = 1;
  let word = '';
  let hasWord = false;
  let quoted = false;
  const end = () => {
    if (hasWord) tokens.push({ kind: 'word', text: word, quoted, line: counted });
    word = '';
    hasWord = false;
    quoted = false;
  };
  const lineEnd = (from: number) => {
    const found = text.indexOf('\n', from);
    return found === -1 ? text.length : found;
  };
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '\n') {
      end();
      line++;
      counted = line;
      at++;
    } else if (character === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) {
      end();
      at = lineEnd(at) + 1;
      line++;
    } else if (character === '#' || character === '!') {
      end();
      const stop = lineEnd(at);
      comments.set(line, text.slice(at + 1, stop).trim());
      at = stop;
    } else if (/\s/.test(character)) {
      end();
      at++;
    } else if (character === '{' || character === '}') {
      end();
      tokens.push({
        kind: character === '{' ? 'open' : 'close',
        text: character,
        quoted: false,
        line: counted,
      });
      at++;
    } else if (character === '"' || character === "'") {
      const read = readQuoted(text, at, lineEnd(at));
      if (!read.closed) openQuotes.push(line);
      word += read.text;
      hasWord = true;
      quoted = true;
      at = read.next;
    } else {
      word += character;
      hasWord = true;
      at++;
    }
  }
  end();
  return { tokens, comments, openQuotes };
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** What stands in quotes; escapes are turned in double ones only. Source: keepalived.conf(5), Quoted strings. */
function readQuoted(
  text: string,
  open: number,
  stop: number,
): { text: string; next: number; closed: boolean } {
  const quote = text[open];
  let content = '';
  for (let at = open + 1; at < stop; at++) {
    const character = text[at] ?? '';
    if (character === quote) return { text: content, next: at + 1, closed: true };
    if (character !== '\\' || quote === "'" || at + 1 === stop) content += character;
    else {
      const digits = /^(?:[0-3]?[0-7]{1,2}|x[0-9a-fA-F]{1,2})/.exec(text.slice(at + 1, at + 4))?.[0];
      const next = text[at + 1] ?? '';
      content += digits === undefined ? (escapes[next] ?? next) : byteOf(digits);
      at += digits?.length ?? 1;
    }
  }
  return { text: content, next: stop, closed: false };
}

function byteOf(digits: string): string {
  const value = digits.startsWith('x') ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 8);
  return String.fromCharCode(value & 255);
}
