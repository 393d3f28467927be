/** A real sshd on loopback, with keys, users and file systems of its own: nothing of the machine is changed. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { findProgram } from './system-packages.js';

/** What the daemon is started with. */
export interface SshdOptions {
  /** Types of host keys; ed25519 alone unless said otherwise. */
  readonly hostKeys?: readonly ('ed25519' | 'rsa' | 'ecdsa')[];
  /** Lines for the head of sshd_config: the first of two lines counts. */
  readonly config?: readonly string[];
  /** What speaks SFTP there; nothing when blank. */
  readonly sftp?: string;
  /** The password of the account, by which it can log in. */
  readonly password?: string;
  /** File systems of its own: name of a folder to options of mount(8). */
  readonly mounts?: Readonly<Record<string, string>>;
}

/** The running daemon. */
export interface Sshd {
  readonly port: number;
  readonly user: string;
  /** Everything it has, and where a test may put more. */
  readonly folder: string;
  /** The same folder with the file systems that only the daemon has. */
  readonly seen: string;
  /** The public half of a host key, as in its `.pub` file. */
  hostKey(type?: 'ed25519' | 'rsa' | 'ecdsa'): string;
  /** Lets keys in: lines of authorized_keys, in place of those before. */
  authorize(...lines: readonly string[]): void;
  /** What it logged. */
  log(): string;
  /** Stops every process of it in its tracks. */
  freeze(): void;
  thaw(): void;
  /** How many connections it serves. */
  sessions(): number;
  /** Ends the connections that it serves, and goes on listening. */
  endSessions(): void;
  stop(): Promise<void>;
}

/** Makes a key pair with ssh-keygen. @returns the path of the private half */
export function makeKey(folder: string, name: string, ...words: readonly string[]): string {
  const path = join(folder, name);
  const rest = words.length > 0 ? words : ['-t', 'ed25519', '-N', ''];
  execFileSync('ssh-keygen', ['-q', '-f', path, ...rest], { stdio: 'pipe' });
  return path;
}

/** A folder for one daemon, not in a folder that everybody may write to: sshd and its users mind. */
export function sshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lvs-console-ssh-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A TCP port that is free at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Starts a daemon that ends with the test. */
export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const sshd = await launchSshd(sshFolder(), options);
  onTestFinished(() => sshd.stop());
  return sshd;
}

/** Starts a daemon that whoever called ends. */
export async function launchSshd(folder: string, options: SshdOptions = {}): Promise<Sshd> {
  const { hostKeys = ['ed25519'], config = [], sftp = 'internal-sftp', password, mounts = {} } = options;
  const { username: user } = userInfo();
  const port = await freePort();
  const paths = hostKeys.map((type) => makeKey(folder, `host_${type}`, '-t', type, '-N', ''));
  const authorized = join(folder, 'authorized_keys');
  const logFile = join(folder, 'log');
  writeFileSync(authorized, '');
  writeFileSync(logFile, '');
  writeFileSync(
    join(folder, 'sshd_config'),
    [
      ...config,
      'ListenAddress 127.0.0.1',
      `Port ${port}`,
      ...paths.map((path) => `HostKey ${path}`),
      `AuthorizedKeysFile ${authorized}`,
      'PidFile none',
      'UsePAM no',
      'StrictModes no',
      'PermitRootLogin yes',
      'KbdInteractiveAuthentication no',
      `PasswordAuthentication ${password === undefined ? 'no' : 'yes'}`,
      // A shell there reads nothing that the person at this machine has for it.
      `SetEnv PATH=${join(folder, 'bin')}:/usr/bin:/bin HOME=${folder}`,
      ...(sftp === '' ? [] : [`Subsystem sftp ${sftp}`]),
      'MaxStartups 100',
      'LogLevel VERBOSE',
      '',
    ].join('\n'),
  );
  mkdirSync(join(folder, 'bin'));
  const words = [findProgram('sshd') ?? 'sshd', '-D', '-f', join(folder, 'sshd_config'), '-E', logFile];
  const child = spawnApart(privateView(folder, user, password, mounts), words);
  try {
    await listening(port, child, logFile);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const all = () => [child.pid ?? 0, ...descendants(child.pid ?? 0)];
  const signal = (name: NodeJS.Signals) => {
    for (const pid of all()) tell(pid, name);
  };
  return {
    port,
    user,
    folder,
    seen: `/proc/${child.pid}/root${folder}`,
    hostKey: (type = 'ed25519') => readFileSync(join(folder, `host_${type}.pub`), 'utf8').trim(),
    authorize: (...lines) => writeFileSync(authorized, lines.map((line) => `${line}\n`).join('')),
    log: () => readFileSync(logFile, 'utf8'),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    sessions: () => childrenOf(child.pid ?? 0).length,
    endSessions() {
      for (const pid of descendants(child.pid ?? 0)) tell(pid, 'SIGKILL');
    },
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode !== null || child.signalCode !== null) return;
      signal('SIGKILL');
      await gone;
    },
  };
}

/** Commands that give a process its own view of some files: only root can do that, and only root has to. */
function privateView(
  folder: string,
  user: string,
  password: string | undefined,
  mounts: Readonly<Record<string, string>>,
): readonly string[] {
  const commands = Object.entries(mounts).map(([name, mountOptions]) => {
    mkdirSync(join(folder, name));
    return `mount -t tmpfs ${mountOptions} tmpfs ${join(folder, name)}`;
  });
  // Where sshd, as root, shuts itself in before anybody has logged in.
  commands.push('mount -t tmpfs tmpfs /run', 'mkdir -m 755 /run/sshd');
  if (password !== undefined) {
    const hash = execFileSync('openssl', ['passwd', '-6', '-stdin'], { input: password, encoding: 'utf8' });
    const shadow = join(folder, 'shadow');
    writeFileSync(shadow, `${user}:${hash.trim()}:20000:0:99999:7:::\n`, { mode: 0o600 });
    commands.push(`mount --bind ${shadow} /etc/shadow`);
  }
  return commands;
}

function spawnApart(commands: readonly string[], words: readonly string[]): ChildProcess {
  const detail = { stdio: 'ignore' as const, env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } };
  if (process.getuid?.() !== 0) return spawn(words[0] ?? '', words.slice(1), detail);
  const script = [...commands, 'exec "$@"'].join(' && ');
  return spawn('unshare', ['--mount', 'sh', '-c', script, 'sh', ...words], detail);
}

async function listening(port: number, child: ChildProcess, logFile: string): Promise<void> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; await sleep(20)) {
    if (child.exitCode !== null) break;
    if (await answers(port)) return;
  }
  throw new Error(`sshd does not listen: ${readFileSync(logFile, 'utf8')}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function descendants(parent: number): readonly number[] {
  return childrenOf(parent).flatMap((pid) => [pid, ...descendants(pid)]);
}

/** Source: proc_pid_stat(5): the name stands in parentheses and may hold anything. */
function parentOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined; // it has just ended
  }
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it has just ended
  }
}
