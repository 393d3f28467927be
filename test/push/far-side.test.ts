import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ConsoleError } from '../../src/core/problem.js';
import { frameBytes, openFrameReader } from '../../src/core/push/frames.js';
import { firstMessage } from '../../src/core/push/requests.js';
import { meetFarSide } from '../../src/push/far-side.js';
import { channelOver } from '../support/far-router.js';
import { observationWith } from '../support/observations.js';

const hello = firstMessage('0.1.0');
const file = { sha256: 'a'.repeat(64), size: 2, mtime: 1 };
const text = 'virtual web {\n}\n'.repeat(2000);
const whole = brotliCompressSync(text);
const hashOf = (bytes: string) => createHash('sha256').update(bytes).digest('hex');
const quick = { hello: 0.5, answer: 0.3, bytes: 0.3, engine: 0.3 };

/** Somebody at the other end who says what he likes. */
type Says = (
  tell: (head: object, payload?: string | Buffer) => void,
  raw: (bytes: Buffer) => void,
  end: () => void,
) => void;

/** A talk with somebody who begins with this, and answers each question with that. */
function somebody(atFirst: Says, toEach: Says = () => {}) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const raw = (bytes: Buffer) => void output.write(bytes);
  const tell = (head: object, payload: string | Buffer = '') => {
    for (const piece of frameBytes(head, Buffer.from(payload))) raw(Buffer.from(piece));
  };
  const end = () => void output.end();
  const reader = openFrameReader({ head: 1e6, payload: 2e7 });
  input.on('data', (chunk: Buffer) => {
    for (const _ of reader.take(chunk)) toEach(tell, raw, end);
  });
  atFirst(tell, raw, end);
  const ended = Promise.resolve({ status: 0, signal: undefined, stderr: 'node: not found\x1b[2J' });
  return channelOver({
    input,
    output,
    kill: () => {},
    ended: output.closed ? ended : new Promise((done) => output.once('close', () => done(ended))),
  });
}

const wellMet: Says = (tell) => tell(hello);

async function failureOf(work: Promise<unknown>): Promise<ConsoleError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConsoleError);
  return error as ConsoleError;
}

describe('Somebody at the other end', () => {
  test.each<[string, Says, object]>([
    [
      'greets like a shell',
      (_tell, raw) => raw(Buffer.from('Last login: Sat Nov 21\n')),
      { why: 'garbled', seen: 'Last login: Sat Nov 21' },
    ],
    [
      'speaks another language',
      (_tell, raw) => raw(Buffer.from([0, 0, 0, 2, 0, 0, 0, 0, 0x5b, 0x5d])),
      { why: 'garbled' },
    ],
    [
      'announces more than anybody may send',
      (_tell, raw) => raw(Buffer.alloc(8, 0xff)),
      { why: 'too_large' },
    ],
    ['is somebody else', (tell) => tell({ hello: 'somebody' }), { why: 'other_answer' }],
    ['says nothing at all and goes', (_tell, _raw, end) => end(), { why: 'closed' }],
  ])('is left when he %s', async (_what, says, params) => {
    const error = await failureOf(meetFarSide(somebody(says), quick));
    expect(error).toMatchObject({ code: 'push_failed', reason: 'push_far_fault', params });
  });

  test('is told which of the two is the older one when he speaks another format', async () => {
    const met = (format: number) =>
      failureOf(
        meetFarSide(
          somebody((tell) => tell({ ...hello, format })),
          quick,
        ),
      );
    expect(await met(2)).toMatchObject({
      reason: 'push_far_format',
      params: { here: 1, there: 2, older: 'here' },
    });
    expect(await met(0)).toMatchObject({ params: { older: 'there' } });
  });

  test.each<[string, Says, object]>([
    ['answers another question', (tell) => tell({ answer: 'hash', file: null }), { why: 'other_answer' }],
    ['answers with nonsense', (tell) => tell({ nonsense: '\x1b[2J' }), { why: 'other_answer' }],
    ['lies about the hash', (tell) => tell({ answer: 'fetch', file }, 'xy'), { why: 'other_bytes' }],
    [
      'lies about the size',
      (tell) => tell({ answer: 'fetch', file: { ...file, size: 3 } }, 'xy'),
      { why: 'other_bytes' },
    ],
    [
      'goes in the middle',
      (_tell, raw, end) => {
        raw(Buffer.from([0, 0, 0, 9, 0, 0]));
        end();
      },
      { why: 'closed' },
    ],
    [
      'announces more than anybody may send',
      (_tell, raw) => raw(Buffer.from([0, 0, 0, 9, 0x7f, 0, 0, 0])),
      { why: 'too_large' },
    ],
  ])('is left when he %s', async (_what, says, params) => {
    const far = await meetFarSide(somebody(wellMet, says), quick);
    expect(await failureOf(far.fetch())).toMatchObject({ reason: 'push_far_fault', params });
    expect(far.open).toBe(false);
    expect(await failureOf(far.look())).toMatchObject({
      reason: 'push_far_fault',
      params: { why: 'closed' },
    });
  });

  test('is not waited for when he is silent', async () => {
    const far = await meetFarSide(somebody(wellMet), quick);
    expect(await failureOf(far.look())).toMatchObject({ reason: 'ssh_silent' });
    expect(far.open).toBe(false);
  });

  test('is not waited for when he says a byte at a time, for ever', async () => {
    let timer: NodeJS.Timeout | undefined;
    const drip: Says = (_tell, raw) => {
      raw(Buffer.from([0, 0, 0x10, 0, 0, 0, 0, 0]));
      timer = setInterval(() => raw(Buffer.from(' ')), 20);
    };
    const far = await meetFarSide(somebody(wellMet, drip), quick);
    const from = performance.now();
    expect(await failureOf(far.look())).toMatchObject({ params: expect.anything() });
    expect(performance.now() - from).toBeLessThan(2000);
    clearInterval(timer);
  });

  test('is not believed when he answers before he was asked', async () => {
    const early: Says = (tell) => {
      tell(hello);
      tell({ answer: 'hash', file: null });
    };
    const far = await meetFarSide(somebody(early), quick);
    await new Promise((done) => setImmediate(done));
    expect(await failureOf(far.look())).toMatchObject({
      reason: 'push_far_fault',
      params: { why: 'other_answer' },
    });
  });

  const seen = JSON.stringify(observationWith());
  const sees = (head: object, payload: string | Buffer): Says => {
    return (tell) => tell({ answer: 'look', look: 'observe', size: seen.length, ...head }, payload);
  };

  test('is believed what he sees, packed or not', async () => {
    for (const says of [sees({}, seen), sees({ packed: 'brotli' }, brotliCompressSync(seen))]) {
      const far = await meetFarSide(somebody(wellMet, says), quick);
      expect(await far.see('observe', '{}')).toEqual(observationWith());
    }
  });

  test.each<[string, Says]>([
    ['sees something else', sees({ look: 'log' }, seen)],
    ['sees more than was asked for', sees({ size: seen.length + 8 }, seen.replace('{', '{"x":1,'))],
    ['sees half of it', sees({ size: 40 }, seen.slice(0, 40))],
    ['lies about the size of what he sees', sees({ size: seen.length + 1 }, seen)],
    ['packs more than he said', sees({ packed: 'brotli', size: 40 }, brotliCompressSync(seen))],
    ['sees no text at all', sees({ size: 2 }, Buffer.from([0xff, 0xfe]))],
  ])('is left when he %s', async (_what, says) => {
    const far = await meetFarSide(somebody(wellMet, says), quick);
    expect(await failureOf(far.see('observe', '{}'))).toMatchObject({ reason: 'push_far_fault' });
    expect(far.open).toBe(false);
  });

  test('may be an older program, which knows no looks', async () => {
    const older: Says = (tell) => tell({ refused: 'request', said: 'look' });
    const far = await meetFarSide(somebody(wellMet, older), quick);
    expect(await failureOf(far.see('observe', '{}'))).toMatchObject({
      reason: 'push_far_refused',
      params: { why: 'request' },
    });
    expect(far.open).toBe(true);
  });

  test('brings no text that a terminal would obey', async () => {
    const refuse: Says = (tell) => tell({ refused: 'fault', said: 'x\x1b]0;owned\x07\u202e' });
    const far = await meetFarSide(somebody(wellMet, refuse), quick);
    const { params } = await failureOf(far.look());
    expect(JSON.stringify(params)).not.toMatch(/\\u001b|\\u0007|\u202e/);
    expect(params).toMatchObject({ why: 'fault', said: expect.stringContaining('owned') });
    const none = await failureOf(
      meetFarSide(
        somebody((_tell, _raw, end) => end()),
        quick,
      ),
    );
    expect(none.params).toMatchObject({ seen: 'node: not found [2J' });
  });

  test.each<[string, Buffer, Partial<typeof file>]>([
    [
      'are a thousand times as many as he says',
      brotliCompressSync(Buffer.alloc(50_000_000)),
      { size: 50_000 },
    ],
    ['are fewer than he says', whole, { size: text.length + 1 }],
    ['are more than he says', whole, { size: text.length - 1 }],
    ['are cut off', whole.subarray(0, -1), {}],
    ['have something behind them', Buffer.concat([whole, Buffer.from('x')]), {}],
    ['are not packed', Buffer.from(text), {}],
    ['have another hash', whole, { sha256: 'b'.repeat(64) }],
    ['are nothing', Buffer.alloc(0), {}],
  ])('is left when his packed bytes %s', async (_what, bytes, other) => {
    const said = { ...file, sha256: hashOf(text), size: text.length, ...other };
    const says: Says = (tell) => tell({ answer: 'fetch', file: said, packed: 'brotli' }, bytes);
    const far = await meetFarSide(somebody(wellMet, says), quick);
    expect(await failureOf(far.fetch())).toMatchObject({
      reason: 'push_far_fault',
      params: { why: 'other_bytes' },
    });
    expect(far.open).toBe(false);
  });

  test('may send packed bytes only when he says that he knows how', async () => {
    const said = { ...file, sha256: hashOf(text), size: text.length };
    const says: Says = (tell) => tell({ answer: 'fetch', file: said, packed: 'brotli' }, whole);
    const knows = await meetFarSide(somebody(wellMet, says), quick);
    expect(await knows.fetch()).toMatchObject({ text });
    const { packings: _, ...older } = firstMessage('0.1.0');
    const doesNot = await meetFarSide(
      somebody((tell) => tell(older), says),
      quick,
    );
    expect(await failureOf(doesNot.fetch())).toMatchObject({ params: { why: 'other_bytes' } });
  });

  test('may refuse, and is asked again', async () => {
    let count = 0;
    const far = await meetFarSide(
      somebody(wellMet, (tell) =>
        tell(count++ === 0 ? { refused: 'fault', said: 'busy' } : { answer: 'hash', file: null }),
      ),
      quick,
    );
    expect(await failureOf(far.look())).toMatchObject({ reason: 'push_far_refused' });
    expect(await far.look()).toBeNull();
  });
});
