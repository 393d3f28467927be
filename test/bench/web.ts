/** The pages of a large file against the same bytes served as a static file, and a form in a large file against a small one. */
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generateConfig, virtualServerName } from '../support/generate.js';
import { authorization, type RunningConsole, startConsole } from '../support/running-console.js';
import { type Goal, median, ms, printTable, timeJobs, times } from './measure.js';

const project = resolve(import.meta.dirname, '../..');
const rounds = { rounds: 200, warmUp: 40 };

/** What the original tool needed for its own list of this size, on a machine of this kind. */
const originalListMs = 54;

/** A page over one kept connection, as a browser asks for it. @throws when it is not answered with 200. */
function visitor(origin: string): (path: string) => Promise<Buffer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return (path) =>
    new Promise((done, fail) => {
      const request = get(
        origin + path,
        { agent, headers: { authorization: authorization() } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            if (response.statusCode === 200) done(Buffer.concat(chunks));
            else fail(new Error(`${path} was answered with ${response.statusCode}`));
          });
        },
      );
      request.on('error', fail);
    });
}

/** The list of 1,000 virtual servers, and its own bytes as a file that the same server sends. */
async function benchList(packageFolder: string): Promise<readonly Goal[]> {
  const lvsCf = generateConfig({ virtualServers: 1_000, realServers: 4 });
  const running = await startConsole({ lvsCf, packageFolder });
  try {
    const visit = visitor(running.origin);
    const page = await visit('/secure/virtual-servers');
    await writeFile(join(packageFolder, 'public/list.html'), page);
    const jobs = [() => visit('/public/list.html'), () => visit('/secure/virtual-servers')];
    const [file = Number.NaN, list = Number.NaN] = (await timeJobs(jobs, rounds)).map(median);
    printTable(`1,000 virtual servers x 4 real servers, ${page.length.toLocaleString('en')} bytes of page`, [
      ['', 'median', 'ratio'],
      ['these bytes as a static file', ms(file), ''],
      ['the list', ms(list), times(list / file)],
      ['(the original tool, its own list)', ms(originalListMs), times(originalListMs / list)],
    ]);
    return [
      { promise: 'the list against its bytes as a static file', measured: list / file, limit: 12 },
      {
        promise: "the list in ms, a fifth of the original's time",
        measured: list,
        limit: originalListMs / 5,
      },
    ];
  } finally {
    await running.close();
  }
}

/** One form in a file of 5,000 virtual servers, and in one of 10. */
async function benchForm(): Promise<readonly Goal[]> {
  const consoles: RunningConsole[] = [];
  try {
    const path = `/secure/virtual-servers/${virtualServerName(4)}`;
    const jobs: (() => Promise<Buffer>)[] = [];
    for (const virtualServers of [10, 5_000]) {
      const running = await startConsole({ lvsCf: generateConfig({ virtualServers, realServers: 4 }) });
      consoles.push(running);
      const visit = visitor(running.origin);
      jobs.push(() => visit(path));
    }
    const [small = Number.NaN, large = Number.NaN] = (await timeJobs(jobs, rounds)).map(median);
    printTable('Opening the form of one virtual server', [
      ['in a file of', 'median', 'ratio'],
      ['10 virtual servers', ms(small), ''],
      ['5,000 virtual servers', ms(large), times(large / small)],
    ]);
    return [{ promise: 'a form in a file of 5,000 against one of 10', measured: large / small, limit: 1.5 }];
  } finally {
    for (const running of consoles) await running.close();
  }
}

/** A copy of the built package, so that a file can be put beside those that the server sends. */
async function copyPackage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lvs-console-package-'));
  for (const part of ['package.json', 'dist', 'views', 'public', 'config']) {
    await cp(join(project, part), join(folder, part), { recursive: true });
  }
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Prints what pages cost on a really listening server, one request after another. */
export async function benchWeb(): Promise<readonly Goal[]> {
  const packageFolder = await copyPackage();
  try {
    return [...(await benchList(packageFolder)), ...(await benchForm())];
  } finally {
    await rm(packageFolder, { recursive: true });
  }
}
