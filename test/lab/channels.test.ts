import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type Duplex, PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { Channels } from '../../e2e/lab/demo/channels.js';

/** Two ends of a line that hands bytes on as they please; whoever connects gets each byte back. */
function echoing(pieces: number): { readonly near: Channels; readonly far: Duplex[] } {
  const far: Duplex[] = [];
  const [there, back] = [inPieces(pieces), inPieces(pieces)];
  new Channels({ input: there, output: back }, (channel) => {
    far.push(channel);
    channel.on('error', () => {}).pipe(channel);
  });
  return { near: new Channels({ input: back, output: there }, () => {}), far };
}

/** A serial line knows no frames: what comes in arrives in pieces of this many bytes. */
function inPieces(length: number): PassThrough {
  const line = new PassThrough();
  const push = line.push.bind(line);
  line.push = (bytes: Buffer | null) => {
    if (bytes === null) return push(null);
    for (let at = 0; at < bytes.length; at += length) push(bytes.subarray(at, at + length));
    return true;
  };
  return line;
}

test.each([7, 4096])('What goes through a channel comes out whole, in pieces of %i bytes', async (pieces) => {
  const { near } = echoing(pieces);
  const messages = [0, 1, 5000, 40_000].map((length) => randomBytes(length));
  const answers = messages.map((message) => {
    const channel = near.open();
    channel.end(message);
    return buffer(channel);
  });
  expect(await Promise.all(answers)).toEqual(messages);
});

test('A channel that one end gives up breaks at the other end, and no other does', async () => {
  const { near, far } = echoing(100);
  const [one, other] = [near.open(), near.open()];
  one.write('one');
  other.write('other');
  await once(one, 'data');
  one.destroy();
  await once(far[0] as Duplex, 'close');
  other.end();
  expect(String(await buffer(other))).toBe('other');
});
