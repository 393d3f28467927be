import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRouterSettings } from '../../src/router/settings.js';
import { withoutEngine } from './router-places.js';

test('A console of the tests can reach no engine of the machine, and has nothing of it written', async () => {
  const state = mkdtempSync(join(tmpdir(), 'lvs-console-places-'));
  try {
    withoutEngine(state);
    const settings = await readRouterSettings(join(state, 'router.json'));
    expect(settings.control).toBe('process');
    const { checkState, forwardingFile, handOverFile, keepalived, ownFolder, pidFile, pipeFolder } = settings;
    for (const path of [checkState, forwardingFile, handOverFile, keepalived, ownFolder, pidFile, pipeFolder])
      expect(path.startsWith(`${state}/`)).toBe(true);
  } finally {
    rmSync(state, { recursive: true });
  }
});
