import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswer, readHello } from '../../../src/core/push/answers.js';
import { fileLimit, firstMessage } from '../../../src/core/push/requests.js';

const file = { sha256: 'b'.repeat(64), size: 3, mtime: 1.5 };

describe('What the other router answers', () => {
  test('is taken when it is what was asked for', () => {
    expect(readAnswer('hash', { answer: 'hash', file })).toEqual({ answer: 'hash', file });
    expect(readAnswer('hash', { answer: 'hash', file: null })).toEqual({ answer: 'hash', file: null });
    expect(readAnswer('commit', { refused: 'changed_there', file: null })).toEqual({
      refused: 'changed_there',
      file: null,
    });
  });

  test('is a file that may be packed, and is never larger than a file may be', () => {
    const answer = { answer: 'fetch', file };
    expect(readAnswer('fetch', answer)).toEqual(answer);
    expect(readAnswer('fetch', { ...answer, packed: 'brotli' })).toEqual({ ...answer, packed: 'brotli' });
    expect(readAnswer('fetch', { ...answer, packed: 'gzip' })).toBeUndefined();
    const large = { answer: 'fetch', file: { ...file, size: fileLimit + 1 } };
    expect(readAnswer('fetch', large)).toBeUndefined();
  });

  test.each([
    { answer: 'fetch', file },
    { answer: 'hash' },
    { answer: 'hash', file, more: 1 },
    { answer: 'hash', file: { ...file, sha256: 'B'.repeat(64) } },
    { answer: 'hash', file: { ...file, size: -1 } },
    { refused: 'nothing_known' },
    { refused: 'problems', count: 1, problems: [{ severity: 'refused', code: '<b>', line: 1 }] },
    [],
    null,
  ])('is nothing when it is something else: %j', (head) => {
    expect(readAnswer('hash', head)).toBeUndefined();
  });

  test('brings no text that a terminal would obey, or that turns what follows it round', () => {
    const said = 'x\x1b[2J\u202e\ny';
    const refusal = readAnswer('hash', { refused: 'fault', said });
    expect(refusal).toEqual({ refused: 'fault', said: 'x\\x1b[2J\\u{202e}\\ny' });
  });

  test('is given up when it is nested without end', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(readAnswer('inspect', { answer: 'inspect', addresses: deep })).toBeUndefined();
    expect(readHello({ hello: deep })).toBeUndefined();
  });

  test('never breaks whoever reads it', () => {
    const asked = fc.constantFrom(
      'inspect',
      'hash',
      'fetch',
      'offer',
      'commit',
      'discard',
      'engine' as const,
    );
    fc.assert(
      fc.property(asked, fc.jsonValue(), (ask, head) => {
        expect(() => readAnswer(ask, head)).not.toThrow();
      }),
    );
  });
});

describe('The first message', () => {
  test.each(['0.1.0', '12.0.3', '1.0.0-rc.1'])('names the version %s', (version) => {
    const hello = { hello: 'lvs-console-router', format: 1, version };
    expect(readHello(hello)).toEqual(hello);
  });

  test('may say how bytes may come packed; an older program does not', () => {
    expect(readHello(firstMessage('0.1.0'))).toMatchObject({ packings: ['brotli'] });
    const later = { ...firstMessage('0.1.0'), packings: ['brotli', 'something-newer'] };
    expect(readHello(later)).toEqual(later);
    expect(readHello({ ...later, packings: 'brotli' })).toBeUndefined();
    expect(readHello({ ...later, packings: Array(11).fill('brotli') })).toBeUndefined();
  });

  test.each([
    { hello: 'somebody', format: 1, version: '1.0.0' },
    { hello: 'lvs-console-router', format: '1', version: '1.0.0' },
    { hello: 'lvs-console-router', format: 1, version: '1' },
    { hello: 'lvs-console-router', format: 1, version: '1.0.0\n2' },
    { hello: 'lvs-console-router', format: 1 },
  ])('is not %j', (head) => {
    expect(readHello(head)).toBeUndefined();
  });
});
