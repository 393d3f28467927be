/** Looking at the programs that lvs.cf names, on the machine on which they are to run. */

import { join, resolve } from 'node:path';
import { machineFiles, ownUid } from '../adapters/files/files.js';
import { ownName } from '../adapters/files/rights.js';
import { argumentFault, type PathFault, programFault, type Runner } from '../adapters/files/trusted-path.js';
import { findAccount } from '../adapters/programs/accounts.js';
import { type OutsideProgram, outsidePrograms } from '../core/keepalived/outside-programs.js';
import { sharedSettings } from '../core/keepalived/shared-settings.js';
import { readable, visible } from '../core/lvscf/bytes.js';
import type { Config } from '../core/lvscf/config.js';
import { StepFailure } from '../core/router/details.js';
import type { Router } from './router.js';
import type { StepResult } from './steps.js';

/** Where a name without a path is looked for, as our checker and keepalived do. */
const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];

interface Refused {
  readonly program: OutsideProgram;
  readonly path: string;
  readonly runner: string;
  readonly fault: PathFault;
}

/**
 * Looks at each program: that it is there, can be run, and could be changed by nobody but root and who runs it. The
 * same holds for what its paths as arguments lead to, since a shell would run that.
 * @param programs those that are looked at: without them all that the file has run
 * @throws StepFailure: account_missing, program_refused (the first one that is)
 */
export async function lookAtPrograms(
  { run, settings }: Pick<Router, 'run' | 'settings'>,
  config: Config,
  programs: readonly OutsideProgram[] = outsidePrograms(config, settings.engine),
): Promise<StepResult> {
  const engine: Runner = { uid: ownUid(), gids: new Set((process.getgroups?.() ?? []).map(BigInt)) };
  // Only root can run something as somebody else; pulse never does.
  const canChange = engine.uid === 0n && settings.engine === 'keepalived';
  const account = canChange ? sharedSettings(config).checkerAccount : undefined;
  const checks = account === undefined ? engine : await findAccount(run, account);
  if (account !== undefined && checks === undefined) {
    const command = `useradd --system --user-group --shell /usr/sbin/nologin ${account}`;
    throw new StepFailure({ code: 'account_missing', params: { account, command } });
  }
  const refused: Refused[] = [];
  for (const program of programs) {
    const runner = program.isCheck && checks !== undefined ? checks : engine;
    const found = await faultIn(program, runner);
    const name = (program.isCheck ? account : undefined) ?? ownName();
    if (found !== undefined) refused.push({ program, runner: name, ...found });
  }
  const [first, ...others] = refused;
  if (first === undefined) return { detail: { code: 'programs_safe', params: { count: programs.length } } };
  const { program, path, runner, fault } = first;
  const shown = (bytes: string) => visible(readable(bytes)).slice(0, 1000);
  throw new StepFailure({
    code: 'program_refused',
    params: {
      virtual: shown(program.virtual),
      keyword: program.keyword,
      path: shown(path),
      runner,
      what: fault.what,
      at: shown(fault.at),
      command: shown(fault.command),
      others: others.length,
    },
  });
}

async function faultIn({ words: [name = '', ...rest] }: OutsideProgram, runner: Runner) {
  const path = await placeOf(readable(name));
  if (path === undefined) return { path: name, fault: { what: 'missing', at: name, command: '' } } as const;
  const fault = await programFault(machineFiles, path, runner);
  if (fault !== undefined) return { path, fault };
  for (const given of rest.map(readable).filter((word) => word.startsWith('/'))) {
    const ofArgument = await argumentFault(machineFiles, given, runner);
    if (ofArgument !== undefined) return { path: given, fault: ofArgument };
  }
  return undefined;
}

/** The path of a command's first word, if it is anywhere; one with a slash starts at `/`, where the engine runs. */
async function placeOf(name: string): Promise<string | undefined> {
  if (name.includes('/')) return resolve('/', name);
  for (const folder of folders) {
    const path = join(folder, name);
    const isThere = await machineFiles.access(path).then(
      () => true,
      () => false, // missing here: the next folder may have it
    );
    if (isThere) return path;
  }
  return undefined;
}
