/**
 * A router of its own: a private network with eth0 and eth1, private processes and mounts, and in it the built
 * programs of the project with the real keepalived. Needs root.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Answer, answerShape } from '../../src/core/router/answer.js';
import { type LookAnswers, readPrinted } from '../../src/core/router/look-shapes.js';
import type { Look, Verb } from '../../src/core/router/verbs.js';
import { placesIn } from './router-places.js';

const project = resolve(import.meta.dirname, '../..');

/** How a program ended. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A router with the addresses 10.0.2.50 on eth0 and 10.0.3.15 on eth1. */
export interface RouterWorld {
  /** Holds `lvs.cf`, `conf/keepalived.conf`, `lib/lvs-check`, `run/keepalived.pid`. */
  readonly folder: string;
  /** The words before a program that is to run there, from outside. */
  readonly inside: readonly string[];
  /** Runs a program there; `as` is an account other than root, `input` what it reads. */
  run(words: readonly string[], as?: string, input?: string): Promise<Ended>;
  /** Runs lines of shell there, and returns what they print. @throws when they fail */
  shell(lines: string): Promise<string>;
  /** Has the router program do one thing. @param line what it is told, as an object */
  verb(verb: Verb, line?: object): Promise<Answer>;
  /** Has the router program look at something. @param line what it is told, as an object */
  look<Name extends Look>(look: Name, line?: object): Promise<LookAnswers[Name]>;
  write(path: string, text: string): Promise<void>;
  /** The text of a file; undefined when there is none. */
  text(path: string): Promise<string | undefined>;
  /** The pid in the file of keepalived. */
  pid(): Promise<number | undefined>;
  close(): Promise<void>;
}

const network = `
mount --make-rprivate /
ip link set lo up
for card in eth0 eth1; do
  ip link add "$card" type veth peer name "peer-$card"
  ip link set "$card" up
  ip link set "peer-$card" up
done
ip address add 10.0.2.50/24 dev eth0
ip address add 10.0.3.15/24 dev eth1
echo ready
# The shell stays, because the first process is who buries the others.
sleep infinity &
wait`;

/** Opens a router whose file is this one. @param settings of the router program beside the places */
export async function openRouterWorld(lvsCf: string, settings: object = {}): Promise<RouterWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'lvs-console-router-'));
  for (const name of ['conf', 'lib', 'run', 'dump']) await mkdir(join(folder, name));
  const write = (path: string, text: string) => writeFile(join(folder, path), text, 'latin1');
  await write('lvs.cf', lvsCf);
  await write('router.json', JSON.stringify({ ...placesIn(folder), ...settings }));

  // Nothing in it can reach a process outside, and all of it ends with its first process.
  const kinds = ['--mount', '--net', '--pid'];
  const holder = spawn(
    'unshare',
    [...kinds, '--fork', '--kill-child', '--mount-proc', 'bash', '-ec', network],
    {
      env: { ...process.env, FOLDER: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await ready(holder);
  const first = (await readFile(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8')).trim();
  const inside = ['--target', first, ...kinds, '--wdns=/', '--'];

  const run = (words: readonly string[], as?: string, input = ''): Promise<Ended> => {
    const account = as === undefined ? [] : ['setpriv', `--reuid=${as}`, `--regid=${as}`, '--init-groups'];
    return ended('nsenter', [...inside, ...account, ...words], input);
  };
  const text = async (path: string) => {
    try {
      return await readFile(join(folder, path), 'latin1');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };
  const said = (word: Verb | Look, line: object | undefined) => {
    const program = join(project, 'dist/router/main.js');
    const words = [process.execPath, program, '--settings', join(folder, 'router.json'), word];
    return run(words, undefined, line === undefined ? '' : `${JSON.stringify(line)}\n`);
  };
  const pid = async () => {
    const written = await text('run/keepalived.pid');
    return written === undefined ? undefined : Number(written);
  };
  return {
    folder,
    inside: ['nsenter', ...inside],
    run,
    write,
    text,
    pid,
    async shell(lines) {
      const { status, stdout, stderr } = await run(['bash', '-ec', lines]);
      if (status !== 0) throw new Error(`${lines}: ${stdout}${stderr}`);
      return stdout;
    },
    async look(look, line) {
      const { stdout, stderr } = await said(look, line);
      const seen = readPrinted(look, JSON.parse(stdout));
      if (seen === undefined) throw new Error(`not what was looked at: ${stdout}${stderr}`);
      return seen;
    },
    async verb(verb, line) {
      const { stdout, stderr } = await said(verb, line);
      try {
        return answerShape.parse(JSON.parse(stdout));
      } catch (error) {
        throw new Error(`not an answer: ${stdout}${stderr}`, { cause: error });
      }
    },
    async close() {
      holder.kill('SIGKILL');
      await once(holder, 'exit');
      await rm(folder, { recursive: true });
    },
  };
}

async function ready(holder: ChildProcess): Promise<void> {
  if (holder.stdout === null) throw new Error('the holder has no output');
  const first = await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')]);
  if (!String(first[0]).startsWith('ready')) throw new Error('no private network: this needs root');
}

function ended(program: string, args: readonly string[], input: string): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(
      program,
      args,
      { timeout: 60_000, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        done({ status, stdout, stderr });
      },
    );
    // One that reads nothing may have ended before it is told.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

/** A file of a pair of routers; `virtual` blocks follow. */
export function pairFile(virtualServers: string, head = ''): string {
  return `serial_no = 1
primary = 10.0.2.50
service = lvs
backup_active = 1
backup = 10.0.2.51
heartbeat = 1
keepalive = 1
deadtime = 2
network = direct
${head}${virtualServers}`;
}

/** An active virtual server with one real server. */
export function virtualBlock(name: string, address: string, device: string, more = ''): string {
  return `virtual ${name} {
     active = 1
     address = ${address} ${device}
     vip_nmask = 255.255.255.0
     port = 80
     send = "GET / HTTP/1.0\\r\\n\\r\\n"
     expect = "HTTP"
     scheduler = rr
     protocol = tcp
     timeout = 4
     reentry = 8
${more}     server one {
         address = 10.0.2.101
         active = 1
         weight = 1
     }
}
`;
}
