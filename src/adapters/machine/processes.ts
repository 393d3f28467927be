import { readdir } from 'node:fs/promises';
import {
  commandLineOf,
  isOfLvs,
  type ProcessList,
  type ProcessStat,
  parseStat,
  type RunningProcess,
} from '../../core/machine/processes.js';
import { isKnown, type Reading } from '../../core/machine/reading.js';
import { type MachineRoot, pathIn, readText, unknownBecause } from './root.js';

/** In which the kernel tells programs their times, whatever its own clock does. Source: proc_pid_stat(5). */
const TICKS_PER_SECOND = 100;

/** Processes looked at together, so that a machine with many does not fill the memory with promises. */
const TOGETHER = 64;

/** As ps does, an argument list of megabytes is not shown whole. */
const COMMAND_LINE_CHARACTERS = 4096;

/** The processes of LVS that run now. No process is started for it. */
export async function readProcesses(root: MachineRoot): Promise<Reading<ProcessList>> {
  const uptime = await readText(root, 'proc/uptime');
  if (!isKnown(uptime)) return uptime;
  const seconds = Number.parseFloat(uptime.value);
  if (!Number.isFinite(seconds)) {
    const path = pathIn(root, 'proc/uptime');
    return { at: uptime.at, reason: 'malformed', path, line: 1, text: uptime.value.trimEnd() };
  }
  const pids = await numbersIn(root);
  if (!isKnown(pids)) return pids;

  const found: { pid: number; stat: ProcessStat }[] = [];
  for (let from = 0; from < pids.value.length; from += TOGETHER) {
    const stats = await Promise.all(
      pids.value.slice(from, from + TOGETHER).map(async (pid) => ({ pid, stat: await readStat(root, pid) })),
    );
    for (const { pid, stat } of stats) {
      if (stat !== undefined && isOfLvs(stat.name)) found.push({ pid, stat });
    }
  }
  const users = found.length > 0 ? await readUserNames(root) : new Map<string, string>();
  const processes: RunningProcess[] = [];
  for (const { pid, stat } of found) {
    const elapsedSeconds = Math.max(0, seconds - stat.startTicks / TICKS_PER_SECOND);
    const words = await readWords(root, pid, users);
    // It ended since its number was read.
    if (words === undefined) continue;
    processes.push({
      pid,
      parent: stat.parent,
      user: words.user,
      state: stat.state,
      name: stat.name,
      commandLine: commandLineOf(words.cmdline, stat.name),
      startedAt: uptime.at - elapsedSeconds * 1000,
      elapsedSeconds,
      cpuSeconds: stat.cpuTicks / TICKS_PER_SECOND,
    });
  }
  // Where /proc hides the processes of others (hidepid), it hides the first one too.
  const complete = isKnown(await readText(root, 'proc/1/stat'));
  return { at: uptime.at, value: { processes, complete } };
}

async function numbersIn(root: MachineRoot): Promise<Reading<readonly number[]>> {
  const path = pathIn(root, 'proc');
  try {
    const names = await readdir(path);
    const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
    return { at: root.now(), value: pids.sort((a, b) => a - b) };
  } catch (error) {
    return unknownBecause(root, path, error);
  }
}

/** Undefined: it has ended, or belongs to somebody else and is hidden. */
async function readStat(root: MachineRoot, pid: number): Promise<ProcessStat | undefined> {
  const text = await readText(root, `proc/${pid}/stat`);
  return isKnown(text) ? parseStat(text.value) : undefined;
}

async function readWords(root: MachineRoot, pid: number, users: ReadonlyMap<string, string>) {
  const [cmdline, status] = await Promise.all([
    readText(root, `proc/${pid}/cmdline`),
    readText(root, `proc/${pid}/status`),
  ]);
  if (!isKnown(cmdline) || !isKnown(status)) return undefined;
  const uid = /^Uid:\s+\d+\s+(\d+)/m.exec(status.value)?.[1] ?? '?';
  return { cmdline: cmdline.value.slice(0, COMMAND_LINE_CHARACTERS), user: users.get(uid) ?? uid };
}

/** Accounts of this machine by number; one that a directory service knows stays a number. */
async function readUserNames(root: MachineRoot): Promise<ReadonlyMap<string, string>> {
  const text = await readText(root, 'etc/passwd');
  const lines = isKnown(text) ? text.value.split('\n') : [];
  return new Map(lines.map((line) => line.split(':')).map(([name = '', , uid = '']) => [uid, name]));
}
