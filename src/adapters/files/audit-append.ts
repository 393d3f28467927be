import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { noHash, printLine, type Seal, sealOf, sha256 } from '../../core/audit/line.js';
import { type AuditNote, mostTorn, recordOf } from '../../core/audit/record.js';
import type { Head } from '../../core/audit/verify.js';
import { systemCode } from './failures.js';
import { type Files, syncFolder } from './files.js';
import { giveTo, makeOwnedFolder } from './folders.js';
import { linesFromEnd } from './lines-from-end.js';
import { withLock } from './lock.js';
import { locate, type Place, refuseOtherKinds } from './place.js';
import { removeLeftovers, safeWrite } from './safe-write.js';

/** Where a log lies. */
export interface LogPlace {
  readonly folder: string;
  readonly log: string;
  /** Number and hash of the last line, so that a cut end is seen. */
  readonly head: string;
}

/** The place of a log in its folder. */
export function logIn(folder: string): LogPlace {
  return { folder, log: join(folder, 'audit.jsonl'), head: join(folder, 'head.json') };
}

/** How a log was left, as far as an append looks. */
interface LogEnd {
  readonly size: number;
  /** The last line that is one. */
  readonly last: Seal | undefined;
  /** Hashes of what stands behind it and is no line. */
  readonly torn: readonly string[];
  readonly lineEndMissing: boolean;
}

/** What an append adds, and what it is told when. */
export interface Addition {
  readonly entries: readonly AuditNote[];
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Called when the lines are on the disk; writing the head may still fail. */
  readonly onWritten: () => void;
}

/**
 * Adds lines at the end of a log. What is there is never changed, so that the file may have the append-only
 * attribute: half a line that a crash left stays, and a line of its own tells of it.
 * @throws file_unavailable: unsafe_place, not_a_file; conflict: locked; errors of the system
 */
export async function append(files: Files, at: LogPlace, addition: Addition): Promise<void> {
  const { entries, time, onWritten } = addition;
  const owner = await makeOwnedFolder(at.folder, files);
  const place = await locate(files, at.log);
  await withLock(files, place, async (held) => {
    const log = await openLog(files, place, owner);
    let last: Seal | undefined;
    try {
      // 1. How the log was left, and how it should have been.
      const end = await readEnd(log);
      const head = await readHead(files, at.head);
      const known = typeof head === 'object' ? head.number : 0;
      last = end.last ?? { number: 0, previous: noHash, hash: noHash };
      // 2. The lines. A number is given once only, also when the line that had it is gone.
      let number = Math.max(last.number, known);
      let text = end.lineEndMissing ? '\n' : '';
      for (const entry of [...damageIn(end, head), ...entries]) {
        number += 1;
        const previous: string = last.hash;
        const { line, hash } = printLine(recordOf(entry, number, time), previous);
        text += `${line}\n`;
        last = { number, previous, hash };
      }
      await held.assertHeld();
      await log.appendFile(text, 'latin1');
      await log.sync();
      if (end.size === 0) await syncFolder(files, at.folder);
    } finally {
      await log.close();
    }
    onWritten();
    // 3. The head.
    const { number, hash } = last;
    const bytes = Buffer.from(`${JSON.stringify({ number, hash } satisfies Head)}\n`);
    const headPlace = { path: at.head, target: at.head, folder: at.folder };
    await removeLeftovers(files, headPlace);
    await safeWrite(files, headPlace, bytes, { over: 'anything', mode: 0o600, ...(owner && { owner }) });
  });
}

async function openLog(files: Files, place: Place, owner: BigIntStats | undefined): Promise<FileHandle> {
  const log = await files.open(place.target, 'a+', 0o600);
  try {
    refuseOtherKinds(place, await log.stat({ bigint: true }));
    if (owner !== undefined) await giveTo(log, owner);
    return log;
  } catch (error) {
    await log.close();
    throw error;
  }
}

async function readEnd(log: FileHandle): Promise<LogEnd> {
  const { size } = await log.stat();
  const torn: string[] = [];
  let lineEndMissing = false;
  for await (const { bytes, unterminated } of linesFromEnd(log, size)) {
    if (unterminated) lineEndMissing = bytes.length > 0;
    if (unterminated && bytes.length === 0) continue;
    const line = bytes.toString('latin1');
    const last = sealOf(line);
    if (last !== undefined) return { size, last, torn, lineEndMissing };
    if (size > 0) torn.push(sha256(line));
  }
  return { size, last: undefined, torn, lineEndMissing };
}

/** What the log must tell about itself before it goes on. */
function damageIn({ last, torn }: LogEnd, head: Head | 'missing' | 'unreadable'): AuditNote[] {
  const note = (reason: string, more: Partial<AuditNote>): AuditNote => {
    return { user: '', address: '', role: 'console', action: 'damage', outcome: 'failed', reason, ...more };
  };
  const number = last?.number ?? 0;
  const notes: AuditNote[] = [];
  if (torn.length > 0) notes.push(note('torn', { torn: torn.slice(0, mostTorn) }));
  const isHeadGone = head === 'unreadable' || (head === 'missing' && number > 1);
  if (isHeadGone || (typeof head === 'object' && head.number === number && head.hash !== last?.hash)) {
    notes.push(note('head', {}));
  }
  if (typeof head === 'object' && head.number > number) {
    notes.push(note('cut', { count: head.number - number }));
  }
  return notes;
}

/** The head of a log. */
export async function readHead(files: Files, path: string): Promise<Head | 'missing' | 'unreadable'> {
  let text: string;
  try {
    text = await files.readFile(path, 'latin1');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'missing';
    throw error;
  }
  const [, number, hash] = /^\{"number":([1-9][0-9]{0,14}),"hash":"([0-9a-f]{64})"\}\n$/.exec(text) ?? [];
  return number === undefined || hash === undefined ? 'unreadable' : { number: Number(number), hash };
}
