/** What the live table costs: each tick beside ipvsadm, each viewer beside the tick, and what a long watch leaves. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { compileGuests } from '../../e2e/lab/host/compile.js';
import { startKernel, whatIsMissing } from '../../e2e/lab/host/kernel.js';
import { openMachine } from '../../src/adapters/machine/machine.js';
import { unseen } from '../../src/core/live/routers.js';
import { openLiveTable } from '../../src/live/live-table.js';
import { accounts, credentials, openWebConsole } from '../support/web-console.js';
import { type Goal, median, ms, printTable, times } from './measure.js';

const captured = new URL('../captures/ipvs/large_1000x10_proc_net_ip_vs.txt.gz', import.meta.url);

/** Both ticks beside the commands that they stand for, in one guest. */
async function benchTicks(): Promise<readonly Goal[]> {
  const missing = whatIsMissing('lab');
  if (missing !== undefined) {
    console.log(`\nThe ticks were not measured beside ipvsadm. ${missing}`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'lvs-console-bench-'));
  compileGuests(join(folder, 'program'));
  const program = '/out/program/e2e/lab/guest/bench-live.js';
  const kernel = startKernel(folder, [process.execPath, program], 900);
  const file = join(folder, 'times.json');
  try {
    while (!existsSync(file)) {
      if (!kernel.isRunning())
        throw new Error(readFileSync(join(folder, 'program.log'), 'utf8').slice(0, 2000));
      await pause(200);
    }
    const [fast = Number.NaN, list = Number.NaN, slow = Number.NaN, stats = Number.NaN] = JSON.parse(
      readFileSync(file, 'utf8'),
    ) as number[];
    printTable('1,000 services x 10 servers in one guest', [
      ['', 'median', 'ratio'],
      ['ipvsadm -Ln', ms(list), ''],
      ['the fast tick: read, parse, compare', ms(fast), times(fast / list)],
      ['ipvsadm -Ln --stats --exact', ms(stats), ''],
      ['the slow tick: run it, parse, rates', ms(slow), times(slow / stats)],
    ]);
    return [
      { promise: 'the fast tick against ipvsadm -Ln', measured: fast / list, limit: 0.25 },
      { promise: 'the slow tick against the command it runs', measured: slow / stats, limit: 1.2 },
    ];
  } finally {
    await kernel.end();
    rmSync(folder, { recursive: true });
  }
}

/** A console whose kernel says something else at each look, so that every look is told to everybody. */
async function openWatched() {
  const text = gunzipSync(readFileSync(captured)).toString('latin1');
  const texts = [text, text.replaceAll(/0 {10}0 {9}$/gm, '7          9         ')];
  const folder = mkdtempSync(join(tmpdir(), 'lvs-console-bench-'));
  await mkdir(join(folder, 'proc/net'), { recursive: true });
  const machine = openMachine({ folder, now: Date.now });
  let looks = 0;
  const read = async () => {
    looks += 1;
    await writeFile(join(folder, 'proc/net/ip_vs'), texts[looks % 2] ?? '');
    return machine.routingTable();
  };
  const parts = { read, wanted: async () => [], ticksPerSecond: async () => 100, clock: Date.now };
  const open = (everyMs: number) =>
    openLiveTable({
      ...parts,
      everyMs,
      onFault: (error) => {
        throw error;
      },
    });
  return { open, looks: () => looks, close: () => rmSync(folder, { recursive: true }) };
}

/** So much is kept, in MB, after everything that nobody needs is gone. */
function heapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

/** One look holds a table or two, wherever it is: the middle of several measurements tells what grows. */
async function benchHeap(): Promise<readonly Goal[]> {
  const watched = await openWatched();
  const ticks = 2000;
  const each = 100;
  const heaps: number[] = [];
  // The table itself keeps no program awake.
  const awake = setInterval(() => {}, 1000);
  await new Promise<void>((resolve) => {
    let told = 0;
    const end = watched.open(1).follow(() => {
      told += 1;
      if (told % each === 0) heaps.push(heapMb());
      if (told < ticks) return;
      end();
      resolve();
    });
  });
  clearInterval(awake);
  watched.close();
  const [early, late] = [median(heaps.slice(1, 6)), median(heaps.slice(-5))];
  printTable(`The heap over ${ticks} ticks`, [
    ['after', 'MB'],
    [`${2 * each} to ${6 * each} ticks`, early.toFixed(1)],
    [`${ticks - 4 * each} to ${ticks} ticks`, late.toFixed(1)],
  ]);
  // What the runtime keeps grows once or twice, by a step; what leaks grows each time.
  const growth = median(heaps.slice(2).map((heap, index) => heap - (heaps[index + 1] ?? Number.NaN)));
  return [
    { promise: `MB by which the heap grows in ${each} ticks, mostly`, measured: growth, limit: 0.05 },
    { promise: `the heap after ${ticks} ticks against the first`, measured: late / early, limit: 1.25 },
  ];
}

/** Browsers that take everything and keep nothing, in a process of their own. */
async function viewers(origin: string, count: number): Promise<() => Promise<void>> {
  const headers = { authorization: credentials('piranha', accounts.piranha) };
  const program = `
    const { get } = require('node:http');
    let open = 0;
    for (let number = 0; number < ${count}; number++) {
      get('${origin}/secure/control/live', { agent: false, headers: ${JSON.stringify(headers)} }, (answer) => {
        answer.resume();
        if (++open === ${count}) process.stdout.write('open');
      });
    }`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return async () => {
    child.kill();
    await once(child, 'exit');
  };
}

/** Processor time of this process for each tick, in milliseconds. */
async function perTick(looks: () => number, seconds: number): Promise<number> {
  const from = { cpu: process.cpuUsage(), looks: looks() };
  await pause(seconds * 1000);
  const { system, user } = process.cpuUsage(from.cpu);
  return (system + user) / 1000 / (looks() - from.looks);
}

async function benchViewers(): Promise<readonly Goal[]> {
  const watched = await openWatched();
  const seen = { here: unseen, there: undefined };
  const routers = {
    latest: () => seen,
    look: async () => seen,
    soon: async () => seen,
    follow: () => () => {},
  };
  const web = await openWebConsole(undefined, { liveTable: watched.open(1000), routers });
  await web.app.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${(web.app.server.address() as AddressInfo).port}`;
  const files = () => readdirSync('/proc/self/fd').length;
  const settled = async () => {
    await pause(3000);
    return { files: files(), heap: heapMb() };
  };
  try {
    const leaveWarm = await viewers(origin, 50);
    await pause(5000);
    await leaveWarm();
    const before = await settled();
    const leaveOne = await viewers(origin, 1);
    const one = await perTick(watched.looks, 15);
    await leaveOne();
    const leaveAll = await viewers(origin, 50);
    const fifty = await perTick(watched.looks, 60);
    await leaveAll();
    const after = await settled();
    const extra = (fifty - one) / 49;
    printTable('Viewers of a table of 1,000 services x 10 servers that changes each second', [
      ['', 'processor time of a tick'],
      ['one viewer', ms(one)],
      ['50 viewers for a minute', ms(fifty)],
      ['each extra viewer', ms(extra)],
    ]);
    printTable('What 50 viewers leave', [
      ['', 'heap in MB', 'open files'],
      ['before', before.heap.toFixed(1), String(before.files)],
      ['after', after.heap.toFixed(1), String(after.files)],
    ]);
    return [
      { promise: 'an extra viewer against a tick with one', measured: extra / one, limit: 0.1 },
      { promise: 'the heap after 50 viewers against before', measured: after.heap / before.heap, limit: 1.1 },
      { promise: 'files left open by 50 viewers', measured: after.files - before.files, limit: 0 },
    ];
  } finally {
    await web.close();
    watched.close();
  }
}

/** Everything that is promised of the live table. */
export async function benchLive(): Promise<readonly Goal[]> {
  return [...(await benchTicks()), ...(await benchHeap()), ...(await benchViewers())];
}
