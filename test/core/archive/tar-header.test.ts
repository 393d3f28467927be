import { describe, expect, test } from 'vitest';
import { blockBytes, printTarHeader, readTarHeader } from '../../../src/core/archive/tar-header.js';

describe('The header of a file in a tar archive', () => {
  test('is read as it was written', () => {
    const header = printTarHeader('history/000001-0123456789ab.cf', 12_345, 1_767_355_200);
    expect(header).toHaveLength(blockBytes);
    expect(readTarHeader(header)).toEqual({
      kind: 'file',
      name: 'history/000001-0123456789ab.cf',
      size: 12_345,
    });
  });

  test('is for a file that its owner alone reads, of root', () => {
    const text = Buffer.from(printTarHeader('lvs.cf', 8, 0)).toString('latin1');
    expect(text.slice(100, 156)).toBe(
      '0000600\x000000000\x000000000\x0000000000010\x0000000000000\x000'.slice(0, 48) + text.slice(148, 156),
    );
    expect(text.slice(257, 265)).toBe('ustar\x0000');
  });

  test('ends an archive where it is nothing but zeros', () => {
    expect(readTarHeader(new Uint8Array(blockBytes))).toBeUndefined();
  });

  test.each([0, 60, 100, 124, 130, 150, 156, 157, 257, 300, 345, 511])(
    'is refused when the byte at %d is another',
    (at) => {
      const header = printTarHeader('lvs.cf', 8, 0);
      header[at] = (header[at] ?? 0) ^ 0x41;
      expect(readTarHeader(header)).toMatchObject({ fault: 'no_tar' });
    },
  );

  test('holds no name that is too long for it', () => {
    expect(() => printTarHeader('x'.repeat(101), 0, 0)).toThrow(RangeError);
  });
});
