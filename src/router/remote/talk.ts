/** Messages in, messages out, one after the other; whoever is silent for too long has gone. */

import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { type Frame, FrameFault, frameBytes, openFrameReader } from '../../core/push/frames.js';
import { type Request, readRequest, requestLimits } from '../../core/push/requests.js';
import type { Reply } from './reply.js';

/** Whoever does what is asked. */
export interface Desk {
  /** Does one thing. What goes wrong is thrown. */
  answer(request: Request, payload: Uint8Array): Promise<Reply>;
  /** Takes away whatever was offered and not put in place. */
  leave(): Promise<void>;
}

/** How long to wait, in milliseconds. */
export interface TalkLimits {
  /** For the next thing that is asked. */
  readonly idle: number;
  /** For the rest of something that has begun, in either direction. */
  readonly message: number;
}

/** What a talk needs. */
export interface TalkNeeds {
  readonly input: Readable;
  readonly output: Writable;
  readonly hello: object;
  /** Opens the desk, once. What it throws is the answer to everything that is asked. */
  readonly desk: () => Promise<Desk>;
  /** Ends the talk once what has begun is finished. */
  readonly until?: AbortSignal;
  readonly limits?: TalkLimits;
}

/** A console that is looked at asks every few seconds; one that is not gives its connection up before this. */
const usualLimits: TalkLimits = { idle: 30 * 60_000, message: 60_000 };

/** Talks until the input ends, nobody asks any more, or something comes that is no question. @returns 0, or 1 */
export async function talk(needs: TalkNeeds): Promise<number> {
  const { desk, hello, input, limits = usualLimits, output, until } = needs;
  const reader = openFrameReader(requestLimits);
  let watchdog: NodeJS.Timeout | undefined;
  const waitFor = (ms: number) => {
    clearTimeout(watchdog);
    // The end of the input ends the talk, wherever it is.
    watchdog = setTimeout(() => input.destroy(), ms);
  };
  const stop = () => input.destroy();
  until?.addEventListener('abort', stop, { once: true });
  output.on('error', stop);

  async function say(reply: Reply): Promise<void> {
    for (const piece of frameBytes(reply.head, reply.payload)) {
      if (output.write(piece)) continue;
      await once(output, 'drain', { signal: AbortSignal.timeout(limits.message) });
    }
  }

  const opened = say({ head: hello }).then(desk);
  // Whoever asks something is told; until then nobody waits for it.
  opened.catch(() => undefined);
  try {
    waitFor(limits.idle);
    for await (const chunk of input) {
      const hadBegun = !reader.isBetween;
      const frames = reader.take(chunk as Buffer);
      for (const frame of frames) {
        clearTimeout(watchdog);
        await say(await replyTo(frame, opened));
      }
      // A message has its time as a whole, however many pieces it comes in.
      if (reader.isBetween) waitFor(limits.idle);
      else if (!hadBegun || frames.length > 0) waitFor(limits.message);
    }
    return reader.isBetween ? 0 : 1;
  } catch (error) {
    // What is no message is answered once, for whoever tries it by hand. A connection that is gone hears nothing.
    if (error instanceof FrameFault) await say({ head: refused('request', error.why) }).catch(() => {});
    return 1;
  } finally {
    clearTimeout(watchdog);
    // One that was never opened has nothing to take away.
    await opened.then((open) => open.leave()).catch(() => undefined);
  }
}

async function replyTo({ head, payload }: Frame, desk: Promise<Desk>): Promise<Reply> {
  try {
    const request = readRequest(head, payload.length);
    if (request === undefined) return { head: refused('request', String(head['ask'])) };
    return await (await desk).answer(request, payload);
  } catch (error) {
    const { refusalOf } = await import('./reply.js');
    return { head: refusalOf(error) };
  }
}

function refused(why: 'request', said: string) {
  return { refused: why, said: said.slice(0, 100) };
}
