/** A part of a page that is made anew in the server as time passes, and sent to all who look at it. */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Language } from '../text/index.js';
import { momentText } from '../text/moment.js';
import { openEventStream } from './event-stream.js';

/** What is looked at, and how it becomes a part of a page. */
export interface Picture<Seen> {
  /** The address of the stream below `/secure`. */
  readonly path: string;
  /** Tells of each look from now on. @returns ends it */
  readonly follow: (see: (seen: Seen) => void) => () => void;
  /** When that was which a look saw, in milliseconds since 1970; nothing when it saw nothing yet. */
  readonly timeOf: (seen: Seen) => number | undefined;
  /** The part of the page for one address and language. */
  readonly render: (seen: Seen, request: FastifyRequest) => Promise<string>;
}

/** A time for a machine and for a person. */
export function seenAt(at: number | undefined, language: Language) {
  return at === undefined
    ? undefined
    : { machine: new Date(at).toISOString(), text: momentText(at, language) };
}

/** Two browsers that are told of a look within this time get the same. */
const freshMs = 500;

/** Registers the stream of a picture: `picture` with the part of the page when it is another one, `seen` always. */
export function pictureStream<Seen>(scope: FastifyInstance, picture: Picture<Seen>): void {
  const { follow, path, render, timeOf } = picture;
  const parts = new Map<string, { readonly until: number; readonly text: Promise<string> }>();

  /** Rendered once, however many look. */
  function partOf(seen: Seen, request: FastifyRequest): Promise<string> {
    const now = performance.now();
    for (const [key, { until }] of parts) if (until < now) parts.delete(key);
    const key = `${timeOf(seen)} ${request.language} ${request.url}`;
    const found = parts.get(key)?.text ?? render(seen, request);
    if (!parts.has(key)) parts.set(key, { until: now + freshMs, text: found });
    return found;
  }

  // There is no head without the body: a stream has no end.
  scope.get(path, { exposeHeadRoute: false }, (request, reply) => {
    let shown: string | undefined;
    const stream = openEventStream(request, reply, () => end());

    async function tell(seen: Seen): Promise<void> {
      const text = await partOf(seen, request);
      const at = seenAt(timeOf(seen), request.language);
      const isTaken = await stream.send([
        ...(text === shown ? [] : [{ name: 'picture', text }]),
        ...(at === undefined ? [] : [{ name: 'seen', text: JSON.stringify(at) }]),
      ]);
      if (isTaken) shown = text;
    }

    const end = follow((seen) => {
      tell(seen).catch((error) => {
        request.log.error(error);
        stream.close();
      });
    });
  });
}
