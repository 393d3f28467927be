/** One verb, one line of JSON: how the router program is called through sudo. */

import { join } from 'node:path';
import { ConsoleError } from '../core/problem.js';
import type { Answer, Refusal } from '../core/router/answer.js';
import type { Printed } from '../core/router/look-shapes.js';
import {
  type Look,
  lineLimit,
  looks,
  readLook,
  readVerb,
  toldLooks,
  toldVerbs,
  type Verb,
  verbs,
} from '../core/router/verbs.js';
import { openRouter, type Router } from './router.js';
import { runLook } from './run-look.js';
import { runVerb } from './run-verb.js';
import { RouterSettingsError, readRouterSettings } from './settings.js';

/** The checker of this package, beside this program. */
export const shippedChecker = join(import.meta.dirname, '../../config/lvs-check');

/** Nothing takes longer; whoever called has given up by then. */
const limitMinutes = 3;

/**
 * Does what the words say, and prints the answer.
 * @param file the settings file that was named, if one was
 * @returns the exit status: 0 done, 1 not done, 2 nothing was to be done
 */
export async function runVerbProgram(file: string | undefined, words: readonly string[]): Promise<number> {
  // Whoever loses patience leaves nothing half done: an engine that has been asked to hand over is released again.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  setTimeout(() => process.exit(3), limitMinutes * 60_000).unref();
  const given = await answer(file, words);
  process.stdout.write(`${JSON.stringify(given)}\n`);
  if ('refused' in given) return 2;
  return 'ok' in given ? Number(!given.ok) : 0;
}

/** Does what a word stands for. */
type Work = (router: Router) => Promise<Answer | Printed>;

async function answer(
  file: string | undefined,
  words: readonly string[],
): Promise<Answer | Printed | Refusal> {
  const work = words.length === 1 ? workOf(words[0] ?? '') : undefined;
  if (work === undefined) return refusal('verb', `one of ${[...verbs, ...looks].join(', ')}`);
  try {
    return await work(openRouter(await readRouterSettings(file), shippedChecker));
  } catch (error) {
    if (error instanceof RouterSettingsError) return refusal('settings', error.message);
    if (error instanceof ConsoleError && error.reason === 'locked') return refusal('busy', error.message);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') return refusal('rights', (error as Error).message);
    return refusal('fault', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function workOf(word: string): Work | undefined {
  const verb = readVerb(word);
  if (verb !== undefined) return async (router) => runVerb(router, verb, await lineFor(verb));
  const look = readLook(word);
  return look && (async (router) => runLook(router, look, await lineFor(look)));
}

/** Whoever tells more writes it at once. */
const lineMs = 10_000;

/** The line that a verb is told; blank where it is told nothing, or too much, or too late. */
async function lineFor(word: Verb | Look): Promise<string> {
  if (![...toldVerbs, ...toldLooks].some((told) => told === word)) return '';
  const { stdin } = process;
  const late = setTimeout(() => stdin.destroy(), lineMs);
  let text = '';
  try {
    for await (const chunk of stdin.setEncoding('utf8')) {
      text += chunk;
      if (text.includes('\n') || text.length > lineLimit) break;
    }
  } catch {
    // A pipe that breaks has said what it has said.
  } finally {
    clearTimeout(late);
  }
  return text.length > lineLimit ? '' : (text.split('\n')[0] ?? '');
}

function refusal(refused: Refusal['refused'], said: string): Refusal {
  return { format: 1, refused, said: said.slice(0, 4096) };
}
