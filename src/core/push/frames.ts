/**
 * How the two ends of a connection cut a stream of bytes into messages: two lengths of four bytes each (big-endian),
 * a head in JSON, and perhaps bytes as they are.
 */

/** One message. */
export interface Frame {
  readonly head: Readonly<Record<string, unknown>>;
  readonly payload: Uint8Array;
}

/** What is taken from the other end at most, in bytes. */
export interface FrameLimits {
  readonly head: number;
  readonly payload: number;
}

/** What came is no message, or a larger one than anybody may send. */
export class FrameFault extends Error {
  readonly why: 'garbled' | 'too_large';
  /** The first bytes of it, one character per byte. */
  readonly seen: string;

  constructor(why: FrameFault['why'], seen: Uint8Array) {
    super(why);
    this.name = 'FrameFault';
    this.why = why;
    this.seen = String.fromCharCode(...seen.subarray(0, shownBytes));
  }
}

const lengthsBytes = 8;
const shownBytes = 200;
const nothing = new Uint8Array();

/** Lengths that are plain text were not written by us: a greeting of a shell, for one. */
const text = /^[\t\n\r\x20-\x7e]{4}$/;

/** The bytes of a message, in the pieces in which they are best sent. */
export function frameBytes(head: object, payload: Uint8Array = nothing): readonly Uint8Array[] {
  const headBytes = new TextEncoder().encode(JSON.stringify(head));
  const start = new Uint8Array(lengthsBytes + headBytes.length);
  const lengths = new DataView(start.buffer);
  lengths.setUint32(0, headBytes.length);
  lengths.setUint32(4, payload.length);
  start.set(headBytes, lengthsBytes);
  return payload.length === 0 ? [start] : [start, payload];
}

/** Puts the pieces of a stream together again; holds one message at most. */
export interface FrameReader {
  /** Takes what came, in whatever pieces. @throws FrameFault: nothing that follows can be understood */
  take(chunk: Uint8Array): readonly Frame[];
  /** Whether the stream may end here without cutting a message off. */
  readonly isBetween: boolean;
}

/** A reader of a stream from its beginning. */
export function openFrameReader(limits: FrameLimits): FrameReader {
  let part = new Uint8Array(lengthsBytes);
  let filled = 0;
  let headLength: number | undefined;

  /** @param rest what came behind it, to be shown when nobody can understand it */
  function whole(rest: Uint8Array): Frame | undefined {
    if (headLength === undefined) {
      const lengths = new DataView(part.buffer);
      const [head, payload] = [lengths.getUint32(0), lengths.getUint32(4)];
      if (head > limits.head || payload > limits.payload) {
        const isText = text.test(String.fromCharCode(...part.subarray(0, 4)));
        const seen = new Uint8Array([...part, ...rest.subarray(0, shownBytes)]);
        throw new FrameFault(isText ? 'garbled' : 'too_large', seen);
      }
      headLength = head;
      begin(head + payload);
      return part.length === 0 ? whole(rest) : undefined;
    }
    const head = headOf(part.subarray(0, headLength));
    const frame = { head, payload: part.subarray(headLength) };
    headLength = undefined;
    begin(lengthsBytes);
    return frame;
  }

  function begin(length: number): void {
    part = new Uint8Array(length);
    filled = 0;
  }

  return {
    take(chunk) {
      const frames: Frame[] = [];
      for (let at = 0; at < chunk.length; ) {
        const piece = chunk.subarray(at, at + part.length - filled);
        part.set(piece, filled);
        filled += piece.length;
        at += piece.length;
        if (filled < part.length) break;
        const frame = whole(chunk.subarray(at));
        if (frame !== undefined) frames.push(frame);
      }
      return frames;
    },
    get isBetween() {
      return headLength === undefined && filled === 0;
    },
  };
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function headOf(bytes: Uint8Array): Frame['head'] {
  let content: unknown;
  try {
    content = JSON.parse(strictUtf8.decode(bytes));
  } catch {
    // Not UTF-8, or not JSON: said as `garbled`, with what came.
    throw new FrameFault('garbled', bytes);
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    return content as Frame['head'];
  }
  throw new FrameFault('garbled', bytes);
}
