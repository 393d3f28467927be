/**
 * The lines of the audit log: one JSON object each, in plain ASCII. Each line carries the hash of the line
 * before it and its own, so that a change anywhere shows. That finds damage; it proves nothing against
 * somebody who may write the file and makes the whole chain anew.
 */

import { createHash } from 'node:crypto';
import { type AuditRecord, readRecord } from './record.js';

/** What the first line has in place of the hash of the line before it. */
export const noHash = '0'.repeat(64);

/** What chains a line to the one before it. */
export interface Seal {
  readonly number: number;
  /** The hash of the line before. */
  readonly previous: string;
  readonly hash: string;
}

/** A line without its end, and its hash. */
export interface PrintedLine {
  readonly line: string;
  readonly hash: string;
}

/** @param previous the hash of the line before it */
export function printLine(record: AuditRecord, previous: string): PrintedLine {
  const sealed = asciiJson({ ...record, previous });
  const content = sealed.slice(0, -1);
  const hash = sha256(content);
  return { line: `${content},"hash":"${hash}"}`, hash };
}

/** The JSON of a value, of which no character acts on a terminal or ends a line. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const sealPattern =
  /^(\{"number":([1-9][0-9]{0,14}),.*"previous":"([0-9a-f]{64})"),"hash":"([0-9a-f]{64})"\}$/;

/** The seal of a line; undefined when it is no line of a log. */
export function sealOf(line: string): Seal | undefined {
  const [, , number, previous, hash] = sealPattern.exec(line) ?? [];
  if (number === undefined || previous === undefined || hash === undefined) return undefined;
  return { number: Number(number), previous, hash };
}

/** Whether a line with this seal holds what it was written with. */
export function isSound(line: string, { hash }: Seal): boolean {
  const content = line.slice(0, line.length - `,"hash":"${hash}"}`.length);
  return sha256(content) === hash;
}

/** The record of a line; undefined when it is no line of a log. It is not compared with its hash. */
export function recordIn(line: string): AuditRecord | undefined {
  if (sealOf(line) === undefined) return undefined;
  try {
    return readRecord(JSON.parse(line));
  } catch {
    return undefined; // damaged inside: no record, as any other text
  }
}

/** SHA-256 of a text of single bytes, in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex');
}
