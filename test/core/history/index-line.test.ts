import { describe, expect, test } from 'vitest';
import {
  fileNameOf,
  printMark,
  printPruned,
  printVersion,
  readIndexLine,
} from '../../../src/core/history/index-line.js';
import { changesOf, type Version } from '../../../src/core/history/version.js';
import { differencesOfTexts } from '../../../src/core/lvscf/diff.js';

const hash = 'ab'.repeat(32);
/** As the consoles of the first days wrote it. */
const old = {
  number: 7,
  time: '2026-01-02T12:00:00.000Z',
  user: 'ann',
  address: '::1',
  panel: 'redundancy',
  note: '',
  hash,
  bytes: 12,
  previous: '',
};
const version: Version = { ...old, pinned: false };

describe('The index of the history', () => {
  test('is read where an older console wrote it', () => {
    expect(readIndexLine(JSON.stringify(old))).toEqual({ version });
  });

  test('says of a version what it changed, whether it is pinned, and nothing that is not so', () => {
    const changes = changesOf(differencesOfTexts('deadtime = 5\n', 'deadtime = 6\n'));
    const full = { ...version, pinned: true, skipped: false, changes };
    expect(readIndexLine(printVersion(full))).toEqual({ version: full });
    expect(JSON.parse(printVersion(version))).toEqual(old);
  });

  test('has marks and names of files that went', () => {
    const at = '2026-01-02T12:00:00.000Z';
    expect(readIndexLine(printMark(7, { pinned: true }, at))).toEqual({ number: 7, mark: { pinned: true } });
    expect(readIndexLine(printMark(7, { note: 'x' }, at))).toEqual({ number: 7, mark: { note: 'x' } });
    const names = [fileNameOf(version)];
    expect(names).toEqual(['000007-abababababab.cf']);
    expect(readIndexLine(printPruned(names))).toEqual({ pruned: names });
  });

  test.each([
    '',
    '# a note',
    '[]',
    '{"number":7}',
    JSON.stringify({ ...old, hash: '../../x' }),
    JSON.stringify({ ...old, number: -1 }),
    '{"pruned":["../index.jsonl"]}',
    '{"pruned":["000001-abababababab.cf/../../x.cf"]}',
    '{"mark":"7"}',
  ])('passes over what is no line of it: %s', (line) => {
    expect(readIndexLine(line)).toBeUndefined();
  });

  test('hides no version because a newer console says more about it', () => {
    const newer = {
      ...old,
      changes: { count: 1, first: [{ what: 'moved', scope: 'global' }] },
      pinned: 'yes',
      x: 1,
    };
    expect(readIndexLine(JSON.stringify(newer))).toEqual({ version: { ...version, pinned: true } });
  });
});

describe('What a version says of its changes', () => {
  test('is the first of them, and how many there are', () => {
    const servers = Array.from({ length: 30 }, (_, at) => `virtual v${at} {\n}\n`).join('');
    const changes = changesOf(differencesOfTexts('', servers));
    expect(changes.count).toBe(30);
    expect(changes.first).toHaveLength(20);
    expect(changes.first[0]).toMatchObject({ what: 'added', scope: 'virtual', virtual: 'v0' });
  });

  test('is short whatever a value is', () => {
    const changes = changesOf(differencesOfTexts('', `rsh_command = ${'x'.repeat(100_000)}\n`));
    expect(changes.first[0]).toMatchObject({ keyword: 'rsh_command', to: `${'x'.repeat(200)}…` });
  });
});
