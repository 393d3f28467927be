/** The texts of keys: the halves of a key of our own, and the line that lets it in on the other router. */

import { type PublicKey, readPublicKey } from './host-key.js';

/** The one thing a key of ours may start on the other router. */
export const remoteCommand = 'lvs-console-router remote';

/** The numbers of an Ed25519 key: 32 bytes each. */
export interface Ed25519Numbers {
  readonly seed: Buffer;
  readonly point: Buffer;
}

/** The public half of an Ed25519 key. Source: RFC 8709, section 4. */
export function ed25519PublicKey({ point }: Pick<Ed25519Numbers, 'point'>): PublicKey {
  const blob = Buffer.concat([sshString('ssh-ed25519'), sshString(point)]);
  return { type: 'ssh-ed25519', base64: blob.toString('base64') };
}

/**
 * The private half, without a passphrase, as OpenSSH keeps it.
 * @param check a random number, written twice, by which a reader sees that the key was decrypted
 * Source: OpenSSH, PROTOCOL.key.
 */
export function privateKeyText({ seed, point }: Ed25519Numbers, check: number, comment: string): string {
  const publicBlob = Buffer.from(ed25519PublicKey({ point }).base64, 'base64');
  const twice = Buffer.alloc(8);
  twice.writeUInt32BE(check, 0);
  twice.writeUInt32BE(check, 4);
  const secret = Buffer.concat([
    twice,
    publicBlob,
    sshString(Buffer.concat([seed, point])),
    sshString(comment),
  ]);
  const padding = Buffer.from(Array.from({ length: -secret.length & 7 }, (_, i) => i + 1));
  const one = Buffer.from([0, 0, 0, 1]);
  const all = Buffer.concat([
    Buffer.from(privateMagic, 'latin1'),
    sshString('none'),
    sshString('none'),
    sshString(''),
    one,
    sshString(publicBlob),
    sshString(Buffer.concat([secret, padding])),
  ]);
  const lines = all.toString('base64').match(/.{1,70}/g) ?? [];
  return [begin, ...lines, end, ''].join('\n');
}

/** The public half that stands, never encrypted, in a private key of OpenSSH's format; undefined in any other. */
export function publicHalf(privateText: string): PublicKey | undefined {
  const [, inside] = new RegExp(`^${begin}\\n([A-Za-z0-9+/=\\s]+)${end}\\s*$`).exec(privateText) ?? [];
  if (inside === undefined) return undefined;
  const bytes = Buffer.from(inside, 'base64');
  if (bytes.toString('latin1', 0, privateMagic.length) !== privateMagic) return undefined;
  let at = privateMagic.length;
  const next = (): Buffer => {
    const length = at + 4 <= bytes.length ? bytes.readUInt32BE(at) : 0;
    at += 4 + length;
    return bytes.subarray(at - length, at);
  };
  next(); // the cipher
  next(); // how the passphrase becomes a key
  next(); // and with which numbers
  at += 4; // how many keys: one, as every program writes it
  return readPublicKey(next());
}

/** The one line of a `.pub` file, without the end of line. */
export function publicLine(key: PublicKey, comment: string): string {
  return `${key.type} ${key.base64} ${commentWord(comment)}`;
}

/** What a key may do on the other router. */
export interface KeyLimits {
  /** Addresses and networks it may come from; none: any. Anything but `0-9a-fA-F:./` is a RangeError. */
  readonly from: readonly string[];
  readonly comment: string;
}

/**
 * The line of `authorized_keys` that lets a key in: no terminal, no forwarding, one program, whatever is asked for.
 * Source: sshd(8), AUTHORIZED_KEYS FILE FORMAT.
 */
export function authorizedKeysLine(key: PublicKey, { from, comment }: KeyLimits): string {
  const wrong = from.find((one) => !/^[0-9A-Fa-f:.]+(?:\/\d{1,3})?$/.test(one));
  if (wrong !== undefined) throw new RangeError(`${JSON.stringify(wrong)} is no address`);
  const options = [
    'restrict',
    ...(from.length > 0 ? [`from="${from.join(',')}"`] : []),
    `command="${remoteCommand}"`,
  ];
  return `${options.join(',')} ${publicLine(key, comment)}`;
}

/** The text of `authorized_keys` with this line for a key: in place of the key's own line, else at the end. */
export function withAuthorizedKey(text: string, key: PublicKey, line: string): string {
  const lines = text.split('\n');
  const own = lines.findIndex((one) => !one.trimStart().startsWith('#') && one.includes(key.base64));
  if (own !== -1) return lines.with(own, line).join('\n');
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${separator}${line}\n`;
}

const privateMagic = 'openssh-key-v1\0';
const begin = '-----BEGIN OPENSSH PRIVATE KEY-----';
const end = '-----END OPENSSH PRIVATE KEY-----';

/** A length and so many bytes. Source: RFC 4251, section 5. */
function sshString(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A comment is words for people; one word is kept apart from nothing by any program. */
function commentWord(text: string): string {
  return text.replace(/[^A-Za-z0-9@._-]+/g, '-');
}
