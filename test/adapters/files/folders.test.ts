import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeStateFolder } from '../../../src/adapters/files/folders.js';
import { scratchFolder } from './scratch-folder.js';

const modeOf = (path: string) => statSync(path).mode & 0o7777;

describe('A folder for the state', () => {
  test('is made with those above it, for this account only', async () => {
    const root = scratchFolder();
    await makeStateFolder(join(root, 'var', 'history'));
    expect(modeOf(join(root, 'var'))).toBe(0o700);
    expect(modeOf(join(root, 'var', 'history'))).toBe(0o700);
  });

  test('that exists keeps its mode', async () => {
    const folder = join(scratchFolder(), 'var');
    mkdirSync(folder);
    chmodSync(folder, 0o750);
    await makeStateFolder(folder);
    expect(modeOf(folder)).toBe(0o750);
  });

  test('is refused when everybody may write in it', async () => {
    const folder = join(scratchFolder(), 'var');
    mkdirSync(folder);
    chmodSync(folder, 0o1777);
    await expect(makeStateFolder(folder)).rejects.toMatchObject({
      reason: 'unsafe_place',
      params: { path: folder, why: 'folder_open' },
    });
  });

  test('is refused where something else stands', async () => {
    const path = join(scratchFolder(), 'var');
    writeFileSync(path, '');
    await expect(makeStateFolder(path)).rejects.toMatchObject({ reason: 'disk_failed', params: { path } });
  });
});
