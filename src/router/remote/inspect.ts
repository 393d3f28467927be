/** Everything that a push needs here, looked at without changing anything. */

import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { machineFiles } from '../../adapters/files/files.js';
import { type FolderLook, lookAtFolder, ownAccount } from '../../adapters/files/folder-look.js';
import type { FileLook } from '../../adapters/files/offered-file.js';
import { commandsForFile } from '../../adapters/files/rights.js';
import { openMachine } from '../../adapters/machine/machine.js';
import { programRunner } from '../../adapters/programs/run.js';
import { identityOf } from '../../core/keepalived/identity.js';
import { readConfig } from '../../core/lvscf/config.js';
import { ConsoleError } from '../../core/problem.js';
import type { Answers } from '../../core/push/answers.js';
import { farVerbs } from '../../core/push/requests.js';
import { devicesOf } from '../wanted.js';
import type { DeskNeeds } from './desk.js';
import { askedOfEngine } from './engine.js';
import { farFile, refusalOf } from './reply.js';

const sudoLimits = { seconds: 10 };

/** How this router is. Whatever cannot be seen is said to be so. */
export async function inspected(needs: DeskNeeds): Promise<Answers['inspect']> {
  const { path, verbCommand, version } = needs;
  const [folder, { file, ...lvsCf }, rights, state, devices] = await Promise.all([
    folderOf(needs),
    fileIn(needs),
    rightsOf(verbCommand),
    stateOf(verbCommand),
    devicesOf(openMachine()),
  ]);
  const { hindrance, text } = lvsCf;
  const isOpen = folder?.writable === true && hindrance === '';
  return {
    answer: 'inspect',
    version,
    host: hostname().slice(0, 200),
    account: ownAccount(),
    at: Date.now(),
    folder,
    path,
    file: file === undefined ? null : farFile(file),
    hindrance,
    commands: isOpen ? [] : (await commandsForFile(machineFiles, path)).slice(0, 20),
    identity: text === undefined ? null : identityOf(readConfig(text).global, devices),
    addresses: devices.flatMap(({ addresses }) => addresses.map(({ address }) => address)).slice(0, 500),
    rights,
    state,
  };
}

async function folderOf({ file, path }: DeskNeeds): Promise<FolderLook | null> {
  const folder = await file.place().then(
    (place) => place.folder,
    // Why it must not be written there is said beside; how it looks is worth knowing all the same.
    () => dirname(path),
  );
  return (await lookAtFolder(folder)) ?? null;
}

interface Seen {
  readonly file: FileLook | undefined;
  readonly text: string | undefined;
  /** Why it can be neither read nor replaced; blank when it can. */
  readonly hindrance: string;
}

async function fileIn({ file }: DeskNeeds): Promise<Seen> {
  try {
    await file.place();
    const found = await file.read();
    return { file: found, text: found?.text, hindrance: '' };
  } catch (error) {
    const refusal = refusalOf(error);
    const parts = 'reason' in refusal ? [refusal.reason, refusal.said] : [JSON.stringify(refusal)];
    return { file: undefined, text: undefined, hindrance: parts.filter((part) => part !== '').join(': ') };
  }
}

/** Asks sudo, which does nothing then; without sudo in between there is nothing to ask. Source: sudo(8), -l. */
async function rightsOf([program = '', ...words]: readonly string[]): Promise<Answers['inspect']['rights']> {
  if (program !== 'sudo') return farVerbs.map((verb) => ({ verb, allowed: true }));
  const run = programRunner();
  const asked = farVerbs.map(async (verb) => {
    const { status } = await run(program, ['-n', '-l', ...words.slice(1), verb], sudoLimits);
    return { verb, allowed: status === 0 };
  });
  return Promise.all(asked);
}

async function stateOf(command: readonly string[]): Promise<Answers['inspect']['state']> {
  try {
    return (await askedOfEngine(command, 'state')).state;
  } catch (error) {
    // The rights tell why; everything else is worth knowing all the same.
    if (error instanceof ConsoleError) return null;
    throw error;
  }
}
