import { constants } from 'node:fs';
import { type FileHandle, mkdtemp, open, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lastLines, type RunProgram, statusOf } from '../../core/machine/program.js';
import { parseVrrpDump, type VrrpState } from '../../core/machine/vrrp-state.js';
import { StepFailure } from '../../core/router/details.js';

/** What is asked of keepalived itself. */
export interface Keepalived {
  /** Whether its program is there. */
  isInstalled(): Promise<boolean>;
  /** Its own test of a configuration, on this machine. @throws StepFailure: test_failed with what it said */
  test(text: string): Promise<void>;
  /** The state of its instance; undefined where it does not tell, null where it has none. */
  vrrpState(pid: number): Promise<VrrpState | null | undefined>;
}

/** Where keepalived lies. */
export interface KeepalivedNeeds {
  readonly run: RunProgram;
  readonly program: string;
  readonly configuration: string;
  /** The folder in which it leaves what it is asked for. */
  readonly dumpFolder: string;
  /** The name of the instance that we render. */
  readonly instance: string;
}

/** A file with thousands of services takes seconds. */
const testLimit = { seconds: 60 };
const askLimit = { seconds: 5 };
const dumpMilliseconds = 3000;
const dumpBytes = 1024 * 1024;
const dumpFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Opens keepalived; nothing is run before it is asked. */
export function openKeepalived(needs: KeepalivedNeeds): Keepalived {
  const { run, program, configuration, dumpFolder, instance } = needs;
  let signal: number | undefined;

  async function jsonSignal(): Promise<number> {
    const { status, stdout } = await run(program, ['--signum=JSON'], askLimit);
    const number = Number(stdout.trim());
    return status === 0 && Number.isInteger(number) && number > 0 && number <= 64 ? number : 0;
  }

  return {
    async isInstalled() {
      try {
        return (await stat(program)).isFile();
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT' || code === 'ENOTDIR') return false;
        throw error;
      }
    },

    async test(text) {
      const folder = await mkdtemp(join(tmpdir(), 'lvs-console-test-'));
      try {
        const file = join(folder, 'keepalived.conf');
        await writeFile(file, text, { encoding: 'latin1', mode: 0o600, flag: 'wx' });
        const ended = await run(program, ['-t', '-f', file], testLimit);
        // Its own words name a file that is gone when they are read.
        const said = lastLines(ended.output.replaceAll(file, 'keepalived.conf'));
        // 0 is the only good answer: there are several bad ones.
        if (ended.status !== 0) {
          throw new StepFailure({ code: 'test_failed', params: { status: statusOf(ended) } }, said);
        }
      } finally {
        await rm(folder, { recursive: true });
      }
    },

    async vrrpState(pid) {
      // With no instance at all it writes nothing, and would be waited for in vain.
      if (!(await mayHaveInstances(configuration))) return null;
      signal ??= await jsonSignal();
      if (signal === 0) return undefined;
      const file = join(dumpFolder, 'keepalived.json');
      // What is there may be an hour old, or somebody else's.
      await unlink(file).catch(() => undefined);
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended, or belongs to root and we do not: either way nobody tells.
        return undefined;
      }
      const giveUpAt = performance.now() + dumpMilliseconds;
      while (performance.now() < giveUpAt) {
        await pause(50);
        const text = await ownText(file);
        const state = text === undefined ? undefined : parseVrrpDump(text, instance);
        if (state !== undefined) return state;
      }
      return undefined;
    },
  };
}

/** Whether a configuration has instances, or includes another that may. */
async function mayHaveInstances(configuration: string): Promise<boolean> {
  try {
    return /^\s*(vrrp_instance|include)/m.test(await readFile(configuration, 'latin1'));
  } catch {
    // It runs with something that is gone, or not ours to read: it may tell all the same.
    return true;
  }
}

/** A file in a folder that everybody may write to counts only when this account wrote it. */
async function ownText(file: string): Promise<string | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(file, dumpFlags);
  } catch {
    // Not there yet, or not ours to read: the caller tries again until its time is over.
    return undefined;
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile() || stats.uid !== process.geteuid?.() || stats.size > dumpBytes) return undefined;
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
