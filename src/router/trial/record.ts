/** The record of the last trial, and the copies that it goes back to. */

import { StepFailure } from '../../core/router/details.js';
import { readTrial, type Trial } from '../../core/router/trial.js';
import { hashOfText } from '../applied.js';
import { type OwnFile, ownFile } from '../own-folder.js';
import type { Router } from '../router.js';

/** The two files as they were, byte strings. */
export interface Copies {
  readonly lvsCf: string;
  readonly configuration: string;
}

/** Where the record lies. A console reads it, too. */
export const recordName = 'trial.json';

type Room = Pick<Router, 'files' | 'settings'>;

/** The last trial; undefined where there was none. @throws StepFailure: trial_unreadable; file_unavailable */
export async function lastTrial(router: Room): Promise<Trial | undefined> {
  const file = ownFile(router, recordName);
  const text = await file.read();
  if (text === undefined) return undefined;
  const trial = readTrial(Buffer.from(text, 'latin1').toString('utf8'));
  if (trial === undefined) throw new StepFailure({ code: 'trial_unreadable', params: { path: file.path } });
  return trial;
}

/** Replaces the record in one step. */
export async function keepTrial(router: Room, trial: Trial): Promise<void> {
  const text = Buffer.from(`${JSON.stringify(trial)}\n`, 'utf8').toString('latin1');
  await ownFile(router, recordName).write(text);
}

/** Keeps the copies and reads them back. @returns their hashes */
export async function keepCopies(router: Room, copies: Copies): Promise<Trial['before']> {
  const { configuration, lvsCf } = filesOf(router);
  await lvsCf.write(copies.lvsCf);
  await configuration.write(copies.configuration);
  const before = { lvsCf: hashOfText(copies.lvsCf), configuration: hashOfText(copies.configuration) };
  await copiesOf(router, before);
  return before;
}

/** The copies, which are the ones that were kept. @throws StepFailure: trial_copies_lost; file_unavailable */
export async function copiesOf(router: Room, before: Trial['before']): Promise<Copies> {
  const { configuration, lvsCf } = filesOf(router);
  return {
    lvsCf: await contentOf(lvsCf, before.lvsCf),
    configuration: await contentOf(configuration, before.configuration),
  };
}

/** The lvs.cf that was tried and that a trial has replaced. */
export function triedFile(router: Room): OwnFile {
  return ownFile(router, 'trial-tried.cf');
}

function filesOf(router: Room) {
  return {
    lvsCf: ownFile(router, 'trial-lvs.cf'),
    configuration: ownFile(router, 'trial-keepalived.conf'),
  };
}

async function contentOf(file: OwnFile, hash: string): Promise<string> {
  const text = await file.read();
  if (text !== undefined && hashOfText(text) === hash) return text;
  throw new StepFailure({ code: 'trial_copies_lost', params: { path: file.path } });
}
