import { describe, expect, test } from 'vitest';
import type { Inspection } from '../../../src/core/push/answers.js';
import { type FindingCode, findingsOf, olderVersion } from '../../../src/core/push/findings.js';

const well: Inspection = {
  answer: 'inspect',
  version: '1.2.0',
  host: 'lb2',
  account: 'lvs-console',
  at: 1_000_000,
  folder: {
    path: '/etc/lvs-console',
    owner: 'root',
    group: 'lvs-console',
    mode: 0o2770,
    writable: true,
    freeBytes: 1e9,
  },
  path: '/etc/lvs-console/lvs.cf',
  file: { sha256: 'a'.repeat(64), size: 10, mtime: 1 },
  hindrance: '',
  commands: [],
  identity: { role: 'backup', device: 'eth0', address: '192.0.2.2' },
  addresses: ['192.0.2.2'],
  rights: [{ verb: 'state', allowed: true }],
  state: {
    at: 1_000_000,
    engine: { name: 'keepalived', status: 'running', pid: 7, boot: 'enabled', control: 'systemd', log: [] },
    identity: null,
    file: { path: '/etc/lvs-console/lvs.cf', hash: null },
    installed: { path: '/etc/keepalived/keepalived.conf', whose: 'ours', current: true },
    previous: false,
    applied: null,
    trial: null,
    vrrp: null,
  },
};
const own = { version: '1.2.0', role: 'primary', at: 1_000_100, tookMs: 200 } as const;
const found = (change: Partial<Inspection>) =>
  findingsOf({ ...well, ...change }, own).map(({ code, outcome }) => `${code} ${outcome}`);

describe('A look at the other router', () => {
  test('finds everything well', () => {
    expect(found({})).toEqual([
      'program_same done',
      'folder_fit done',
      'space_enough done',
      'file_there done',
      'sudo_allows done',
      'engine_running done',
      'identity_other done',
      'clock_same done',
    ]);
  });

  test.each<[Partial<Inspection>, FindingCode, string]>([
    [{ version: '1.1.9' }, 'program_differs', 'failed'],
    [{ folder: null }, 'folder_missing', 'failed'],
    [
      { folder: { ...(well.folder as NonNullable<Inspection['folder']>), writable: false } },
      'folder_closed',
      'failed',
    ],
    [
      { folder: { ...(well.folder as NonNullable<Inspection['folder']>), freeBytes: 1e6 } },
      'space_short',
      'failed',
    ],
    [{ file: null }, 'file_none', 'done'],
    [{ hindrance: 'unsafe_place: hard_links' }, 'file_hindered', 'failed'],
    [{ rights: [{ verb: 'apply', allowed: false }] }, 'sudo_refuses', 'unknown'],
    [{ state: null }, 'engine_untold', 'unknown'],
    [{ identity: { role: 'primary', device: 'eth0', address: '192.0.2.1' } }, 'identity_same', 'failed'],
    [{ identity: { unknown: 'neither', primary: '', backup: '' } }, 'identity_unknown', 'unknown'],
    [{ identity: null }, 'identity_untold', 'unknown'],
    [{ at: 1_060_000 }, 'clock_differs', 'unknown'],
    [{ at: 940_000 }, 'clock_differs', 'unknown'],
  ])('finds %j', (change, code, outcome) => {
    expect(found(change)).toContain(`${code} ${outcome}`);
  });

  test.each([
    ['1.2.3', '1.2.4', 'here'],
    ['1.10.0', '1.9.9', 'there'],
    ['2.0.0', '1.99.99', 'there'],
    ['1.0.0-rc.1', '1.0.0', 'here'],
    ['1.0.0', '1.0.0-rc.1', 'there'],
  ])('knows which of %s and %s is the older one', (here, there, older) => {
    expect(olderVersion(here, there)).toBe(older);
  });
});
