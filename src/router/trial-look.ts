import { join } from 'node:path';
import { machineFiles } from '../adapters/files/files.js';
import { openReader } from '../adapters/files/reader.js';
import { ConsoleError } from '../core/problem.js';
import type { TrialSeen } from '../core/push/trial-api.js';
import { readApplied } from '../core/router/applied.js';
import { isPending, readTrial } from '../core/router/trial.js';
import { hashOfText } from './applied.js';
import { RouterSettingsError, readRouterSettings } from './settings.js';
import { recordName } from './trial/record.js';

/**
 * Looks at the record of the last trial. This needs no rights: who may read lvs.cf may read it. Undefined where there
 * is none, or nobody can tell.
 * @param file the settings file of the router program
 */
export function trialLook(file: string): () => Promise<TrialSeen | undefined> {
  const open = <T>(path: string, parse: (text: string) => T) =>
    openReader(machineFiles, path, parse, Date.now);
  const opened = (folder: string) => ({
    folder,
    trial: open(join(folder, recordName), (text) => readTrial(Buffer.from(text, 'latin1').toString('utf8'))),
    appliedAt: open(join(folder, 'applied'), (text) => readApplied(text, hashOfText)?.at ?? 0),
  });
  let readers: ReturnType<typeof opened> | undefined;

  return async () => {
    try {
      const { ownFolder } = await readRouterSettings(file);
      if (readers?.folder !== ownFolder) readers = opened(ownFolder);
      const { parsed: trial } = await readers.trial.read();
      if (trial === undefined) return undefined;
      const { phase } = trial;
      const endedAt = 'at' in phase ? phase.at : Number.POSITIVE_INFINITY;
      return { trial, isOld: !isPending(trial) && (await readers.appliedAt.read()).parsed > endedAt };
    } catch (error) {
      // No file, no right to read it, settings that are no settings: APPLY says so, not every page.
      if (error instanceof ConsoleError || error instanceof RouterSettingsError) return undefined;
      throw error;
    }
  };
}
