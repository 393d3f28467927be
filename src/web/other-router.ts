/** What the web side is given of the other router: where it stands, and what can be done with its file. */

import type { BeforePush, PushOrder, PushState, Running, Taken, TakeOrder } from '../core/push/api.js';
import type { PushResult, Receipt } from '../core/push/steps.js';

/** The other router. */
export interface OtherRouter {
  /** Never waits for the network. */
  state(): Promise<PushState>;
  running(): Promise<Running | undefined>;
  /** @throws ConsoleError push_failed, push_not_set_up, of the file */
  compare(): Promise<BeforePush>;
  /** @throws ConsoleError push_running, push_not_set_up */
  push(order: PushOrder): Promise<PushResult>;
  /** @throws ConsoleError push_moved_on, push_running, adds_problems, push_nothing_there, push_failed */
  takeTheirs(order: TakeOrder): Promise<Taken>;
  /** @throws as `takeTheirs` */
  takeObjects(order: TakeOrder, taken: ReadonlySet<string>): Promise<Taken>;
  receipts(most?: number): Promise<readonly Receipt[]>;
}
