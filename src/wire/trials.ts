import type { ConfigFile } from '../adapters/files/config-file.js';
import type { Config } from '../core/lvscf/config.js';
import { ConsoleError } from '../core/problem.js';
import type { Push } from '../core/push/api.js';
import type { Trials } from '../core/push/trial-api.js';
import type { Trial } from '../core/router/trial.js';
import { noteOfReturn } from '../core/versions/notes.js';
import { openTrials, type TrialEngine } from '../push/trials.js';

/** Trials of this router, and of both; whatever is tried, and whatever comes back, is a version. */
export function openTrialsHere(
  engine: TrialEngine,
  configFile: Pick<ConfigFile<Config>, 'history' | 'noticeOutside' | 'read'>,
  push: Pick<Push, 'endThere'>,
): Trials {
  async function here() {
    await configFile.noticeOutside();
    return configFile.read();
  }

  async function wentBack({ before, by, phase }: Trial): Promise<void> {
    if (phase.name !== 'went_back' || phase.file !== 'put_back') return;
    try {
      const version = await configFile.noticeOutside();
      if (version?.hash !== before.lvsCf) return;
      await configFile.history.mark(version.number, { note: noteOfReturn(by) });
    } catch (error) {
      // It is a version all the same, by whoever changed the file outside.
      if (!(error instanceof ConsoleError)) throw error;
    }
  }

  return openTrials({ engine, here, there: push.endThere, wentBack });
}
