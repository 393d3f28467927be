import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOrMakeKey } from '../../../src/adapters/files/key-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lvs-console-key-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('A key is made once, for this account only, and read ever after', async () => {
  const path = join(folder, 'keys', 'forms.key');
  const key = await readOrMakeKey(path);
  expect(key).toHaveLength(32);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'keys'))).mode & 0o777).toBe(0o700);
  expect(await readOrMakeKey(path)).toEqual(key);
  expect(await readFile(path)).toEqual(key);
  expect(await readdir(join(folder, 'keys'))).toEqual(['forms.key']);
});

test('Two consoles never share a key, and two that start together take one', async () => {
  const [one, other] = await Promise.all([
    readOrMakeKey(join(folder, 'a', 'key')),
    readOrMakeKey(join(folder, 'b', 'key')),
  ]);
  expect(one).not.toEqual(other);
  const together = await Promise.all(
    Array.from({ length: 8 }, () => readOrMakeKey(join(folder, 'c', 'key'))),
  );
  for (const key of together) expect(key).toEqual(together[0]);
  expect(await readdir(join(folder, 'c'))).toEqual(['key']);
});

test('A key that was cut is not used and not replaced', async () => {
  const path = join(folder, 'key');
  await writeFile(path, 'short');
  await expect(readOrMakeKey(path)).rejects.toThrow('is not a key of 32 bytes');
  expect(await readFile(path, 'utf8')).toBe('short');
});
