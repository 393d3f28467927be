/** The real console as a child process on a loopback port, with a folder of its own that goes when it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hashSync } from 'bcryptjs';

/** The user and the password of every console that the tests start. */
export const operator = { username: 'piranha', password: 'Épinards: 3 × mûrs' } as const;

/** A host name that the tests' browsers resolve to the loopback address. */
export const hostName = 'lvs.test';

const passwordLine = `${operator.username}:${hashSync(operator.password, 4)}\n`;

/** What a console is started with. */
export interface Beginning {
  /** The text of its `lvs.cf`; without one the console begins as on its first run. */
  readonly lvsCf?: string | undefined;
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

/** The environment of a child: this one's, less what would reach past the given flags. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:LVS_CONSOLE_|NODE_)/.test(name));
  return Object.fromEntries(kept);
}

/** Waits until the console answers. @throws with what it printed, when it ends first or takes 20 seconds. */
async function untilAnswers(child: ChildProcess, origin: string, output: () => string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the console ended with ${child.exitCode}:\n${output()}`);
    try {
      await (await fetch(origin)).arrayBuffer();
      return;
    } catch {
      await pause(50); // nobody listens yet
    }
  }
  throw new Error(`the console did not answer within 20 seconds:\n${output()}`);
}

/** Starts a console and waits until it answers. */
export async function startConsole(beginning: Beginning = {}): Promise<RunningConsole> {
  const packageFolder = beginning.packageFolder ?? resolve(import.meta.dirname, '../..');
  const stateFolder = await mkdtemp(join(tmpdir(), 'lvs-console-'));
  const filePath = join(stateFolder, 'lvs.cf');
  const settingsPath = join(stateFolder, 'console.json');
  await writeFile(settingsPath, JSON.stringify({ hosts: [hostName] }));
  await writeFile(join(stateFolder, 'htpasswd'), passwordLine, { mode: 0o600 });
  if (beginning.lvsCf !== undefined) await writeFile(filePath, beginning.lvsCf);

  const port = await freePort();
  const flags = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--state',
    stateFolder,
    '--config',
    settingsPath,
  ];
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

  const origin = `http://127.0.0.1:${port}`;
  try {
    await untilAnswers(child, origin, output);
  } catch (error) {
    await close().catch(() => undefined); // the first error says more than a second one
    throw error;
  }
  return { origin, namedOrigin: `http://${hostName}:${port}`, stateFolder, filePath, output, close };
}

/** The `Authorization` header of the tests' user. */
export function authorization(): string {
  return `Basic ${Buffer.from(`${operator.username}:${operator.password}`).toString('base64')}`;
}

/** The text of a running console's file, read from the disk. */
export function readFileOf(running: RunningConsole): Promise<string> {
  return readFile(running.filePath, 'utf8');
}
