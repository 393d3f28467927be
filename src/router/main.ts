#!/usr/bin/env node
/**
 * The router program: everything that needs root, or happens on the other router. One word in, one line of JSON
 * out; no paths and no commands from outside. Called through sudo, whose rules list each word.
 */

import { join } from 'node:path';
import { ConsoleError } from '../core/problem.js';
import type { Answer, Refusal } from '../core/router/answer.js';
import { readVerb, verbs } from '../core/router/verbs.js';
import { openRouter } from './router.js';
import { runVerb } from './run-verb.js';
import { RouterSettingsError, readRouterSettings } from './settings.js';

/** The checker of this package, beside this program. */
const shippedChecker = join(import.meta.dirname, '../../config/lvs-check');

/** Nothing takes longer; whoever called has given up by then. */
const limitMinutes = 3;

async function answer(words: readonly string[]): Promise<Answer | Refusal> {
  const [first = '', file, ...rest] = words;
  // Root's own file says the paths. It is checked to be one; sudo's rules let nobody name another.
  const named = first === '--settings' && file !== undefined;
  const verb = readVerb((named ? rest : words).length === 1 ? ((named ? rest[0] : first) ?? '') : '');
  if (verb === undefined) return refusal('verb', `one of ${verbs.join(', ')}`);
  try {
    return await runVerb(
      openRouter(await readRouterSettings(named ? file : undefined), shippedChecker),
      verb,
    );
  } catch (error) {
    if (error instanceof RouterSettingsError) return refusal('settings', error.message);
    if (error instanceof ConsoleError && error.reason === 'locked') return refusal('busy', error.message);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') return refusal('rights', (error as Error).message);
    return refusal('fault', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function refusal(refused: Refusal['refused'], said: string): Refusal {
  return { format: 1, refused, said: said.slice(0, 4096) };
}

// Whoever loses patience leaves nothing half done: an engine that has been asked to hand over is released again.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
setTimeout(() => process.exit(3), limitMinutes * 60_000).unref();
const given = await answer(process.argv.slice(2));
process.stdout.write(`${JSON.stringify(given)}\n`);
process.exitCode = 'refused' in given ? 2 : Number(!given.ok);
