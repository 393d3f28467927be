/** What was deleted from the file and is not there now. */

import type { ListedVersion } from '../history/version.js';
import type { Config } from '../lvscf/config.js';
import type { Difference } from '../lvscf/diff.js';
import { isAbout } from './filter.js';
import { objectText, type RestoreObject } from './object.js';
import { isThere, locate } from './restore.js';

/** An object that is gone. */
export interface Deleted {
  /** By the name that people see. */
  readonly object: RestoreObject;
  /** The version that no longer has it. */
  readonly by: ListedVersion;
  /** The last version that has it. */
  readonly last: number;
}

/**
 * What is gone from the file, what went last first; each object once.
 * @param all every version, newest first
 * @param changesOf what a version changed, as far as anybody knows
 * @param name part of the name of what is looked for; empty for everything
 */
export function deletedObjects(
  all: readonly ListedVersion[],
  changesOf: (version: ListedVersion) => readonly Difference[],
  now: Config,
  name: string,
): readonly Deleted[] {
  const found = new Map<string, Deleted>();
  all.forEach((by, index) => {
    for (const change of changesOf(by)) {
      const object = removedIn(change);
      if (object === undefined || (name !== '' && !isAbout(change, name))) continue;
      const key = objectText(object);
      if (found.has(key)) continue;
      const last = all.slice(index + 1).find(({ hash }) => hash === by.previous);
      if (last !== undefined) found.set(key, { object, by, last: last.number });
    }
  });
  return [...found.values()].filter(({ object }) => !isThere(now, locate(now, object)));
}

function removedIn({ scope, server, virtual, what }: Difference): RestoreObject | undefined {
  if (what !== 'removed' || virtual === undefined || scope === 'global') return undefined;
  if (scope !== 'server') return { scope, virtual };
  return server === undefined ? undefined : { scope, virtual, server };
}
