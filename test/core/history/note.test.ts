import { describe, expect, test } from 'vitest';
import { longestNote, noteOf } from '../../../src/core/history/note.js';

describe('A note that a person types', () => {
  test.each([
    ['before the new web servers', 'before the new web servers'],
    ['  two\r\n\tlines \u2028 here ', 'two lines here'],
    ['\x1b[31mred\x07\0', '[31mred'],
    ['abc\u202edcba\u2066', 'abcdcba'],
    [
      'caf\u00e9 \u{1f468}\u200d\u{1f469} \u0645\u06cc\u200c\u062e',
      'caf\u00e9 \u{1f468}\u200d\u{1f469} \u0645\u06cc\u200c\u062e',
    ],
    ['half of a pair \ud800', 'half of a pair'],
    ['', ''],
    [' \n ', ''],
  ])('is one clean line: %j', (typed, kept) => {
    expect(noteOf(typed)).toBe(kept);
  });

  test('is cut where nobody would read on, never inside a character', () => {
    const kept = noteOf('\u{1f600}'.repeat(1000));
    expect(kept).toBe('\u{1f600}'.repeat(longestNote));
    expect(noteOf(`${'x'.repeat(longestNote - 1)} and more`)).toBe('x'.repeat(longestNote - 1));
  });

  test('stays the same when it is cleaned again', () => {
    const once = noteOf(`${'a b'.repeat(66)}  \u00a0c d e`);
    expect(noteOf(once)).toBe(once);
  });
});
