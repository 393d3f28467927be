import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import ssh2, { type Attributes, type SFTPWrapper } from 'ssh2';
import { ConsoleError } from '../../core/problem.js';
import type { RemoteFiles, ReplaceStep } from '../../core/ssh/connection.js';
import { harmless } from '../../core/ssh/endpoint.js';
import type { RemoteFileFault } from '../../core/ssh/failures.js';
import type { Peer } from './peer.js';
import { type CopyPlan, openReadBefore, type ReadBefore } from './read-before.js';
import { openCalls, type RemoteCalls, StatusError } from './sftp-calls.js';

const { STATUS_CODE } = ssh2.utils.sftp;

const kindBits = 0o170000;
const ordinaryFile = 0o100000;
const folderKind = 0o040000;
const writableByAll = 0o002;
const sticky = 0o1000;
const permissionBits = 0o7777;

/** A file of ours that is older than this, by the clock over there, belongs to a replacement that was cut off. */
const leftoverSeconds = 600;

/** Files over there, by SFTP. */
export function openFiles(sftp: SFTPWrapper, peer: Peer): RemoteFiles {
  const calls = openCalls(sftp, peer);
  const before = openReadBefore(calls);

  async function read(path: string, limit: number): Promise<Buffer | undefined> {
    return inOurWords(path, async () => {
      const stats = await lookAt(calls, path);
      return stats === undefined ? undefined : await bytesOf(calls, path, limit, before);
    });
  }

  /** Fills a new file; what is there already is not sent. */
  async function fill(
    handle: Buffer,
    bytes: Buffer,
    plan: CopyPlan | undefined,
    made: Promise<Attributes>,
  ): Promise<void> {
    const isFilled = plan !== undefined && (await plan.fill(handle, made));
    if (!isFilled) await calls.writeAll(handle, bytes);
  }

  async function replace(
    path: string,
    given: Uint8Array,
    onStep: (step: ReplaceStep) => void = () => {},
  ): Promise<void> {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
    const folder = posix.dirname(path);
    const name = posix.basename(path);
    const temporary = posix.join(folder, `.${name}.${randomBytes(8).toString('hex')}.tmp`);
    await inOurWords(path, async () => {
      onStep('look');
      const looking = Promise.all([refuseOpenFolder(calls, path, folder), lookAt(calls, path)]);
      // While the server looks.
      const plan = before.planFor(bytes);
      const [, replaced] = await looking;
      onStep('upload');
      const handle = await calls
        .create(temporary)
        .catch((error) => explained(calls, folder, path, bytes, error));
      let clockThere = 0;
      try {
        await thenClosed(calls, handle, async () => {
          const stats = calls.fstat(handle);
          const filling = fill(handle, bytes, plan, stats);
          const [made] = await Promise.all([
            stats,
            filling.catch((error) => explained(calls, folder, path, bytes, error)),
          ]);
          clockThere = made.mtime;
          await keepRights(calls, handle, made, replaced);
          onStep('sync');
          await calls.sync(handle);
        });
        onStep('rename');
        await calls.rename(temporary, path);
      } catch (error) {
        // The first failure is the one to report; after a cut the next replacement clears this away.
        await calls.unlink(temporary).catch(() => undefined);
        throw error;
      }
      onStep('verify');
      const [seen] = await Promise.all([
        bytesOf(calls, path, bytes.length),
        syncFolder(calls, folder),
        removeLeftovers(calls, folder, name, clockThere),
      ]);
      if (!seen.equals(bytes)) throw fault(path, 'other_bytes');
    });
  }

  async function makeFolder(path: string): Promise<void> {
    await inOurWords(path, async () => {
      try {
        await calls.mkdir(path, 0o700);
      } catch (error) {
        // The server says only that it did not do it: for a folder that is there as for anything else.
        const stats = await calls.stat(path).catch(() => undefined);
        if (stats === undefined) throw error;
        if ((stats.mode & kindBits) !== folderKind) throw fault(path, 'other_kind');
      }
    });
  }

  return {
    read,
    replace,
    makeFolder,
    home: () => inOurWords('.', () => calls.realpath('.')),
    close: () => sftp.end(),
  };
}

/** What lies at a path; undefined for nothing. @throws ssh_file other_kind: what is no ordinary file */
async function lookAt(calls: RemoteCalls, path: string): Promise<Attributes | undefined> {
  const stats = await calls.lstat(path).catch((error: unknown) => {
    if (error instanceof StatusError && error.code === STATUS_CODE.NO_SUCH_FILE) return undefined;
    throw error;
  });
  if (stats !== undefined && (stats.mode & kindBits) !== ordinaryFile) throw fault(path, 'other_kind');
  return stats;
}

async function refuseOpenFolder(calls: RemoteCalls, path: string, folder: string): Promise<void> {
  const { mode } = await calls.stat(folder);
  if ((mode & kindBits) !== folderKind) throw fault(path, 'missing');
  if ((mode & writableByAll) !== 0 && (mode & sticky) === 0) throw fault(path, 'folder_open');
}

/** @param before is told of what was read */
async function bytesOf(
  calls: RemoteCalls,
  path: string,
  limit: number,
  before?: ReadBefore,
): Promise<Buffer> {
  const handle = await calls.openToRead(path);
  const at = performance.now();
  const work = async () => {
    // Asked of the open file: what lies at the path may be another one by now.
    const stats = await calls.fstat(handle);
    const { size, mode } = stats;
    if ((mode & kindBits) !== ordinaryFile) throw fault(path, 'other_kind');
    if (size > limit) throw fault(path, 'too_large');
    return { bytes: await calls.readAll(handle, size), stats };
  };
  if (before === undefined) return (await thenClosed(calls, handle, work)).bytes;
  const { bytes, stats } = await work().catch(async (error: unknown) => {
    await calls.close(handle).catch(() => undefined);
    throw error;
  });
  await before.note(handle, stats, bytes, at);
  return bytes;
}

/** Does something with an open file and closes it; of two failures the first one counts. */
async function thenClosed<T>(calls: RemoteCalls, handle: Buffer, work: () => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await calls.close(handle).catch(() => undefined);
    throw error;
  }
  await calls.close(handle);
  return result;
}

/**
 * Gives the new file the mode, owner and group of the one that it replaces. An account that may not give files away
 * becomes the owner, but the group is never lost while it has a right. A new file is its owner's alone.
 */
async function keepRights(
  calls: RemoteCalls,
  handle: Buffer,
  made: Attributes,
  before: Attributes | undefined,
): Promise<void> {
  if (before === undefined) return;
  const mode = before.mode & permissionBits;
  if (made.uid !== before.uid || made.gid !== before.gid) {
    await calls.setstat(handle, { uid: before.uid, gid: before.gid }).catch(async (error: unknown) => {
      if (!(error instanceof StatusError)) throw error;
      if (made.gid !== before.gid && (mode & 0o070) !== 0) {
        await calls.setstat(handle, { uid: made.uid, gid: before.gid });
      }
    });
  }
  if ((made.mode & permissionBits) !== mode) await calls.setstat(handle, { mode });
}

/** Removes what replacements that were cut off left beside a file. @param now seconds, by the clock over there */
async function removeLeftovers(calls: RemoteCalls, folder: string, name: string, now: number): Promise<void> {
  const start = `.${name}.`;
  const entries = await calls.list(folder).catch((error: unknown) => {
    // A folder may let files be replaced and not be listed.
    if (error instanceof StatusError) return [];
    throw error;
  });
  for (const entry of entries) {
    const isOurs =
      entry.filename.startsWith(start) && /^[0-9a-f]{16}\.tmp$/.test(entry.filename.slice(start.length));
    if (isOurs && now - entry.attrs.mtime > leftoverSeconds) {
      // One that cannot be removed does not hinder: the next name is another.
      await calls.unlink(posix.join(folder, entry.filename)).catch(() => undefined);
    }
  }
}

/** Makes the new name survive a power cut, where the server opens folders as OpenSSH's does. */
async function syncFolder(calls: RemoteCalls, folder: string): Promise<void> {
  try {
    const handle = await calls.openToRead(folder);
    await thenClosed(calls, handle, () => calls.sync(handle));
  } catch (error) {
    // The protocol has no call for it. The bytes are on the disk, and so is one of the two names.
    if (!(error instanceof StatusError)) throw error;
  }
}

/** OpenSSH says "Failure" for a full disk and for one that cannot be written; the file system itself says more. */
async function explained(
  calls: RemoteCalls,
  folder: string,
  path: string,
  bytes: Uint8Array,
  error: unknown,
): Promise<never> {
  if (!(error instanceof StatusError) || error.code !== STATUS_CODE.FAILURE) throw error;
  const room = await calls.room(folder).catch(() => undefined);
  if (room?.readOnly === true) throw fault(path, 'read_only', error);
  if (room !== undefined && room.free < bytes.length) throw fault(path, 'full', error);
  throw error;
}

async function inOurWords<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StatusError ? fault(path, faultOf(error.code), error) : error;
  }
}

function faultOf(code: number): RemoteFileFault {
  if (code === STATUS_CODE.NO_SUCH_FILE) return 'missing';
  return code === STATUS_CODE.PERMISSION_DENIED ? 'no_right' : 'refused';
}

function fault(path: string, why: RemoteFileFault, cause?: StatusError): ConsoleError {
  const said = cause === undefined ? '' : harmless(cause.message);
  // The path may begin with a folder that the other end named.
  const params = { path: harmless(path, 4096), fault: why, said };
  return new ConsoleError('push_failed', 'ssh_file', params, { cause });
}
