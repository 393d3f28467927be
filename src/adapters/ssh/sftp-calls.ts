import ssh2, { type Attributes, type FileEntryWithStats, type InputAttributes, type SFTPWrapper } from 'ssh2';
import { ConsoleError } from '../../core/problem.js';
import { tooLong } from './limits.js';
import type { Peer } from './peer.js';

/** The server said no to one call. Source: SSH File Transfer Protocol, draft 02, section 7. */
export class StatusError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** The room in a file system. */
export interface Room {
  /** Bytes that the account may still use. */
  readonly free: number;
  readonly readOnly: boolean;
}

/** Single calls of SFTP, each with a limit. @throws StatusError; push_failed: ssh_silent, ssh_cut, ssh_sftp_poor */
export interface RemoteCalls {
  /** Makes a file that is not there, for its owner alone. */
  create(path: string): Promise<Buffer>;
  openToRead(path: string): Promise<Buffer>;
  close(handle: Buffer): Promise<void>;
  lstat(path: string): Promise<Attributes>;
  stat(path: string): Promise<Attributes>;
  fstat(handle: Buffer): Promise<Attributes>;
  setstat(handle: Buffer, attributes: InputAttributes): Promise<void>;
  /** @param at where in the file they begin */
  writeAll(handle: Buffer, bytes: Buffer, at?: number): Promise<void>;
  /** Copies so many bytes, at least one, from one open file there to another. */
  copy(from: Buffer, start: number, length: number, to: Buffer, at: number): Promise<void>;
  /** Reads so many bytes, fewer where the file ends before. */
  readAll(handle: Buffer, size: number): Promise<Buffer>;
  /** Waits until a file, or the names in a folder, are on the disk. */
  sync(handle: Buffer): Promise<void>;
  /** Puts one file in place of another. */
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  mkdir(path: string, mode: number): Promise<void>;
  /** What lies in a folder, or the first of very many things. */
  list(folder: string): Promise<readonly FileEntryWithStats[]>;
  realpath(path: string): Promise<string>;
  room(path: string): Promise<Room>;
}

/** The types of ssh2 do not have the call. Source: OpenSSH's PROTOCOL, section 4.10. */
type SftpThatCopies = SFTPWrapper & {
  ext_copy_data(
    from: Buffer,
    start: number,
    length: number,
    to: Buffer,
    at: number,
    done: (error?: Error | null) => void,
  ): void;
};

type Done<T> = (error: Error | null | undefined, result: T) => void;

/** So many bytes go in one request, and so many requests are on their way at once. */
const pieceBytes = 128 * 1024;
const piecesAtOnce = 32;
/** So many answers of a server list a folder, each with about a hundred names. */
const batchLimit = 100;
/** `ST_RDONLY`. Source: statvfs(3). */
const readOnlyFlag = 1;

/** Calls over one SFTP session. */
export function openCalls(sftp: SFTPWrapper, peer: Peer): RemoteCalls {
  const { at, limits } = peer;
  let broken: Error | undefined;
  // What is no SFTP ends the session; calls that wait are told by their own errors.
  sftp.on('error', (error: Error) => {
    broken ??= error;
  });

  function call<T>(ask: (done: Done<T>) => void): Promise<T> {
    const late = () => {
      sftp.end();
      return tooLong(at, 'answer', limits.answer);
    };
    const answered = new Promise<T>((resolve, reject) => {
      ask((error, result) => (error ? reject(translated(error)) : resolve(result)));
    });
    return peer.wait(limits.answer, late, answered);
  }

  function translated(error: Error): Error {
    const { code } = error as { code?: unknown };
    if (typeof code === 'number') return new StatusError(code, error.message);
    const { address, port } = at;
    const params = { address, port, step: 'answer' as const };
    return peer.ended()
      ? peer.lost()
      : new ConsoleError('push_failed', 'ssh_cut', params, { cause: broken ?? error });
  }

  /** A call that not every server has; ssh2 throws for it before anything is sent. */
  function extended<T>(extension: string, ask: (done: Done<T>) => void): Promise<T> {
    return call<T>((done) => {
      try {
        ask(done);
      } catch (error) {
        const { address, port } = at;
        throw new ConsoleError(
          'push_failed',
          'ssh_sftp_poor',
          { address, port, extension },
          { cause: error },
        );
      }
    });
  }

  /** Does something with each piece, some of them at once. */
  async function inPieces(
    size: number,
    work: (from: number, length: number) => Promise<void>,
  ): Promise<void> {
    const many = pieceBytes * piecesAtOnce;
    for (let start = 0; start < size; start += many) {
      const end = Math.min(size, start + many);
      const pieces = Array.from({ length: Math.ceil((end - start) / pieceBytes) }, (_, i) => {
        const from = start + i * pieceBytes;
        return work(from, Math.min(pieceBytes, end - from));
      });
      await Promise.all(pieces);
    }
  }

  /** A server that answers each call in time, but with next to nothing, is late too. */
  function deadline(): () => boolean {
    const end = performance.now() + limits.answer * 1000;
    return () => performance.now() > end;
  }

  /** Fills one piece; fewer bytes where the file ends. */
  async function readPiece(handle: Buffer, bytes: Buffer, from: number, length: number): Promise<number> {
    const isLate = deadline();
    for (let got = 0; ; ) {
      const count = await call<number>((done) =>
        sftp.read(handle, bytes, from + got, length - got, from + got, (error, read) => done(error, read)),
      ).catch(endIsNothing(0));
      got += count;
      if (count === 0 || got >= length) return got;
      if (isLate()) throw tooLong(at, 'answer', limits.answer);
    }
  }

  async function list(folder: string): Promise<readonly FileEntryWithStats[]> {
    const handle = await call<Buffer>((done) => sftp.opendir(folder, done));
    const found: FileEntryWithStats[] = [];
    const isLate = deadline();
    try {
      for (let batch = 0; batch < batchLimit && !isLate(); batch++) {
        const entries = await call<FileEntryWithStats[]>((done) => sftp.readdir(handle, done)).catch(
          endIsNothing([]),
        );
        if (entries.length === 0) break;
        found.push(...entries);
      }
    } finally {
      await close(handle).catch(() => undefined); // what was listed is listed
    }
    return found;
  }

  const close = (handle: Buffer) =>
    call<void>((done) => sftp.close(handle, (error) => done(error, undefined)));
  const only = { mode: 0o600 };
  return {
    create: (path) => call((done) => sftp.open(path, 'wx', only, done)),
    openToRead: (path) => call((done) => sftp.open(path, 'r', done)),
    close,
    lstat: (path) => call((done) => sftp.lstat(path, done)),
    stat: (path) => call((done) => sftp.stat(path, done)),
    fstat: (handle) => call((done) => sftp.fstat(handle, done)),
    setstat: (handle, attributes) =>
      call<void>((done) => sftp.fsetstat(handle, attributes, (error) => done(error, undefined))),
    writeAll: (handle, bytes, at = 0) =>
      inPieces(bytes.length, (from, length) =>
        call<void>((done) =>
          sftp.write(handle, bytes, from, length, at + from, (error) => done(error, undefined)),
        ),
      ),
    copy: (from, start, length, to, at) =>
      extended<void>('copy-data', (done) =>
        (sftp as SftpThatCopies).ext_copy_data(from, start, length, to, at, (error) =>
          done(error, undefined),
        ),
      ),
    async readAll(handle, size) {
      const bytes = Buffer.alloc(size);
      let missing = 0;
      await inPieces(size, async (from, length) => {
        missing += length - (await readPiece(handle, bytes, from, length));
      });
      return bytes.subarray(0, size - missing);
    },
    sync: (handle) =>
      extended<void>('fsync@openssh.com', (done) =>
        sftp.ext_openssh_fsync(handle, (error) => done(error, undefined)),
      ),
    rename: (from, to) =>
      extended<void>('posix-rename@openssh.com', (done) =>
        sftp.ext_openssh_rename(from, to, (error) => done(error, undefined)),
      ),
    unlink: (path) => call<void>((done) => sftp.unlink(path, (error) => done(error, undefined))),
    mkdir: (path, mode) =>
      call<void>((done) => sftp.mkdir(path, { mode }, (error) => done(error, undefined))),
    list,
    realpath: (path) => call((done) => sftp.realpath(path, done)),
    room: async (path) => {
      const found = await extended<Record<string, unknown>>('statvfs@openssh.com', (done) =>
        sftp.ext_openssh_statvfs(path, done),
      );
      return {
        free: Number(found['f_bavail']) * Number(found['f_frsize']),
        readOnly: (Number(found['f_flag']) & readOnlyFlag) !== 0,
      };
    },
  };
}

/** The end of a file or a list is what a server says no with. */
function endIsNothing<T>(nothing: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof StatusError && error.code === ssh2.utils.sftp.STATUS_CODE.EOF) return nothing;
    throw error;
  };
}
