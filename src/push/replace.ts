/** The steps in which the file there becomes the one here: sent, checked, kept, replaced, read back. */

import { ConsoleError } from '../core/problem.js';
import type { Answers } from '../core/push/answers.js';
import type { PushDetail, PushStepName } from '../core/push/steps.js';
import type { FileHere, Flow } from './flow.js';
import { PushStop } from './steps.js';
import type { FilesThere, FileThere, ProgramThere, There } from './there.js';

/** Does what is left to do of them. @throws StepFailed, noted: there lies the old file or the new one */
export async function replaceSteps(
  flow: Flow,
  there: There,
  here: FileHere,
  theirs: FileThere | undefined,
): Promise<void> {
  const { facts, needs, order, steps } = flow;
  if (here.hash === theirs?.hash) {
    await steps.take('upload', async () => {
      if (order.dryRun !== true) await needs.arrived(here.text);
      return { detail: { code: 'nothing_to_send', params: {} } };
    });
    return;
  }
  if (there.kind === 'program') await byProgram(flow, there, here, theirs);
  else await byCopy(flow, there, here, theirs);
  if (order.dryRun === true) return;
  await steps.take('read_back', async () => {
    const seen = await there.fetch();
    facts.hashThere = seen?.hash ?? null;
    if (seen?.hash !== here.hash) {
      throw new PushStop({
        code: 'read_back_differs',
        params: { wanted: here.hash, seen: seen?.hash ?? '' },
      });
    }
    await needs.arrived(here.text);
    return { detail: { code: 'read_back', params: { hash: here.hash } } };
  });
}

async function byProgram(
  { facts, needs, order, steps }: Flow,
  { program }: ProgramThere,
  here: FileHere,
  theirs: FileThere | undefined,
): Promise<void> {
  const bytes = Buffer.from(here.text, 'latin1');
  const offered = await steps.attempt(failedOf, () => program.offer(bytes, theirs?.hash ?? null));
  const { checkMs, problems, token } = offered.done;
  steps.note('upload', offered.ms - checkMs, {
    detail: { code: 'uploaded', params: { bytes: bytes.length } },
  });
  steps.note('check', checkMs, { detail: { code: 'checked', params: { advice: problems.length } } });
  if (order.dryRun === true) {
    await steps.attempt(
      () => 'check',
      () => program.discard(token),
    );
    return;
  }
  // Until it is read back nobody knows which file is there, should the connection be cut.
  facts.hashThere = null;
  const committed = await steps.attempt(
    () => 'rename',
    () => program.commit(token, needs.sender),
  );
  const { keepMs, kept } = committed.done;
  steps.note('keep', keepMs, { detail: keptDetail(kept) });
  steps.note('rename', committed.ms - keepMs, { detail: { code: 'replaced', params: {} } });
}

/** The bytes are there when the rules have something against them. */
function failedOf(error: unknown): PushStepName {
  return error instanceof ConsoleError && error.reason === 'push_far_problems' ? 'check' : 'upload';
}

function keptDetail(kept: Answers['commit']['kept']): PushDetail {
  if (kept === null) return { code: 'nothing_to_keep', params: {} };
  const { path, where } = kept;
  return { code: where === 'history' ? 'kept_in_history' : 'kept_beside', params: { path } };
}

/** Where nobody there looks after the file: the one before is kept first, and nothing is checked. */
async function byCopy(
  { facts, order, steps }: Flow,
  files: FilesThere,
  here: FileHere,
  theirs: FileThere | undefined,
): Promise<void> {
  steps.note('check', 0, { detail: { code: 'not_checked', params: {} }, outcome: 'unknown' });
  if (order.dryRun === true) return;
  await steps.take('keep', async () => {
    if (theirs === undefined) return { detail: { code: 'nothing_to_keep', params: {} } };
    const path = `${files.path}.previous`;
    await files.write(path, theirs.text);
    return { detail: { code: 'kept_beside', params: { path } } };
  });
  facts.hashThere = null;
  await steps.take('rename', async () => {
    await files.write(files.path, here.text);
    return { detail: { code: 'replaced', params: {} } };
  });
}
