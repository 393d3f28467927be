/** How the other router is reached: what the console keeps of it beside `lvs.cf`. */

import { z } from 'zod';
import { hostShape, pathShape, portShape, userShape } from './endpoint.js';

/** How the console logs in, whenever it likes: a password is used once, and is not among these. */
export const loginShape = z.discriminatedUnion('kind', [
  /** The key made for this console. */
  z.strictObject({ kind: z.literal('console_key') }),
  /** A key that was there; its passphrase, if it has one, is kept in a file of its own. */
  z.strictObject({ kind: z.literal('key_file'), path: pathShape }),
  /** The agent named in the settings. */
  z.strictObject({ kind: z.literal('agent') }),
]);

/** The connection to the backup. */
export const backupShape = z.strictObject({
  format: z.literal(1),
  address: hostShape,
  port: portShape,
  user: userShape,
  login: loginShape,
  /** `lvs.cf` over there, for a router without our program; null where files are never copied alone. */
  copyTo: pathShape.nullable(),
});

/** The connection to the backup. */
export type BackupSettings = Readonly<z.output<typeof backupShape>>;

/** How the console logs in. */
export type StoredLogin = BackupSettings['login'];
