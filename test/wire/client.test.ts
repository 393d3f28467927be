import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SettingError } from '../../src/setting-kinds.js';
import { clientEnvironment } from '../../src/settings.js';
import { readClientSettings } from '../../src/wire/client.js';

let home: string;
let folder: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'lvs-console-home-'));
  folder = join(home, '.config', 'lvs-console');
  await mkdir(folder, { recursive: true });
});
afterAll(() => rm(home, { recursive: true }));

const write = (text: string) => writeFile(join(folder, 'client.json'), text);
const read = (variables: NodeJS.ProcessEnv = {}, flags = {}) =>
  readClientSettings(flags, false, clientEnvironment({ HOME: home, ...variables }));

test('Flags come before variables, and these before the file of whoever runs the command', async () => {
  expect(await read()).toMatchObject({ origin: 'http://localhost:3636', user: 'piranha' });
  await write('{"console": "https://router1", "user": "marie", "passwordFile": "password", "ca": "/ca.pem"}');
  const inFile = {
    origin: 'https://router1',
    user: 'marie',
    passwordFile: join(folder, 'password'),
    ca: '/ca.pem',
  };
  expect(await read()).toEqual(inFile);
  expect(await read({ LVS_CONSOLE_URL: 'https://router2', LVS_CONSOLE_USER: '' })).toEqual({
    ...inFile,
    origin: 'https://router2',
  });
  expect(await read({ LVS_CONSOLE_USER: 'paul' }, { user: 'eve' })).toMatchObject({ user: 'eve' });
  expect(await read({ XDG_CONFIG_HOME: join(home, 'elsewhere') })).toMatchObject({ user: 'piranha' });
});

test.each(['no JSON', '[]', '{"password": "sept longues nuits"}', '{"user": 1}'])(
  'A file that says %s is refused by its name, and nothing in it is repeated',
  async (text) => {
    await write(text);
    const error = await read().then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    expect(error).toBeInstanceOf(SettingError);
    expect(error?.message).toContain(join(folder, 'client.json'));
    expect(error?.message).not.toContain('nuits');
  },
);
