/**
 * Whether a POSIX extended regular expression compiles. It is decided as the C library's regcomp does, with its
 * extensions; nothing is matched here. Source: regex(7); glibc manual, "POSIX Regular Expressions".
 */

import type { RegexFault } from '../problem.js';

/** The most repetitions that an interval may ask for. Source: limits.h, RE_DUP_MAX. */
const mostRepeats = 32767;

/** The longest name between `[:` and `:]`, `[.` and `.]`, `[=` and `=]`. */
const longestName = 31;

const classes: ReadonlySet<string> = new Set([
  'alnum',
  'alpha',
  'blank',
  'cntrl',
  'digit',
  'graph',
  'lower',
  'print',
  'punct',
  'space',
  'upper',
  'xdigit',
]);

/** Why a pattern does not compile; nothing when it does. */
export function regexFault(pattern: string): RegexFault | undefined {
  return new Pattern(pattern).fault();
}

/** A group that is open, or the whole pattern as number 0. */
interface Level {
  readonly group: number;
  /** The groups that were closed before it: each alternative begins with these. */
  readonly before: ReadonlySet<number>;
  /** The groups that its earlier alternatives have closed. */
  readonly closed: Set<number>;
}

class Pattern {
  readonly #text: string;
  readonly #levels: Level[] = [{ group: 0, before: new Set(), closed: new Set() }];
  #at = 0;
  #groups = 0;
  /** The groups that a back reference may name here. */
  #closed = new Set<number>();
  /** Whether something that can be repeated stands to the left. */
  #repeatable = false;

  constructor(text: string) {
    this.#text = text;
  }

  fault(): RegexFault | undefined {
    while (this.#at < this.#text.length) {
      const fault = this.#piece(this.#text[this.#at++] ?? '');
      if (fault !== undefined) return fault;
    }
    return this.#levels.length > 1 ? 'parenthesis_open' : undefined;
  }

  #piece(character: string): RegexFault | undefined {
    switch (character) {
      case '\\':
        return this.#escape();
      case '(':
        return this.#openGroup();
      case ')':
        return this.#closeGroup();
      case '|':
        return this.#alternative();
      case '^':
      case '$':
        this.#repeatable = false;
        return undefined;
      case '*':
      case '+':
      case '?':
        return this.#repeatable ? undefined : 'nothing_to_repeat';
      case '{':
        return this.#repeatable ? this.#interval() : 'nothing_to_repeat';
      case '[':
        this.#repeatable = true;
        return this.#bracket();
      default:
        this.#repeatable = true;
        return undefined;
    }
  }

  /** What follows a backslash: a back reference, one of the library's own anchors, or a plain character. */
  #escape(): RegexFault | undefined {
    const next = this.#text[this.#at++];
    if (next === undefined) return 'backslash_last';
    if (/[1-9]/.test(next) && !this.#closed.has(Number(next))) return 'group_missing';
    this.#repeatable = !/[<>bB`']/.test(next);
    return undefined;
  }

  #openGroup(): undefined {
    this.#levels.push({ group: ++this.#groups, before: new Set(this.#closed), closed: new Set() });
    this.#repeatable = false;
  }

  #closeGroup(): undefined {
    this.#repeatable = true;
    // Without a group that is open, it is a plain character.
    if (this.#levels.length === 1) return;
    const level = this.#levels.pop();
    for (const group of level?.closed ?? []) this.#closed.add(group);
    // No back reference has two digits.
    if (level !== undefined && level.group <= 9) this.#closed.add(level.group);
  }

  #alternative(): undefined {
    const level = this.#levels.at(-1);
    for (const group of this.#closed) level?.closed.add(group);
    this.#closed = new Set(level?.before);
    this.#repeatable = false;
  }

  /** What follows `{`: `3}`, `3,}`, `,5}` or `3,5}`. */
  #interval(): RegexFault | undefined {
    const end = this.#text.indexOf('}', this.#at);
    if (end === -1) return 'interval_open';
    const match = /^([0-9]*)((?:\\?,)?)([0-9]*)$/.exec(this.#text.slice(this.#at, end));
    this.#at = end + 1;
    const [inside = '', first = '', comma = '', second = ''] = match ?? [];
    if (inside === '') return 'interval_bad';
    const least = Number(first);
    const most = comma === '' ? least : second === '' ? undefined : Number(second);
    if (most !== undefined && least > most) return 'interval_bad';
    return (most ?? least) > mostRepeats ? 'interval_large' : undefined;
  }

  /** What follows `[`: members and ranges up to the closing bracket. */
  #bracket(): RegexFault | undefined {
    if (this.#text[this.#at] === '^') this.#at++;
    for (let first = true; ; first = false) {
      const character = this.#text[this.#at];
      if (character === undefined) return 'bracket_open';
      if (character === ']' && !first) {
        this.#at++;
        return undefined;
      }
      const fault = this.#member(first);
      if (fault !== undefined) return fault;
    }
  }

  /** One member, or a range of two. */
  #member(first: boolean): RegexFault | undefined {
    const start = this.#element(first);
    if (typeof start === 'string') return start;
    if (start.kind === 'class') return undefined;
    if (this.#text[this.#at] !== '-') return undefined;
    const afterHyphen = this.#text[this.#at + 1];
    if (afterHyphen === undefined) return 'bracket_open';
    if (afterHyphen === ']') return undefined;
    this.#at++;
    const end = this.#element(true);
    if (typeof end === 'string') return end;
    if (end.kind === 'class' || start.code > end.code) return 'range_bad';
    return undefined;
  }

  /** A single member of a bracket expression: a character, a collating symbol, or a class. */
  #element(hyphenAllowed: boolean): RegexFault | { kind: 'character'; code: number } | { kind: 'class' } {
    const character = this.#text[this.#at] ?? '';
    const sign = this.#text[this.#at + 1] ?? '';
    if (character === '[' && /[.=:]/.test(sign)) return this.#symbol(sign);
    if (character === '-' && !hyphenAllowed && this.#text[this.#at + 1] !== ']') return 'range_bad';
    this.#at++;
    return { kind: 'character', code: character.charCodeAt(0) };
  }

  /** What stands between `[:` and `:]`, or with `.` or `=` in place of the colon. */
  #symbol(sign: string): RegexFault | { kind: 'character'; code: number } | { kind: 'class' } {
    const start = this.#at + 2;
    const end = this.#text.indexOf(`${sign}]`, start);
    if (end === -1 || end - start > longestName) return 'bracket_open';
    const name = this.#text.slice(start, end);
    this.#at = end + 2;
    if (sign === ':') return classes.has(name) ? { kind: 'class' } : 'class_unknown';
    if (name.length !== 1) return 'symbol_unknown';
    return sign === '=' ? { kind: 'class' } : { kind: 'character', code: name.charCodeAt(0) };
  }
}
