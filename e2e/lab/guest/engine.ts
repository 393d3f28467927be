/** keepalived on a router of the lab, started and ended as an init script would. */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Machine } from './machine.js';
import { kill } from './run.js';

/** Where keepalived reads its configuration. */
export const configuration = '/etc/keepalived/keepalived.conf';

/** A running keepalived. */
export interface Engine {
  readonly reload: () => void;
  /** Asks it to end, and waits until it has. */
  readonly stop: () => Promise<void>;
  /** Ends all its processes at once: none can put anything back. */
  readonly kill: () => Promise<void>;
}

/** Starts keepalived with the configuration that lies on the router. */
export function startEngine(router: Machine): Engine {
  const keepalived = router.start('keepalived', [
    ...['--dont-fork', '--log-console', '--log-detail'],
    ...['--use-file', configuration],
  ]);
  const gone = once(keepalived, 'exit');
  return {
    reload: () => void keepalived.kill('SIGHUP'),
    stop: async () => {
      keepalived.kill('SIGTERM');
      await gone;
    },
    kill: async () => {
      if (keepalived.exitCode !== null || keepalived.signalCode !== null) return;
      // A living parent would start its children again, and children clean up when their parent dies.
      keepalived.kill('SIGSTOP');
      for (const child of childrenOf(keepalived.pid ?? 0)) kill(child);
      keepalived.kill('SIGKILL');
      await gone;
    },
  };
}

function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean).map(Number);
}
