/** The way to the other router: one connection, and one talk with our program there, for all who ask. */

import type { KeptConnection } from '../adapters/ssh/kept.js';
import { ConsoleError, type ErrorReason } from '../core/problem.js';
import type { SshConnection } from '../core/ssh/connection.js';
import { keptMeeting, openThere, type There } from './there.js';

/** Leads to the other router. @param copyTo path of its lvs.cf, where none of our programs is */
export interface Link {
  /** Does something with the other router. @throws push_failed */
  use<T>(copyTo: string | null, work: (there: There) => Promise<T>): Promise<T>;
  /** Does something in which the connection is made when `open` is called, and kept until the end. */
  hold<T>(copyTo: string | null, work: (open: () => Promise<There>) => Promise<T>): Promise<T>;
}

/** What a connection that was kept for long looks like when the other router was started anew meanwhile. */
const gone: readonly ErrorReason[] = ['ssh_cut', 'ssh_silent', 'push_far_fault'];

/** Opens the way; nobody is connected to before somebody wants to. */
export function openLink(kept: KeptConnection): Link {
  const meet = keptMeeting();
  const used = new WeakSet<SshConnection>();

  async function hold<T>(copyTo: string | null, work: (open: () => Promise<There>) => Promise<T>) {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });

    /** A connection that stays until all is done. */
    const connected = () =>
      new Promise<SshConnection>((resolve, reject) => {
        kept
          .use(async (connection) => {
            resolve(connection);
            await released;
          })
          .catch(reject);
      });

    async function open(): Promise<There> {
      const connection = await connected();
      const wasUsed = used.has(connection);
      used.add(connection);
      try {
        return await openThere(connection, meet, copyTo);
      } catch (error) {
        if (!wasUsed || !(error instanceof ConsoleError) || !gone.includes(error.reason)) throw error;
      }
      // Nothing was asked for yet: it can be begun again.
      await kept.close();
      return openThere(await connected(), meet, copyTo);
    }

    try {
      return await work(open);
    } finally {
      release();
    }
  }

  return {
    hold,
    use: (copyTo, work) =>
      hold(copyTo, async (open) => {
        const there = await open();
        try {
          return await work(there);
        } finally {
          if (there.kind === 'files') there.close();
        }
      }),
  };
}
