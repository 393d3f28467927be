/** The real console as a child process on a loopback port, with a folder of its own that goes when it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hashSync } from 'bcryptjs';
import { withoutEngine } from './router-places.js';

/** The user and the password of every console that the tests start. */
export const operator = { username: 'piranha', password: 'correct-horse-3636' } as const;

/** A host name that the tests' browsers resolve to the loopback address. */
export const hostName = 'lvs.test';

const passwordLine = `${operator.username}:${hashSync(operator.password, 4)}\n`;

/** What a console is started with. */
export interface Beginning {
  /** The text of its `lvs.cf`; without one the console begins as on its first run. */
  readonly lvsCf?: string | undefined;
  /** Puts more into its folder before it starts. */
  readonly prepare?: (stateFolder: string) => Promise<void>;
  /** The package folder whose build is started; the project's own without one. */
  readonly packageFolder?: string;
}

/** A console that answers. */
export interface RunningConsole {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** The same console under a host name. */
  readonly namedOrigin: string;
  /** The folder with everything it stores. */
  readonly stateFolder: string;
  /** The path of its `lvs.cf`. */
  readonly filePath: string;
  /** What it printed so far. */
  readonly output: () => string;
  /** Ends it and removes its folder. @throws when it had ended by itself. */
  readonly close: () => Promise<void>;
}

/** The environment of a child: this one's, less what would reach past the given flags. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:LVS_CONSOLE_|NODE_)/.test(name));
  return Object.fromEntries(kept);
}

/** The address that the console says it listens on. @throws when it ends before, or takes two minutes. */
async function untilListens(child: ChildProcess, output: () => string): Promise<string> {
  const deadline = Date.now() + 120_000;
  while (child.exitCode === null && Date.now() < deadline) {
    const [origin] = /https?:\/\/127\.0\.0\.1:\d+/.exec(output()) ?? [];
    if (origin !== undefined) return origin;
    await pause(20);
  }
  throw new Error(`the console did not listen:\n${output()}`);
}

/** Starts a console and waits until it answers. */
export async function startConsole(beginning: Beginning = {}): Promise<RunningConsole> {
  const packageFolder = beginning.packageFolder ?? resolve(import.meta.dirname, '../..');
  const stateFolder = await mkdtemp(join(tmpdir(), 'lvs-console-'));
  const filePath = join(stateFolder, 'lvs.cf');
  const settingsPath = join(stateFolder, 'console.json');
  await writeFile(settingsPath, JSON.stringify({ hosts: [hostName] }));
  await writeFile(join(stateFolder, 'htpasswd'), passwordLine, { mode: 0o600 });
  withoutEngine(stateFolder);
  if (beginning.lvsCf !== undefined) await writeFile(filePath, beginning.lvsCf);
  await beginning.prepare?.(stateFolder);

  const flags = ['--host', '127.0.0.1', '--port', '0', '--state', stateFolder, '--config', settingsPath];
  const child = spawn(process.execPath, [join(packageFolder, 'dist/main.js'), 'serve', ...flags], {
    cwd: stateFolder,
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  }
  const output = () => chunks.join('');

  const close = async () => {
    const endedByItself = child.exitCode !== null;
    if (!endedByItself) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(stateFolder, { recursive: true });
    if (endedByItself) throw new Error(`the console ended with ${child.exitCode}:\n${output()}`);
  };

  try {
    const origin = await untilListens(child, output);
    const namedOrigin = origin.replace('127.0.0.1', hostName);
    return { origin, namedOrigin, stateFolder, filePath, output, close };
  } catch (error) {
    await close().catch(() => undefined); // the first error says more than a second one
    throw error;
  }
}

/** The `Authorization` header of the tests' user. */
export function authorization(): string {
  return `Basic ${Buffer.from(`${operator.username}:${operator.password}`).toString('base64')}`;
}

/** The text of a running console's file, read from the disk. */
export function readFileOf(running: RunningConsole): Promise<string> {
  return readFile(running.filePath, 'utf8');
}
