/** What the host and the guest of the demonstration tell each other, as lines of JSON. */

import type { Action } from '../scenario.js';

/** What the guest is told: one thing to do. */
export type Wish = Action;

/** What one second was like for the client. */
export interface Second {
  /** How many requests each server answered. */
  readonly answered: Readonly<Record<string, number>>;
  readonly lost: number;
  /** The routers that hold the address which clients use. */
  readonly active: readonly string[];
}

/** What the guest tells. `failure`: it can do nothing more. */
export type News = { readonly up: true } | { readonly second: Second } | { readonly failure: string };

/** The serial lines of the guest, in this order: the one of the messages, and the one of the browser. */
export const lines = { messages: '/dev/ttyS0', browser: '/dev/ttyS1' } as const;
