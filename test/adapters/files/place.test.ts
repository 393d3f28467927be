import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConfigFile } from '../../../src/adapters/files/config-file.js';
import { type Files, machineFiles } from '../../../src/adapters/files/files.js';
import type { Order } from './child.js';
import { type Child, startChild } from './child-process.js';
import { scratchFolder } from './scratch-folder.js';

const by = { user: 'ann', address: '10.0.0.1', panel: 'file' };
const isRoot = process.geteuid?.() === 0;
/** The account `nobody` and its group, which own nothing. */
const nobody = 65534;

function sandbox() {
  const root = scratchFolder();
  chmodSync(root, 0o755);
  const folder = join(root, 'etc');
  mkdirSync(folder, { mode: 0o755 });
  const path = join(folder, 'lvs.cf');
  const historyFolder = join(root, 'state', 'history');
  const file = openConfigFile({ path, historyFolder, parse: (text) => text });
  return { root, folder, path, historyFolder, file, save: () => file.update(by, () => 'new') };
}

const unsafe = (path: string, why: string) => ({
  code: 'file_unavailable',
  reason: 'unsafe_place',
  params: { path, why },
});

describe('What is not an ordinary file', () => {
  test.each([
    { found: 'folder', make: (path: string) => mkdirSync(path) },
    { found: 'pipe', make: (path: string) => execFileSync('mkfifo', [path]) },
  ])('is neither read nor written: a $found', async ({ found, make }) => {
    const { file, path, save } = sandbox();
    make(path);
    const failure = { code: 'file_unavailable', reason: 'not_a_file', params: { path, found } };
    await expect(file.read()).rejects.toMatchObject(failure);
    await expect(save()).rejects.toMatchObject(failure);
    await expect(file.create(by, 'new')).rejects.toMatchObject({ reason: 'file_exists' });
  });

  test('is neither read nor written: a socket, a device', async () => {
    const { path, file, historyFolder } = sandbox();
    const server = createServer().listen(path);
    await expect(file.read()).rejects.toMatchObject({ params: { found: 'socket' } });
    await new Promise((resolve) => server.close(resolve));
    const device = openConfigFile({ path: '/dev/null', historyFolder, parse: (text) => text });
    await expect(device.read()).rejects.toMatchObject({ params: { found: 'device' } });
  });
});

test('A pipe that takes the place of the file at the last moment does not block the console', async () => {
  const { path, historyFolder } = sandbox();
  writeFileSync(path, 'old');
  const files: Files = {
    ...machineFiles,
    open: (...args) => {
      unlinkSync(path);
      execFileSync('mkfifo', [path]);
      return machineFiles.open(...args);
    },
  };
  const file = openConfigFile({ path, historyFolder, parse: String, files });
  await expect(file.read()).rejects.toMatchObject({ reason: 'not_a_file', params: { found: 'pipe' } });
});

describe('A symbolic link', () => {
  function linked(folderMode: number) {
    const made = sandbox();
    const elsewhere = join(made.root, 'elsewhere');
    mkdirSync(elsewhere);
    chmodSync(elsewhere, folderMode);
    const target = join(elsewhere, 'real.cf');
    writeFileSync(target, 'old');
    symlinkSync(target, made.path);
    return { ...made, elsewhere, target };
  }

  test('into a folder as safe as its own is followed, and stays a link', async () => {
    const { save, file, path, target, folder, elsewhere } = linked(0o775);
    expect((await file.read()).text).toBe('old');
    await save();
    expect(readFileSync(target, 'utf8')).toBe('new');
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect([readdirSync(folder), readdirSync(elsewhere)]).toEqual([['lvs.cf'], ['real.cf']]);
    expect((await file.read()).text).toBe('new');
  });

  test('and the name it leads to share one lock', async () => {
    const { file, target, historyFolder } = linked(0o755);
    const direct = openConfigFile({ path: target, historyFolder, parse: (text) => text });
    await Promise.all([file, direct, file, direct].map((one) => one.update(by, ({ text }) => `${text}!`)));
    expect(readFileSync(target, 'utf8')).toBe('old!!!!');
  });

  test('into a folder that everybody may write is not followed', async () => {
    const { save, file, path, target } = linked(0o777);
    await expect(file.read()).rejects.toMatchObject(unsafe(path, 'link_target'));
    await expect(save()).rejects.toMatchObject(unsafe(path, 'link_target'));
    expect(readFileSync(target, 'utf8')).toBe('old');
  });

  test('is not followed when a folder further up can be replaced by everybody', async () => {
    const { save, path, elsewhere, root } = linked(0o755);
    const open = join(root, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    renameSync(elsewhere, join(open, 'elsewhere'));
    unlinkSync(path);
    symlinkSync(join(open, 'elsewhere', 'real.cf'), path);
    await expect(save()).rejects.toMatchObject(unsafe(path, 'link_target'));
  });

  test('into a sticky folder is followed to a file of our own', async () => {
    const { save, target } = linked(0o1777);
    await save();
    expect(readFileSync(target, 'utf8')).toBe('new');
  });

  test.runIf(isRoot)('into a sticky folder is not followed to a file of somebody else', async () => {
    const { save, path, target } = linked(0o1777);
    chownSync(target, nobody, nobody);
    await expect(save()).rejects.toMatchObject(unsafe(path, 'link_target'));
  });

  test.runIf(isRoot)('into a safe folder is followed whoever owns the file', async () => {
    const { save, target } = linked(0o755);
    chownSync(target, nobody, nobody);
    await save();
    expect(readFileSync(target, 'utf8')).toBe('new');
  });

  test.runIf(isRoot)('into a folder of somebody else is not followed', async () => {
    const { save, path, elsewhere } = linked(0o755);
    chownSync(elsewhere, nobody, nobody);
    await expect(save()).rejects.toMatchObject(unsafe(path, 'link_target'));
  });

  test.runIf(isRoot)('that somebody else made is not followed', async () => {
    const { save, file, path } = linked(0o755);
    lchownSync(path, nobody, nobody);
    await expect(file.read()).rejects.toMatchObject(unsafe(path, 'link_owner'));
    await expect(save()).rejects.toMatchObject(unsafe(path, 'link_owner'));
  });

  test('that leads nowhere counts as a missing file, and nothing is made where it leads', async () => {
    const { file, path, root, save } = sandbox();
    symlinkSync(join(root, 'nowhere.cf'), path);
    await expect(file.read()).rejects.toMatchObject({ reason: 'file_missing' });
    await expect(save()).rejects.toMatchObject({ reason: 'file_missing' });
    await expect(file.create(by, 'new')).rejects.toMatchObject({ reason: 'file_missing' });
    expect(readdirSync(root)).toEqual(['etc']);
  });
});

describe('An unsafe place', () => {
  test('is a folder in which everybody may replace the file: it is read, not written', async () => {
    const { file, folder, path, save } = sandbox();
    writeFileSync(path, 'old');
    chmodSync(folder, 0o777);
    expect((await file.read()).text).toBe('old');
    await expect(save()).rejects.toMatchObject(unsafe(path, 'folder_open'));
    expect(readFileSync(path, 'utf8')).toBe('old');
    unlinkSync(path);
    await expect(file.create(by, 'new')).rejects.toMatchObject(unsafe(path, 'folder_open'));
  });

  test('is not a sticky folder', async () => {
    const { folder, path, save } = sandbox();
    writeFileSync(path, 'old');
    chmodSync(folder, 0o1777);
    await save();
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  test('is a file with a second name: it is read, not written', async () => {
    const { file, root, path, save } = sandbox();
    writeFileSync(path, 'old');
    linkSync(path, join(root, 'second.cf'));
    expect((await file.read()).text).toBe('old');
    await expect(save()).rejects.toMatchObject(unsafe(path, 'hard_links'));
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  test('is a folder of versions that everybody may write', async () => {
    const { path, save, historyFolder } = sandbox();
    writeFileSync(path, 'old');
    mkdirSync(historyFolder, { recursive: true });
    chmodSync(historyFolder, 0o777);
    await expect(save()).rejects.toMatchObject(unsafe(historyFolder, 'folder_open'));
    expect(readFileSync(path, 'utf8')).toBe('old');
  });
});

describe.runIf(isRoot)('An account without the right', () => {
  let child: Child;
  beforeAll(() => {
    child = startChild({ uid: nobody, gid: nobody });
  });
  afterAll(() => child.end());

  /** A file of root, in a folder of root; the versions go to a folder of the account. */
  function forbidden({ mode = 0o600, folderMode = 0o755, name = 'lvs.cf' } = {}) {
    const made = sandbox();
    const path = join(made.folder, name);
    writeFileSync(path, 'old\n');
    chmodSync(path, mode);
    chmodSync(made.folder, folderMode);
    mkdirSync(join(made.root, 'state'));
    chownSync(join(made.root, 'state'), nobody, nobody);
    const tell = (verb: Order['verb']) => child.tell({ path, historyFolder: made.historyFolder, verb });
    return { ...made, path, tell };
  }

  /** Types the commands of an answer, as root. */
  function obey(answer: object): void {
    const { params } = answer as { params: { commands: string[] } };
    expect(params.commands.length).toBeGreaterThan(0);
    for (const command of params.commands) {
      execFileSync('sh', ['-c', command]);
    }
  }

  test.each([
    { title: 'a file of root', mode: 0o600, folderMode: 0o755 },
    { title: 'a file in a closed folder', mode: 0o640, folderMode: 0o700 },
    { title: 'a file with a name that the shell would take apart', name: `it's $(touch x); "a".cf` },
  ])('is told the commands that let it read and save: $title', async ({ title, ...options }) => {
    const { path, tell } = forbidden(options);
    const refused = await tell('read');
    expect(refused).toMatchObject({ reason: 'no_right', params: { path, action: 'read' } });
    obey(refused);
    expect(await tell('read')).toEqual({ text: 'old\n' });
    expect(await tell('append')).toEqual({ text: 'old\nmore\n' });
    expect(statSync(path).mode & 0o007).toBe(0);
  });

  test('that may read is told the commands that let it save', async () => {
    const { path, folder, tell } = forbidden({ mode: 0o644 });
    expect(await tell('read')).toEqual({ text: 'old\n' });
    const refused = await tell('append');
    expect(refused).toEqual({
      reason: 'no_right',
      params: {
        path,
        action: 'write',
        commands: [
          `chgrp nogroup ${folder}`,
          `chmod g+rwxs ${folder}`,
          `chgrp nogroup ${path}`,
          `chmod g+rw ${path}`,
        ],
      },
    });
    expect(readFileSync(path, 'utf8')).toBe('old\n');
    obey(refused);
    expect(await tell('append')).toEqual({ text: 'old\nmore\n' });
  });

  test('is told how to get past a folder further up', async () => {
    const { root, tell } = forbidden({ mode: 0o644 });
    chmodSync(root, 0o700);
    const refused = await tell('read');
    expect(refused).toMatchObject({ reason: 'no_right' });
    obey(refused);
    expect(await tell('append')).toEqual({ text: 'old\nmore\n' });
  });

  test('is told how to make a file that is missing', async () => {
    const { path, tell } = forbidden();
    unlinkSync(path);
    expect(await tell('read')).toMatchObject({ reason: 'file_missing' });
    const refused = await tell('create');
    expect(refused).toMatchObject({ reason: 'no_right', params: { action: 'write' } });
    obey(refused);
    expect(await tell('create')).toEqual({ text: 'made\n' });
  });

  test('is told how to get a folder for the versions', async () => {
    const { root, path, folder, historyFolder, tell } = forbidden({ mode: 0o660, folderMode: 0o770 });
    chownSync(folder, 0, nobody);
    chownSync(path, 0, nobody);
    chownSync(join(root, 'state'), 0, 0);
    const refused = await tell('append');
    expect(refused).toMatchObject({ reason: 'no_right', params: { path: historyFolder } });
    obey(refused);
    expect(await tell('append')).toEqual({ text: 'old\nmore\n' });
  });

  test('keeps mode and group of a file that it shares, and becomes its owner', async () => {
    const { path, folder, tell } = forbidden({ mode: 0o660, folderMode: 0o2770 });
    chownSync(folder, 0, nobody);
    chownSync(path, 0, nobody);
    expect(await tell('append')).toEqual({ text: 'old\nmore\n' });
    const { uid, gid, mode } = statSync(path);
    expect({ uid, gid, mode: mode & 0o7777 }).toEqual({ uid: nobody, gid: nobody, mode: 0o660 });
  });

  test('does not take a file away from the group that may use it', async () => {
    const { path, folder, tell } = forbidden({ mode: 0o664, folderMode: 0o2770 });
    chownSync(folder, 0, nobody);
    chownSync(path, 0, 60);
    const refused = await tell('append');
    expect(refused).toMatchObject({ reason: 'no_right', params: { path, action: 'write' } });
    expect(readFileSync(path, 'utf8')).toBe('old\n');
    expect(readdirSync(folder)).toEqual(['lvs.cf']);
    obey(refused);
    expect(await tell('append')).toEqual({ text: 'old\nmore\n' });
  });

  test('may change the group of a file that is of no use to the group', async () => {
    const { path, folder, tell } = forbidden({ mode: 0o604, folderMode: 0o2770 });
    chownSync(folder, 0, nobody);
    chownSync(path, 0, 60);
    expect(await tell('append')).toEqual({ text: 'old\nmore\n' });
    expect(statSync(path).mode & 0o7777).toBe(0o604);
  });

  test('may not replace a file of somebody else in a sticky folder, and is told what helps', async () => {
    const { folder, tell } = forbidden({ mode: 0o666, folderMode: 0o1777 });
    const refused = await tell('append');
    expect(refused).toMatchObject({ reason: 'no_right', params: { action: 'write' } });
    expect(readdirSync(folder)).toEqual(['lvs.cf']);
    obey(refused);
    expect(await tell('append')).toEqual({ text: 'old\nmore\n' });
  });
});
