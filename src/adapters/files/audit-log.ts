import type { FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fits, isBefore } from '../../core/audit/filter.js';
import { recordIn } from '../../core/audit/line.js';
import type { AuditPage, AuditQuery, AuditReading } from '../../core/audit/reading.js';
import type { AuditEntry, AuditNote, AuditRecord } from '../../core/audit/record.js';
import { verify } from '../../core/audit/verify.js';
import { ConsoleError, type DiskAction } from '../../core/problem.js';
import { append, logIn, readHead } from './audit-append.js';
import { attempt, systemCode } from './failures.js';
import { type Clock, type Files, machineFiles, ownUid } from './files.js';
import { linesFromEnd } from './lines-from-end.js';
import { openQueue } from './lock.js';

/** That the log cannot be written. */
export interface AuditTrouble {
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Why not, the last time. */
  readonly error: ConsoleError;
  /** How many events it does not have because of that. */
  readonly missed: number;
}

/** The log of who did what: lines are added, and never changed. */
export interface AuditLog extends AuditReading {
  /** Where its lines are. */
  readonly path: string;
  /**
   * Adds a line, on the disk when it returns. What the disk refuses stops nobody's work: `trouble` tells it,
   * and the next line that can be written tells how many are missing.
   */
  record(entry: AuditEntry): Promise<void>;
  /** Why the last line could not be written; nothing when it could. */
  trouble(): AuditTrouble | undefined;
  /** Waits until every line is written, or given up. */
  settled(): Promise<void>;
}

/** What a log is opened with. */
export interface AuditLogOptions {
  /** Its own folder, made by the first line. */
  readonly folder: string;
  readonly files?: Files;
  readonly clock?: Clock;
}

/** A search looks through so many lines at a time; the next page goes on. */
const linesPerSearch = 50_000;

const chunkBytes = 256 * 1024;

/** Opens a log; nothing is read or made before it is asked. */
export function openAuditLog(options: AuditLogOptions): AuditLog {
  const { files = machineFiles, clock = Date.now } = options;
  const at = logIn(resolve(options.folder));
  const inTurn = openQueue();
  let trouble: AuditTrouble | undefined;

  async function recordNow(entry: AuditEntry): Promise<void> {
    const time = clock();
    const missed = trouble?.missed ?? 0;
    let isWritten = false;
    const onWritten = () => {
      isWritten = true;
    };
    const entries: AuditNote[] = trouble !== undefined && missed > 0 ? [missedNote(trouble), entry] : [entry];
    try {
      await trying('write', () => append(files, at, { entries, time, onWritten }));
      trouble = undefined;
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      trouble = { since: trouble?.since ?? time, error, missed: isWritten ? 0 : missed + 1 };
    }
  }

  /** Nobody is told how to take the log from the account that it belongs to. */
  async function trying<T>(action: DiskAction, work: () => Promise<T>): Promise<T> {
    const path = action === 'write' ? at.folder : at.log;
    try {
      return await attempt({ files, path, action, kind: 'state' }, work);
    } catch (error) {
      const isRightMissing = error instanceof ConsoleError && error.reason === 'no_right';
      if (!isRightMissing || (await isOwn(files, at.folder))) throw error;
      const system = (error.cause as Error).message;
      throw new ConsoleError('file_unavailable', 'disk_failed', { path, action, system }, { cause: error });
    }
  }

  /** Nothing when no line was written yet. */
  async function withLog<T>(work: (log: FileHandle) => Promise<T>): Promise<T | undefined> {
    let log: FileHandle;
    try {
      log = await files.open(at.log, 'r');
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw error;
    }
    try {
      return await work(log);
    } finally {
      await log.close();
    }
  }

  return {
    path: at.log,
    record: (entry) => inTurn(() => recordNow(entry)),
    trouble: () => trouble,
    settled: () => inTurn(async () => undefined),
    read: (query) =>
      trying('read', async () => (await withLog((log) => readPage(log, query))) ?? { records: [] }),
    verify: () =>
      trying('read', async () => {
        // The head first: a line that is added meanwhile is ahead of it, which is as it should be.
        const head = await readHead(files, at.head);
        return (await withLog((log) => verify(linesOf(log), head))) ?? verify([], head);
      }),
  };
}

/** Whether the folder is one of this account's, as far as it may look. */
async function isOwn(files: Files, folder: string): Promise<boolean> {
  try {
    return (await files.stat(dirname(folder), { bigint: true })).uid === ownUid();
  } catch {
    return false; // hidden from this account: it is another's
  }
}

function missedNote({ since, error, missed: count }: AuditTrouble): AuditNote {
  return {
    user: '',
    address: '',
    role: 'console',
    action: 'missed',
    outcome: 'failed',
    reason: error.reason,
    count,
    since: new Date(since).toISOString(),
  };
}

async function readPage(log: FileHandle, { filter = {}, before, limit }: AuditQuery): Promise<AuditPage> {
  const records: AuditRecord[] = [];
  let lines = 0;
  for await (const { bytes, start } of linesFromEnd(log, await endOf(log, before))) {
    const record = recordIn(bytes.toString('latin1'));
    if (record !== undefined && isBefore(record, filter)) return { records };
    if (record !== undefined && fits(record, filter)) records.push(record);
    lines += 1;
    if (start > 0 && (records.length === limit || lines === linesPerSearch)) return { records, older: start };
  }
  return { records };
}

/** The position, if a line begins there; else the end of the file. */
async function endOf(log: FileHandle, position: number | undefined): Promise<number> {
  const { size } = await log.stat();
  if (position === undefined || position < 1 || position > size) return size;
  const { buffer } = await log.read(Buffer.alloc(1), 0, 1, position - 1);
  return buffer.toString('latin1') === '\n' ? position : size;
}

/** The lines of a file from the first on, one character per byte. */
async function* linesOf(log: FileHandle): AsyncGenerator<string> {
  const buffer = Buffer.alloc(chunkBytes);
  let rest = '';
  for (;;) {
    const { bytesRead } = await log.read(buffer, 0, chunkBytes, null);
    if (bytesRead === 0) break;
    const lines = (rest + buffer.toString('latin1', 0, bytesRead)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
