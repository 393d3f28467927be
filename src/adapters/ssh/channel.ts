import type { ClientChannel } from 'ssh2';
import type { ByteChannel, ChannelEnd } from '../../core/ssh/connection.js';
import { cutIn, tooLong } from './limits.js';
import type { Peer } from './peer.js';

/** What is kept of the standard error of a program. */
const stderrLimit = 16 * 1024;
/** So much is given at once; each piece has the whole patience. */
const pieceBytes = 256 * 1024;

/** The bytes of a session. ssh2 holds back the other end when nobody reads, so that little waits here. */
export function openChannel(stream: ClientChannel, peer: Peer): ByteChannel {
  const { at, limits } = peer;
  let allSaid = false;
  let exit: { readonly status: number | null; readonly signal: string | undefined } | undefined;
  let stderr = Buffer.alloc(0);
  let wake = () => {};

  stream.on('exit', (status: number | null, signal?: string) => {
    exit ??= { status: typeof status === 'number' ? status : null, signal };
  });
  stream.stderr.on('data', (chunk: Buffer) => {
    stderr = Buffer.concat([stderr, chunk.subarray(0, stderrLimit - stderr.length)]);
  });
  const onReadable = () => wake();
  stream.on('readable', onReadable);
  stream.on('end', () => {
    // The end of the connection looks like the end of what was said.
    allSaid = !peer.ended();
    wake();
  });
  // ssh2 forgets a piece that waits for room when the program over there ends.
  let refuse = (_reason: Error) => {};
  const gone = () => refuse(cutIn(at, 'answer'));
  stream.once('exit', gone);
  // Bytes for a channel that has just ended; whoever gave them is told by `gone`.
  stream.on('error', gone);
  const channelClosed = new Promise<void>((resolve) => {
    stream.once('close', () => {
      gone();
      resolve();
    });
  });
  const closed = Promise.race([channelClosed, peer.closed]).then((): ChannelEnd => {
    wake();
    const { status = null, signal } = exit ?? {};
    return { status, signal, stderr: stderr.toString('utf8') };
  });

  function close(): void {
    // What still comes is let go, so that the channel can end.
    stream.off('readable', onReadable).resume();
    stream.close();
  }

  function late(seconds: number) {
    return () => {
      close();
      return tooLong(at, 'answer', seconds);
    };
  }

  async function give(piece: Uint8Array, seconds: number): Promise<void> {
    if (peer.ended()) throw peer.lost();
    if (exit !== undefined) throw cutIn(at, 'answer');
    const taken = new Promise<void>((resolve, reject) => {
      refuse = reject;
      stream.write(piece, (error) => (error ? reject(cutIn(at, 'answer', error)) : resolve()));
    });
    await peer.wait(seconds, late(seconds), taken);
  }

  return {
    async write(bytes, { seconds = limits.answer } = {}) {
      for (let from = 0; from < bytes.length; from += pieceBytes) {
        await give(bytes.subarray(from, from + pieceBytes), seconds);
      }
    },
    async read({ seconds = limits.answer } = {}) {
      const deadline = performance.now() + seconds * 1000;
      for (;;) {
        const chunk: Buffer | null = stream.read();
        if (chunk !== null) return chunk;
        if (allSaid) return undefined;
        if (peer.ended()) throw peer.lost();
        const woken = new Promise<void>((resolve) => {
          wake = resolve;
        });
        await peer.wait(Math.max(0, deadline - performance.now()) / 1000, late(seconds), woken);
      }
    },
    end() {
      stream.end();
    },
    close,
    closed,
  };
}
