import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { visible } from '../core/lvscf/bytes.js';
import type { Io } from './command.js';

/** A file that a command was given cannot be read; the message names it and says why. */
export class InputError extends Error {}

/**
 * The bytes of a file, one character each; `-` is the standard input.
 * @throws InputError
 */
export async function readInput(name: string, { stdin }: Io): Promise<string> {
  try {
    if (name !== '-') return await readFile(name, 'latin1');
    stdin.setEncoding('latin1');
    return await text(stdin);
  } catch (error) {
    const { code = 'unknown failure' } = error as NodeJS.ErrnoException;
    throw new InputError(`${visible(name)} cannot be read: ${reasons[code] ?? code}.`, { cause: error });
  }
}

/** Why not, in words. Source: open(2), read(2). */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'this account has no right to read it',
  EISDIR: 'it is a folder',
};
