/** The steps before anything that runs is touched: read, render, look at programs, test. */

import { stat } from 'node:fs/promises';
import type { SafeFile } from '../adapters/files/safe-file.js';
import { header } from '../core/keepalived/render.js';
import type { Config } from '../core/lvscf/config.js';
import { packetFilterOf } from '../core/packet-filter/filter.js';
import { ConsoleError } from '../core/problem.js';
import { StepFailure } from '../core/router/details.js';
import { testFilter } from './filter-test.js';
import { lookAtPrograms } from './programs.js';
import type { Router } from './router.js';
import { wantedOf } from './wanted.js';

/** A configuration that passed every test. */
export interface Prepared {
  readonly config: Config;
  readonly text: string;
  /** The lvs.cf that it was made of, a byte string, with its SHA-256. */
  readonly source: string;
  readonly hash: string;
}

/** An lvs.cf of hundreds of thousands of lines is a mistake. */
const fileLimit = 16 * 1024 * 1024;

/**
 * Renders what this router is to run and tests it; nothing is changed.
 * @param over whose file may be replaced by it
 * @throws StepFailure
 */
export async function prepare(router: Router, over: 'ours' | 'anything'): Promise<Prepared> {
  const { installed, keepalived, settings, steps } = router;
  await steps.take('engine', async () => {
    const { configuration: path, keepalived: program } = settings;
    await requireEngine(router);
    const text = await textIn(installed);
    if (over === 'ours' && text !== undefined && !isOurs(text)) {
      throw new StepFailure({ code: 'file_foreign', params: { path } });
    }
    return { detail: { code: 'engine_there', params: { program } } };
  });
  const prepared = await render(router);
  await steps.take('programs', () => lookAtPrograms(router, prepared.config));
  await steps.take('test', async () => {
    await keepalived.test(prepared.text);
    return { detail: { code: 'test_passed', params: {} } };
  });
  await testFilter(router, packetFilterOf(prepared.config));
  return prepared;
}

/** @throws StepFailure: engine_missing */
export async function requireEngine({ keepalived, settings }: Router): Promise<void> {
  const { keepalived: program } = settings;
  if (!(await keepalived.isInstalled()))
    throw new StepFailure({ code: 'engine_missing', params: { program } });
}

async function render({ lvsCf, machine, settings, steps }: Router): Promise<Prepared> {
  const { wanted } = await steps.take('read', async () => {
    const { file: path } = settings;
    try {
      if ((await stat(path)).size > fileLimit)
        throw new StepFailure({ code: 'file_large', params: { path } });
      const found = await wantedOf(lvsCf, machine, settings);
      return { detail: { code: 'file_read', params: { path } }, wanted: found };
    } catch (error) {
      if (!(error instanceof ConsoleError) && !('syscall' in (error as object))) throw error;
      const system = error instanceof ConsoleError ? error.reason : (error as NodeJS.ErrnoException).code;
      throw new StepFailure({ code: 'file_unreadable', params: { path, system: system ?? '' } }, [], error);
    }
  });
  const { text } = await steps.take('render', async () => {
    const { identity, rendering } = wanted;
    if ('unknown' in identity) {
      const { unknown, primary, backup } = identity;
      throw new StepFailure({ code: `identity_${unknown}`, params: { primary, backup } });
    }
    if (rendering?.text === undefined) {
      const count = rendering?.obstacles.length ?? 0;
      throw new StepFailure({ code: 'obstacles', params: { count } });
    }
    const { role, device } = identity;
    return { detail: { code: 'rendered', params: { role, device } }, text: rendering.text };
  });
  const { config, hash, source } = wanted;
  return { config, text, source, hash };
}

/** The text of a file; undefined when there is none. */
export async function textIn(file: Pick<SafeFile<string>, 'read'>): Promise<string | undefined> {
  try {
    return (await file.read()).text;
  } catch (error) {
    if (error instanceof ConsoleError && error.reason === 'file_missing') return undefined;
    throw error;
  }
}

/** Whether a file was written by us. */
export function isOurs(text: string): boolean {
  return text.startsWith(`${header}\n`);
}
