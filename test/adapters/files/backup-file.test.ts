import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBackupFile, openSecretFile } from '../../../src/adapters/files/backup-file.js';
import type { BackupSettings } from '../../../src/core/ssh/backup-settings.js';
import { scratchFolder } from './scratch-folder.js';

const settings: BackupSettings = {
  format: 1,
  address: 'lb2.example',
  port: 22,
  user: 'lvs-console',
  login: { kind: 'key_file', path: '/home/édouard/id_ed25519' },
  copyTo: null,
};

describe('the connection to the backup', () => {
  it('is there once it was saved, for its owner alone', async () => {
    const path = join(scratchFolder(), 'backup.json');
    const file = openBackupFile(path);
    expect(await file.read()).toBeUndefined();
    await file.save(settings);
    expect(await file.read()).toEqual(settings);
    expect(await openBackupFile(path).read()).toEqual(settings);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is what was saved last', async () => {
    const file = openBackupFile(join(scratchFolder(), 'backup.json'));
    await file.save(settings);
    await file.read();
    await file.save({ ...settings, port: 2222 });
    expect(await file.read()).toEqual({ ...settings, port: 2222 });
  });

  it.each([
    '',
    '{}',
    'port = 22',
    '{"format": 2}',
    JSON.stringify({ ...settings, address: '-oProxyCommand=x' }),
  ])('is not read from %j, and saving it anew heals that', async (text) => {
    const path = join(scratchFolder(), 'backup.json');
    writeFileSync(path, text);
    const file = openBackupFile(path);
    await expect(file.read()).rejects.toMatchObject({ reason: 'ssh_backup_settings', params: { path } });
    await file.save(settings);
    expect(await file.read()).toEqual(settings);
  });

  it('is not saved with what no connection has', async () => {
    const path = join(scratchFolder(), 'backup.json');
    await expect(openBackupFile(path).save({ ...settings, user: '-root' })).rejects.toThrow();
    expect(existsSync(path)).toBe(false);
  });
});

describe('a secret', () => {
  it('is kept in every letter for its owner alone, until it is forgotten', async () => {
    const path = join(scratchFolder(), 'passphrase');
    const file = openSecretFile(path);
    expect(await file.read()).toBeUndefined();
    await file.keep('très sëcret €\n');
    expect(await file.read()).toBe('très sëcret €\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toBe('très sëcret €\n');
    await file.forget();
    await file.forget();
    expect(await file.read()).toBeUndefined();
    expect(existsSync(path)).toBe(false);
  });
});
