/**
 * The far side of a push: a talk on standard input and output with the console of the other router. Runs as the
 * ordinary account; whoever has the key of it can offer an lvs.cf, and nothing else.
 */

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { machineFiles } from '../../adapters/files/files.js';
import { openOfferedFile } from '../../adapters/files/offered-file.js';
import { fileLimit, protocolFormat, protocolName } from '../../core/push/requests.js';
import { RouterSettingsError, readPlaces } from '../settings-file.js';
import { openDesk } from './desk.js';
import { talk } from './talk.js';

/** The mode of an lvs.cf that a push makes: as a save of the console makes it. */
const newMode = 0o660;

/**
 * Talks until the other side has had enough.
 * @param settings the settings file that was named, if one was
 * @returns the exit status: 0 after a talk that ended well
 */
export async function runRemoteProgram(settings: string | undefined): Promise<number> {
  const hello = { hello: protocolName, format: protocolFormat, version: await ownVersion() };
  const desk = await deskOf(settings, hello.version);
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort());
  return talk({ input: process.stdin, output: process.stdout, hello, desk, until: ending.signal });
}

async function deskOf(settings: string | undefined, version: string) {
  try {
    const { file: path, state } = await readPlaces(settings);
    const file = openOfferedFile({
      files: machineFiles,
      path,
      clock: Date.now,
      limit: fileLimit,
      newMode,
    });
    return openDesk({ file, path, state, version, verbCommand: verbCommand(settings), token });
  } catch (error) {
    if (error instanceof RouterSettingsError) return error;
    throw error;
  }
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

async function ownVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8');
  return JSON.parse(text).version;
}
