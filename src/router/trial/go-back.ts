/** The end of a trial that nobody confirmed: the two files and the engine as they were. */

import { readConfig } from '../../core/lvscf/config.js';
import { ConsoleError } from '../../core/problem.js';
import { StepFailure } from '../../core/router/details.js';
import type { Return, Trial, TrialReason, WentBack } from '../../core/router/trial.js';
import { install } from '../install.js';
import { readBack } from '../read-back.js';
import { reload, start } from '../reload.js';
import type { Router } from '../router.js';
import { copiesOf, keepTrial, triedFile } from './record.js';

/**
 * Goes back, or goes on with it after a crash: whatever is done already is found done.
 * @throws StepFailure, noted: a file could not be put back, and the trial is pending still
 */
export async function goBack(router: Router, trial: Trial, how: Return): Promise<void> {
  const { steps } = router;
  const { by, leaves, why } = how;
  const { copies } = await steps.take('trial', async () => {
    const found = await copiesOf(router, trial.before);
    if (trial.phase.name !== 'returning') {
      await keepTrial(router, { ...trial, phase: { name: 'returning', why, by, leaves } });
    }
    return { detail: { code: 'trial_returns', params: { why } }, copies: found };
  });
  // keepalived's own test is not asked: this file ran.
  await install(router, copies.configuration);
  const { file } = await steps.take('lvs_cf', async () =>
    leaves ? leftAsItIs(router) : putLvsCfBack(router, trial, copies.lvsCf),
  );
  const engine = await engineBack(router, copies.lvsCf, why);
  const ended = { name: 'went_back', at: Date.now(), why, by, file, engine } as const;
  await steps.take('remember', async () => {
    await keepTrial(router, { ...trial, phase: ended });
    return { detail: { code: 'trial_ended', params: {} } };
  });
}

function leftAsItIs({ settings: { file: path } }: Router) {
  return { file: 'left', detail: { code: 'lvs_cf_left', params: { path } } } as const;
}

/** The file is what somebody saved since. */
class SavedSince extends Error {}

/** Puts the old lvs.cf in the place of the tried one, which is kept, and of no other. */
async function putLvsCfBack(router: Router, { before, tries }: Trial, text: string) {
  const { settings, writtenLvsCf } = router;
  const path = { path: settings.file };
  try {
    const { changed } = await writtenLvsCf.update(
      ({ hash, text: present }) => {
        if (hash === before.lvsCf) return present;
        if (hash !== tries) throw new SavedSince();
        return text;
      },
      async (_, tried) => {
        if (tried !== undefined) await triedFile(router).write(tried.text);
      },
    );
    if (changed) return { file: 'put_back', detail: { code: 'lvs_cf_put_back', params: path } } as const;
    return { file: 'there_already', detail: { code: 'lvs_cf_there', params: path } } as const;
  } catch (error) {
    if (error instanceof SavedSince) {
      return { file: 'changed_since', detail: { code: 'lvs_cf_changed', params: path } } as const;
    }
    if (!(error instanceof ConsoleError) || error.reason !== 'file_missing') throw error;
    return { file: 'missing', detail: { code: 'lvs_cf_missing', params: path } } as const;
  }
}

/**
 * Has the engine run the old file. One that cannot is no reason to stay with the trial: what can be done about it can
 * be done with the old files in place.
 */
async function engineBack(router: Router, lvsCf: string, why: TrialReason): Promise<WentBack['engine']> {
  const { control, keepalived } = router;
  try {
    const { pid, status } = await control.status();
    if (status === 'running') await reload(router);
    // After a restart of the machine, whoever starts the engine does so after this.
    else if (why === 'restart') return true;
    else await start(router);
    const vrrp = pid === null ? null : await keepalived.vrrpState(pid);
    await readBack(router, readConfig(lvsCf), vrrp, () => {});
    return true;
  } catch (error) {
    if (error instanceof StepFailure) return false;
    throw error;
  }
}
