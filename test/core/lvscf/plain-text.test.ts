import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/core/lvscf/document.js';
import { isPlain, linesRead, plainText, textForm } from '../../../src/core/lvscf/plain-text.js';

describe('the text as the daemon needs it', () => {
  it.each([
    ['line ends of Windows', 'a = 1\r\nb = 2\r\n', 'a = 1\nb = 2\n'],
    ['line ends of old Macs', 'a = 1\rb = 2', 'a = 1\nb = 2'],
    ['a line end that was converted twice', 'a = 1\r\r\nb = 2\n', 'a = 1\n\nb = 2\n'],
    ['a byte order mark', '\xef\xbb\xbfa = 1\r\n', 'a = 1\n'],
    ['UTF-16 of Windows', Buffer.from('\ufeffa = 1\r\n', 'utf16le').toString('latin1'), 'a = 1\n'],
  ])('%s', (_title, text, plain) => {
    expect(isPlain(text)).toBe(false);
    expect(plainText(text)).toBe(plain);
    expect(isPlain(plain)).toBe(true);
  });

  it.each([
    ['a\n', { returns: false, mark: 'none' }],
    ['a\r\n', { returns: true, mark: 'none' }],
    ['\xef\xbb\xbfa\n', { returns: false, mark: 'utf8' }],
    ['\xff\xfea\0\r\0\n\0', { returns: true, mark: 'utf16' }],
    ['\xef\xbba\n', { returns: false, mark: 'none' }],
  ])('%j is told apart', (text, form) => {
    expect(textForm(text)).toEqual(form);
  });

  it('other texts stay as they are', () => {
    const text = '# caf\xe9\n\tprimary = 192.0.2.1 \n\n';
    expect(isPlain(text)).toBe(true);
    expect(plainText(text)).toBe(text);
  });
});

describe('what the daemon reads of a file', () => {
  it.each([
    ['with line feeds', '# x\na = 1\n\nb = 2\n', { total: 2, read: 2 }],
    [
      'with the line ends of Windows',
      'a = 1\r\nb = 2\r\n\r\nc = 3\r\n',
      { total: 3, read: 1, firstPassedOver: 2 },
    ],
    ['of Windows, with a comment at its head', '# x\r\na = 1\r\n', { total: 1, read: 0, firstPassedOver: 2 }],
    ['with the line ends of old Macs', 'a = 1\rb = 2\r', { total: 2, read: 2 }],
    [
      'with one carriage return behind a comment',
      'a = 1\r# x\nb = 2\nc = 3\r',
      { total: 3, read: 1, firstPassedOver: 3 },
    ],
    [
      'with one carriage return in a line of its own',
      'a = 1\n\nb = 2\nc = 3\r\nd = 4\n',
      { total: 4, read: 4 },
    ],
  ])('%s', (_title, text, read) => {
    expect(linesRead(parse(text))).toEqual(read);
  });
});
