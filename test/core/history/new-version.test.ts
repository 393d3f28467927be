import { describe, expect, test } from 'vitest';
import { isKept, timeOutside, versionOf } from '../../../src/core/history/new-version.js';

const now = Date.UTC(2026, 0, 2, 12);
const by = { user: 'ann', address: '::1', panel: 'file', note: ' a\nnote ' };
const last = versionOf(
  1,
  '2026-01-02T11:00:00.000Z',
  by,
  { text: 'x\n', hash: 'b'.repeat(64) },
  'a'.repeat(64),
);

describe('A new version', () => {
  test('has its note as one line, and is not pinned', () => {
    expect(last).toMatchObject({ number: 1, note: 'a note', pinned: false, bytes: 2 });
  });

  test('is none where the last one has the bytes, or was cut off before it had them', () => {
    const content = (letter: string) => ({ text: '', hash: letter.repeat(64) });
    expect(['a', 'b', 'c'].map((letter) => isKept(content(letter), last))).toEqual([true, true, false]);
    expect(isKept(content('a'), undefined)).toBe(false);
  });
});

describe('The time of what was changed outside', () => {
  test.each([
    ['the one of the file', Date.UTC(2026, 0, 2, 11, 30), '2026-01-02T11:30:00.000Z'],
    ['not before the last version', Date.UTC(2020, 0, 1), last.time],
    ['not after now', Date.UTC(2030, 0, 1), '2026-01-02T12:00:00.000Z'],
    ['now where nobody knows', undefined, '2026-01-02T12:00:00.000Z'],
  ])('is %s', (_, mtime, time) => {
    expect(timeOutside(mtime, last, now)).toBe(time);
  });

  test('is any time that has been, where there is no version yet', () => {
    expect(timeOutside(Date.UTC(2019, 0, 1), undefined, now)).toBe('2019-01-01T00:00:00.000Z');
    expect(timeOutside(-1e20, undefined, now)).toBe('1970-01-01T00:00:00.000Z');
  });

  test('is now where the last version has none that can be read', () => {
    expect(timeOutside(Date.UTC(2020, 0, 1), { ...last, time: '?' }, now)).toBe('2026-01-02T12:00:00.000Z');
  });
});
