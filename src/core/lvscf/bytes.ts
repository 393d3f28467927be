/**
 * Bytes and what a person sees. Inside the core a text is a byte string (one character is one byte), so that
 * a comment in any encoding survives; this is the border to and from readable text.
 */

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether the bytes of a text are valid UTF-8. */
export function isUtf8(bytes: string): boolean {
  return !hasHighByte(bytes) || decoded(bytes) !== undefined;
}

/** A byte string as readable text: from UTF-8 when it is valid UTF-8, else from Latin-1. Wider text stays. */
export function readable(bytes: string): string {
  return hasHighByte(bytes) ? (decoded(bytes) ?? bytes) : bytes;
}

function decoded(bytes: string): string | undefined {
  if (/[^\0-\xff]/.test(bytes)) return undefined;
  try {
    return strictUtf8.decode(bytesOf(bytes));
  } catch {
    return undefined; // the decoder throws on the first byte that is not UTF-8: that is the answer
  }
}

/** Readable text as a byte string, in the encoding of the text it replaces where that can say it. */
export function byteString(text: string, like = ''): string {
  if (!hasHighByte(text)) return text;
  const latin1 = !isUtf8(like) && !/[^\0-\xff]/.test(text);
  return latin1 ? text : stringOf(new TextEncoder().encode(text));
}

/**
 * Readable text in which nothing acts on a terminal, changes the direction of what follows or looks like a
 * blank without being one: such characters stand as `\x1b` or `\u{202e}`. Tabs stay.
 */
export function visible(text: string): string {
  return text.replace(/(?![\t ])[\p{C}\p{Z}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    return (
      shortEscapes.get(code) ??
      (code < 0x80 ? `\\x${digits.padStart(2, '0')}` : `\\u{${digits.padStart(4, '0')}}`)
    );
  });
}

const shortEscapes: ReadonlyMap<number, string> = new Map([
  [0x0a, '\\n'],
  [0x0d, '\\r'],
]);

/**
 * A byte string without the byte order mark at its head; text in UTF-16, which only its mark tells, as UTF-8.
 * Source: RFC 3629, section 6; RFC 2781, section 3.2.
 */
export function withoutMark(bytes: string): string {
  if (bytes.startsWith('\xef\xbb\xbf')) return bytes.slice(3);
  const encoding = utf16Marks.get(bytes.slice(0, 2));
  return encoding === undefined ? bytes : byteString(new TextDecoder(encoding).decode(bytesOf(bytes)));
}

const utf16Marks: ReadonlyMap<string, string> = new Map([
  ['\xff\xfe', 'utf-16le'],
  ['\xfe\xff', 'utf-16be'],
]);

function hasHighByte(text: string): boolean {
  return /[^\0-\x7f]/.test(text);
}

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

function stringOf(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join('');
}
