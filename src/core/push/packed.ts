/** The bytes of a file on their way between two routers: an lvs.cf says the same words over and over. */

import { promisify } from 'node:util';
import {
  type BrotliDecompress,
  type BrotliOptions,
  brotliCompress,
  brotliDecompress,
  constants,
} from 'node:zlib';

/** How bytes may be packed; what is not said to be packed travels as it is. Source: RFC 7932. */
export const packing = 'brotli' as const;

/** Fewer bytes than this fit in one packet of SSH as they are. Source: RFC 4253, section 6.1. */
const worthPacking = 16 * 1024;

/** More effort takes longer than what it saves, on slow ways too. */
const quick = 1;

const compressed = promisify<Uint8Array, BrotliOptions, Buffer>(brotliCompress);

/** With `info`, what comes is told together with how much was read for it. */
interface Decompressed {
  readonly buffer: Buffer;
  readonly engine: BrotliDecompress;
}

const decompressed = promisify(brotliDecompress) as unknown as (
  bytes: Uint8Array,
  options: BrotliOptions,
) => Promise<Decompressed>;

/** The bytes packed, off the event loop; undefined where that would not make them fewer. */
export async function packed(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  if (bytes.length < worthPacking) return undefined;
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: quick, [BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const made = await compressed(bytes, { params });
  return made.length < bytes.length ? made : undefined;
}

/** With room left over, the last byte is known to be the last without another piece of memory. */
const spareBytes = 64;

/**
 * Unpacks so many bytes; no room is taken for more, whatever was packed.
 * @param size in bytes; whoever calls has bounded it
 * @returns undefined for what is cut off, is not packed, or gives more or fewer bytes, or where others follow
 */
export async function unpacked(bytes: Uint8Array, size: number): Promise<Uint8Array | undefined> {
  const room = { maxOutputLength: Math.max(1, size), chunkSize: size + spareBytes, info: true };
  try {
    const { buffer, engine } = await decompressed(bytes, room);
    return buffer.length === size && engine.bytesWritten === bytes.length ? buffer : undefined;
  } catch (error) {
    if (isOfTheBytes(error)) return undefined;
    throw error;
  }
}

/** Whether an error says something of the bytes; without memory, for one, nothing is known of them. */
function isOfTheBytes(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return /^(?:Z_BUF_ERROR|ERR_BUFFER_TOO_LARGE|ERR__ERROR_FORMAT_\w+)$/.test(String(code));
}
