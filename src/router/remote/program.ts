/**
 * The far side of a push: a talk on standard input and output with the console of the other router. Runs as the
 * ordinary account; whoever has the key of it can offer an lvs.cf, and nothing else.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstMessage } from '../../core/push/requests.js';
import { talk } from './talk.js';

/**
 * Talks until the other side has had enough.
 * @param settings the settings file that was named, if one was
 * @returns the exit status: 0 after a talk that ended well
 */
export async function runRemoteProgram(settings: string | undefined): Promise<number> {
  const version = await ownVersion();
  const hello = firstMessage(version);
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort());
  // Who we are is on its way while everything else is loaded.
  const desk = async () => (await import('./desk-here.js')).openDeskHere(settings, version);
  return talk({ input: process.stdin, output: process.stdout, hello, desk, until: ending.signal });
}

async function ownVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8');
  return JSON.parse(text).version;
}
