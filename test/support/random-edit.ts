/** Random edits of a file through its forms, with what each may touch and what must be read back. */
import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import {
  addRealServer,
  addVirtualServer,
  type BlockChange,
  changeGlobal,
  changeRealServer,
  changeVirtualServer,
  removeRealServer,
  removeVirtualServer,
} from '../../src/core/lvscf/change.js';
import type { Config, RealServer, VirtualServer } from '../../src/core/lvscf/config.js';
import type { Block } from '../../src/core/lvscf/document.js';
import { type FormSource, inputNames, readForm } from '../../src/core/lvscf/form.js';
import { globalStanza } from '../../src/core/lvscf/global.js';
import { sameValue } from '../../src/core/lvscf/kind.js';
import { wordsOf } from '../../src/core/lvscf/lines.js';
import { nameProblems } from '../../src/core/lvscf/names.js';
import { serverStanza } from '../../src/core/lvscf/server.js';
import type { Patch, Stanza, Values } from '../../src/core/lvscf/stanza.js';
import { virtualStanza } from '../../src/core/lvscf/virtual.js';
import type { Scope } from '../../src/core/problem.js';

/** What nobody should be able to write into a file by typing it into a form. */
const nasty = [
  ...['0x1f', '017', '+1', '-1', ' 7 ', '1e3', '2147483648', '99999999999999999999', '65536', '\u0664'],
  ...['10.1', '010.0.0.1', '0x7f.1', '192.0.2.1 ', '192.0.2.1 eth0', '192.0.2.1/24', '192.0.2.256', '::1'],
  ...['0.0.0.0', '255.0.255.0', '24', 'eth0', 'eth0:1', 'eth0 x', '-eth0', 'a'.repeat(16), '%s%n', '%h'],
  ...['x', 'a b', '"', "'", '"x"', "'x'", '"a b', "it's", 'a"b c', '{', '}', '}\nprimary = 192.0.2.66'],
  ...['x\r\ny', 'a\tb', 'x # note', '#', '=', '= x', '[ a ]', '\\', 'a\\', '\\d', '\\x41', 'a\\\\', '\\"'],
  ...['\\\\"', 'GET /\\r\\n', '\0', '\x1b[2J', '\x7f', 'caf\u00e9', '\u00a0', '\u2028', '\ufeffx', ' '],
  ...['\ud83d\ude00', '  x', 'x  ', '1 '.repeat(40), 'y'.repeat(256), 'y'.repeat(255), 'on', 'WLC'],
  ...['localhost', 'HTTP', 'virtual', 'a=b'],
];

/** What is typed into the inputs of one field. */
interface Typing {
  readonly field: number;
  readonly texts: readonly string[];
  /** One of the catalogue's own texts instead. */
  readonly good?: number | undefined;
}

const typing: fc.Arbitrary<Typing> = fc.record({
  field: fc.nat(),
  texts: fc.tuple(fc.constantFrom('', ...nasty), fc.constantFrom('', 'eth1:2', ...nasty)),
  good: fc.option(fc.nat(), { freq: 2, nil: undefined }),
});

/** A random edit; what it names is counted modulo what the file has. */
export const randomEdit = fc.record({
  action: fc.constantFrom('head', 'virtual', 'server', 'add', 'add server', 'remove', 'remove server'),
  at: fc.nat(),
  server: fc.nat(),
  typed: fc.array(typing, { maxLength: 4 }),
  name: fc.constantFrom(undefined, 'new-1', 'New.2', 'a:b', '[x]', ...nasty),
});
/** A random edit. */
export type Edit = typeof randomEdit extends fc.Arbitrary<infer T> ? T : never;

/** An edit that was made: the text, the lines it was allowed to touch, and what must be read back. */
export interface Made {
  readonly text: string;
  readonly before: readonly number[];
  readonly after: (config: Config) => readonly number[];
  readonly readBack: (config: Config) => void;
}

/** Makes an edit; nothing when the file has not what it names. */
export function makeEdit(
  config: Config,
  { action, at, server, typed, name: wished }: Edit,
): Made | undefined {
  const virtualServer = config.virtualServers[at % (config.virtualServers.length || 1)];
  const realServer = virtualServer?.realServers[server % (virtualServer.realServers.length || 1)];
  const nothing = () => undefined;
  switch (action) {
    case 'head': {
      const values = patchOf({ ...headOf(config), stanza: globalStanza }, typed);
      const lines = ({ document }: Config) => linesOfKeys(document.root, values);
      const readBack = (after: Config) => expectValues(globalStanza, values, after.global);
      return { text: changeGlobal(config, values), before: lines(config), after: lines, readBack };
    }
    case 'virtual': {
      if (virtualServer === undefined) return undefined;
      const { subject } = virtualServer;
      const change = changeOf(sourceOf(config, virtualStanza, virtualServer), typed, wished);
      const find = (after: Config) => after.virtualServers[subject.block ?? -1];
      return {
        text: changeVirtualServer(config, virtualServer.ref, change),
        ...touching(config, find, virtualStanza, change),
      };
    }
    case 'server': {
      if (virtualServer === undefined || realServer === undefined) return undefined;
      const { subject } = realServer;
      const change = changeOf(sourceOf(config, serverStanza, realServer), typed, wished);
      const find = (after: Config) =>
        after.virtualServers[subject.block ?? -1]?.realServers[subject.server ?? -1];
      return {
        text: changeRealServer(config, virtualServer.ref, realServer.ref, change),
        ...touching(config, find, serverStanza, change),
      };
    }
    case 'add': {
      const values = newValues(virtualStanza, 'virtual', typed);
      const name = nameFor('virtual', wished) ?? 'added';
      const find = (after: Config) => after.virtualServers.at(-1);
      return {
        text: addVirtualServer(config, name, values),
        before: [],
        after: (after) => linesOfBlock(find(after)?.block),
        readBack: (after) => expectBlock(find(after), name, virtualStanza, values),
      };
    }
    case 'add server': {
      if (virtualServer === undefined) return undefined;
      const values = newValues(serverStanza, 'server', typed);
      const name = nameFor('server', wished) ?? 'added';
      const find = (after: Config) =>
        after.virtualServers[virtualServer.subject.block ?? -1]?.realServers.at(-1);
      return {
        text: addRealServer(config, virtualServer.ref, name, values),
        before: [],
        after: (after) => linesOfBlock(find(after)?.block),
        readBack: (after) => expectBlock(find(after), name, serverStanza, values),
      };
    }
    case 'remove': {
      if (virtualServer === undefined) return undefined;
      const text = removeVirtualServer(config, virtualServer.ref);
      return { text, before: linesOfBlock(virtualServer.block), after: () => [], readBack: nothing };
    }
    case 'remove server': {
      if (virtualServer === undefined || realServer === undefined) return undefined;
      const text = removeRealServer(config, virtualServer.ref, realServer.ref);
      return { text, before: linesOfBlock(realServer.block), after: () => [], readBack: nothing };
    }
  }
}

/** What a change of one block may touch, and what must be read back. */
function touching<S extends Stanza>(
  config: Config,
  find: (config: Config) => VirtualServer | RealServer | undefined,
  stanza: S,
  { values = {}, name }: BlockChange<S>,
): Omit<Made, 'text'> {
  const lines = (of: Config) => {
    const block = find(of)?.block;
    return block === undefined ? [] : [block.open, ...linesOfKeys(block, values)];
  };
  const readBack = (after: Config) => expectBlock(find(after), name, stanza, values);
  return { before: lines(config), after: lines, readBack };
}

/** The head of a file as a form shows it. */
export function headOf({ document, global }: Config): Omit<FormSource<typeof globalStanza>, 'stanza'> {
  return { subject: { scope: 'global' }, values: global, document, block: document.root };
}

/** A block of a file as a form shows it. */
export function sourceOf<S extends Stanza>(
  { document }: Config,
  stanza: S,
  { subject, values, block }: Pick<VirtualServer, 'subject' | 'block'> & { readonly values: Values<S> },
): FormSource<S> {
  return { stanza, subject, values, document, block };
}

/** What a form makes of what was typed; a field that it refuses is left out. */
function patchOf<S extends Stanza>(source: FormSource<S>, typed: readonly Typing[]): Patch<S> {
  const keys = Object.keys(source.stanza).filter(
    (key) => key !== 'serial_no' && source.stanza[key]?.obsolete !== true,
  );
  const patches = typed.map(({ field: number, texts, good }) => {
    const key = keys[number % keys.length] ?? '';
    const field = source.stanza[key];
    if (field === undefined) return {};
    const names = inputNames(key, field.kind);
    const shown = good === undefined ? texts : shownGood(field, good);
    const form = Object.fromEntries(names.map((name, index) => [name, shown[index] ?? '']));
    return readForm(source, [key as keyof S & string], form).patch;
  });
  return Object.assign({}, ...patches) as Patch<S>;
}

function shownGood(field: Stanza[string], number: number): readonly string[] {
  const text = field.good[number % field.good.length] ?? '';
  const { value } = field.kind.read(wordsOf(text).words, '');
  return value === undefined ? [] : field.kind.show(value);
}

function changeOf<S extends Stanza>(
  source: FormSource<S>,
  typed: readonly Typing[],
  wished: string | undefined,
) {
  const name = nameFor(source.subject.scope as 'virtual' | 'server', wished);
  return { values: patchOf(source, typed), ...(name === undefined ? {} : { name }) };
}

function newValues<S extends Stanza>(
  stanza: S,
  scope: 'virtual' | 'server',
  typed: readonly Typing[],
): Values<S> {
  const patch = patchOf({ stanza, subject: { scope }, values: {} }, typed);
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Values<S>;
}

/** The name, if a form takes it. */
function nameFor(scope: Exclude<Scope, 'global'>, name: string | undefined): string | undefined {
  return name === undefined || nameProblems(scope, name).length > 0 ? undefined : name;
}

/** The lines of these keys of a block. */
export function linesOfKeys(block: Block, values: object): number[] {
  return block.entries.filter(({ keyword }) => keyword in values).map(({ line }) => line);
}

function linesOfBlock(block: Block | undefined): number[] {
  const close = block?.close;
  if (block === undefined || close === undefined) return [];
  return Array.from({ length: close - block.open + 1 }, (_, at) => block.open + at);
}

function expectValues<S extends Stanza>(stanza: S, wanted: Patch<S>, read: Values<S>): void {
  for (const [key, value] of Object.entries(wanted)) {
    const kind = stanza[key]?.kind;
    ok(kind && sameValue(kind, read[key], value), `${key} is read back`);
  }
}

function expectBlock<S extends Stanza>(
  block: VirtualServer | RealServer | undefined,
  name: string | undefined,
  stanza: S,
  wanted: Patch<S>,
): void {
  ok(block, 'the block is there');
  if (name !== undefined) equal(block.name, name);
  expectValues(stanza, wanted, block.values as Values<S>);
}
