/**
 * Many connections over one line: each is a channel, and what it carries travels in frames. A frame is the number of
 * its channel, what it means, the length of what it carries, and that.
 */

import { Duplex, type Readable, type Writable } from 'node:stream';

/** One line: what comes in on it, and what goes out. */
export interface Line {
  readonly input: Readable;
  readonly output: Writable;
}

const meanings = { open: 1, data: 2, end: 3, broken: 4 } as const;

type Meaning = (typeof meanings)[keyof typeof meanings];

const headLength = 5;
const longest = 16 * 1024;
const lastNumber = 65_535;

/** One end of a line. */
export class Channels {
  readonly #line: Line;
  readonly #opened: (channel: Duplex) => void;
  readonly #channels = new Map<number, Channel>();
  #received: Buffer = Buffer.alloc(0);
  #number = 0;

  /** @param opened takes the channels that the other end opens; only one of the two ends does */
  constructor(line: Line, opened: (channel: Duplex) => void) {
    this.#line = line;
    this.#opened = opened;
    line.input.on('data', (bytes: Buffer) => this.#receive(bytes));
  }

  /** Opens a channel to the other end. */
  open(): Duplex {
    do this.#number = (this.#number % lastNumber) + 1;
    while (this.#channels.has(this.#number));
    const channel = this.#add(this.#number);
    this.#send(this.#number, meanings.open);
    return channel;
  }

  #add(number: number): Channel {
    const channel = new Channel((meaning, bytes, sent) => this.#send(number, meaning, bytes, sent));
    channel.once('close', () => this.#channels.delete(number));
    this.#channels.set(number, channel);
    return channel;
  }

  #send(number: number, meaning: Meaning, bytes: Buffer = Buffer.alloc(0), sent?: () => void): void {
    const head = Buffer.alloc(headLength);
    head.writeUInt16BE(number, 0);
    head.writeUInt8(meaning, 2);
    head.writeUInt16BE(bytes.length, 3);
    this.#line.output.write(Buffer.concat([head, bytes]), sent);
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    while (this.#received.length >= headLength) {
      const end = headLength + this.#received.readUInt16BE(3);
      if (this.#received.length < end) return;
      const carried = Buffer.from(this.#received.subarray(headLength, end));
      this.#take(this.#received.readUInt16BE(0), this.#received.readUInt8(2), carried);
      this.#received = this.#received.subarray(end);
    }
  }

  #take(number: number, meaning: number, carried: Buffer): void {
    if (meaning === meanings.open) {
      this.#opened(this.#add(number));
      return;
    }
    // What still comes for a channel that was given up here is nobody's any more.
    const channel = this.#channels.get(number);
    if (meaning === meanings.data) channel?.push(carried);
    if (meaning === meanings.end) channel?.push(null);
    if (meaning === meanings.broken) channel?.breakOff();
  }
}

type Send = (meaning: Meaning, bytes?: Buffer, sent?: () => void) => void;

/** A connection through the line. It is read as fast as it comes: pages are small. */
class Channel extends Duplex {
  readonly #send: Send;
  #isBroken = false;

  constructor(send: Send) {
    super();
    this.#send = send;
  }

  /** The other end has given up. */
  breakOff(): void {
    this.#isBroken = true;
    this.destroy();
  }

  override _read(): void {
    // What comes is pushed without being asked for.
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const first = bytes.subarray(0, longest);
    const rest = bytes.subarray(longest);
    this.#send(meanings.data, first, rest.length === 0 ? done : () => this._write(rest, _encoding, done));
  }

  override _final(done: () => void): void {
    this.#send(meanings.end, undefined, done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const isWhole = this.readableEnded && this.writableFinished;
    if (!isWhole && !this.#isBroken) this.#send(meanings.broken);
    done(error);
  }
}
