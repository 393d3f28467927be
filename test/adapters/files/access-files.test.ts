import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openAccessFile } from '../../../src/adapters/files/access-files.js';
import { scratchFolder } from './scratch-folder.js';

function sandbox(text?: string) {
  const folder = scratchFolder();
  const path = join(folder, 'htpasswd');
  if (text !== undefined) {
    writeFileSync(path, text, 'latin1');
  }
  return { folder, path, file: openAccessFile({ path }), text: () => readFileSync(path, 'latin1') };
}

describe('The password file', () => {
  test('gives each user the hash of the first line, as it stands', async () => {
    const { file } = sandbox(
      '# staff\n\nann:$2b$10$abc\n  ben:{SHA}x=\r\nann:second\nno colon\n:no name\neve:$apr1$s$h:more\n',
    );
    expect([...(await file.readUsers())]).toEqual([
      ['ann', '$2b$10$abc'],
      ['ben', '{SHA}x='],
      ['eve', '$apr1$s$h'],
    ]);
  });

  test('that is missing lets nobody in', async () => {
    const { file, folder } = sandbox();
    expect((await file.readUsers()).size).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that cannot be read is not taken for an empty one', async () => {
    const { file, path } = sandbox();
    mkdirSync(path);
    await expect(file.readUsers()).rejects.toMatchObject({ reason: 'not_a_file' });
  });

  test('is seen as it is after a change outside', async () => {
    const { file, path } = sandbox('ann:one\n');
    expect((await file.readUsers()).get('ann')).toBe('one');
    writeFileSync(path, 'ann:two\n');
    expect((await file.readUsers()).get('ann')).toBe('two');
  });

  test('is made for the first user, for this account only', async () => {
    const { file, folder, path, text } = sandbox();
    await file.setUser('piranha', '$2b$10$abc');
    expect(text()).toBe('piranha:$2b$10$abc\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['htpasswd']);
    expect((await file.readUsers()).get('piranha')).toBe('$2b$10$abc');
  });

  test('keeps all other lines when a hash is replaced', async () => {
    const { file, text } = sandbox('# staff \xff\nann:one\nben:b\nann:hidden\nlast:l');
    await file.setUser('ann', 'two');
    expect(text()).toBe('# staff \xff\nann:two\nben:b\nann:hidden\nlast:l');
    await file.setUser('eve', 'e');
    expect(text()).toBe('# staff \xff\nann:two\nben:b\nann:hidden\nlast:l\neve:e\n');
  });

  test('stays readable for its group, and for nobody else', async () => {
    const { file, path } = sandbox('ann:one\n');
    chmodSync(path, 0o644);
    await file.setUser('ann', 'two');
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  test('takes names of every language', async () => {
    const { file, text } = sandbox('ann:one\n');
    await file.setUser('j\u00f6rg \u20ac', 'j');
    expect(text()).toBe('ann:one\nj\xc3\xb6rg \xe2\x82\xac:j\n');
    await file.setUser('j\u00f6rg \u20ac', 'k');
    expect([...(await file.readUsers())]).toEqual([
      ['ann', 'one'],
      ['j\u00f6rg \u20ac', 'k'],
    ]);
  });

  test.each(['', 'a:b', 'a\nb', 'a\rb', 'a\u0000b', 'a\tb', 'a\u007fb', 'a\u0085b', ' a', 'a ', '#a'])(
    'refuses a user named %j',
    async (user) => {
      const { file, text } = sandbox('ann:one\n');
      await expect(file.setUser(user, 'x')).rejects.toMatchObject({
        code: 'invalid',
        reason: 'user_refused',
        params: { user },
      });
      expect(text()).toBe('ann:one\n');
    },
  );

  test.each(['', 'a:b', 'a\nroot:x', 'a b', 'caf\u00e9'])('refuses the hash %j', async (hash) => {
    const { file, text } = sandbox('ann:one\n');
    await expect(file.setUser('ann', hash)).rejects.toThrow(RangeError);
    expect(text()).toBe('ann:one\n');
  });

  test('keeps every user when several are set at once', async () => {
    const { path, file } = sandbox();
    const another = openAccessFile({ path });
    const users = Array.from({ length: 10 }, (_, number) => `user${number}`);
    await Promise.all(users.map((user, at) => (at % 2 ? file : another).setUser(user, 'x')));
    expect([...(await file.readUsers()).keys()].sort()).toEqual(users);
  });

  test('is not made where a link leads nowhere', async () => {
    const { path, folder, file } = sandbox();
    symlinkSync(join(folder, 'nowhere'), path);
    await expect(file.setUser('ann', 'x')).rejects.toMatchObject({ reason: 'file_missing' });
    expect(readdirSync(folder)).toEqual(['htpasswd']);
  });
});
