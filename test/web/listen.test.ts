import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listen } from '../../src/web/listen.js';
import { openWebConsole, type WebConsole } from '../support/web-console.js';

let web: WebConsole;
let port: number;
const sockets: Socket[] = [];
beforeEach(async () => {
  web = await openWebConsole();
  port = Number(
    new URL((await listen(web.app, { host: 'localhost', port: 0, tls: undefined }))[0] ?? '').port,
  );
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await web.close();
});

async function opened(): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.on('error', () => undefined); // being cut is what is tested
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

describe('A connection', () => {
  test('that never finishes its headers is ended', async () => {
    const socket = await opened();
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    const start = performance.now();
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
    expect(performance.now() - start).toBeLessThan(9_000);
  });

  test('with larger headers than any browser sends is ended', async () => {
    const socket = await opened();
    socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 431 /);
  });

  test.each([
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n'],
    ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'],
    ['an unknown encoding', 'Transfer-Encoding: xchunked\r\n'],
    ['a blank before the colon', 'Content-Length : 5\r\n'],
  ])('whose request could hide another one, by %s, gets one answer and is ended', async (_how, header) => {
    const socket = await opened();
    const hidden = 'GET /secure/help HTTP/1.1\r\nHost: localhost\r\n\r\n';
    socket.write(`POST /secure/help HTTP/1.1\r\nHost: localhost\r\n${header}\r\n0\r\n\r\n${hidden}`);
    const answers = (await text(socket)).match(/HTTP\/1\.1 \d+/g);
    expect(answers).toEqual(['HTTP/1.1 400']);
  });

  test('is one of 500: those beyond are closed, and none waits for them', async () => {
    await Promise.all(Array.from({ length: 500 }, opened));
    const beyond = await opened();
    await once(beyond, 'close');
    for (const socket of sockets.splice(0, 100)) socket.destroy();
    // The server learns of their end a moment later.
    const ask = async () => {
      const socket = await opened();
      socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
      return text(socket).catch(() => 'closed unheard');
    };
    await expect.poll(ask).toMatch(/^HTTP\/1\.1 200 /);
  });
});
