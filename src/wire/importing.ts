/** Imports, for the command line: what this machine says beside the files, and the saving of the proposal. */

import { openMachine } from '../adapters/machine/machine.js';
import type { SavedImport } from '../cli/command.js';
import { toldOf } from '../core/audit/changes.js';
import type { Around } from '../core/import/places.js';
import { replacedBy } from '../core/import/replace.js';
import { readConfig } from '../core/lvscf/config.js';
import { differences } from '../core/lvscf/diff.js';
import { guardRail, requireName } from '../core/lvscf/guard-rail.js';
import { isKnown } from '../core/machine/reading.js';
import { ConsoleError } from '../core/problem.js';
import type { Settings } from '../settings.js';
import { audited, operator } from './audited.js';
import { configFileOf } from './config-file.js';

/** The devices of this machine and the clock of its kernel, as far as they can be read. */
export async function aroundHere(): Promise<Around> {
  const machine = openMachine();
  const [devices, ticksPerSecond] = await Promise.all([machine.devices(), machine.ticksPerSecond()]);
  return { devices: isKnown(devices) ? devices.value : [], ticksPerSecond };
}

/** Saves a proposal in place of lvs.cf. @throws ConsoleError adds_problems, dangerous; file_unavailable */
export async function saveImport(
  settings: Settings,
  text: string,
  confirm: string | undefined,
): Promise<SavedImport> {
  const configFile = configFileOf(settings);
  const by = { user: operator().user, address: '', panel: 'command line' };
  const replaced = async (): Promise<SavedImport> => {
    const saved = await configFile.update(by, ({ parsed, text: present }) => {
      const after = replacedBy(parsed, text);
      if (after !== present) requireName(guardRail(parsed, readConfig(after)), confirm);
      return after;
    });
    return { before: saved.before.parsed, after: saved.after.parsed, version: saved.version?.number };
  };
  const made = async (): Promise<SavedImport> => {
    const { parsed } = await configFile.create(by, text);
    return { before: readConfig(''), after: parsed, version: 1 };
  };
  return audited(
    settings,
    { action: 'save', object: 'import' },
    async () => {
      try {
        return await replaced();
      } catch (error) {
        const isNew = error instanceof ConsoleError && error.reason === 'file_missing';
        if (!isNew || 'commands' in error.params) throw error;
        return made();
      }
    },
    ({ after, before, version }) => ({
      outcome: 'done',
      changes: toldOf(differences(before, after)),
      ...(version !== undefined && { version }),
    }),
  );
}
