/** A way between two programs that can be cut or blocked at any byte. */
import { connect, createServer, type Socket } from 'node:net';

/** What happens when the bytes are used up. */
export type Fault = 'cut' | 'freeze';

/** The way, with its one fault. */
export interface CuttingProxy {
  readonly port: number;
  /** Bytes that went to the server, over all connections. */
  sent(): number;
  /** From now on so many bytes go to the server; then the way is cut, or nothing goes any more in either direction. */
  allow(bytes: number, fault: Fault): void;
  close(): Promise<void>;
}

/** Opens a way to a port of this machine. Whoever called closes it. */
export async function startProxy(target: number): Promise<CuttingProxy> {
  let sent = 0;
  let left = Number.POSITIVE_INFINITY;
  let fault: Fault = 'cut';
  const sockets = new Set<Socket>();

  const server = createServer((client) => {
    // A way that was cut leads nobody anywhere.
    if (left <= 0 && fault === 'cut') {
      client.destroy();
      return;
    }
    const onward = connect({ port: target, host: '127.0.0.1', noDelay: true });
    client.setNoDelay(true);
    for (const socket of [client, onward]) {
      sockets.add(socket);
      // The other side is told; which of the two began does not matter.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        onward.destroy();
      });
    }
    client.on('data', (chunk: Buffer) => {
      const passed = chunk.subarray(0, Math.max(0, left));
      left -= passed.length;
      sent += passed.length;
      if (passed.length > 0) onward.write(passed);
      if (left <= 0 && fault === 'cut') {
        onward.end();
        client.destroy();
      }
    });
    onward.on('data', (chunk: Buffer) => {
      if (left > 0) client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    sent: () => sent,
    allow(bytes, kind) {
      left = bytes;
      fault = kind;
    },
    close,
  };
}
