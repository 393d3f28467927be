import { posix } from 'node:path';
import type { RemoteFiles } from '../../core/ssh/connection.js';
import type { PublicKey } from '../../core/ssh/host-key.js';
import { withAuthorizedKey } from '../../core/ssh/key-text.js';

/** More than any `authorized_keys` that people keep. */
const fileLimit = 1024 * 1024;

/**
 * Lets a key in: its line goes into `~/.ssh/authorized_keys` of the account that is logged in, in place of the key's
 * own line, else at the end.
 * @returns whether the file was changed; it stays as it is when the line was there
 * @throws push_failed: ssh_file and what ends a connection
 */
export async function installKey(files: RemoteFiles, key: PublicKey, line: string): Promise<boolean> {
  const folder = posix.join(await files.home(), '.ssh');
  const path = posix.join(folder, 'authorized_keys');
  await files.makeFolder(folder);
  const found = await files.read(path, fileLimit);
  const before = found?.toString('latin1') ?? '';
  const after = withAuthorizedKey(before, key, line);
  if (after === before) return false;
  await files.replace(path, Buffer.from(after, 'latin1'));
  return true;
}
