import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caretsUnder, excerptOf, piecesOf } from '../../../src/core/lvscf/excerpt.js';

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe('a line with a mark under what is wrong', () => {
  it.each([
    ['a word', 'port = HTTP', { column: 8, length: 4 }, 'port = HTTP', '       ^^^^'],
    ['behind a tab', '\tport = x', { column: 9, length: 1 }, '\tport = x', '\t       ^'],
    ['at the end of the line', 'send =', { column: 7, length: 1 }, 'send =', '      ^'],
    ['behind the end', '}', { column: 9, length: 3 }, '}', ' ^'],
    ['behind letters of two bytes', utf8('é = x'), { column: 6, length: 1 }, 'é = x', '    ^'],
    ['behind letters of two columns', utf8('東京 x'), { column: 8, length: 1 }, '東京 x', '     ^'],
    ['on an escape sequence', 'a \x1b[m', { column: 3, length: 3 }, 'a \\x1b[m', '  ^^^^^^'],
    ['in a line that is not UTF-8', 'é \xe9x', { column: 1, length: 1 }, 'é éx', '^'],
  ])('%s', (_title, line, place, text, carets) => {
    expect(excerptOf(line, place)).toEqual({ text, carets });
  });

  it('a long line is shortened around the mark', () => {
    const { text, carets } = excerptOf(`${'a'.repeat(500)} ${'b'.repeat(500)} ${'c'.repeat(500)}`, {
      column: 502,
      length: 500,
    });
    expect(text).toMatch(/^…a+ b+… c+…$/);
    expect(text.length).toBeLessThan(165);
    expect(text.indexOf('b')).toBe(carets.indexOf('^'));
    expect(carets.trim()).toHaveLength(60);
  });

  it('several marks stand under one line, those that touch as one', () => {
    const pieces = piecesOf('a bb cc d', [
      { column: 6, length: 2 },
      { column: 3, length: 2 },
      { column: 4, length: 3 },
    ]);
    expect(pieces).toEqual([
      { text: 'a ', marked: false },
      { text: 'bb cc', marked: true },
      { text: ' d', marked: false },
    ]);
    expect(caretsUnder(pieces)).toBe('  ^^^^^');
  });

  it('the pieces are the whole line, whatever it holds and wherever the marks are', () => {
    const mark = fc.record({
      column: fc.integer({ min: 1, max: 30 }),
      length: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.array(mark, { maxLength: 3 }), (line, marks) => {
        const bytes = line.replace(/[^ -~]/g, '.');
        const pieces = piecesOf(bytes, marks);
        expect(pieces.map(({ text }) => text).join('')).toBe(bytes);
        expect(pieces.some(({ marked }) => marked)).toBe(marks.length > 0);
      }),
    );
  });
});
