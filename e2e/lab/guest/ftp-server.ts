/** An FTP server with one file, `who`, sent over passive and active data connections. Source: RFC 959. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** The ports of data connections: a firewall mark has to cover them. */
const dataPorts = { first: 10_000, last: 10_100 };
let nextPort = dataPorts.first;

/**
 * Sends its one file with this content; not yet listening.
 *
 * @param announced the address that clients are told to open data connections to.
 */
export function ftpServer(content: string, announced: string): Server {
  return createServer((control) => {
    control.on('error', () => control.destroy()); // a check that says `quit` does not wait for the answer
    serve(control, content, announced).catch(() => control.destroy()); // the client has gone: it is owed nothing
  });
}

async function serve(control: Socket, content: string, announced: string): Promise<void> {
  const reply = (line: string) => control.write(`${line}\r\n`);
  let listener: Server | undefined;
  let called: { readonly host: string; readonly port: number } | undefined;
  reply('220 lab');
  for await (const line of createInterface({ input: control })) {
    const [verb, argument = ''] = line.split(' ');
    if (verb === 'USER') reply('331 any password');
    else if (verb === 'PASS') reply('230 welcome');
    else if (verb === 'PASV') {
      listener = await dataListener();
      const { port } = listener.address() as AddressInfo;
      reply(`227 Entering Passive Mode (${announced.replaceAll('.', ',')},${port >> 8},${port & 255})`);
    } else if (verb === 'PORT') {
      const numbers = argument.split(',').map(Number);
      const [high = 0, low = 0] = numbers.slice(4);
      called = { host: numbers.slice(0, 4).join('.'), port: high * 256 + low };
      reply('200 it will be called');
    } else if (verb === 'RETR' && called !== undefined) {
      reply('150 here it comes');
      await call(called, content);
      reply('226 done');
    } else if (verb === 'RETR' && listener !== undefined) {
      reply('150 here it comes');
      await sendOnce(listener, content);
      reply('226 done');
    } else reply('502 not here');
  }
  listener?.close();
}

async function dataListener(): Promise<Server> {
  const listener = createServer();
  listener.listen(nextPort, '0.0.0.0');
  nextPort = nextPort === dataPorts.last ? dataPorts.first : nextPort + 1;
  await once(listener, 'listening');
  return listener;
}

/** In active mode the server opens the connection, from the port beside its own. Source: RFC 959, section 3.2. */
async function call(to: { readonly host: string; readonly port: number }, content: string): Promise<void> {
  const socket = connect({ ...to, localPort: 20 });
  await once(socket, 'connect');
  socket.on('error', () => socket.destroy());
  socket.end(content);
}

async function sendOnce(listener: Server, content: string): Promise<void> {
  const [socket] = (await once(listener, 'connection')) as [Socket];
  socket.on('error', () => socket.destroy());
  socket.end(content);
  listener.close();
}
