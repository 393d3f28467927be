/** What the kernel is to balance: the services of lvs.cf in the kernel's words, with the names they have there. */

import type { Forwarding } from './table.js';

/** One service that is wanted. */
export interface WantedService {
  /** Name of its virtual server. */
  readonly virtual: string;
  /** As the kernel names it: `TCP 10.0.0.100:80`, or `FWM 80`. */
  readonly key: string;
  readonly scheduler: string;
  /** 0: not persistent. */
  readonly persistenceSeconds: number;
  /** Which clients count as one. */
  readonly netmask: string;
  readonly forwarding: Forwarding;
  /** A real server that fails gets weight 0 and stays in the table. */
  readonly quiesce: boolean;
  readonly destinations: readonly WantedDestination[];
  /** `10.0.0.9:80`, which is there only while no real server can answer. */
  readonly sorry: string | undefined;
}

/** One real server that is wanted, as soon as it answers. */
export interface WantedDestination {
  /** Its name. */
  readonly server: string;
  /** `10.0.0.11:80`. */
  readonly key: string;
  readonly weight: number;
}
