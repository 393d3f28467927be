/** keepalived on a router of the lab, started and ended as an init script would. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Machine } from './machine.js';

const configuration = '/etc/keepalived/keepalived.conf';
const pidFiles = {
  parent: '/run/keepalived.pid',
  vrrp: '/run/keepalived_vrrp.pid',
  checkers: '/run/keepalived_checkers.pid',
};

/** A running keepalived. */
export interface Engine {
  readonly reload: () => void;
  /** Asks it to end, and waits until it has. */
  readonly stop: () => Promise<void>;
  /** Ends all its processes at once: it can put nothing back. */
  readonly kill: () => Promise<void>;
}

/** Starts keepalived with the configuration that lies on the router. */
export function startEngine(router: Machine): Engine {
  const process_: ChildProcess = router.start('keepalived', [
    ...['--dont-fork', '--log-console', '--log-detail'],
    ...['--use-file', configuration],
    ...['--pid', pidFiles.parent, '--vrrp_pid', pidFiles.vrrp, '--checkers_pid', pidFiles.checkers],
  ]);
  const gone = once(process_, 'exit');
  return {
    reload: () => void process_.kill('SIGHUP'),
    stop: async () => {
      process_.kill('SIGTERM');
      await gone;
    },
    kill: async () => {
      // The parent first: it would restart the others.
      for (const file of Object.values(pidFiles)) process.kill(Number(router.read(file)), 'SIGKILL');
      await gone;
    },
  };
}
