import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { farVerbs, fileLimit, type Request, readRequest } from '../../../src/core/push/requests.js';
import { lineLimit, looks, toldLooks, toldVerbs, verbs } from '../../../src/core/router/verbs.js';

const hash = 'a'.repeat(64);
const token = '0123456789abcdef'.repeat(2);
const by = { user: 'ann', router: 'lb1' };

const good: readonly (readonly [Request, number])[] = [
  [{ ask: 'inspect' }, 0],
  [{ ask: 'hash' }, 0],
  [{ ask: 'fetch' }, 0],
  [{ ask: 'fetch', packed: 'brotli' }, 0],
  [{ ask: 'offer', sha256: hash, size: 12, replaces: null }, 12],
  [{ ask: 'offer', sha256: hash, size: 12, replaces: hash }, 12],
  [{ ask: 'commit', token, by }, 0],
  [{ ask: 'discard', token }, 0],
  ...farVerbs.map((verb) => {
    const isTold = toldVerbs.some((told) => told === verb);
    return [{ ask: 'engine', verb, ...(isTold && { line: '{"seconds":60}' }) }, 0] as const;
  }),
  ...looks.flatMap((look) => {
    const asked = { ask: 'look', look, ...(toldLooks.includes(look) && { line: '{}' }) } as const;
    return [[asked, 0] as const, [{ ...asked, packed: 'brotli' }, 0] as const];
  }),
];

/** Whose bytes are packed: fewer than the file has. */
const packedOffer = { ask: 'offer', sha256: hash, size: 12, replaces: null, packed: 'brotli' } as const;

describe('What one router may ask of the other', () => {
  test.each(good)('is understood: %j', (request, payload) => {
    expect(readRequest(JSON.parse(JSON.stringify(request)), payload)).toEqual(request);
  });

  test('does not bring bytes with it, except where a file is offered', () => {
    for (const [request, payload] of good) {
      expect(readRequest({ ...request }, payload + 1)).toBeUndefined();
    }
  });

  test('has no words that nobody knows', () => {
    for (const [request, payload] of good) {
      expect(readRequest({ ...request, path: '/etc/shadow' }, payload)).toBeUndefined();
    }
  });

  test('may be a file of packed bytes, which are fewer than the file has', () => {
    for (const payload of [0, 1, 11]) {
      expect(readRequest({ ...packedOffer }, payload)).toEqual(packedOffer);
    }
    for (const payload of [12, 13]) expect(readRequest({ ...packedOffer }, payload)).toBeUndefined();
  });

  test('is never a file that is larger than a file may be, however few bytes it comes in', () => {
    const ofSize = (size: unknown) => readRequest({ ...packedOffer, size }, 10);
    expect(ofSize(fileLimit)).toMatchObject({ size: fileLimit });
    for (const size of [fileLimit + 1, 2 ** 53, Number.POSITIVE_INFINITY, 11.5, '12', null, undefined]) {
      expect(ofSize(size)).toBeUndefined();
    }
  });

  test('never takes the service away', () => {
    for (const verb of ['stop', 'disable', 'hand-over', 'adopt', 'install'] as const) {
      expect(verbs).toContain(verb);
      expect(readRequest({ ask: 'engine', verb }, 0)).toBeUndefined();
    }
  });

  test.each([
    { ask: 'constructor' },
    { ask: '__proto__' },
    { ask: ['hash'] },
    { ask: 'offer', sha256: hash.toUpperCase(), size: 0, replaces: null },
    { ask: 'offer', sha256: `${hash}a`, size: 0, replaces: null },
    { ask: 'offer', sha256: hash, size: 1, replaces: null },
    { ask: 'offer', sha256: hash, size: 0 },
    { ask: 'offer', sha256: hash, size: 0, replaces: '../../etc/passwd' },
    { ask: 'offer', sha256: hash, size: 0, replaces: null, packed: 'gzip' },
    { ask: 'offer', sha256: hash, size: 0, replaces: null, packed: true },
    { ask: 'offer', sha256: hash, size: 0, replaces: null, packed: undefined },
    { ask: 'fetch', packed: ['brotli'] },
    { ask: 'commit', token: '../x', by },
    { ask: 'commit', token },
    { ask: 'commit', token, by: { ...by, path: '/' } },
    { ask: 'commit', token, by: { ...by, user: 'ann\nroot' } },
    { ask: 'commit', token, by: { ...by, user: '\x1b[2J' } },
    { ask: 'commit', token, by: { ...by, router: 'x'.repeat(201) } },
    { ask: 'discard', token: `${token}0` },
    { ask: 'engine', verb: 'state; id' },
    { ask: 'engine', verb: 'constructor' },
    { ask: 'engine' },
    { ask: 'engine', verb: 'arm' },
    { ask: 'engine', verb: 'arm', line: '{}\nstop' },
    { ask: 'engine', verb: 'arm', line: 'x'.repeat(lineLimit + 1) },
    { ask: 'engine', verb: 'apply', line: '{}' },
    { ask: 'engine', verb: 'observe' },
    { ask: 'look', look: 'state' },
    { ask: 'look', look: 'constructor' },
    { ask: 'look' },
    { ask: 'look', look: 'observe' },
    { ask: 'look', look: 'observe', line: '{}\nlog' },
    { ask: 'look', look: 'observe', line: 'x'.repeat(lineLimit + 1) },
    { ask: 'look', look: 'observe', line: '{}', packed: 'gzip' },
    { ask: 'look', look: 'log', line: '{}' },
    {},
  ])('is refused: %j', (head) => {
    expect(readRequest(head as never, 0)).toBeUndefined();
  });

  test('is one of these or nothing, whatever comes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (head, payload) => {
        const request = readRequest(head as never, payload);
        expect(request === undefined || request.ask === head['ask']).toBe(true);
      }),
    );
  });
});
