import { readable } from '../bytes.js';
import { type Finding, type Kind, onlyWord, plainWords, type Reading, typedWord } from '../kind.js';
import type { Word } from '../lines.js';

/** A word out of a fixed list, in this case and no other. */
export function choice<const T extends string>(
  choices: readonly T[],
  offered: readonly string[] = choices,
): Kind<T> {
  return {
    expects: { kind: 'choice', choices },
    words: 1,
    read: (words, keyword) => {
      const { text } = onlyWord(words);
      const value = choices.find((one) => one === text);
      if (value !== undefined)
        return { value, findings: onlyWord(words).quote === '' ? [] : quoted(keyword) };
      const params = { keyword, value: text, choices };
      return { findings: [{ code: 'choice_expected', severity: 'refused', daemonCode: 9, params }] };
    },
    write: (value) => value,
    inputs: [{ control: 'choice', choices: offered }],
    show: (value) => [value],
    typed: plainWords,
  };
}

function quoted(keyword: string): Finding[] {
  return [{ code: 'text_quote', severity: 'advice', params: { keyword } }];
}

/** Characters that no value, name or comment of ours may hold. Source: lvs-cf format, section 10. */
function badCharacters(text: string, keyword: string): Finding[] {
  const findings: Finding[] = [];
  const brace = /[{}]/.exec(text)?.[0];
  if (brace !== undefined) {
    findings.push({ code: 'text_brace', severity: 'advice', params: { keyword, character: brace } });
  }
  const strange = /[^\x20-\x7e]/u.exec(readable(text))?.[0];
  if (strange !== undefined) {
    findings.push({ code: 'text_character', severity: 'advice', params: { keyword, character: strange } });
  }
  return findings;
}

/** One plain word, such as a path or a program's name. */
export const word: Kind<string> = {
  expects: { kind: 'word' },
  words: 1,
  read: (words, keyword) => {
    const { text, quote } = onlyWord(words);
    const findings = badCharacters(text, keyword);
    if (text === '') findings.push({ code: 'text_empty', severity: 'advice', params: { keyword } });
    else if (/[ \t]/.test(text))
      findings.push({ code: 'text_blank', severity: 'advice', params: { keyword } });
    else if (quote !== '' || /["']/.test(text)) findings.push(...quoted(keyword));
    return { value: text, findings };
  },
  write: (value) => (value === '' || /[ \t]/.test(value) ? `"${value}"` : value),
  inputs: [{ control: 'text', size: 24 }],
  show: (value) => [value],
  typed: plainWords,
};

/** A word out of a list that the reader does not check: other values are kept and shown. */
export function looseChoice(choices: readonly string[]): Kind<string> {
  return { ...word, expects: { kind: 'word', choices }, inputs: [{ control: 'choice', choices }] };
}

/** How many words pulse splits a command into at most. Source: lvs-cf format, section 10, item 19. */
const commandWords = 39;

/** A command that pulse splits at blanks and runs without a shell. */
export const command: Kind<string> = {
  ...word,
  expects: { kind: 'command', max: commandWords },
  read: (words, keyword) => {
    const { text, quote } = onlyWord(words);
    const findings = badCharacters(text, keyword);
    const count = text.split(/[ \t]+/).filter((part) => part !== '').length;
    if (count === 0) findings.push({ code: 'text_empty', severity: 'advice', params: { keyword } });
    if (quote === "'") findings.push({ code: 'text_single_quoted', severity: 'advice', params: { keyword } });
    if (/["']/.test(text)) findings.push(...quoted(keyword));
    findings.push(...tooManyWords(count, keyword));
    return { value: text, findings };
  },
  typed: ([text = '']) => {
    const trimmed = text.trim();
    return trimmed === '' ? [] : [typedWord(trimmed, /[ \t]/.test(trimmed) ? '"' : '')];
  },
};

function tooManyWords(count: number, keyword: string): Finding[] {
  if (count <= commandWords) return [];
  const params = { keyword, words: count, max: commandWords };
  return [{ code: 'text_many_words', severity: 'broken', params }];
}

/** What stands in the quotes, when the text is written in double quotes; else the text. */
export function unquoted(stored: string): string {
  return /^".*"$/s.test(stored) && stored.length > 1 ? stored.slice(1, -1) : stored;
}

const turns: Readonly<Record<string, string>> = { '\\': '\\', r: '\r', n: '\n', t: '\t', "'": "'", '"': '"' };

/**
 * The text that nanny works with: it turns escapes in texts of two characters and more.
 * Source: lvs-cf format, section 6.2; nanny(8).
 */
export function escapesTurned(text: string): string {
  if (text.length < 2) return text;
  return text.replace(/\\(.)/gs, (both, character: string) => turns[character] ?? both);
}

interface Script {
  /** Bytes that fit the daemon's buffer. */
  readonly max: number;
  /** Backslash escapes that nanny turns; absent where it turns none. */
  readonly escapes?: string;
  /** Words that the command is split into at most. */
  readonly words?: number;
}

function scriptFindings(stored: string, keyword: string, { max, escapes, words }: Script): Finding[] {
  const text = unquoted(stored);
  const findings = badCharacters(text, keyword);
  if (stored.startsWith("'")) {
    findings.push({ code: 'text_single_quoted', severity: 'broken', params: { keyword } });
  } else if (/["']/.test(escapes === undefined ? text : withoutEscapedApostrophes(text))) {
    findings.push({ code: 'text_quote', severity: 'advice', params: { keyword } });
  }
  const stray = escapes === undefined ? undefined : strayBackslash(text, escapes);
  if (stray !== undefined) {
    findings.push({ code: 'text_backslash', severity: 'broken', params: { keyword, after: stray } });
  }
  if (text.length > max) {
    const params = { keyword, length: text.length, max };
    findings.push({ code: 'text_long', severity: 'broken', params });
  }
  if (words !== undefined) findings.push(...tooManyWords(text.split(' ').length, keyword));
  return findings;
}

/** A double quotation mark could end the value too early even behind a backslash; a single one there is meant. */
function withoutEscapedApostrophes(text: string): string {
  return text.replace(/\\./g, (pair) => (pair === "\\'" ? '' : pair));
}

/** The character after the first backslash that nanny does not turn; empty at the end of the text. */
function strayBackslash(text: string, escapes: string): string | undefined {
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at + 2)) {
    const next = text[at + 1] ?? '';
    if (next === '' || !escapes.includes(next)) return next;
  }
  return undefined;
}

function script(kind: 'exchange' | 'program', limits: Script): Kind<string> {
  return {
    expects: { kind, max: limits.max },
    words: 1,
    read: (words, keyword): Reading<string> => {
      const { raw } = onlyWord(words);
      return { value: raw, findings: scriptFindings(raw, keyword, limits) };
    },
    write: (value) => value,
    inputs: [{ control: 'text', size: 40, maxLength: limits.max }],
    show: (value) => [unquoted(value)],
    typed: ([text = '']): readonly Word[] => (text === '' ? [] : [typedQuoted(text)]),
  };
}

/** These values keep their quotes: the raw word is the value. */
function typedQuoted(text: string): Word {
  return typedWord(text, '"');
}

/**
 * What nanny sends or expects: kept with its quotes, backslash escapes turned by nanny; another backslash makes
 * nanny loop for ever. Source: lvs-cf format, sections 6.2 and 10.
 */
export const exchange: Kind<string> = script('exchange', { max: 255, escapes: '\\rnt\'"' });

/** A program that nanny runs, kept with its quotes. Source: lvs-cf format, section 10, item 19. */
export const program: Kind<string> = script('program', { max: 254, words: commandWords });

/** The obsolete `dirs = [ a b ]`. */
export const list: Kind<readonly string[]> = {
  expects: { kind: 'list' },
  words: 'list',
  read: (words) => ({ value: words.map(({ text }) => text), findings: [] }),
  write: (value) => ['[', ...value, ']'].join(' '),
  inputs: [{ control: 'text', size: 24 }],
  show: (value) => [value.join(' ')],
  typed: ([text = '']) => plainWords(text.split(/[ \t]+/)),
};
