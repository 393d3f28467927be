/** Our program on the other router, asked over a channel of bytes. It is believed nothing that can be looked at. */

import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ConsoleError } from '../core/problem.js';
import {
  type Answers,
  answerLimits,
  type FarFile,
  type FarRefusal,
  type Hello,
  readAnswer,
  readFarSeen,
  readHello,
} from '../core/push/answers.js';
import type { FarFault } from '../core/push/failures.js';
import { olderFormat } from '../core/push/findings.js';
import { type Frame, FrameFault, frameBytes, openFrameReader } from '../core/push/frames.js';
import { packed, packing, unpacked } from '../core/push/packed.js';
import { type FarVerb, protocolFormat, type Request, type Sender } from '../core/push/requests.js';
import type { Answer } from '../core/router/answer.js';
import type { LookAnswers } from '../core/router/look-shapes.js';
import type { Look } from '../core/router/verbs.js';
import type { ByteChannel } from '../core/ssh/connection.js';
import { harmless } from '../core/ssh/endpoint.js';

/** A file there with its bytes, one character each (latin1). */
export interface FetchedFile extends FarFile {
  readonly text: string;
}

/** Asks one thing after the other. Whatever it says that cannot be so ends the talk. */
export interface FarSide {
  readonly version: string;
  /** Everything there. Each call @throws push_failed: push_far_..., ssh_... */
  inspect(): Promise<Answers['inspect']>;
  /** The file there without its bytes; null where there is none. */
  look(): Promise<FarFile | null>;
  /** The file there. Its hash is made of the bytes that came. */
  fetch(): Promise<FetchedFile | null>;
  /** Puts bytes beside the file there. @param replaces hash of the file there; null: there is none */
  offer(bytes: Uint8Array, replaces: string | null): Promise<Answers['offer']>;
  /** Puts what was offered in place. */
  commit(token: string, by: Sender): Promise<Answers['commit']>;
  /** Takes away what was offered. */
  discard(token: string): Promise<void>;
  /** Has the router program there do one thing. @param line what the verb is told */
  engine(verb: FarVerb, line?: string): Promise<Answer>;
  /** Has the router program there look at something. @param line what the look is told */
  see<Name extends Look>(look: Name, line?: string): Promise<LookAnswers[Name]>;
  /** Ends the talk. */
  close(): void;
  /** Whether anything more can be asked. */
  readonly open: boolean;
}

/** How long an answer may take as a whole, in seconds: every byte of it, not only the next one. */
export interface FarLimits {
  readonly hello: number;
  readonly answer: number;
  /** Where bytes of a file come or go too. */
  readonly bytes: number;
  /** The router program there gives itself three minutes. */
  readonly engine: number;
}

const usualLimits: FarLimits = { hello: 15, answer: 15, bytes: 60, engine: 210 };

/**
 * Waits for our program to say who it is.
 * @throws push_failed: push_far_format, push_far_fault, ssh_...; then the channel is closed
 */
export async function meetFarSide(channel: ByteChannel, limits: FarLimits = usualLimits): Promise<FarSide> {
  const reader = openFrameReader(answerLimits);
  const come: Frame[] = [];
  let open = true;
  let turn: Promise<unknown> = Promise.resolve();

  function close(): void {
    open = false;
    channel.close();
  }

  /** What has come so far cannot be trusted to be followed by anything of use. */
  function fault(why: FarFault, seen = ''): ConsoleError {
    return new ConsoleError('push_failed', 'push_far_fault', { why, seen: harmless(seen) });
  }

  async function next(until: number): Promise<Frame> {
    for (;;) {
      const frame = come.shift();
      if (frame !== undefined) return frame;
      const seconds = (until - performance.now()) / 1000;
      if (seconds <= 0) throw fault('slow');
      const chunk = await channel.read({ seconds });
      if (chunk === undefined) throw fault('closed', (await ended()) ?? '');
      come.push(...reader.take(chunk));
    }
  }

  /** What it said on its way out, or how it went; a program that hangs there has had its chance. */
  async function ended(): Promise<string | undefined> {
    const said = channel.closed.then(({ signal, status, stderr }) => {
      if (stderr !== '') return stderr;
      return status === null ? signal : `exit status ${status}`;
    });
    return Promise.race([said, pause(500, undefined, { ref: false })]);
  }

  /** Does the work; after a failure nobody knows where in the talk the other end is. */
  async function orClose<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      close();
      throw error instanceof FrameFault ? fault(error.why, error.seen) : error;
    }
  }

  async function talk(request: Request, seconds: number, payload?: Uint8Array): Promise<Frame> {
    if (!open) throw fault('closed');
    return orClose(async () => {
      const until = performance.now() + seconds * 1000;
      // What comes unasked answers nothing.
      if (come.length > 0 || !reader.isBetween) throw fault('other_answer');
      for (const piece of frameBytes(request, payload)) await channel.write(piece, { seconds });
      return next(until);
    });
  }

  /** One thing at a time: answers have no number. */
  async function ask<Ask extends Request['ask']>(
    request: Extract<Request, { ask: Ask }>,
    seconds: number,
    payload?: Uint8Array,
  ): Promise<{ answer: Answers[Ask]; payload: Uint8Array }> {
    const mine = turn.then(() => talk(request, seconds, payload));
    turn = mine.catch(() => undefined);
    const frame = await mine;
    const answer = readAnswer<Ask>(request.ask as Ask, frame.head);
    if (answer === undefined) {
      close();
      throw fault('other_answer', JSON.stringify(frame.head));
    }
    if ('refused' in answer) throw failureOf(answer as FarRefusal);
    return { answer: answer as Answers[Ask], payload: frame.payload };
  }

  async function fetch(): Promise<FetchedFile | null> {
    const request = { ask: 'fetch', ...(isPacking && { packed: packing }) } as const;
    const { answer, payload } = await ask<'fetch'>(request, limits.bytes);
    const { file } = answer;
    if (file === null) return null;
    const bytes = answer.packed && isPacking ? await unpacked(payload, file.size) : payload;
    if (bytes?.length !== file.size || hashOf(bytes) !== file.sha256) {
      close();
      throw fault('other_bytes');
    }
    return { ...file, text: latin1(bytes) };
  }

  async function offer(bytes: Uint8Array, replaces: string | null): Promise<Answers['offer']> {
    const request = { ask: 'offer', sha256: hashOf(bytes), size: bytes.length, replaces } as const;
    const fewer = isPacking ? await packed(bytes) : undefined;
    const sent = fewer === undefined ? request : { ...request, packed: packing };
    return (await ask<'offer'>(sent, limits.bytes, fewer ?? bytes)).answer;
  }

  async function see<Name extends Look>(look: Name, line?: string): Promise<LookAnswers[Name]> {
    const more = { ...(line !== undefined && { line }), ...(isPacking && { packed: packing }) };
    const { answer, payload } = await ask<'look'>({ ask: 'look', look, ...more }, limits.bytes);
    const bytes = answer.packed && isPacking ? await unpacked(payload, answer.size) : payload;
    const seen = bytes?.length === answer.size ? readFarSeen(look, bytes) : undefined;
    if (seen !== undefined && answer.look === look) return seen;
    close();
    throw fault('other_answer', JSON.stringify(answer));
  }

  // The program there may end by itself, when nobody has asked for long.
  void channel.closed.then(() => {
    open = false;
  });

  const hello = await orClose(async () => {
    const { head } = await next(performance.now() + limits.hello * 1000);
    const read = readHello(head);
    if (read === undefined) throw fault('other_answer', JSON.stringify(head));
    return sameFormat(read);
  });
  const isPacking = hello.packings?.includes(packing) === true;

  return {
    version: hello.version,
    inspect: async () => (await ask<'inspect'>({ ask: 'inspect' }, limits.bytes)).answer,
    look: async () => (await ask<'hash'>({ ask: 'hash' }, limits.answer)).answer.file,
    fetch,
    offer,
    commit: async (token, by) => (await ask<'commit'>({ ask: 'commit', token, by }, limits.bytes)).answer,
    async discard(token) {
      await ask<'discard'>({ ask: 'discard', token }, limits.answer);
    },
    async engine(verb, line) {
      const request = { ask: 'engine', verb, ...(line !== undefined && { line }) } as const;
      return (await ask<'engine'>(request, limits.engine)).answer.given;
    },
    see,
    close,
    get open() {
      return open;
    },
  };
}

function sameFormat(hello: Hello): Hello {
  const { format: there } = hello;
  if (there === protocolFormat) return hello;
  const params = { here: protocolFormat, there, older: olderFormat(there) };
  throw new ConsoleError('push_failed', 'push_far_format', params);
}

/** Why the other router would not, as a failure here. */
function failureOf(refusal: FarRefusal): ConsoleError {
  switch (refusal.refused) {
    case 'problems': {
      const { count, problems } = refusal;
      return new ConsoleError('push_failed', 'push_far_problems', { count, problems });
    }
    case 'changed_there':
      return new ConsoleError('push_failed', 'push_far_changed', {});
    case 'file': {
      const { refused: _, ...params } = refusal;
      return new ConsoleError('push_failed', 'push_far_file', params);
    }
    case 'engine': {
      const { refused: _, ...params } = refusal;
      return new ConsoleError('push_failed', 'push_far_engine', params);
    }
    default: {
      const said = 'said' in refusal ? refusal.said : '';
      return new ConsoleError('push_failed', 'push_far_refused', { why: refusal.refused, said });
    }
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** One character for each byte, without another copy of them. */
function latin1({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}
