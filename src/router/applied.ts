/** Keeping the lvs.cf that was applied: what a trial goes back to, and what runs is compared with. */

import { hashOf } from '../adapters/files/reader.js';
import { type Applied, printApplied, readApplied } from '../core/router/applied.js';
import { ownFile } from './own-folder.js';
import { textIn } from './prepare.js';
import type { Router } from './router.js';

/** The last one, and the one before, to which REVERT and a trial go back. */
const names = ['applied', 'applied-before'] as const;

/** What was made of an lvs.cf, and installed. */
export interface Made {
  /** The lvs.cf; a byte string, as the next. */
  readonly source: string;
  readonly text: string;
}

/** What the installed file was made of; undefined where nobody knows. @throws file_unavailable */
export async function appliedHere(
  router: Pick<Router, 'files' | 'settings' | 'installed'>,
): Promise<Applied | undefined> {
  const installed = await textIn(router.installed);
  if (installed === undefined) return undefined;
  const configuration = hashOfText(installed);
  for (const name of names) {
    const kept = await ownFile(router, name).read();
    const applied = kept === undefined ? undefined : readApplied(kept, hashOfText);
    if (applied?.configuration === configuration) return applied;
  }
  return undefined;
}

/** Keeps what was just applied. @param before what ran until then, where somebody knows */
export async function keepApplied(
  router: Router,
  { source, text }: Made,
  before: Applied | undefined,
): Promise<void> {
  const [last, earlier] = names.map((name) => ownFile(router, name));
  const applied = { lvsCf: hashOfText(source), configuration: hashOfText(text), text: source };
  // What makes the same of it is no step back.
  if (before !== undefined && before.configuration !== applied.configuration) {
    await earlier?.write(printApplied(before));
  }
  await last?.write(printApplied({ format: 1, at: Date.now(), ...applied }));
}

/** SHA-256 of a byte string, in hexadecimal. */
export function hashOfText(text: string): string {
  return hashOf(Buffer.from(text, 'latin1'));
}
