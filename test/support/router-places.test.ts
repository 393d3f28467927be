import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRouterSettings } from '../../src/router/settings.js';
import { withoutEngine } from './router-places.js';
import { openWebConsole } from './web-console.js';

/** @param state the state folder of a console of the tests */
async function expectNoEngine(state: string): Promise<void> {
  const settings = await readRouterSettings(join(state, 'router.json'));
  expect(settings.control).toBe('process');
  const { checkState, forwardingFile, handOverFile, keepalived, ownFolder, pidFile, pipeFolder } = settings;
  for (const path of [checkState, forwardingFile, handOverFile, keepalived, ownFolder, pidFile, pipeFolder])
    expect(path.startsWith(`${state}/`)).toBe(true);
}

test('A console of the tests can reach no engine of the machine, and has nothing of it written', async () => {
  const state = mkdtempSync(join(tmpdir(), 'lvs-console-places-'));
  try {
    withoutEngine(state);
    await expectNoEngine(state);
  } finally {
    rmSync(state, { recursive: true });
  }
});

test('The consoles that are asked in memory are such ones', async () => {
  const console = await openWebConsole();
  try {
    await expectNoEngine(console.state);
  } finally {
    await console.close();
  }
});
