import { ConsoleError } from '../../core/problem.js';
import { type Clock, type Files, machineFiles } from './files.js';
import { changeOrMake, isFailure, openSafeFile, readIfThere } from './safe-file.js';

/** The users and the hashes of their passwords, in Apache's file format. */
export interface AccessFile {
  /**
   * Each user's hash, as it stands; empty when the file is missing, which means that nobody may enter.
   * @throws file_unavailable: no_right, not_a_file, unsafe_place, disk_failed
   */
  readUsers(): Promise<ReadonlyMap<string, string>>;
  /**
   * Adds a user or replaces the hash; all other lines stay as they are. A new file has mode 0600; an
   * existing one keeps what its owner and group may do.
   * @throws invalid: user_refused; file_unavailable: as `readUsers`; conflict: locked
   */
  setUser(user: string, hash: string): Promise<void>;
  /**
   * Takes out every line of a user; false when there is none.
   * @throws file_unavailable: as `readUsers`; conflict: locked
   */
  removeUser(user: string): Promise<boolean>;
}

/** What the password file needs. */
export interface AccessFileOptions {
  readonly path: string;
  readonly files?: Files;
  readonly clock?: Clock;
}

interface UserLine {
  readonly user: string;
  readonly hash: string;
}

/** Opens a password file; nothing is read or made before it is asked. */
export function openAccessFile(options: AccessFileOptions): AccessFile {
  const { path, files = machineFiles, clock = Date.now } = options;
  const file = openSafeFile({ files, path, parse: readLines, clock, newMode: 0o600, keptBits: 0o770n });

  async function readUsers(): Promise<ReadonlyMap<string, string>> {
    return (await readIfThere(file)) ?? new Map();
  }

  async function setUser(user: string, hash: string): Promise<void> {
    const line = lineOf(user, hash);
    await changeOrMake(file, (text) => withLine(text, user, line));
  }

  async function removeUser(user: string): Promise<boolean> {
    try {
      const { changed } = await file.update(({ text }) => withoutLines(text, user));
      return changed;
    } catch (error) {
      if (isFailure(error, 'file_missing')) {
        return false;
      }
      throw error;
    }
  }

  return { readUsers, setUser, removeUser };
}

/** The first line of a user counts. Source: Apache, mod_authn_file. */
function readLines(text: string): ReadonlyMap<string, string> {
  const users = new Map<string, string>();
  for (const line of text.split('\n')) {
    const entry = readLine(line);
    if (entry !== undefined && !users.has(entry.user)) {
      users.set(entry.user, entry.hash);
    }
  }
  return users;
}

/** `user:hash`, and perhaps more behind another colon. Source: Apache, mod_authn_file. */
function readLine(line: string): UserLine | undefined {
  const [user, hash] = line.replace(/^[ \t]+|[ \t\r]+$/g, '').split(':');
  if (user === undefined || hash === undefined || user === '' || user.startsWith('#')) {
    return undefined;
  }
  return { user: Buffer.from(user, 'latin1').toString('utf8'), hash };
}

function lineOf(user: string, hash: string): string {
  if (user === '' || /^\s|\s$|^#|[:\p{Cc}]/u.test(user)) {
    throw new ConsoleError('invalid', 'user_refused', { user });
  }
  if (hash === '' || /[^!-9;-~]/.test(hash)) {
    throw new RangeError('a hash holds printable characters without a colon');
  }
  return `${Buffer.from(user, 'utf8').toString('latin1')}:${hash}`;
}

function withLine(text: string, user: string, line: string): string {
  const lines = text.split('\n');
  const position = lines.findIndex((each) => readLine(each)?.user === user);
  if (position !== -1) {
    lines[position] = line;
    return lines.join('\n');
  }
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${separator}${line}\n`;
}

/** Without its second line too, which would count once the first is gone. */
function withoutLines(text: string, user: string): string {
  return text
    .split('\n')
    .filter((line) => readLine(line)?.user !== user)
    .join('\n');
}
