/** Lines out of a connection. Unlike readline it leaves errors to the connection. */

import type { Socket } from 'node:net';

/** Calls this with each whole line. */
export function eachLine(socket: Socket, say: (line: string) => void): void {
  let rest = '';
  socket.on('data', (chunk) => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) say(line);
  });
}
