/** The program on the console's router that connects browsers on the host with the console. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { pause } from '../../guest/run.js';
import { Channels } from '../channels.js';
import { lines } from '../messages.js';
import { openSerialLine } from './serial-line.js';

/** Both ends of a connection that breaks notice it by themselves. */
const ended = () => {};

function toConsole(): Socket {
  return connect({ host: 'localhost', port: 3636 });
}

/** Waits until the console listens, which takes it some seconds. */
async function consoleIsThere(): Promise<void> {
  for (;;) {
    const socket = toConsole();
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isThere) return;
    await pause(200);
  }
}

const line = await openSerialLine(lines.browser);
new Channels(line, (channel) => {
  pipeline(channel, toConsole(), channel, ended);
});
await consoleIsThere();
process.send?.('ready');
