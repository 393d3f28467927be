import type { FileHandle } from 'node:fs/promises';
import { linesFromEnd } from './lines-from-end.js';

/** Who changes the file, from where, and on which panel. */
export interface Author {
  readonly user: string;
  readonly address: string;
  /** The panel's name, or `outside` for bytes that were not saved by the console. */
  readonly panel: string;
  readonly note?: string;
}

/** One version of the file: a line of the index. */
export interface Version {
  /** Counts from 1. */
  readonly number: number;
  /** When it was kept, in ISO 8601, UTC. */
  readonly time: string;
  readonly user: string;
  readonly address: string;
  readonly panel: string;
  readonly note: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly hash: string;
  readonly bytes: number;
  /** The hash of the bytes it was made from; empty when there were none. */
  readonly previous: string;
}

/** The end of an index, and what an append must do to it first. */
export interface IndexEnd {
  readonly last: Version | undefined;
  /** Where the last whole line ends, in bytes: what stands behind was cut off by a crash. */
  readonly length: number;
  /** The last line is whole but for its line end. */
  readonly lineEndMissing: boolean;
}

/** Reads the end of an index, whatever its length. */
export async function readEnd(index: FileHandle): Promise<IndexEnd> {
  const size = (await index.stat()).size;
  let length = size;
  let lineEndMissing = false;
  for await (const line of linesFromEnd(index, size)) {
    const version = readVersion(line.bytes);
    const isCut = line.unterminated && line.bytes.length > 0;
    if (isCut && version === undefined) {
      length = line.start;
    } else if (isCut) {
      lineEndMissing = true;
    }
    if (version !== undefined) {
      return { last: version, length, lineEndMissing };
    }
  }
  return { last: undefined, length, lineEndMissing };
}

/** The versions of an index, newest first. Lines that are not versions are passed over. */
export async function* versionsFromEnd(index: FileHandle): AsyncGenerator<Version> {
  for await (const line of linesFromEnd(index, (await index.stat()).size)) {
    const version = readVersion(line.bytes);
    if (version !== undefined) {
      yield version;
    }
  }
}

/** A version as a line of the index. */
export function printVersion(version: Version): string {
  return `${JSON.stringify(version)}\n`;
}

function readVersion(line: Buffer): Version | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8'));
  } catch {
    // Not a line of ours: cut off, or written by somebody else.
    return undefined;
  }
  return isVersion(value) ? value : undefined;
}

function isVersion(value: unknown): value is Version {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const fields = value as Partial<Record<keyof Version, unknown>>;
  const texts = [fields.time, fields.user, fields.address, fields.panel, fields.note];
  return (
    texts.every((text) => typeof text === 'string') &&
    isNumber(fields.number) &&
    isNumber(fields.bytes) &&
    isHash(fields.hash) &&
    (fields.previous === '' || isHash(fields.previous))
  );
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Also keeps a name made of it inside the folder. */
function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
