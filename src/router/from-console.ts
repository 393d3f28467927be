import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from '../adapters/machine/machine.js';
import { programRunner } from '../adapters/programs/run.js';
import { openRouterProgram } from '../adapters/router/router-program.js';
import { ConsoleError } from '../core/problem.js';
import type { TrialSeen } from '../core/push/trial-api.js';
import type { Answer } from '../core/router/answer.js';
import type { LookAnswers } from '../core/router/look-shapes.js';
import type { Override } from '../core/router/override.js';
import type { PreflightSeen } from '../core/router/preflight.js';
import type { Look, Verb } from '../core/router/verbs.js';
import { overridesLook } from './overrides-look.js';
import { preflight } from './preflight.js';
import { openRouter } from './router.js';
import { RouterSettingsError, readRouterSettings } from './settings.js';
import { trialLook } from './trial-look.js';
import { unappliedLook } from './unapplied.js';
import { type LvsCf, type Wanted, wantedOf } from './wanted.js';

/** The router as the console on it sees it. */
export interface RouterFromConsole {
  /** Has the router program do one thing. @param line what it is told @throws ConsoleError engine_refused */
  run(verb: Verb, line?: string): Promise<Answer>;
  /** Has the router program look at something. @param line what it is told @throws ConsoleError engine_refused */
  look<Name extends Look>(look: Name, line?: string): Promise<LookAnswers[Name]>;
  /** The last trial; undefined where there was none, or nobody can tell. This needs no rights. */
  trial(): Promise<TrialSeen | undefined>;
  /** Temporary weights; undefined where nobody can tell. This needs no rights. */
  overrides(): Promise<readonly Override[] | undefined>;
  /** What of the look `preflight` this account can see by itself. @throws ConsoleError engine_refused */
  preflightWithoutRights(line: string): Promise<PreflightSeen>;
  /** What APPLY would install, or why it would not. @throws what the file's adapter throws */
  wanted(): Promise<Wanted>;
  /** Whether lvs.cf was changed since it was last applied; false where nobody can tell. */
  isUnapplied(): Promise<boolean>;
}

/** What the console knows of the router program. */
export interface FromConsoleNeeds {
  /** The program and its words before the verb. */
  readonly command: readonly string[];
  /** Its settings file, which need not exist. */
  readonly settings: string;
  /** What gives the account of the console the right to call it. */
  readonly rightCommands: readonly string[];
  /** The lvs.cf that the console edits. */
  readonly lvsCf: LvsCf & { readonly path: string };
  readonly machine: Machine;
}

const shippedChecker = join(import.meta.dirname, '../../config/lvs-check');

/** The verbs that read lvs.cf. */
const readers: ReadonlySet<Verb> = new Set(['test', 'install', 'apply', 'adopt', 'reload', 'arm']);

/** Opens the router of this machine. */
export function routerFromConsole(needs: FromConsoleNeeds): RouterFromConsole {
  const { command, lvsCf, machine, rightCommands, settings } = needs;
  const program = openRouterProgram({ run: programRunner(), command, rightCommands });
  return {
    async run(verb, line) {
      if (readers.has(verb)) await refuseOtherFile(settings, lvsCf.path);
      return program.run(verb, line);
    },
    look: program.look,
    async preflightWithoutRights(line) {
      return preflight(openRouter(await settingsOrRefusal(settings), shippedChecker), line);
    },
    async wanted() {
      return wantedOf(lvsCf, machine, await settingsOrRefusal(settings));
    },
    trial: trialLook(settings),
    overrides: overridesLook(settings),
    isUnapplied: unappliedLook({ lvsCf, machine, settings }),
  };
}

/** Nobody may believe that the file before his eyes was applied when it was another one. */
async function refuseOtherFile(settings: string, edited: string): Promise<void> {
  const { file: applied } = await settingsOrRefusal(settings);
  const [one, other] = await Promise.all([edited, applied].map((path) => realpath(path).catch(() => path)));
  if (one !== other) throw new ConsoleError('engine_refused', 'router_other_file', { edited, applied });
}

async function settingsOrRefusal(file: string) {
  try {
    return await readRouterSettings(file);
  } catch (error) {
    if (!(error instanceof RouterSettingsError)) throw error;
    throw new ConsoleError('engine_refused', 'router_refused', { why: 'settings', said: error.message });
  }
}
