import { constants } from 'node:fs';
import { access, readFile, stat, statfs } from 'node:fs/promises';
import { userInfo } from 'node:os';

/** A folder as an administrator would look at it. */
export interface FolderLook {
  readonly path: string;
  /** Names; numbers where the system's lists have none. */
  readonly owner: string;
  readonly group: string;
  readonly mode: number;
  /** Whether this account may put files there and take them away. */
  readonly writable: boolean;
  /** For this account, in bytes. */
  readonly freeBytes: number;
}

/** Looks at a folder; undefined where there is none, or none that this account can see. */
export async function lookAtFolder(path: string): Promise<FolderLook | undefined> {
  try {
    const { gid, mode, uid } = await stat(path);
    const { bavail, bsize } = await statfs(path);
    return {
      path,
      owner: await nameIn('/etc/passwd', uid),
      group: await nameIn('/etc/group', gid),
      mode: mode & 0o7777,
      writable: await isWritable(path),
      freeBytes: bavail * bsize,
    };
  } catch {
    // Whoever wants to write there is told what the system says.
    return undefined;
  }
}

/** The name of the account that this program runs as; its number when it has none. */
export function ownAccount(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without an entry in the system's list has a number only.
    return String(process.geteuid?.() ?? 0);
  }
}

async function isWritable(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    // Why not shows in the owner, the group and the mode.
    return false;
  }
}

/** Source: passwd(5), group(5): the name is the first field, the number the third. */
async function nameIn(list: string, id: number): Promise<string> {
  const text = await readFile(list, 'utf8').catch(() => '');
  const entry = text.split('\n').find((line) => line.split(':')[2] === String(id));
  return entry?.split(':')[0] ?? String(id);
}
