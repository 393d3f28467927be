/** The text that brings back what a version has: all of it byte for byte, or one object. */

import { readable, visible } from '../lvscf/bytes.js';
import { type Config, readConfig, type VirtualServer } from '../lvscf/config.js';
import { addedByText } from '../lvscf/whole-text.js';
import { ConsoleError, type Problem } from '../problem.js';
import { type MergeChoice, type MergeObject, mergeChoices, merged, unmergeable } from '../push/merge.js';
import { isPartOf, objectText, type RestoreObject, shownObject } from './object.js';

/** An object that a version has otherwise than the file does now. */
export interface Restorable {
  readonly object: RestoreObject;
  /** It was deleted since: the file does not have it. */
  readonly isGone: boolean;
}

/** What a restore would make of the file. */
export interface Restored {
  readonly text: string;
  /** The problems that it would add: it is refused while there are any. */
  readonly problems: readonly Problem[];
}

/**
 * What comes of bringing a version back. Whole, it is the bytes of the version; of some objects, the file as it is
 * now with the keys of those objects as the version has them, and the next serial number.
 * @throws ConsoleError not_found: object_not_there; invalid: not_by_object
 */
export function restored(now: Config, then: Config, objects?: readonly RestoreObject[]): Restored {
  const text = objects === undefined ? String(then.document) : withObjects(now, then, objects);
  return { text, problems: addedByText(now, readConfig(text)) };
}

/** The text of a restore. @throws ConsoleError as `restored`; invalid: adds_problems */
export function restoredText(now: Config, then: Config, objects?: readonly RestoreObject[]): string {
  const { problems, text } = restored(now, then, objects);
  if (problems.length === 0) return text;
  throw new ConsoleError('invalid', 'adds_problems', { count: problems.length }, { problems });
}

function withObjects(now: Config, then: Config, objects: readonly RestoreObject[]): string {
  const why = unmergeable(now, then);
  if (why !== undefined) {
    throw new ConsoleError('invalid', 'not_by_object', {
      which: why === 'ours_refused' ? 'file' : 'version',
    });
  }
  const missing = objects.find((object) => !isThere(then, object) || !hasRoomFor(now, object));
  if (missing !== undefined) {
    throw new ConsoleError('not_found', 'object_not_there', { object: objectText(shownObject(missing)) });
  }
  const choices = mergeChoices(now, then, undefined);
  const parts = objects.flatMap((object) => partsOf(choices, object));
  return merged(now, then, new Set(parts.map(({ key }) => key)));
}

/**
 * Every object that the version has and that is not the same in the file now; a virtual server stands for its real
 * servers where it is gone itself. Empty where the two cannot be put together object by object.
 */
export function restorables(now: Config, then: Config): readonly Restorable[] {
  if (unmergeable(now, then) !== undefined) return [];
  const parts = mergeChoices(now, then, undefined).flatMap(({ object }) => objectsAround(object, then));
  const objects = new Map(parts.map((object) => [objectText(object), object]));
  return [...objects.values()]
    .filter((object) => isThere(then, object) && hasRoomFor(now, object))
    .map((object) => ({ object, isGone: !isThere(now, object) }));
}

function partsOf(choices: readonly MergeChoice[], object: RestoreObject): readonly MergeChoice[] {
  return choices.filter((choice) => isPartOf(choice.object, object));
}

/** The objects that a part belongs to: a real server to itself and to its virtual server. */
function objectsAround({ scope, server = '', virtual = '' }: MergeObject, then: Config): RestoreObject[] {
  if (scope === 'global' || scope === 'redundancy') return [{ scope: 'head' }];
  if (scope !== 'server') return [{ scope, virtual }];
  if (then.virtualServer(virtual) === undefined) return [{ scope: 'failover', virtual }];
  return [
    { scope: 'virtual', virtual },
    { scope: 'server', virtual, server },
  ];
}

/** An object that was named as people read names, by the references that the file has for it. */
export function locate(config: Config, object: RestoreObject): RestoreObject {
  if (object.scope === 'head') return object;
  const services = object.scope === 'failover' ? config.failovers : config.virtualServers;
  const service = named(services, object.virtual);
  if (service === undefined) return object;
  const virtual = service.ref;
  if (object.scope !== 'server') return { ...object, virtual };
  return { ...object, virtual, server: named(service.realServers, object.server)?.ref ?? object.server };
}

function named<T extends { readonly ref: string }>(blocks: readonly T[], name: string): T | undefined {
  return blocks.find(({ ref }) => ref === name) ?? blocks.find(({ ref }) => visible(readable(ref)) === name);
}

/** Whether a file has an object. */
export function isThere(config: Config, object: RestoreObject): boolean {
  if (object.scope === 'head') return true;
  const around = serviceOf(config, object);
  if (object.scope !== 'server') return around !== undefined;
  return around?.realServers.some(({ ref }) => ref === object.server) ?? false;
}

/** A real server comes back into its virtual server only. */
function hasRoomFor(now: Config, object: RestoreObject): boolean {
  return object.scope !== 'server' || serviceOf(now, object) !== undefined;
}

function serviceOf(
  { failovers, virtualServer }: Config,
  { scope, virtual }: Exclude<RestoreObject, { scope: 'head' }>,
): VirtualServer | undefined {
  return scope === 'failover' ? failovers.find(({ ref }) => ref === virtual) : virtualServer(virtual);
}
