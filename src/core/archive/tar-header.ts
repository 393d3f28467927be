/**
 * The 512 bytes before each file of a tar archive. Of all that tar can say, only plain files and the folders
 * that they lie in are read: no links, no devices, no long names.
 * Source: POSIX.1-2017, pax, section "ustar Interchange Format"; GNU tar manual, section "Basic Tar Format".
 */

/** A tar archive is made of blocks of this size. */
export const blockBytes = 512;

/** What stands in an archive. */
export interface TarEntry {
  readonly kind: 'file' | 'folder';
  /** Without `./` before it, or a slash behind. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
}

/** What is no header that is read here. `kind`: a link, a device, or something that only some programs know. */
export interface TarFault {
  readonly fault: 'no_tar' | 'kind' | 'name';
  /** As it stands there, as far as it can be read. */
  readonly name: string;
}

/** Where the fields stand: offset and length. */
const fields = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  link: [157, 100],
  magic: [257, 6],
  version: [263, 2],
  prefix: [345, 155],
} as const;

type FieldName = keyof typeof fields;

/** The header of a plain file, readable by its owner alone. @param seconds when it was changed, since 1970 */
export function printTarHeader(name: string, size: number, seconds: number): Uint8Array {
  const block = new Uint8Array(blockBytes);
  const put = (field: FieldName, text: string) => {
    const [at, length] = fields[field];
    if (text.length > length) throw new RangeError(`${field} is too long for an archive: ${text}`);
    for (let i = 0; i < text.length; i++) block[at + i] = text.charCodeAt(i);
  };
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  put('name', name);
  put('mode', octal(0o600, 7));
  put('uid', octal(0, 7));
  put('gid', octal(0, 7));
  put('size', octal(size, 11));
  put('mtime', octal(Math.max(0, seconds), 11));
  put('type', '0');
  put('magic', 'ustar\0');
  put('version', '00');
  put('checksum', `${octal(checksumOf(block), 6)} `);
  return block;
}

/** Reads a header; undefined at the end of an archive, which is a block of zeros. */
export function readTarHeader(block: Uint8Array): TarEntry | TarFault | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  const text = (field: FieldName) => {
    const [at, length] = fields[field];
    const all = String.fromCharCode(...block.subarray(at, at + length));
    return all.includes('\0') ? all.slice(0, all.indexOf('\0')) : all;
  };
  const name = text('name');
  const size = numberIn(text('size'));
  if (text('magic').trimEnd() !== 'ustar' || numberIn(text('checksum')) !== checksumOf(block)) {
    return { fault: 'no_tar', name };
  }
  const kind = kinds[text('type')];
  if (kind === undefined || text('link') !== '' || (kind === 'folder' && size !== 0))
    return { fault: 'kind', name };
  if (text('prefix') !== '' || size === undefined) return { fault: 'name', name };
  const plain = name.replace(/^\.\//, '').replace(/\/$/, kind === 'folder' ? '' : '/');
  return { kind, name: plain, size };
}

const kinds: Readonly<Record<string, TarEntry['kind']>> = { '0': 'file', '': 'file', '5': 'folder' };

/** A number as tar writes it, in octal digits with blanks around; nothing when it is none. */
function numberIn(text: string): number | undefined {
  const digits = text.trim();
  return /^[0-7]{1,11}$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

/** The sum of the bytes, with blanks where the sum itself stands. */
function checksumOf(block: Uint8Array): number {
  const [at, length] = fields.checksum;
  return block.reduce((sum, byte, i) => sum + (i >= at && i < at + length ? 0x20 : byte), 0);
}
