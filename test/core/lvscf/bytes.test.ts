import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteString, isUtf8, readable, visible, withoutMark } from '../../../src/core/lvscf/bytes.js';

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').toString('latin1');
const anyBytes = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1'));

describe('bytes as readable text', () => {
  it.each([
    ['plain text', 'primary', 'primary'],
    ['UTF-8', utf8('# café 東京'), '# café 東京'],
    ['Latin-1', '# caf\xe9', '# café'],
    ['a byte order mark stays', utf8('\ufeffprimary'), '\ufeffprimary'],
    ['text that was typed', '\u2028\u0141 café', '\u2028\u0141 café'],
    ['a cut UTF-8 character is Latin-1', utf8('é').slice(0, 1), 'Ã'],
  ])('%s', (_title, bytes, text) => {
    expect(readable(bytes)).toBe(text);
  });

  it('and back are the same bytes, in the encoding they had', () => {
    fc.assert(fc.property(anyBytes, (bytes) => byteString(readable(bytes), bytes) === bytes));
  });

  it('text goes into the encoding of what was there, when that can say it', () => {
    expect(byteString('é', 'caf\xe9')).toBe('\xe9');
    expect(byteString('é', utf8('café'))).toBe(utf8('é'));
    expect(byteString('é')).toBe(utf8('é'));
    expect(byteString('東', 'caf\xe9')).toBe(utf8('東'));
  });

  it('is UTF-8 exactly when its bytes are', () => {
    expect(isUtf8('')).toBe(true);
    expect(isUtf8(utf8('東京'))).toBe(true);
    expect(isUtf8('\xe9')).toBe(false);
    expect(isUtf8('\xed\xa0\x80')).toBe(false);
  });

  it('holds texts longer than a call takes arguments', () => {
    const long = 'é'.repeat(300_000);
    expect(readable(byteString(long))).toBe(long);
  });
});

describe('byte order marks', () => {
  it.each([
    ['of UTF-8', utf8('\ufeffprimary = é\n'), utf8('primary = é\n')],
    ['of UTF-16', utf16('primary = é\r\n'), utf8('primary = é\r\n')],
    ['of UTF-16, the other way round', '\xfe\xff\0a\0\n', 'a\n'],
    ['in the middle of a text are no marks', utf8('a\ufeff'), utf8('a\ufeff')],
    ['without one nothing changes', '# caf\xe9\n', '# caf\xe9\n'],
  ])('%s', (_title, bytes, text) => {
    expect(withoutMark(bytes)).toBe(text);
  });
});

describe('text that is shown', () => {
  it.each([
    ['escape sequences', '\x1b[31mred\x07', '\\x1b[31mred\\x07'],
    ['a NUL byte and a line feed', 'a\0b\nc', 'a\\x00b\\nc'],
    ['C1 control characters', '\x9b2J', '\\u{009b}2J'],
    ['a text that runs from right to left', 'a\u202eb', 'a\\u{202e}b'],
    ['characters that look like a blank', 'a\u00a0b\u3000c\u200bd', 'a\\u{00a0}b\\u{3000}c\\u{200b}d'],
    ['half a character', 'a\ud800b', 'a\\u{d800}b'],
  ])('has %s made harmless', (_title, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('keeps letters, blanks and tabs', () => {
    expect(visible('\t# café 東京 "x"')).toBe('\t# café 東京 "x"');
  });
});
