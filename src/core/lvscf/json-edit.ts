/** Named edits of a file out of JSON. A value is refused as the same text in a form would be. */

import { type BodyFault, ConsoleError, type Problem, type Subject } from '../problem.js';
import { readable } from './bytes.js';
import {
  addRealServer,
  addVirtualServer,
  changeGlobal,
  changeRealServer,
  changeVirtualServer,
  realServerOf,
  removeRealServer,
  virtualServerOf,
  withNextSerial,
} from './change.js';
import { type Config, type RealServer, readConfig, type VirtualServer } from './config.js';
import { type FormSource, sourceOf } from './form.js';
import { type JsonValue, type JsonValues, jsonKeywords, readJson } from './json.js';
import type { Finding } from './kind.js';
import { nameProblems } from './names.js';
import { initialVirtualServer, takenServerName, takenVirtualName } from './new-block.js';
import { orderRealServers } from './order.js';
import { problemOfForm } from './problem-at.js';
import { serverStanza } from './server.js';
import { headStanza } from './shared-lines.js';
import { initialValues, type Keyword, type Patch, type Stanza } from './stanza.js';
import { virtualStanza } from './virtual.js';

/**
 * The head of a file, or a real server: its values, and its name where it has one. `ref` says which of those that are
 * there a real server is, where not its name does.
 */
export type JsonBlock = JsonValues & {
  readonly name?: string | undefined;
  readonly ref?: string | undefined;
};

/** A virtual server with its real servers; without them those there are stay as they are. */
export interface JsonVirtualServer {
  readonly name?: string | undefined;
  readonly server?: readonly JsonBlock[] | undefined;
  readonly [keyword: string]: JsonValue | null | undefined | readonly JsonBlock[];
}

/** `whole`: what is not named is left out of the file. `part`: it stays as it is. */
export type JsonExtent = 'whole' | 'part';

/** A problem of a value, with the member around it: `server[1]`. */
export type MemberProblem = Problem & { readonly inside?: string };

/** The text with these values at its head. @throws ConsoleError `invalid`: adds_problems, body_refused */
export function changeGlobalJson(config: Config, json: JsonBlock, extent: JsonExtent): string {
  const { document, global, shared, sharedBlock } = config;
  const { serial_no: serial, ...values } = json;
  // Every save counts it up by itself.
  if (serial !== undefined && serial !== global.serial_no)
    refuse([{ field: 'serial_no', fault: 'read_only_member' }]);
  const block = { ...document.root, entries: [...document.root.entries, ...sharedBlock.entries] };
  const source = sourceOf(headStanza, config, {
    subject: { scope: 'global' },
    values: { ...global, ...shared },
    block,
  });
  const writable = jsonKeywords(headStanza).filter((keyword) => keyword !== 'serial_no');
  return changeGlobal(config, valuesIn(source, writable, values, extent));
}

/**
 * The text with a new virtual server, and its real servers, behind the others.
 * @param extent `part`: what is not named begins as ADD writes it; `whole`: it stays out
 * @throws ConsoleError `invalid`
 */
export function addVirtualServerJson(
  config: Config,
  json: JsonVirtualServer,
  extent: JsonExtent = 'part',
): string {
  const { name = '', server = [], ...values } = json;
  const initial = extent === 'part' ? initialVirtualServer(config) : {};
  const subject = { scope: 'virtual', block: config.virtualServers.length } as const;
  const source = { stanza: virtualStanza, subject, values: initial };
  const named = namingProblems(subject, name, takenVirtualName(config));
  const patch = valuesIn(source, jsonKeywords(virtualStanza), values as JsonValues, 'part', named);
  return inSteps(config, [
    (now) => addVirtualServer(now, name, { ...initial, ...patch }),
    ...server.map((one, index) => (now: Config) => {
      const { ref } = virtualServerAt(now, config.virtualServers.length);
      return addRealServerJson(now, ref, one, extent, `server[${index}]`);
    }),
  ]);
}

/** The text with other values of a virtual server. @throws ConsoleError `not_found`, `invalid` */
export function changeVirtualServerJson(
  config: Config,
  ref: string,
  json: JsonVirtualServer,
  extent: JsonExtent,
): string {
  const present = virtualServerOf(config, ref);
  const { name: wanted, server, ...values } = json;
  const name = anotherName(present, wanted);
  const source = sourceOf(virtualStanza, config, present);
  const named =
    name === undefined ? [] : namingProblems(present.subject, name, takenVirtualName(config, present));
  const patch = valuesIn(source, jsonKeywords(virtualStanza), values as JsonValues, extent, named);
  const at = config.virtualServers.indexOf(present);
  return inSteps(config, [
    (now) => changeVirtualServer(now, ref, { values: patch, ...(name !== undefined && { name }) }),
    ...(server === undefined ? [] : serverSteps(present, at, server, extent)),
  ]);
}

/** The same for a real server. @throws ConsoleError `not_found`, `invalid` */
export function addRealServerJson(
  config: Config,
  ref: string,
  json: JsonBlock,
  extent: JsonExtent = 'part',
  inside?: string,
): string {
  const { name = '', ...values } = json;
  const around = virtualServerOf(config, ref);
  const initial = extent === 'part' ? initialValues(serverStanza) : {};
  const subject = { ...around.subject, scope: 'server', server: around.realServers.length } as const;
  const source = { stanza: serverStanza, subject, values: initial };
  const named = namingProblems(subject, name, takenServerName(around));
  const patch = valuesIn(source, jsonKeywords(serverStanza), values, 'part', named, inside);
  return addRealServer(config, ref, name, { ...initial, ...patch });
}

/** The text with other values of a real server. @throws ConsoleError `not_found`, `invalid` */
export function changeRealServerJson(
  config: Config,
  ref: string,
  serverRef: string,
  json: JsonBlock,
  extent: JsonExtent,
  inside?: string,
): string {
  const around = virtualServerOf(config, ref);
  const present = realServerOf(around, serverRef);
  const { name: wanted, ...values } = json;
  const name = anotherName(present, wanted);
  const source = sourceOf(serverStanza, config, present);
  const named =
    name === undefined ? [] : namingProblems(present.subject, name, takenServerName(around, present));
  const patch = valuesIn(source, jsonKeywords(serverStanza), values, extent, named, inside);
  return changeRealServer(config, ref, serverRef, { values: patch, ...(name !== undefined && { name }) });
}

/** Lets a name pass that a new virtual server may have. @throws ConsoleError `invalid`: adds_problems */
export function requireNewName(config: Config, name: string): void {
  const subject = { scope: 'virtual', block: config.virtualServers.length } as const;
  const problems = namingProblems(subject, name, takenVirtualName(config));
  if (problems.length === 0) return;
  throw new ConsoleError('invalid', 'adds_problems', { count: problems.length }, { problems });
}

type Step = (config: Config) => string;

/** Several edits under one serial number. */
function inSteps(before: Config, steps: readonly Step[]): string {
  const after = steps.reduce((config, step) => {
    const text = step(config);
    return text === String(config.document) ? config : readConfig(text);
  }, before);
  return after === before ? String(before.document) : withNextSerial(after, before.global.serial_no);
}

/** Real servers in place of those there are: those of a name that is there are changed, the others go or come. @param at place of the virtual server */
function serverSteps(
  { realServers }: VirtualServer,
  at: number,
  wanted: readonly JsonBlock[],
  extent: JsonExtent,
): Step[] {
  const left = realServers.slice();
  const matched = wanted.map(({ name, ref }) => {
    const index = left.findIndex((one) =>
      ref === undefined ? readable(one.name) === name : one.ref === ref,
    );
    return index === -1 ? undefined : left.splice(index, 1)[0];
  });
  const kept = realServers.filter((one) => !left.includes(one));
  // References count blocks of one name: whoever goes from the end leaves those before as they are.
  const removals = left.toReversed().map(
    ({ ref }): Step =>
      (now) => {
        return removeRealServer(now, virtualServerAt(now, at).ref, ref);
      },
  );
  const others = wanted.map(
    (json, index): Step =>
      (now) => {
        const around = virtualServerAt(now, at);
        const present = matched[index];
        const inside = `server[${index}]`;
        if (present === undefined) return addRealServerJson(now, around.ref, json, extent, inside);
        const { ref } = realServerAt(around, kept.indexOf(present));
        return changeRealServerJson(now, around.ref, ref, json, extent, inside);
      },
  );
  const places = placesOf(matched, kept);
  const isInOrder = places.every((place, index) => place === index);
  const order: Step = (now) => {
    const around = virtualServerAt(now, at);
    return orderRealServers(
      now,
      around.ref,
      places.map((place) => realServerAt(around, place).ref),
    );
  };
  return [...removals, ...others, ...(isInOrder ? [] : [order])];
}

/** Where each wanted real server stands once all are there: those that were kept, then the new ones. */
function placesOf(matched: readonly (RealServer | undefined)[], kept: readonly RealServer[]): number[] {
  let fresh = kept.length;
  return matched.map((one) => (one === undefined ? fresh++ : kept.indexOf(one)));
}

function virtualServerAt({ virtualServers }: Config, index: number): VirtualServer {
  const found = virtualServers[index];
  if (found === undefined) throw new RangeError('an edit lost a virtual server');
  return found;
}

function realServerAt({ realServers }: VirtualServer, index: number): RealServer {
  const found = realServers[index];
  if (found === undefined) throw new RangeError('an edit lost a real server');
  return found;
}

/** The name that was sent, where it is another one. */
function anotherName(present: VirtualServer | RealServer, wanted: string | undefined): string | undefined {
  return wanted === readable(present.name) ? undefined : wanted;
}

function namingProblems(
  subject: Subject,
  name: string,
  taken: (name: string) => Finding | undefined,
): readonly Problem[] {
  const scope = subject.scope === 'server' ? 'server' : 'virtual';
  const other = taken(name);
  const findings = [...nameProblems(scope, name), ...(other === undefined ? [] : [other])];
  return findings.map((finding) => problemOfForm(finding, { ...subject, keyword: 'name' }));
}

/** The values as a patch. @throws ConsoleError `invalid`, with every problem of them and of the name */
function valuesIn<S extends Stanza>(
  source: FormSource<S>,
  keywords: readonly Keyword<S>[],
  values: JsonValues,
  extent: JsonExtent,
  named: readonly Problem[] = [],
  inside?: string,
): Patch<S> {
  const changed =
    extent === 'whole' ? keywords : keywords.filter((keyword) => Object.hasOwn(values, keyword));
  const { patch, problems } = readJson(source, changed, values);
  const all = [...named, ...problems].map(
    (problem): MemberProblem => ({ ...problem, ...(inside && { inside }) }),
  );
  if (all.length === 0) return patch;
  throw new ConsoleError('invalid', 'adds_problems', { count: all.length }, { problems: all });
}

function refuse(faults: readonly BodyFault[]): never {
  throw new ConsoleError('invalid', 'body_refused', { where: 'body', faults });
}
