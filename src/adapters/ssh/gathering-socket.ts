import { Socket } from 'node:net';

/** Sent at once when so much is waiting, so that the other end is not idle meanwhile. */
const gatheredBytes = 128 * 1024;

/**
 * A socket that sends what is written in one turn as one piece. ssh2 writes a length, the content and a tag for each
 * packet; without delay each of them would be a packet of the network, and wake the other end.
 */
export class GatheringSocket extends Socket {
  private isGathering = false;

  override write(...words: unknown[]): boolean {
    if (!this.isGathering) {
      this.isGathering = true;
      this.cork();
      process.nextTick(() => {
        this.isGathering = false;
        this.uncork();
      });
    }
    const hasRoom = super.write(...(words as Parameters<Socket['write']>));
    if (this.writableLength > gatheredBytes) {
      this.uncork();
      this.cork();
    }
    return hasRoom;
  }
}
