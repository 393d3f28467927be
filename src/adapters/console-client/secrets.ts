/** The files that a command is pointed to when it asks a console: a password, and certificates to trust. */

import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** A file that cannot be used; the message names it and says why. */
export class SecretFileError extends Error {}

/** Longer than any password that is taken. */
const longestPassword = 4096;
const largestCertificates = 1024 * 1024;

/** Read, write and execute for whoever is neither the owner nor of the group. Source: chmod(2). */
const others = 0o007;

/**
 * The first line of a password file, which may be a pipe. One that everybody may read is refused: what is in it is
 * no secret any more.
 * @throws SecretFileError
 */
export async function readPasswordFile(path: string): Promise<string> {
  const text = await readOpened(path, async (file) => {
    const { mode } = await file.stat();
    if ((mode & others) !== 0) {
      throw new SecretFileError(`${path}: others may read this password: chmod 600 ${path}`);
    }
    return upTo(file, longestPassword);
  });
  const [first = ''] = text.split('\n', 1);
  const password = first.replace(/\r$/, '');
  if (password === '')
    throw new SecretFileError(`${path}: its first line is empty, where a password should be`);
  return password;
}

/** Certificates in PEM. @throws SecretFileError */
export async function readCertificates(path: string): Promise<string> {
  const text = await readOpened(path, (file) => upTo(file, largestCertificates));
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new SecretFileError(`${path}: there is no certificate in it, in PEM`);
}

async function readOpened(path: string, read: (file: FileHandle) => Promise<string>): Promise<string> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDONLY);
    return await read(file);
  } catch (error) {
    if (error instanceof SecretFileError) throw error;
    const { code = 'unknown failure' } = error as NodeJS.ErrnoException;
    throw new SecretFileError(`${path}: it cannot be read (${code})`, { cause: error });
  } finally {
    await file?.close();
  }
}

/** What a file holds, up to so many bytes. */
async function upTo(file: FileHandle, most: number): Promise<string> {
  const buffer = Buffer.alloc(most);
  let filled = 0;
  while (filled < most) {
    const { bytesRead } = await file.read(buffer, filled, most - filled, null);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.toString('utf8', 0, filled);
}
