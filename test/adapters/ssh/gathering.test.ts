import { once } from 'node:events';
import { type AddressInfo, createServer, Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { gatherWrites } from '../../../src/adapters/ssh/gathering.js';

/** A gathering socket, and what came at the other end. */
async function gathering() {
  const came: Buffer[] = [];
  const server = createServer((socket) => socket.on('data', (chunk) => came.push(chunk)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const socket = new Socket().setNoDelay(true);
  socket.connect((server.address() as AddressInfo).port, '127.0.0.1');
  gatherWrites(socket);
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  await once(socket, 'connect');
  return { socket, came };
}

test('What is written to the other router in one turn goes as one piece, in its order', async () => {
  const { came, socket } = await gathering();
  for (const piece of ['length', ' content', ' tag']) socket.write(piece);
  expect(socket.writableLength, 'nothing has gone yet').toBe('length content tag'.length);
  await new Promise((resolve) => process.nextTick(resolve));
  expect(socket.writableLength, 'all has gone').toBe(0);
  await expect.poll(() => came.length).toBeGreaterThan(0);
  expect(came.map(String)).toEqual(['length content tag']);
});

test('What is very much goes while more of it is written, and every byte arrives', async () => {
  const { came, socket } = await gathering();
  const pieces = Array.from({ length: 100 }, (_, index) => Buffer.alloc(10_000, index));
  for (const piece of pieces) socket.write(piece);
  expect(socket.bytesWritten - socket.writableLength).toBeGreaterThan(0);
  await expect.poll(() => Buffer.concat(came).length).toBe(1_000_000);
  expect(Buffer.concat(came)).toEqual(Buffer.concat(pieces));
});
