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

class Pattern {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  fault(): RegexFault | undefined {
    /** Numbers of the groups that are open, and of those that are closed: only these can be referred to. */
    const open: number[] = [];
    const closed = new Set<number>();
    let groups = 0;
    // Whether something that can be repeated stands to the left.
    let repeatable = false;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at++] ?? '';
      switch (character) {
        case '\\': {
          const next = this.#text[this.#at++];
          if (next === undefined) return 'backslash_last';
          if (/[1-9]/.test(next) && !closed.has(Number(next))) return 'group_missing';
          repeatable = !/[<>bB`']/.test(next);
          break;
        }
        case '(':
          open.push(++groups);
          repeatable = false;
          break;
        case ')': {
          const group = open.pop();
          if (group !== undefined) closed.add(group);
          repeatable = true;
          break;
        }
        case '|':
        case '^':
        case '$':
          repeatable = false;
          break;
        case '*':
        case '+':
        case '?':
          if (!repeatable) return 'nothing_to_repeat';
          break;
        case '{': {
          const fault = repeatable ? this.#interval() : 'nothing_to_repeat';
          if (fault !== undefined) return fault;
          break;
        }
        case '[': {
          const fault = this.#bracket();
          if (fault !== undefined) return fault;
          repeatable = true;
          break;
        }
        default:
          repeatable = true;
      }
    }
    return open.length > 0 ? 'parenthesis_open' : undefined;
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
