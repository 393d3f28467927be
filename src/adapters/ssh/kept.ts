import type { SshConnection } from '../../core/ssh/connection.js';

/** One connection that is used again and again. */
export interface KeptConnection {
  /**
   * Does something over the connection, which is made first when there is none. Several may use it at once.
   * @throws what making it throws, and what `work` does
   */
  use<T>(work: (connection: SshConnection) => Promise<T>): Promise<T>;
  /** Ends the connection, as after other settings; the next use makes another one. */
  close(): Promise<void>;
}

/**
 * Keeps one connection while it is used, and so many seconds longer. There is never a second one: one that is being
 * made is waited for, and the next is made when the last has ended.
 */
export function keepConnection(
  open: () => Promise<SshConnection>,
  { idleSeconds = 300 }: { readonly idleSeconds?: number } = {},
): KeptConnection {
  let current: SshConnection | undefined;
  let making: Promise<SshConnection> | undefined;
  let users = 0;
  let idle: NodeJS.Timeout | undefined;

  async function make(): Promise<SshConnection> {
    await current?.closed;
    current = await open();
    return current;
  }

  function connection(): Promise<SshConnection> {
    if (current?.open) return Promise.resolve(current);
    making ??= make().finally(() => {
      making = undefined;
    });
    return making;
  }

  async function close(): Promise<void> {
    clearTimeout(idle);
    // Whoever asked for a connection that is never made is told why; here nothing is left to end then.
    await making?.catch(() => undefined);
    current?.close();
    await current?.closed;
  }

  return {
    async use(work) {
      clearTimeout(idle);
      users++;
      try {
        return await work(await connection());
      } finally {
        users--;
        // A program that has nothing else to do may end meanwhile.
        if (users === 0) idle = setTimeout(() => void close(), idleSeconds * 1000).unref();
      }
    },
    close,
  };
}
