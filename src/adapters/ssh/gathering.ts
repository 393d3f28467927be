import type { Socket } from 'node:net';

/** Sent at once when so much is waiting, so that the other end is not idle meanwhile. */
const gatheredBytes = 128 * 1024;

/**
 * Has a socket send what is written in one turn as one piece. ssh2 writes a length, the content and a tag for each
 * packet; without delay each of them would be a packet of the network, and wake the other end.
 * Call it once `connect` was called, which puts the usual `write` back in place of any other.
 */
export function gatherWrites(socket: Socket): void {
  const write = socket.write;
  let isGathering = false;

  socket.write = (...words: unknown[]) => {
    if (!isGathering) {
      isGathering = true;
      socket.cork();
      process.nextTick(() => {
        isGathering = false;
        socket.uncork();
      });
    }
    const hasRoom = Reflect.apply(write, socket, words) as boolean;
    if (socket.writableLength > gatheredBytes) {
      socket.uncork();
      socket.cork();
    }
    return hasRoom;
  };
}
