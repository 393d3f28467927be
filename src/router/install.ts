/** Putting a tested configuration in place, so that it can be taken back. */

import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { type Files, syncFolder } from '../adapters/files/files.js';
import type { SafeFile } from '../adapters/files/safe-file.js';
import { StepFailure } from '../core/router/details.js';
import { isOurs, textIn } from './prepare.js';
import type { Router } from './router.js';

/** Puts back what was installed before. @throws StepFailure, noted */
export type PutBack = () => Promise<void>;

/** How many files of others are kept side by side. */
const copies = 99;

/**
 * Keeps the file that is there and puts a tested one in its place.
 * @throws StepFailure; then the file is as it was, or a step says that it could not be put back
 */
export async function install(router: Router, text: string): Promise<PutBack> {
  const { files, installed, settings, steps } = router;
  const { checker, configuration: path } = settings;
  await steps.take('checker', async () => {
    const isPut = [await putChecker(router), await putNotifier(router)].includes(true);
    return { detail: { code: isPut ? 'checker_put' : 'checker_there', params: { path: checker } } };
  });
  const { before } = await steps.take('keep', () => keep(router, text));
  const putBack = () => restore(router, before);
  await orPutBack(router, before, putBack, () =>
    steps.take('install', async () => {
      const isPut = await put(installed, text);
      // Who may read lvs.cf may read what is made of it.
      if (before === undefined) await files.chown(path, -1, (await files.stat(settings.file)).gid);
      return { detail: { code: isPut ? 'installed' : 'installed_already', params: { path } } };
    }),
  );
  return putBack;
}

/** Puts the checker of this package in its place, and what it runs. @returns whether any was another one before */
export async function putChecker(router: Router): Promise<boolean> {
  const { ask, checker, files, settings, shippedAsk, shippedChecker } = router;
  // An existing folder keeps its mode.
  await files.mkdir(dirname(settings.checker), { recursive: true, mode: 0o755 });
  const isAskPut = await put(ask, await shippedAsk());
  return (await put(checker, await shippedChecker())) || isAskPut;
}

/** Puts what keeps the events beside the checker. @returns whether it was another one before */
async function putNotifier({ files, notifier, settings, shippedNotifier }: Router): Promise<boolean> {
  // It makes its own folder in this one, where others than root may look.
  await files.mkdir(settings.ownFolder, { recursive: true, mode: 0o755 });
  return put(notifier, await shippedNotifier());
}

/**
 * Puts the kept file in the place of the installed one, and keeps that.
 * @returns what exchanges them again
 * @throws StepFailure; then the installed file is as it was, or a step says that it could not be put back
 */
export async function exchange(router: Router): Promise<PutBack> {
  const { installed, keepalived, previous, previousPath, settings, steps } = router;
  const kept = await steps.take('keep', async () => {
    const text = await textIn(previous);
    if (text === undefined) throw new StepFailure({ code: 'nothing_kept', params: { path: previousPath } });
    return { detail: { code: 'kept_already', params: { path: previousPath } }, text };
  });
  const { now } = await steps.take('test', async () => {
    const text = await textIn(installed);
    if (text !== undefined && !isOurs(text)) {
      throw new StepFailure({ code: 'file_foreign', params: { path: settings.configuration } });
    }
    await keepalived.test(kept.text);
    return { detail: { code: 'test_passed', params: {} }, now: text };
  });
  const putBack = () => restore(router, now, kept.text);
  await orPutBack(router, now, putBack, () =>
    steps.take('put_back', async () => {
      await put(installed, kept.text);
      if (now !== undefined) await put(previous, now);
      return { detail: { code: 'put_back', params: { path: settings.configuration } } };
    }),
  );
  return putBack;
}

/** The disk may refuse when the new file is in its place already: then it is taken back. */
async function orPutBack(
  { installed }: Router,
  before: string | undefined,
  putBack: PutBack,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    // What cannot be read either is left for the step of putting back to say.
    const isAsBefore = await textIn(installed).then(
      (text) => text === before,
      () => false,
    );
    if (!isAsBefore) await putBack();
    throw error;
  }
}

/** @param kept what the kept file held, where that was changed too */
async function restore(
  { files, installed, previous, settings, steps }: Router,
  before: string | undefined,
  kept?: string,
): Promise<void> {
  const { configuration: path } = settings;
  await steps.take('put_back', async () => {
    if (kept !== undefined) await put(previous, kept);
    if (before !== undefined) {
      await put(installed, before);
      return { detail: { code: 'put_back', params: { path } } };
    }
    await files.unlink(path);
    await syncFolder(files, dirname(path));
    return { detail: { code: 'taken_away', params: { path } } };
  });
}

/** Keeps what is installed, if anything is. @returns it */
async function keep({ files, installed, previous, previousPath, settings }: Router, text: string) {
  const before = await textIn(installed);
  if (before === undefined) return { before, detail: { code: 'nothing_to_keep', params: {} } } as const;
  if (!isOurs(before)) {
    const path = await copyAside(files, settings.configuration);
    return { before, detail: { code: 'kept', params: { path } } } as const;
  }
  // The file that is put again over itself is no step back.
  if (before !== text) await put(previous, before);
  const code = before === text ? 'kept_already' : 'kept';
  return { before, detail: { code, params: { path: previousPath } } } as const;
}

/** Copies a file of others under a name that is free. */
async function copyAside(files: Files, path: string): Promise<string> {
  for (let number = 1; ; number++) {
    const copy = `${path}.before-lvs-console${number === 1 ? '' : `-${number}`}`;
    try {
      await files.copyFile(path, copy, constants.COPYFILE_EXCL);
      await syncFolder(files, dirname(copy));
      return copy;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || number === copies) throw error;
    }
  }
}

/** Writes a file that may be new. @returns whether it was another one before */
async function put(file: SafeFile<string>, text: string): Promise<boolean> {
  if ((await textIn(file)) === undefined) {
    await file.create(text);
    return true;
  }
  return (await file.update(() => text)).changed;
}
