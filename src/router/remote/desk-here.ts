/** The desk of this machine: with the places that root's own settings name. */

import { randomBytes } from 'node:crypto';
import { machineFiles } from '../../adapters/files/files.js';
import { openOfferedFile } from '../../adapters/files/offered-file.js';
import { fileLimit } from '../../core/push/requests.js';
import { readPlaces } from '../settings-file.js';
import { openDesk } from './desk.js';
import type { Desk } from './talk.js';

/** The mode of an lvs.cf that a push makes: as a save of the console makes it. */
const newMode = 0o660;

/** Opens it. @param settings the settings file that was named, if one was @throws RouterSettingsError */
export async function openDeskHere(settings: string | undefined, version: string): Promise<Desk> {
  const { file: path, state } = await readPlaces(settings);
  const file = openOfferedFile({ files: machineFiles, path, clock: Date.now, limit: fileLimit, newMode });
  return openDesk({ file, path, state, version, verbCommand: verbCommand(settings), token });
}

/** How this program is called with rights: by sudo, whose rules know it by the name it was started with. */
function verbCommand(settings: string | undefined): readonly string[] {
  const [node = '', program = ''] = process.argv;
  if (settings !== undefined) return [node, ...process.execArgv, program, '--settings', settings];
  return process.geteuid?.() === 0 ? [program] : ['sudo', '-n', program];
}

function token(): string {
  return randomBytes(16).toString('hex');
}
