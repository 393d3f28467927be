import { z } from 'zod';
import { ConsoleError } from '../../../core/problem.js';
import type { BackupSettings } from '../../../core/ssh/backup-settings.js';
import { hostShape, pathShape, portShape, userShape } from '../../../core/ssh/endpoint.js';
import type { PublicKey } from '../../../core/ssh/host-key.js';

/** The inputs, in the order of the page. */
export const connectionInputs = [
  'address',
  'port',
  'user',
  'login',
  'key_path',
  'passphrase',
  'copy_to',
] as const;

/** One input. */
export type ConnectionInput = (typeof connectionInputs)[number];

/** What stands in the inputs. */
export type ConnectionTexts = Readonly<Record<ConnectionInput, string>>;

/** What a form says, or which inputs are wrong. */
export type ReadConnection =
  | { readonly settings: BackupSettings; readonly passphrase: string | undefined }
  | { readonly wrong: readonly ConnectionInput[] };

const text = z.string().max(4096).default('');

const sent = z.object({
  address: text,
  port: text,
  user: text,
  login: text,
  key_path: text,
  passphrase: text,
  copy_to: text,
});

const logins = ['console_key', 'key_file', 'agent'] as const;

/** The texts that were sent. @throws ConsoleError request_refused */
export function textsIn(body: unknown): ConnectionTexts {
  const { data } = sent.safeParse(body);
  if (data === undefined) throw malformed();
  // Around an address nobody types a blank on purpose; in a passphrase one may be meant.
  const { passphrase, ...others } = data;
  const trimmed = Object.entries(others).map(([name, value]) => [name, value.trim()]);
  return { ...Object.fromEntries(trimmed), passphrase } as ConnectionTexts;
}

/** Reads what was typed. */
export function readConnection(texts: ConnectionTexts): ReadConnection {
  const { address, copy_to: copyTo, key_path: path, passphrase, port, user } = texts;
  const kind = logins.find((one) => one === texts.login);
  const wrong = [
    ...(hostShape.safeParse(address).success ? [] : ['address' as const]),
    ...(/^\d+$/.test(port) && portShape.safeParse(Number(port)).success ? [] : ['port' as const]),
    ...(userShape.safeParse(user).success ? [] : ['user' as const]),
    ...(kind === undefined ? ['login' as const] : []),
    ...(kind === 'key_file' && !pathShape.safeParse(path).success ? ['key_path' as const] : []),
    ...(passphrase.length > 1024 ? ['passphrase' as const] : []),
    ...(copyTo === '' || pathShape.safeParse(copyTo).success ? [] : ['copy_to' as const]),
  ];
  if (wrong.length > 0 || kind === undefined) return { wrong };
  return {
    settings: {
      format: 1,
      address,
      port: Number(port),
      user,
      login: kind === 'key_file' ? { kind, path } : { kind },
      copyTo: copyTo === '' ? null : copyTo,
    },
    passphrase: passphrase === '' ? undefined : passphrase,
  };
}

/** What stands in the inputs of a connection that is set up, or of one that is to be. */
export function textsOf(settings: BackupSettings | undefined, backup: string): ConnectionTexts {
  const { address = backup, copyTo, login, port = 22, user = 'lvs-console' } = settings ?? {};
  return {
    address,
    port: String(port),
    user,
    login: login?.kind ?? 'console_key',
    key_path: login?.kind === 'key_file' ? login.path : '',
    passphrase: '',
    copy_to: copyTo ?? '',
  };
}

const keyForm = z.object({
  type: z.string().max(64),
  key: z
    .string()
    .max(8192)
    .regex(/^[A-Za-z0-9+/=]+$/),
});

/** The host key that was compared. @throws ConsoleError request_refused */
export function readHostKey(body: unknown): PublicKey {
  const { data } = keyForm.safeParse(body);
  if (data === undefined) throw malformed();
  return { type: data.type, base64: data.key };
}

const passwordForm = z.object({ password: z.string().max(1024) });

/** The password that is used once. @throws ConsoleError request_refused */
export function readPassword(body: unknown): string {
  const { data } = passwordForm.safeParse(body);
  if (data === undefined) throw malformed();
  return data.password;
}

function malformed(): ConsoleError {
  return new ConsoleError('invalid', 'request_refused', { why: 'malformed' });
}
