import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaBytes, areaText } from '../../../src/core/lvscf/text-area.js';

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
/** What a browser makes of the text before it sends it. */
const sent = (text: string) => text.replaceAll('\n', '\r\n');

describe('a text area', () => {
  const mixed = `# caf\xe9\n# ${utf8('café')}\nprimary = 192.0.2.1\n`;

  it('shows each line in its own encoding', () => {
    expect(areaText(mixed)).toBe('# café\n# café\nprimary = 192.0.2.1\n');
  });

  it('gives back the bytes of every line that was not touched', () => {
    const typed = sent(areaText(mixed).replace('192.0.2.1', '192.0.2.9'));
    expect(areaBytes(typed, mixed)).toBe(mixed.replace('192.0.2.1', '192.0.2.9'));
  });

  it('writes new lines in the encoding of the file', () => {
    expect(areaBytes('# café\r\n# été\r\n', '# caf\xe9\n')).toBe('# caf\xe9\n# \xe9t\xe9\n');
    expect(areaBytes('# été\r\n', utf8('# café\n'))).toBe(utf8('# été\n'));
    expect(areaBytes('# 東京\r\n# café', '# caf\xe9')).toBe(`${utf8('# 東京')}\n# caf\xe9`);
  });

  it('never gives a carriage return or a byte order mark', () => {
    expect(areaBytes('\ufeffa\rb\r\nc\n', 'x')).toBe('a\nb\nc\n');
    expect(areaBytes('a\r\n', utf8('\ufeffa\n'))).toBe('a\n');
  });

  it('keeps a final newline, which text browsers cut off, and takes one that was typed', () => {
    expect(areaBytes('a\r\nb', 'a\nb\n')).toBe('a\nb\n');
    expect(areaBytes('a\r\nb', 'a\nb')).toBe('a\nb');
    expect(areaBytes('a\r\nb\r\n', 'a\nb')).toBe('a\nb\n');
    expect(areaBytes('', 'a\n')).toBe('');
  });

  it('keeps a NUL byte in a line that was not touched', () => {
    expect(areaText('a\0b\nc')).toBe('a\u2400b\nc');
    expect(areaBytes('a\u2400b\r\nd', 'a\0b\nc')).toBe('a\0b\nd');
  });

  it('gives back any text of line feeds as it was', () => {
    const line = fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
    const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n').replaceAll('\r', ''));
    const plain = text.filter((bytes) => !/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/.test(bytes));
    fc.assert(fc.property(plain, (bytes) => areaBytes(sent(areaText(bytes)), bytes) === bytes));
  });
});
