/** Bytes that came from elsewhere, for a person to look at. */

import { readable, visible } from './bytes.js';

/** Bytes as a person reads them, with nothing that acts on a terminal or a page; a line for each line. */
export function bytesText(hex: string): string {
  const text = visible(readable(Buffer.from(hex, 'hex').toString('latin1')));
  return text.replaceAll('\\n', '\\n\n').trimEnd();
}

/** Bytes in hexadecimal, sixteen on a line. */
export function hexText(hex: string): string {
  const pairs = hex.match(/../g) ?? [];
  const lines = Array.from({ length: Math.ceil(pairs.length / 16) }, (_, line) =>
    pairs.slice(line * 16, line * 16 + 16).join(' '),
  );
  return lines.join('\n');
}
