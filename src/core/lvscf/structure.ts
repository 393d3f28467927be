/** Reads lines into blocks, as the original reader does, and goes on where that one stops. */

import type { Problem, Scope, Subject } from '../problem.js';
import type { Block, Entry } from './document.js';
import type { Finding } from './kind.js';
import { firstInk, type Line, type Word, type Words, wordLimit, wordsOf } from './lines.js';
import { problemAt } from './problem-at.js';

/** Sizes at which the original reader fails or gets slow. Source: lvs-cf format, section 10, item 22. */
const sizeLimit = 8 * 1024 * 1024;
const slowLines = 10_000;

/** Which blocks may be opened in a scope. */
const opens: Readonly<Record<Scope, readonly Scope[]>> = {
  global: ['virtual', 'failover'],
  virtual: ['server'],
  failover: ['server'],
  server: [],
};

const isScope = (text: string): text is Exclude<Scope, 'global'> =>
  text === 'virtual' || text === 'failover' || text === 'server';

interface Open {
  readonly block: Block;
  readonly subject: Subject;
  /** The block had a line of its own: from then on the reader forgets to look at bad quoting. */
  started: boolean;
  /** The most words that one of its lines had. */
  mostWords: number;
  /** How many blocks of each scope were opened in it. */
  readonly counts: Record<Scope, number>;
}

function opened(block: Block, subject: Subject): Open {
  const counts = { global: 0, virtual: 0, failover: 0, server: 0 };
  return { block, subject, started: false, mostWords: 0, counts };
}

/** The block tree of a text, and what is wrong with its structure. */
export function readStructure(text: string, lines: readonly Line[]): { root: Block; problems: Problem[] } {
  const reader = new StructureReader(text, lines);
  reader.read();
  return { root: reader.root, problems: reader.problems };
}

class StructureReader {
  readonly root: Block = {
    scope: 'global',
    name: '',
    nameWord: undefined,
    open: -1,
    close: undefined,
    entries: [],
    blocks: [],
  };
  readonly problems: Problem[] = [];
  readonly #text: string;
  readonly #lines: readonly Line[];
  readonly #stack: Open[];

  constructor(text: string, lines: readonly Line[]) {
    this.#text = text;
    this.#lines = lines;
    this.#stack = [opened(this.root, { scope: 'global' })];
  }

  read(): void {
    this.#readWhole();
    const hasNul = this.#text.includes('\0');
    for (const [index, { text }] of this.#lines.entries()) {
      const ink = firstInk(text);
      if (hasNul && text.includes('\0')) {
        if (text.startsWith('\0')) {
          this.#add({ code: 'nul_ends_file', severity: 'broken', params: {} }, index);
          break;
        }
        this.#add({ code: 'nul_byte', severity: 'refused', params: {} }, index);
      }
      const first = text[ink];
      if (first === undefined || first === '#' || first === '\n') continue;
      this.#readLine(index, wordsOf(text));
    }
    this.#readEnd();
  }

  get #top(): Open {
    const top = this.#stack.at(-1);
    if (top === undefined) throw new RangeError('the file itself is never closed');
    return top;
  }

  #add(finding: Finding, line: number, word?: Word, subject: Subject = this.#top.subject): void {
    this.problems.push(problemAt(finding, subject, line + 1, word));
  }

  #readWhole(): void {
    const bytes = this.#text.length;
    if (bytes === 0) {
      this.#add({ code: 'empty_file', severity: 'refused', daemonCode: 1073741825, params: {} }, -1);
    }
    const firstReturn = this.#text.indexOf('\r');
    if (firstReturn !== -1) {
      const params = { lines: this.#text.split(/\r\n|\r|\n/).filter((line) => line !== '').length };
      this.#add({ code: 'carriage_return', severity: 'broken', params }, 0);
    }
    if (bytes > sizeLimit) {
      this.#add({ code: 'file_large', severity: 'broken', params: { bytes, limit: sizeLimit } }, -1);
    } else if (this.#lines.length > slowLines) {
      this.#add({ code: 'file_long', severity: 'advice', params: { lines: this.#lines.length } }, -1);
    }
  }

  #readLine(index: number, found: Words): void {
    const top = this.#top;
    const { words } = found;
    const first = words[0];
    const spoilt = this.#readQuotes(index, found, top);
    if (found.dropped !== undefined) {
      this.#add({ code: 'too_many_words', severity: 'broken', params: { limit: wordLimit } }, index);
    }
    top.started = true;
    top.mostWords = Math.max(top.mostWords, words.length);
    if (first === undefined) {
      if (top.block.scope === 'virtual' || top.block.scope === 'failover') {
        if (!spoilt) this.#close(index);
      }
      return;
    }
    if (first.text === '}') this.#readClose(index, words, top);
    else if (isScope(first.text) && (opens[top.block.scope].includes(first.text) || looksLikeBlock(words))) {
      this.#readOpen(index, first.text, words, spoilt);
    } else top.block.entries.push(entry(index, first.text, words, spoilt));
  }

  /** Bad quoting: refused or forgotten, depending on the scope. Source: lvs-cf format, section 2. */
  #readQuotes(index: number, { words, badQuote, loneQuote }: Words, top: Open): boolean {
    if (loneQuote !== undefined) {
      const word: Word = { text: '', raw: '"', start: loneQuote, quote: '"' };
      this.#add({ code: 'lone_quote', severity: 'refused', params: {} }, index, word);
      return true;
    }
    if (badQuote === undefined) return false;
    const raw = this.#lines[index]?.text.slice(badQuote).trimEnd() ?? '';
    const word: Word = { text: raw, raw, start: badQuote, quote: '' };
    const { scope } = top.block;
    const params = { word: raw };
    if (scope === 'global' || scope === 'server' || !top.started) {
      this.#add({ code: 'bad_quoting', severity: 'refused', daemonCode: 1073741827, params }, index, word);
      return true;
    }
    if (words.length >= 4 && top.mostWords <= words.length) {
      this.#add({ code: 'quote_at_random', severity: 'refused', params }, index, word);
      return true;
    }
    if (words.length === 0) {
      this.#add(
        { code: 'quote_closes_block', severity: 'broken', params: { ...params, scope } },
        index,
        word,
      );
    } else {
      this.#add({ code: 'quote_cuts_line', severity: 'broken', params }, index, word);
    }
    return false;
  }

  #readClose(index: number, words: readonly Word[], top: Open): void {
    if (top.block.scope === 'global') {
      this.#add({ code: 'stray_close', severity: 'refused', daemonCode: 12, params: {} }, index, words[0]);
      return;
    }
    const extra = words[1];
    if (extra !== undefined) {
      const params = {
        extra: words
          .slice(1)
          .map(({ raw }) => raw)
          .join(' '),
      };
      this.#add({ code: 'text_after_close', severity: 'advice', params }, index, extra);
    }
    this.#close(index);
  }

  #close(index: number): void {
    const closed = this.#stack.pop();
    if (closed !== undefined) closed.block.close = index;
  }

  #readOpen(index: number, scope: Exclude<Scope, 'global'>, words: readonly Word[], spoilt: boolean): void {
    const [first, nameWord, brace, extra] = words;
    if (!opens[this.#top.block.scope].includes(scope)) {
      const params = { keyword: scope, scope: this.#top.block.scope, belongs: around(scope) };
      this.#add({ code: 'keyword_elsewhere', severity: 'refused', daemonCode: 12, params }, index, first);
      // Most likely a closing brace is missing: go on as if it stood here, so that this is said once.
      while (this.#stack.length > 1 && !opens[this.#top.block.scope].includes(scope)) this.#close(index);
    }
    const parent = this.#top;
    const like = parent.counts[scope]++;
    const subject: Subject =
      scope === 'server' ? { ...parent.subject, scope, server: like } : { scope, block: like };
    const block: Block = {
      scope,
      name: nameWord?.text ?? '',
      nameWord,
      open: index,
      close: undefined,
      entries: [],
      blocks: [],
    };
    const before = this.problems.length;
    if (!spoilt) this.#readBrace(index, scope, { nameWord, brace, extra }, subject);
    parent.block.blocks.push(block);
    // A line that is refused already says enough: whether the block then has lines of its own does not matter.
    const started = spoilt || this.problems.length > before;
    this.#stack.push({ ...opened(block, subject), started });
  }

  #readBrace(
    index: number,
    scope: Scope,
    { nameWord, brace, extra }: Record<'nameWord' | 'brace' | 'extra', Word | undefined>,
    subject: Subject,
  ): void {
    if (nameWord === undefined || (nameWord.text === '{' && brace === undefined)) {
      this.#add(
        { code: 'name_missing', severity: 'refused', daemonCode: 7, params: { scope } },
        index,
        nameWord,
        subject,
      );
    } else if (brace === undefined) {
      const params = { scope, found: '' };
      this.#add(
        { code: 'brace_missing', severity: 'refused', daemonCode: 7, params },
        index,
        nameWord,
        subject,
      );
    } else if (extra !== undefined) {
      const params = { scope, extra: extra.raw };
      this.#add({ code: 'block_extra', severity: 'refused', daemonCode: 5, params }, index, extra, subject);
    } else if (brace.text !== '{') {
      const params = { scope, found: brace.raw };
      this.#add({ code: 'brace_missing', severity: 'refused', daemonCode: 7, params }, index, brace, subject);
    }
  }

  #readEnd(): void {
    for (const { block, subject, started } of this.#stack.slice(1)) {
      const params = { scope: block.scope, name: block.name };
      const word = block.nameWord;
      if (started)
        this.#add({ code: 'block_not_closed', severity: 'broken', params }, block.open, word, subject);
      else this.#add({ code: 'brace_ends_file', severity: 'refused', params }, block.open, word, subject);
    }
  }
}

/** The scopes in which a block of this kind may be opened. */
function around(scope: Scope): Scope[] {
  return (Object.keys(opens) as Scope[]).filter((outer) => opens[outer].includes(scope));
}

/** A line in the wrong place that opens a block all the same, not a key of that name. */
function looksLikeBlock(words: readonly Word[]): boolean {
  return words[1]?.text !== '=' && words.some(({ raw }) => raw.endsWith('{'));
}

function entry(line: number, keyword: string, words: readonly Word[], spoilt: boolean): Entry {
  return { line, keyword, words, spoilt };
}
