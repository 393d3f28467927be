/**
 * The blocks of an `lvs.cf` over its lines. Nothing of the text is lost: the document as a string is the text it
 * was made from, also when the text is wrong. What stands wrong in the structure is collected as problems;
 * values are read later (`config.ts`).
 */

import type { Problem, Scope } from '../problem.js';
import { type Line, linesOf, trimBlanks, type Word } from './lines.js';
import { readStructure } from './structure.js';

/** One key line. */
export interface Entry {
  readonly keyword: string;
  /** Index of its line in the document. */
  readonly line: number;
  /** All words of the line, the keyword first. */
  readonly words: readonly Word[];
  /** Where bad quoting made the reader refuse the line, or a lone quote made it undefined. */
  readonly spoilt: boolean;
}

/** A block of the file; the file itself is the outermost one, with scope `global`. */
export interface Block {
  readonly scope: Scope;
  readonly name: string;
  /** The word that holds the name; none for the file itself, or when it is missing. */
  readonly nameWord: Word | undefined;
  /** Index of the line that opens it; -1 for the file itself. */
  readonly open: number;
  /** Index of the line that closes it; none when the file ends first. */
  close: number | undefined;
  readonly entries: Entry[];
  readonly blocks: Block[];
}

/** A text, cut into lines and blocks. */
export class Document {
  readonly lines: readonly Line[];
  readonly root: Block;
  /** Problems of the text and its structure, in the order of the file. */
  readonly problems: readonly Problem[];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.lines = linesOf(text);
    const { root, problems } = readStructure(text, this.lines);
    this.root = root;
    this.problems = problems;
  }

  toString(): string {
    return this.#text;
  }
}

/** Reads a text into a document. It never throws: a wrong text is a document with problems. */
export function parse(text: string): Document {
  return new Document(text);
}

/** The last entry of a keyword in a block: the one that counts. */
export function entryOf(block: Block, keyword: string): Entry | undefined {
  return block.entries.findLast((entry) => entry.keyword === keyword);
}

/** The value of an entry as it stands in the file: the rest of the line after the equal sign. */
export function rawValue(document: Document, entry: Entry): string {
  const line = document.lines[entry.line]?.text ?? '';
  const [keyword, equal] = entry.words;
  if (keyword === undefined) return trimBlanks(line);
  const after = equal?.text === '=' ? equal : keyword;
  return trimBlanks(line.slice(after.start + after.raw.length));
}

/** The lines of a block with all that stands in it, from the one that opens it to the one that closes it. */
export function textOfBlock({ lines }: Document, { open, close = lines.length - 1 }: Block): string {
  return lines
    .slice(Math.max(0, open), close + 1)
    .map(({ text }) => text)
    .join('\n');
}

/** How many comment lines a text has: they go with the block they stand in. */
export function commentsIn(text: string): number {
  return text.match(/^[ \t]*#/gm)?.length ?? 0;
}

/** A change of some lines: at an index of the unchanged document, so many lines out, these lines in. */
export interface Edit {
  readonly at: number;
  readonly remove: number;
  /** Lines without terminators. */
  readonly insert: readonly string[];
}

/**
 * The text after some edits. All other bytes stay: also the missing terminator of a last line, unless something
 * is put behind it. Edits of one place keep the order in which they are given.
 */
export function applyEdits(document: Document, edits: readonly Edit[]): string {
  const text = String(document);
  const parts: string[] = [];
  let next = 0;
  let offset = 0;
  // Kept lines are copied in one piece: line by line costs more than everything else in a long file.
  const upTo = (line: number) => {
    const start = offset;
    for (; next < line; next++) offset += lengthOf(document, next);
    return text.slice(start, offset);
  };
  for (const edit of edits.toSorted((a, b) => a.at - b.at)) {
    const kept = upTo(edit.at);
    if (kept !== '') parts.push(kept);
    const replaced = edit.remove > 0 ? document.lines[edit.at + edit.remove - 1]?.end : '\n';
    if (edit.insert.length > 0 && parts.length > 0 && !parts.at(-1)?.endsWith('\n')) parts.push('\n');
    edit.insert.forEach((line, index) => {
      parts.push(line, index === edit.insert.length - 1 ? (replaced ?? '\n') : '\n');
    });
    upTo(edit.at + edit.remove); // these go
  }
  parts.push(upTo(document.lines.length));
  return parts.join('');
}

function lengthOf(document: Document, index: number): number {
  const line = document.lines[index];
  return line === undefined ? 0 : line.text.length + line.end.length;
}

const keyword = (name: string, indent: string, value: string) => `${indent}${name} = ${value}`;

/**
 * The edits that give a keyword of a block this value, or take it out. Only lines of that keyword change: an
 * existing line keeps its indentation and spacing, a new one goes behind the nearest key that precedes it in
 * `order` and is indented like its neighbours.
 */
export function setValue(
  block: Block,
  document: Document,
  name: string,
  value: string | undefined,
  { order, indent }: { order: readonly string[]; indent: string },
): Edit[] {
  const present = block.entries.filter((entry) => entry.keyword === name);
  const last = present.at(-1);
  const drop = (value === undefined ? present : present.slice(0, -1)).map(({ line }) => removal(line, 1));
  if (value === undefined) return drop;
  if (last !== undefined)
    return [...drop, { at: last.line, remove: 1, insert: [rewritten(document, last, value)] }];
  const before = order.slice(0, Math.max(0, order.indexOf(name)));
  const neighbour = before.reduceRight<Entry | undefined>(
    (found, key) => found ?? entryOf(block, key),
    undefined,
  );
  const at = neighbour === undefined ? firstLine(block) : neighbour.line + 1;
  const like = neighbour ?? block.entries[0];
  return [
    {
      at,
      remove: 0,
      insert: [keyword(name, like === undefined ? indent : indentOfEntry(document, like), value)],
    },
  ];
}

/** Where a key without a predecessor goes: before the first entry, else right behind the opening line. */
function firstLine(block: Block): number {
  return block.open === -1 ? (block.entries[0]?.line ?? 0) : block.open + 1;
}

function indentOfEntry(document: Document, entry: Entry): string {
  return (document.lines[entry.line]?.text ?? '').slice(0, entry.words[0]?.start ?? 0);
}

function rewritten(document: Document, entry: Entry, value: string): string {
  const line = document.lines[entry.line]?.text ?? '';
  const [, equal, first] = entry.words;
  if (equal?.text === '=' && first !== undefined) return line.slice(0, first.start) + value;
  return keyword(entry.keyword, indentOfEntry(document, entry), value);
}

/** Takes lines out. */
export function removal(at: number, count: number): Edit {
  return { at, remove: count, insert: [] };
}

/** Takes a block out with all that stands in it; comments around it stay. */
export function removeBlock(block: Block): Edit {
  return removal(block.open, (block.close ?? block.open) - block.open + 1);
}

/** Gives a block another name; the spacing of its opening line stays, but no blank at its end. */
export function renameBlock(document: Document, block: Block, name: string): Edit {
  const line = document.lines[block.open]?.text ?? '';
  const word = block.nameWord;
  if (word === undefined) throw new RangeError('a block without a name word cannot be renamed');
  const text = line.slice(0, word.start) + name + line.slice(word.start + word.raw.length);
  return { at: block.open, remove: 1, insert: [text.trimEnd()] };
}

/** Where a new block of this scope goes: behind the last block, else at the end of the scope around it. */
export function placeForBlock(document: Document, around: Block): number {
  const last = around.blocks.findLast(({ close }) => close !== undefined);
  if (last?.close !== undefined) return last.close + 1;
  return around.close ?? document.lines.length;
}
