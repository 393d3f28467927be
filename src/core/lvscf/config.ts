/**
 * The model of an `lvs.cf`: what the daemon makes of each block, and all problems of the text, its values and
 * the rules across them, sorted by line.
 */

import type { Problem, Scope, Subject } from '../problem.js';
import { type Block, type Document, type Entry, parse } from './document.js';
import { failoverStanza } from './failover.js';
import { type GlobalValues, globalStanza } from './global.js';
import type { Kind, Reading } from './kind.js';
import type { Word } from './lines.js';
import { problemAt } from './problem-at.js';
import { ruleProblems } from './rules.js';
import { type ServerValues, serverStanza } from './server.js';
import { headStanza, readShared, type SharedValues, sharedBlock } from './shared-lines.js';
import type { Field, Stanza, Values } from './stanza.js';
import { whatKeyword } from './unknown-keyword.js';
import { type VirtualValues, virtualStanza } from './virtual.js';

/** A real server of a virtual server. */
export interface RealServer {
  readonly name: string;
  /** How it is addressed: its name, the second of one name as `NAME~2`. */
  readonly ref: string;
  readonly values: ServerValues;
  /** The port that counts: its own, else the virtual server's at the moment its line is read. */
  readonly port: number;
  readonly block: Block;
  readonly subject: Subject;
}

/** A virtual server, or a failover service. */
export interface VirtualServer {
  readonly name: string;
  /** How it is addressed: its name, the second of one name as `NAME~2`. */
  readonly ref: string;
  readonly values: VirtualValues;
  readonly realServers: readonly RealServer[];
  readonly block: Block;
  readonly subject: Subject;
}

/** What a file says, block by block. */
export interface Model {
  readonly document: Document;
  readonly global: GlobalValues;
  readonly virtualServers: readonly VirtualServer[];
  readonly failovers: readonly VirtualServer[];
}

/** Why the panels may look at a file but not change it; nothing when they may. */
export type ReadOnly = 'carriage_returns' | 'structure';

/** A file as read, with all that is wrong with it. */
export interface Config extends Model {
  /** What comment lines of ours say. */
  readonly shared: SharedValues;
  /** Those lines, as if they were a block. */
  readonly sharedBlock: Block;
  /** Every problem, in the order of the file. */
  readonly problems: readonly Problem[];
  readonly readOnly: ReadOnly | undefined;
  /** The virtual server of this reference. */
  readonly virtualServer: (ref: string) => VirtualServer | undefined;
  /** The problems of one block itself, without those of the blocks in it. */
  readonly problemsOf: (subject: Subject) => readonly Problem[];
}

/** The catalogue of each scope. */
export const stanzas: Readonly<Record<Scope, Stanza>> = {
  global: globalStanza,
  virtual: virtualStanza,
  failover: failoverStanza,
  server: serverStanza,
};

/** What the catalogue says of a key; at the head of the file also of a setting in a comment line. */
export function fieldOf(scope: Scope, keyword: string): Field<unknown> | undefined {
  const stanza: Stanza = scope === 'global' ? headStanza : stanzas[scope];
  return stanza[keyword];
}

/** Problems that mean that the lines do not form the blocks somebody meant. */
const structural: ReadonlySet<Problem['code']> = new Set([
  'empty_file',
  'nul_byte',
  'nul_ends_file',
  'quote_closes_block',
  'unknown_keyword',
  'keyword_elsewhere',
  'stray_close',
  'name_missing',
  'brace_missing',
  'block_extra',
  'block_not_closed',
  'brace_ends_file',
]);

/** Whether a problem means that the lines do not form the blocks somebody meant. */
export function isStructural(code: Problem['code']): boolean {
  return structural.has(code);
}

/** Reads a text with all rules. It never throws: what is wrong is in `problems`. */
export function readConfig(text: string): Config {
  const document = parse(text);
  const problems = document.problems.slice();
  const virtualServers: VirtualServer[] = [];
  const failovers: VirtualServer[] = [];
  const global = readValues(document, document.root, { scope: 'global' }, problems) as GlobalValues;
  const comments = sharedBlock(document);
  const shared = readShared(comments);
  problems.push(...shared.problems);
  const virtualRefs = new Refs();
  const failoverRefs = new Refs();
  for (const block of document.root.blocks) {
    if (block.scope === 'virtual') {
      virtualServers.push(readVirtual(document, block, virtualServers.length, virtualRefs, problems));
    } else if (block.scope === 'failover') {
      failovers.push(readVirtual(document, block, failovers.length, failoverRefs, problems));
    } else readValues(document, block, { scope: block.scope }, problems);
  }
  const model: Model = { document, global, virtualServers, failovers };
  const why = readOnly(document.problems, problems);
  // What the daemon reads of a file with carriage returns is not what it says: its rules would mislead.
  const all = why === 'carriage_returns' ? problems : problems.concat(ruleProblems(model));
  const byRef = new Map(virtualServers.map((virtualServer) => [virtualServer.ref, virtualServer]));
  all.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  const byBlock = groupByBlock(all);
  return {
    ...model,
    shared: shared.values,
    sharedBlock: comments,
    problems: all,
    readOnly: why,
    virtualServer: (ref) => byRef.get(ref),
    problemsOf: (subject) => byBlock.get(blockKey(subject)) ?? [],
  };
}

function groupByBlock(problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const key = blockKey(problem.subject);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [problem]);
    else group.push(problem);
  }
  return groups;
}

function blockKey({ scope, block, server }: Subject): string {
  return `${scope} ${block ?? ''} ${server ?? ''}`;
}

function readOnly(structure: readonly Problem[], problems: readonly Problem[]): ReadOnly | undefined {
  if (structure.some(({ code }) => code === 'carriage_return')) return 'carriage_returns';
  return problems.some(({ code }) => isStructural(code)) ? 'structure' : undefined;
}

/** Hands out references: the name, or the name and a number when an earlier block has it. */
class Refs {
  readonly #taken = new Set<string>();
  readonly #counts = new Map<string, number>();

  take(name: string): string {
    let count = (this.#counts.get(name) ?? 0) + 1;
    let ref = count === 1 ? name : `${name}~${count}`;
    while (this.#taken.has(ref)) ref = `${name}~${++count}`;
    this.#counts.set(name, count);
    this.#taken.add(ref);
    return ref;
  }
}

function readVirtual(
  document: Document,
  block: Block,
  index: number,
  refs: Refs,
  problems: Problem[],
): VirtualServer {
  const subject: Subject = { scope: block.scope, block: index };
  const values = readValues(document, block, subject, problems) as VirtualValues;
  const ports = block.entries.filter(({ keyword }) => keyword === 'port');
  const serverRefs = new Refs();
  const realServers = block.blocks.map((server, position): RealServer => {
    const serverSubject: Subject = { ...subject, scope: 'server', server: position };
    const serverValues = readValues(document, server, serverSubject, problems) as ServerValues;
    const inherited = ports.some(({ line }) => line > server.open)
      ? portBefore(ports, server.open)
      : (values.port ?? virtualStanza.port.absent);
    return {
      name: server.name,
      ref: serverRefs.take(server.name),
      values: serverValues,
      port: serverValues.port ?? inherited,
      block: server,
      subject: serverSubject,
    };
  });
  return { name: block.name, ref: refs.take(block.name), values, realServers, block, subject };
}

function portBefore(ports: readonly Entry[], line: number): number {
  const entry = ports.findLast((port) => port.line < line);
  const word = entry?.words[2];
  const read = word === undefined ? undefined : virtualStanza.port.kind.read([word], 'port').value;
  return read ?? virtualStanza.port.absent;
}

/** The values of one block; every wrong line is added to the problems. */
function readValues(document: Document, block: Block, subject: Subject, problems: Problem[]): Values<Stanza> {
  const stanza = stanzas[block.scope];
  const values: Record<string, unknown> = {};
  const seen = new Map<string, number>();
  for (const entry of block.entries) {
    const { keyword } = entry;
    const field = Object.hasOwn(stanza, keyword) ? stanza[keyword] : undefined;
    const add = (finding: Reading<unknown>['findings'][number], word: Word | undefined) =>
      problems.push(problemAt(finding, { ...subject, keyword }, entry.line + 1, word));
    if (field === undefined) {
      add(whatKeyword(keyword, block.scope, stanzas), entry.words[0]);
      continue;
    }
    const first = seen.get(keyword);
    if (first !== undefined) {
      add({ code: 'repeated_keyword', severity: 'advice', params: { keyword, first } }, entry.words[0]);
    }
    seen.set(keyword, entry.line + 1);
    if (field.obsolete)
      add({ code: 'obsolete_keyword', severity: 'advice', params: { keyword } }, entry.words[0]);
    if (entry.spoilt) continue;
    const words = valueWords(document, entry, field.kind, add);
    if (words === undefined) continue;
    const { value, findings } = field.kind.read(words, keyword);
    for (const finding of findings) add(finding, words[finding.word ?? 0] ?? entry.words[0]);
    if (value !== undefined) values[keyword] = value;
  }
  return values;
}

type Add = (finding: Reading<unknown>['findings'][number], word: Word | undefined) => void;

/** The words of the value, when there are as many as the kind reads. Source: lvs-cf format, section 3. */
function valueWords(document: Document, entry: Entry, kind: Kind<unknown>, add: Add): Word[] | undefined {
  const { keyword } = entry;
  const [first, equal, ...words] = entry.words;
  if (equal?.text !== '=') {
    const params = { keyword, found: equal?.raw ?? '' };
    add({ code: 'equal_expected', severity: 'refused', daemonCode: 6, params }, equal ?? first);
    return undefined;
  }
  if (kind.words === 'list') return listWords(keyword, words, equal, add);
  const wanted = kind.words;
  if (words.length < wanted) {
    const behind = document.lines[entry.line]?.text.trimEnd().length ?? 0;
    const word = words.at(-1) ?? { ...equal, start: Math.max(equal.start, behind - 1) };
    add({ code: 'value_missing', severity: 'refused', daemonCode: 7, params: { keyword, wanted } }, word);
    return undefined;
  }
  if (words.length > wanted) {
    const extra = words.slice(wanted).map(({ raw }) => raw);
    const params = { keyword, extra: extra.join(' '), wanted };
    add({ code: 'value_extra', severity: 'refused', daemonCode: 5, params }, words[wanted]);
    return undefined;
  }
  return words;
}

function listWords(keyword: string, words: readonly Word[], equal: Word, add: Add): Word[] | undefined {
  const [open] = words;
  if (open === undefined) {
    add({ code: 'list_missing', severity: 'refused', params: { keyword } }, equal);
    return undefined;
  }
  const close = words.findIndex(({ text }) => text === ']');
  if (open.text === '[' && close !== -1) return words.slice(1, close);
  add({ code: 'list_expected', severity: 'refused', daemonCode: 13, params: { keyword } }, open);
  return undefined;
}
