/** A file on the other router: replaced and written to the disk by us, against a plain copy by scp. */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openSshConnection, type SshTarget } from '../../src/adapters/ssh/connect.js';
import type { RemoteFiles, SshConnection } from '../../src/core/ssh/connection.js';
import { parseKnownHosts } from '../../src/core/ssh/known-hosts.js';
import { launchSshd, makeKey, type Sshd } from '../support/sshd.js';
import { type Goal, ms, printTable, times } from './measure.js';
import { benchPush } from './push.js';

const run = promisify(execFile);

/** In memory, so that the disk's own time does not count: fsync is asked of us alone. */
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const sizes = [
  ['20 kB', 20_000],
  ['4 MB', 4_000_000],
] as const;

const rounds = 10;
/** The first of them finds everything cold: caches, and windows that shrink while nothing is sent. */
const timesInTurn = 3;
const settlingMilliseconds = 30;

/** One daemon, and the two who come to it. */
export interface Meeting {
  readonly sshd: Sshd;
  readonly target: SshTarget;
  /** Our kept connection. */
  readonly connection: SshConnection;
  /** The socket of a connection that OpenSSH's programs share. */
  readonly master: string;
  /** Copies with scp, over a shared connection when there is one. */
  scp(from: string, to: string, master?: string): Promise<unknown>;
  /** Runs a command there. */
  ssh(command: string, master?: string): Promise<unknown>;
  end(): void;
}

/** Lets a key in, and opens the connections that are kept. */
async function meet(sshd: Sshd): Promise<Meeting> {
  const key = makeKey(sshd.folder, 'key');
  sshd.authorize(readFileSync(`${key}.pub`, 'utf8').trim());
  const [type, base64] = sshd.hostKey().split(' ');
  const line = `[127.0.0.1]:${sshd.port} ${type} ${base64}\n`;
  const knownHosts = join(sshd.folder, 'known_hosts');
  writeFileSync(knownHosts, line);
  const target: SshTarget = {
    address: '127.0.0.1',
    port: sshd.port,
    user: sshd.user,
    login: { kind: 'console_key', path: key },
    hostKeys: parseKnownHosts(line),
  };
  const settings = ['BatchMode=yes', 'IdentitiesOnly=yes', `UserKnownHostsFile=${knownHosts}`];
  const options = ['-F', '/dev/null', '-i', key, ...settings.flatMap((setting) => ['-o', setting])];
  const there = `${sshd.user}@127.0.0.1`;
  const master = join(sshd.folder, 'master');
  const shared = spawn('ssh', ['-M', '-N', '-S', master, ...options, '-p', String(sshd.port), there], {
    stdio: 'ignore',
  });
  while (!existsSync(master)) await sleep(20);
  const connection = await openSshConnection(target);
  const over = (socket: string | undefined) => (socket === undefined ? [] : ['-o', `ControlPath=${socket}`]);
  return {
    sshd,
    target,
    connection,
    master,
    scp: (from, to, socket) =>
      run('scp', ['-q', ...options, ...over(socket), '-P', String(sshd.port), from, `${there}:${to}`]),
    ssh: (command, socket) =>
      run('ssh', [...options, ...over(socket), '-p', String(sshd.port), there, command]),
    end() {
      connection.close();
      shared.kill();
    },
  };
}

/** The fastest time of each way: it has least of whatever else the machine did. */
class Fastest {
  inPlace = Number.POSITIVE_INFINITY;
  whole = Number.POSITIVE_INFINITY;

  /** Replaces a file and notes when it was in place and when every byte was read back. */
  async replace(files: RemoteFiles, path: string, bytes: Buffer, since = performance.now()): Promise<void> {
    await files.replace(path, bytes, (step) => {
      if (step === 'verify') this.inPlace = Math.min(this.inPlace, performance.now() - since);
    });
    this.whole = Math.min(this.whole, performance.now() - since);
  }

  async copy(work: () => Promise<unknown>): Promise<void> {
    const since = performance.now();
    await work();
    this.whole = Math.min(this.whole, performance.now() - since);
  }
}

/** What one size takes by each way, in turns. */
async function benchSize(name: string, bytes: Buffer, meeting: Meeting): Promise<readonly Goal[]> {
  const { sshd, target, scp, connection, master } = meeting;
  const here = join(sshd.folder, 'here.cf');
  const path = join(sshd.folder, 'ha', 'lvs.cf');
  writeFileSync(here, bytes);
  writeFileSync(path, '');
  const [scpCold, ourCold, scpKept, ourKept] = [new Fastest(), new Fastest(), new Fastest(), new Fastest()];
  const replaceCold = async () => {
    const since = performance.now();
    const own = await openSshConnection(target);
    await ourCold.replace(await own.files(), path, bytes, since);
    own.close();
    await own.closed;
  };
  const ways = [
    () => scpCold.copy(() => scp(here, path)),
    replaceCold,
    () => scpKept.copy(() => scp(here, path, master)),
    async () => ourKept.replace(await connection.files(), path, bytes),
  ];
  for (let round = 0; round < rounds; round++) {
    for (const way of ways) {
      // The processes of the way before are still ending; they are not charged to the next.
      await sleep(settlingMilliseconds);
      for (let time = 0; time < timesInTurn; time++) await way();
    }
  }
  const rows = (way: string, theirs: Fastest, ours: Fastest) => [
    [`scp, ${way}`, ms(theirs.whole), ''],
    [`the file in place, ${way}`, ms(ours.inPlace), times(ours.inPlace / theirs.whole)],
    [`and every byte read back, ${way}`, ms(ours.whole), times(ours.whole / theirs.whole)],
  ];
  printTable(`${name} to the other router: open, write, fsync, rename (scp only writes)`, [
    ['', 'fastest', 'ratio to scp'],
    ...rows('cold', scpCold, ourCold),
    ...rows('kept connection', scpKept, ourKept),
  ]);
  return [
    { promise: `${name} in place against scp, cold`, measured: ourCold.inPlace / scpCold.whole, limit: 0.5 },
    {
      promise: `${name} in place against scp over a ControlMaster, kept`,
      measured: ourKept.inPlace / scpKept.whole,
      limit: 0.3,
    },
  ];
}

/** Prints what a file and a whole push take beside OpenSSH's own tools, and holds us to our part of it. */
export async function benchSsh(): Promise<readonly Goal[]> {
  const sshd = await launchSshd(mkdtempSync(join(root, 'lvs-console-bench-')));
  try {
    mkdirSync(join(sshd.folder, 'ha'), { mode: 0o755 });
    const meeting = await meet(sshd);
    try {
      const goals = [];
      for (const [name, size] of sizes) goals.push(...(await benchSize(name, randomBytes(size), meeting)));
      await benchPush(meeting);
      return goals;
    } finally {
      meeting.end();
    }
  } finally {
    await sshd.stop();
    rmSync(sshd.folder, { recursive: true });
  }
}
