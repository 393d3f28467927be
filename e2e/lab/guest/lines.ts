/** Lines out of a connection. Unlike readline it leaves errors to the connection. */

import type { Readable } from 'node:stream';

/** Calls this with each whole line. */
export function eachLine(connection: Readable, say: (line: string) => void): void {
  let rest = '';
  connection.on('data', (chunk) => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) say(line);
  });
}
