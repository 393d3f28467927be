/** Server-sent events: what changes on a page while it is looked at. Source: HTML Standard, section 9.2. */

import { PassThrough } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** One thing that is told. */
export interface StreamedEvent {
  readonly name: string;
  readonly text: string;
}

/** The way to one browser that looks at a page. */
export interface EventStream {
  /** Sends events together. @returns false when they were left out, because others are still on their way */
  send(events: readonly StreamedEvent[]): Promise<boolean>;
  /** Sends the browser away; it will ask again. */
  close(): void;
}

/** A browser that takes nothing for so long has gone without a word. */
const patienceMs = 60_000;

/** How soon a browser comes back when the console went away. */
const comeBackMs = 3000;

/**
 * Opens a stream as the answer to a request; it ends when the browser goes, or when whoever asked is let in no
 * longer, which is looked at before each event.
 * @param onClose runs once, when it has ended
 */
export function openEventStream(
  request: FastifyRequest,
  reply: FastifyReply,
  onClose: () => void,
): EventStream {
  const stream = new PassThrough();
  let patience: NodeJS.Timeout | undefined;
  stream.once('close', () => {
    clearTimeout(patience);
    onClose();
  });
  stream.on('drain', () => {
    clearTimeout(patience);
    patience = undefined;
  });
  // A proxy that gathers bytes would make the page late.
  reply.header('x-accel-buffering', 'no').type('text/event-stream; charset=utf-8').send(stream);
  stream.write(`retry: ${comeBackMs}\n\n`);

  return {
    async send(events) {
      const isLetIn = await request.isStillLetIn();
      if (!isLetIn) stream.end();
      if (stream.writableEnded || stream.destroyed || patience !== undefined) return false;
      if (!stream.write(events.map(lineOf).join(''))) {
        patience = setTimeout(() => stream.destroy(), patienceMs);
      }
      return true;
    },
    close: () => stream.destroy(),
  };
}

function lineOf({ name, text }: StreamedEvent): string {
  const lines = text.split('\n').map((line) => `data: ${line}\n`);
  return `event: ${name}\n${lines.join('')}\n`;
}
