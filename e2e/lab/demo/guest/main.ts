/** The one program of the demonstration's guest: sets the network up, keeps a client busy, and does what it is told. */

import { readFileSync } from 'node:fs';
import { begin } from '../../guest/begin.js';
import { eachLine } from '../../guest/lines.js';
import type { Machine } from '../../guest/machine.js';
import { pause, started } from '../../guest/run.js';
import { Stage } from '../../guest/stage.js';
import type { Request } from '../../scenario.js';
import { cli, lvsCfOfConsole, routerProgram, settled, state } from '../../scenarios/installed.js';
import { vip, website } from '../../scenarios/pair.js';
import { lines, type News, type Second, type Wish } from '../messages.js';
import { consoleRouter, lvsCf, machines, otherRouter, type Router } from '../network.js';
import { openSerialLine } from './serial-line.js';

/** The account of the console, as the host has laid it there. */
const users = readFileSync('/out/htpasswd', 'utf8');

const line = await openSerialLine(lines.messages);
const stage = new Stage();
let fulfilled = Promise.resolve();

/** Milliseconds between two requests. */
const everyMs = 100;

function tell(news: News): void {
  line.output.write(`${JSON.stringify(news)}\n`);
}

async function setUp(): Promise<void> {
  await begin();
  await stage.open(machines);
  stage.begin();
  // 1. The console's router begins, and so becomes the active one; meanwhile the console starts.
  const own = await startRouter(consoleRouter);
  own.write(`${state}/htpasswd`, users);
  own.start(cli, ['serve']);
  const bridge = own.start(process.execPath, [new URL('bridge.js', import.meta.url).pathname], 'talks');
  await stage.perform({ do: 'expect holders', routers: [consoleRouter], of: vip, within: 30 });
  // 2. The other one stands by.
  await startRouter(otherRouter);
  await started(bridge);
}

/** A router whose file was applied. */
async function startRouter(name: Router): Promise<Machine> {
  const router = stage.machine(name);
  for (const step of settled(name)) await stage.perform(step);
  router.write(lvsCfOfConsole, lvsCf);
  await router.shell(routerProgram('apply'));
  await stage.perform({ do: 'start', router: name });
  return router;
}

/** Sends the client, and tells of each second when the last of its requests has ended. */
async function keepVisiting(): Promise<never> {
  let told = Promise.resolve();
  for (;;) {
    const leave = stage.client().visit(website, everyMs);
    await pause(1000 + everyMs / 2);
    const requests = leave();
    told = told.then(async () => tell({ second: secondOf(await requests) }));
  }
}

function secondOf(requests: readonly Request[]): Second {
  const answered: Record<string, number> = {};
  for (const { answer } of requests) {
    if (answer !== undefined) answered[answer] = (answered[answer] ?? 0) + 1;
  }
  const lost = requests.filter(({ answer }) => answer === undefined).length;
  return { answered, lost, active: stage.watch.holders(vip) };
}

/** One wish after another: a server that starts cannot be killed yet. */
function fulfil(wish: Wish): void {
  fulfilled = fulfilled.then(() => stage.perform(wish)).then(() => {}, fail);
}

function fail(error: unknown): void {
  tell({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

try {
  await setUp();
  eachLine(line.input, (text) => fulfil(JSON.parse(text) as Wish));
  tell({ up: true });
  await keepVisiting();
} catch (error) {
  fail(error);
}
