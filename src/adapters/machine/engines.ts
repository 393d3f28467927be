import { type ExecFileException, execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import {
  ENGINES,
  type Engine,
  type EngineControl,
  type EngineName,
  pidsOf,
} from '../../core/machine/engine.js';
import type { ProcessList } from '../../core/machine/processes.js';
import { isKnown, type Reading, type Unknown } from '../../core/machine/reading.js';
import { type MachineRoot, pathIn, systemCode, unknownBecause } from './root.js';

/** Where each engine is looked for, in this order. An init script counts: on old systems it is the usual name. */
const PROGRAMS: Readonly<Record<EngineName, readonly string[]>> = {
  keepalived: [
    'usr/sbin/keepalived',
    'usr/local/sbin/keepalived',
    'sbin/keepalived',
    'usr/bin/keepalived',
    'usr/local/bin/keepalived',
  ],
  pulse: ['usr/sbin/pulse', 'sbin/pulse', 'etc/rc.d/init.d/pulse', 'etc/init.d/pulse'],
};

const VERSION_LIMIT_MS = 2000;
const VERSION_LIMIT_BYTES = 64 * 1024;

/** Every engine there is, installed or not, with its processes taken from a list. */
export type EngineLook = (processes: Reading<ProcessList>) => Promise<readonly Engine[]>;

/** Looks for the engines. keepalived is asked for its version only when its file is not the same as last time. */
export function engineLook(root: MachineRoot): EngineLook {
  let asked: { readonly file: string; readonly version: Reading<string> } | undefined;

  const versionOf = async ({ path, file }: Program): Promise<Reading<string>> => {
    if (asked?.file === file) return asked.version;
    const version = await askVersion(root, path);
    if (isKnown(version)) asked = { file, version };
    return version;
  };

  return async (processes) => {
    const engines = ENGINES.map(async (name): Promise<Engine> => {
      const pids = pidsOf(name, processes);
      const [program, control] = await Promise.all([findProgram(root, name), controlOf(root, name)]);
      if (!('file' in program)) return { name, installed: program, version: null, control, pids };
      // pulse has no option that prints its version. Source: pulse(8).
      const version = name === 'keepalived' ? await versionOf(program) : null;
      return { name, installed: { at: program.at, value: program.path }, version, control, pids };
    });
    return Promise.all(engines);
  };
}

interface Program {
  readonly at: number;
  readonly path: string;
  /** Is another one after every change of the program. */
  readonly file: string;
}

async function findProgram(root: MachineRoot, name: EngineName): Promise<Program | Unknown> {
  const misses: Unknown[] = [];
  for (const program of PROGRAMS[name]) {
    const path = pathIn(root, program);
    try {
      const { ino, size, mtimeMs } = await stat(path);
      return { at: root.now(), path, file: `${path} ${ino} ${size} ${mtimeMs}` };
    } catch (error) {
      misses.push(await unknownBecause(root, path, error));
    }
  }
  const [first] = misses;
  // One place that could not be looked into may hold the program.
  return misses.find((miss) => miss.reason !== 'absent') ?? (first as Unknown);
}

/** Source: sd_booted(3); where an init script lies on Debian and on old Red Hat systems. */
async function controlOf(root: MachineRoot, name: EngineName): Promise<EngineControl> {
  if (await isThere(root, 'run/systemd/system')) return 'systemd';
  const scripts = [`etc/init.d/${name}`, `etc/rc.d/init.d/${name}`].map((path) => isThere(root, path));
  return (await Promise.all(scripts)).includes(true) ? 'init' : 'process';
}

async function isThere(root: MachineRoot, path: string): Promise<boolean> {
  try {
    await stat(pathIn(root, path));
    return true;
  } catch (error) {
    // What cannot be looked at is as good as not there: it only decides which command is named.
    systemCode(error);
    return false;
  }
}

/** keepalived prints its version to the error output. */
async function askVersion(root: MachineRoot, path: string): Promise<Reading<string>> {
  try {
    const { stdout, stderr } = await promisify(execFile)(path, ['--version'], {
      env: { LC_ALL: 'C' },
      timeout: VERSION_LIMIT_MS,
      killSignal: 'SIGKILL',
      maxBuffer: VERSION_LIMIT_BYTES,
    });
    const printed = `${stderr}${stdout}`;
    const version = /^Keepalived v?(\d[\w.-]*)/m.exec(printed)?.[1];
    if (version !== undefined) return { at: root.now(), value: version };
    return { at: root.now(), reason: 'malformed', path, line: 1, text: printed.split('\n', 1)[0] ?? '' };
  } catch (error) {
    const { code, killed } = error as ExecFileException;
    if (killed === true) return { at: root.now(), reason: 'failed', path, system: 'ETIMEDOUT' };
    if (typeof code === 'number') return { at: root.now(), reason: 'failed', path, system: `exit ${code}` };
    return unknownBecause(root, path, error);
  }
}
