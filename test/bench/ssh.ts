/** A file on the other router: replaced and written to the disk by us, against a plain copy by scp. */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openSshConnection, type SshTarget } from '../../src/adapters/ssh/connect.js';
import type { RemoteFiles, SshConnection } from '../../src/core/ssh/connection.js';
import { parseKnownHosts } from '../../src/core/ssh/known-hosts.js';
import { type FarSide, meetFarSide } from '../../src/push/far-side.js';
import { generateLines } from '../support/generate.js';
import { launchSshd, makeKey, type Sshd } from '../support/sshd.js';
import { type Goal, ms, printTable, times } from './measure.js';
import { benchPush } from './push.js';

const run = promisify(execFile);

/** In memory, so that the disk's own time does not count: fsync is asked of us alone. */
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Lines of an lvs.cf of so many bytes, with four real servers in each virtual server. */
const sizes = [
  ['20 kB', 980],
  ['4 MB', 195_500],
] as const;

const program = resolve(import.meta.dirname, '../../dist/router/main.js');

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
  /** The lvs.cf that our program there looks after. */
  readonly looked: string;
  /** The sockets of two connections that OpenSSH's programs share; one is compressed, as `ssh -C` does it. */
  readonly master: string;
  readonly compressed: string;
  /** Copies with scp, over a shared connection when there is one. */
  scp(from: string, to: string, master?: string, ...words: readonly string[]): Promise<unknown>;
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
  const [master, compressed] = [join(sshd.folder, 'master'), join(sshd.folder, 'compressed')];
  const share = (socket: string, ...words: readonly string[]) =>
    spawn('ssh', ['-M', '-N', '-S', socket, ...words, ...options, '-p', String(sshd.port), there], {
      stdio: 'ignore',
    });
  const shared = [share(master), share(compressed, '-C')];
  while (!existsSync(master) || !existsSync(compressed)) await sleep(20);
  const connection = await openSshConnection(target);
  const over = (socket: string | undefined) => (socket === undefined ? [] : ['-o', `ControlPath=${socket}`]);
  return {
    sshd,
    target,
    connection,
    looked: router(sshd),
    master,
    compressed,
    scp: (from, to, socket, ...words) =>
      run('scp', [
        '-q',
        ...words,
        ...options,
        ...over(socket),
        '-P',
        String(sshd.port),
        from,
        `${there}:${to}`,
      ]),
    ssh: (command, socket) =>
      run('ssh', [...options, ...over(socket), '-p', String(sshd.port), there, command]),
    end() {
      connection.close();
      for (const one of shared) one.kill();
    },
  };
}

/** Lays out a router that our program looks after. @returns the path of its lvs.cf */
function router({ folder }: Sshd): string {
  const path = join(folder, 'etc', 'lvs.cf');
  const settings = join(folder, 'router.json');
  mkdirSync(join(folder, 'etc'), { mode: 0o755 });
  writeFileSync(
    settings,
    JSON.stringify({ file: path, state: join(folder, 'none'), keepalived: '/nowhere' }),
  );
  const words = `exec ${process.execPath} ${program} --settings ${settings} "$@"`;
  writeFileSync(join(folder, 'bin', 'lvs-console-router'), `#!/bin/sh\n${words}\n`, { mode: 0o755 });
  return path;
}

/** The file that comes next, and the one before it. */
interface Turn {
  readonly bytes: Buffer;
  readonly before: Buffer;
}

/** Two files that take turns, so that each one is new there. */
class Turns {
  private readonly texts: readonly Buffer[];
  private turn = 0;

  constructor(lines: number) {
    const text = generateLines(lines);
    this.texts = [text, edited(text)].map((one) => Buffer.from(one));
  }

  next(): Turn {
    const [bytes, before] = this.turn++ % 2 === 0 ? this.texts : this.texts.toReversed();
    if (bytes === undefined || before === undefined) throw new RangeError('two texts are missing');
    return { bytes, before };
  }
}

/** What somebody does between two pushes: some weights, one virtual server gone, one more; and the serial number. */
function edited(text: string): string {
  const [head = '', ...blocks] = text.replace('serial_no = 1', 'serial_no = 2').split(/^(?=virtual )/m);
  const place = (part: number) => Math.floor(blocks.length * part);
  for (const part of [0.2, 0.5, 0.9]) {
    blocks[place(part)] = (blocks[place(part)] ?? '').replaceAll('weight = 1', 'weight = 7');
  }
  blocks.splice(place(0.7), 1);
  blocks.push((blocks[0] ?? '').replace('virtual ', 'virtual new-'));
  return head + blocks.join('');
}

/** The fastest time of each way: it has least of whatever else the machine did. */
class Fastest {
  inPlace = Number.POSITIVE_INFINITY;
  whole = Number.POSITIVE_INFINITY;

  private note(inPlace: number, whole: number): void {
    this.inPlace = Math.min(this.inPlace, inPlace);
    this.whole = Math.min(this.whole, whole);
  }

  /** By SFTP. Notes when the file was in place and when every byte was read back. */
  async replace(files: RemoteFiles, path: string, bytes: Buffer, since = performance.now()): Promise<void> {
    let placed = Number.NaN;
    await files.replace(path, bytes, (step) => {
      if (step === 'verify') placed = performance.now() - since;
    });
    this.note(placed, performance.now() - since);
  }

  /**
   * By SFTP over a kept session, as a push does it that has just compared the two files. The one there is some days
   * old.
   */
  async replaceRead(files: RemoteFiles, path: string, { before, bytes }: Turn): Promise<void> {
    const old = Date.now() / 1000 - 200_000;
    utimesSync(path, old, old);
    const seen = await files.read(path, before.length);
    if (seen?.equals(before) !== true) throw new Error('another file is there');
    await this.replace(files, path, bytes);
  }

  /** By our program there. Notes what it took without its rules and without the keeping of the file before. */
  async push(far: FarSide, { before, bytes }: Turn): Promise<void> {
    const since = performance.now();
    const { checkMs, token } = await far.offer(bytes, createHash('sha256').update(before).digest('hex'));
    const { keepMs } = await far.commit(token, { user: 'bench', router: 'lb1' });
    const whole = performance.now() - since;
    this.note(whole - checkMs - keepMs, whole);
  }

  async copy(work: () => Promise<unknown>): Promise<void> {
    const since = performance.now();
    await work();
    this.note(Number.NaN, performance.now() - since);
  }
}

/** What one size takes by each way, in turns. */
async function benchSize(name: string, lines: number, meeting: Meeting): Promise<readonly Goal[]> {
  const { sshd, target, scp, compressed, connection, looked, master } = meeting;
  const [turns, copied] = [new Turns(lines), new Turns(lines)];
  const { bytes } = turns.next();
  const here = join(sshd.folder, 'here.cf');
  const [path, read] = ['lvs.cf', 'read.cf'].map((one) => join(sshd.folder, 'ha', one)) as [string, string];
  writeFileSync(here, bytes);
  writeFileSync(path, '');
  writeFileSync(looked, bytes);
  writeFileSync(read, copied.next().bytes);
  const far = await meetFarSide(await connection.channel());
  // Where nothing was read before, every byte is sent.
  const unread = await openSshConnection(target);
  const [scpCold, packedCold, ourCold] = [new Fastest(), new Fastest(), new Fastest()];
  const [scpKept, packedKept, sentKept] = [new Fastest(), new Fastest(), new Fastest()];
  const [ourKept, pushed] = [new Fastest(), new Fastest()];
  const replaceCold = async () => {
    const since = performance.now();
    const own = await openSshConnection(target);
    await ourCold.replace(await own.files(), path, bytes, since);
    own.close();
    await own.closed;
  };
  const ways = [
    () => scpCold.copy(() => scp(here, path)),
    () => packedCold.copy(() => scp(here, path, undefined, '-C')),
    replaceCold,
    () => scpKept.copy(() => scp(here, path, master)),
    () => packedKept.copy(() => scp(here, path, compressed)),
    async () => sentKept.replace(await unread.files(), path, bytes),
    async () => ourKept.replaceRead(await connection.files(), read, copied.next()),
    () => pushed.push(far, turns.next()),
  ];
  for (let round = 0; round < rounds; round++) {
    for (const way of ways) {
      // The processes of the way before are still ending; they are not charged to the next.
      await sleep(settlingMilliseconds);
      for (let time = 0; time < timesInTurn; time++) {
        globalThis.gc?.();
        await way();
      }
    }
  }
  far.close();
  unread.close();
  const rows = (way: string, theirs: Fastest, packed: Fastest, ours: Fastest) => [
    [`scp, ${way}`, ms(theirs.whole), ''],
    [`scp -C, ${way}`, ms(packed.whole), times(packed.whole / theirs.whole)],
    [`the file in place, ${way}`, ms(ours.inPlace), times(ours.inPlace / theirs.whole)],
    [`and every byte read back, ${way}`, ms(ours.whole), times(ours.whole / theirs.whole)],
  ];
  const title = `${name} (an lvs.cf of ${lines.toLocaleString('en')} lines) to the other router`;
  printTable(`${title}: open, write, fsync, rename (scp only writes)`, [
    ['', 'fastest', 'ratio to scp'],
    ...rows('cold', scpCold, packedCold, ourCold),
    ...rows('kept connection', scpKept, packedKept, ourKept),
    [
      'the file in place, every byte of it sent, kept connection',
      ms(sentKept.inPlace),
      times(sentKept.inPlace / scpKept.whole),
    ],
    [
      'by our program there: packed, in place, read back, kept connection',
      ms(pushed.inPlace),
      times(pushed.inPlace / scpKept.whole),
    ],
    ['and the rules, and the file before kept', ms(pushed.whole), times(pushed.whole / scpKept.whole)],
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
      for (const [name, lines] of sizes) goals.push(...(await benchSize(name, lines, meeting)));
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
