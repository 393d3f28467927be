/** The other router during a push: with our program there, or with nothing but its files. */

import { createHash } from 'node:crypto';
import { fileLimit } from '../core/push/requests.js';
import type { SshConnection } from '../core/ssh/connection.js';
import { type FarSide, meetFarSide } from './far-side.js';

/** A file there with its bytes, one character each (latin1). */
export interface FileThere {
  readonly hash: string;
  readonly text: string;
}

/** Where our program answers. */
export interface ProgramThere {
  readonly kind: 'program';
  readonly program: FarSide;
  fetch(): Promise<FileThere | undefined>;
}

/** Where files can be copied, and nothing is checked or applied. */
export interface FilesThere {
  readonly kind: 'files';
  /** Path of lvs.cf there. */
  readonly path: string;
  fetch(): Promise<FileThere | undefined>;
  /** @throws push_failed: ssh_file, ssh_cut, ssh_silent */
  write(path: string, text: string): Promise<void>;
  close(): void;
}

/** The other router, as far as it can be talked to. */
export type There = ProgramThere | FilesThere;

/** One talk for each connection: a program that has started once does not have to start again. */
export type Meet = (connection: SshConnection) => Promise<FarSide>;

/** Meets the program on the other side of a connection, and keeps it for as long as it answers. */
export function keptMeeting(): Meet {
  const met = new WeakMap<SshConnection, Promise<FarSide>>();

  async function meet(connection: SshConnection): Promise<FarSide> {
    const known = met.get(connection);
    // A talk that could not begin is begun again.
    const far = await known?.catch(() => undefined);
    if (far?.open) {
      // It may have gone without a word; better to know before anything depends on it.
      await far.look();
      return far;
    }
    const next = connection.channel().then((channel) => meetFarSide(channel));
    met.set(connection, next);
    return next;
  }

  return meet;
}

/** Opens the other router. @param copyTo its lvs.cf, where there is none of our programs @throws push_failed */
export async function openThere(
  connection: SshConnection,
  meet: Meet,
  copyTo: string | null,
): Promise<There> {
  if (copyTo !== null) return filesThere(connection, copyTo);
  const program = await meet(connection);
  return {
    kind: 'program',
    program,
    async fetch() {
      const file = await program.fetch();
      return file === null ? undefined : { hash: file.sha256, text: file.text };
    },
  };
}

async function filesThere(connection: SshConnection, path: string): Promise<FilesThere> {
  const files = await connection.files();
  return {
    kind: 'files',
    path,
    async fetch() {
      const bytes = await files.read(path, fileLimit);
      return bytes && { hash: hashOf(bytes), text: bytes.toString('latin1') };
    },
    write: (to, text) => files.replace(to, Buffer.from(text, 'latin1')),
    close: () => files.close(),
  };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
