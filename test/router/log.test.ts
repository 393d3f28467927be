import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunningProcess } from '../../src/core/machine/processes.js';
import { lookShapes } from '../../src/core/router/look-shapes.js';
import { openRouter, type Router } from '../../src/router/router.js';
import { runLook } from '../../src/router/run-look.js';
import { readRouterSettings } from '../../src/router/settings.js';

const running = (pid: number, name: string): RunningProcess => ({
  pid,
  parent: 1,
  user: 'root',
  state: 'S',
  name,
  commandLine: `/usr/sbin/${name} ${'-x '.repeat(1000)}`,
  startedAt: 1_000_000,
  elapsedSeconds: 61.5,
  cpuSeconds: 0.25,
});

async function lookWith(processes: Awaited<ReturnType<Router['machine']['processes']>>) {
  const folder = mkdtempSync(join(tmpdir(), 'router-log-'));
  try {
    const engineLog = join(folder, 'engine.log');
    writeFileSync(engineLog, 'Starting Keepalived v2.2.7\n');
    const settings = join(folder, 'router.json');
    writeFileSync(settings, JSON.stringify({ control: 'process', engineLog }), { mode: 0o644 });
    const router = openRouter(await readRouterSettings(settings), '');
    const machine = { ...router.machine, processes: async () => processes };
    return await runLook({ ...router, machine }, 'log');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the look at the log shows the engine before its thousand checks, and counts the rest', async () => {
  const checks = Array.from({ length: 1000 }, (_, index) => running(100 + index, 'lvs-check'));
  const list = [...checks, running(5000, 'keepalived'), running(5001, 'keepalived_vrrp')];
  const { seen } = await lookWith({ at: 1, value: { processes: list, complete: true } });
  expect(lookShapes.log.parse(JSON.parse(JSON.stringify(seen)))).toMatchObject({
    processes: { more: 902, complete: true },
    log: { lines: ['Starting Keepalived v2.2.7'] },
  });
  const { processes } = seen;
  const pids = 'listed' in processes ? processes.listed.slice(0, 3).map(({ pid }) => pid) : [];
  expect(pids).toEqual([5000, 5001, 100]);
});

test('the look at the log says why the processes are not known', async () => {
  const unknown = {
    at: 1,
    reason: 'denied',
    path: '/proc',
    owner: { uid: 0, gid: 0, mode: '0500' },
  } as const;
  const { seen } = await lookWith(unknown);
  expect(lookShapes.log.parse(JSON.parse(JSON.stringify(seen))).processes).toEqual(unknown);
});
