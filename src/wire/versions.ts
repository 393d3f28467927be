/** The versions of lvs.cf, for the command line: the audit log tells what was brought back. */

import { openMachine } from '../adapters/machine/machine.js';
import type { Restored, VersionsHere } from '../cli/command.js';
import { toldOf } from '../core/audit/changes.js';
import { readConfig } from '../core/lvscf/config.js';
import { differences } from '../core/lvscf/diff.js';
import { guardRail, requireName } from '../core/lvscf/guard-rail.js';
import { ConsoleError } from '../core/problem.js';
import { noteOfRestore } from '../core/versions/notes.js';
import { objectText, shownObject } from '../core/versions/object.js';
import { locate, restored, restoredText } from '../core/versions/restore.js';
import type { Settings } from '../settings.js';
import { audited, operator } from './audited.js';
import { configFileOf } from './config-file.js';
import { engineOf } from './engine.js';
import { openOtherRouter } from './other-router.js';
import { openSides } from './sides.js';
import { version } from './version.js';

type RestoreOrder = Parameters<VersionsHere['restore']>[0];

/** Opens them; nobody is connected to before it is asked. */
export function openVersions(settings: Settings): VersionsHere {
  const configFile = configFileOf(settings);
  const machine = openMachine();
  const engine = engineOf(settings, configFile, machine);
  const { push } = openOtherRouter(settings, configFile, engine, version);

  /** What a version has of these objects. @throws ConsoleError no_such_version */
  async function wanted({ number, objects }: RestoreOrder) {
    const found = await configFile.history.get(number);
    if (found === undefined) throw new ConsoleError('not_found', 'no_such_version', { number });
    const then = readConfig(found.text);
    return { then, objects: objects?.map((object) => locate(then, object)) };
  }

  async function tried(order: RestoreOrder): Promise<Restored> {
    const { objects, then } = await wanted(order);
    const { parsed: before } = await configFile.read();
    const { problems, text } = restored(before, then, objects);
    return { before, after: readConfig(text), problems, version: undefined };
  }

  async function done(order: RestoreOrder): Promise<Restored> {
    const { objects, then } = await wanted(order);
    const by = {
      user: operator().user,
      address: '',
      panel: 'command line',
      note: noteOfRestore(order.number, order.objects),
    };
    const saved = await configFile.update(by, ({ parsed, text }) => {
      const after = restoredText(parsed, then, objects);
      if (after !== text) requireName(guardRail(parsed, readConfig(after)), order.confirm);
      return after;
    });
    const { after, before } = saved;
    return { before: before.parsed, after: after.parsed, problems: [], version: saved.version?.number };
  }

  return {
    configFile,
    sides: openSides({ configFile, engine, machine, otherRouter: push }),
    async restore(order) {
      if (order.dryRun) return tried(order);
      try {
        return await audited(settings, { action: 'restore', object: nameOf(order) }, () => done(order), told);
      } catch (error) {
        if (!(error instanceof ConsoleError) || error.reason !== 'adds_problems') throw error;
        return tried(order);
      }
    },
    close: push.close,
  };
}

function nameOf({ number, objects = [] }: RestoreOrder): string {
  return [...objects.map((object) => objectText(shownObject(object))), number].join(' / ');
}

function told({ after, before, version: kept }: Restored) {
  return {
    outcome: 'done' as const,
    changes: toldOf(differences(before, after)),
    ...(kept !== undefined && { version: kept }),
  };
}
