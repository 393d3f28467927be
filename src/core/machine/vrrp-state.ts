/** What keepalived tells of its VRRP instance when it is asked by a signal. Source: keepalived(8), SIGJSON. */

import { z } from 'zod';

/** The states of an instance, by the number that keepalived gives them. */
export const vrrpStates = ['INIT', 'BACKUP', 'MASTER', 'FAULT'] as const;

/** The instance of this router. */
export interface VrrpState {
  readonly state: (typeof vrrpStates)[number];
  readonly priority: number;
  /** Since when, in milliseconds since 1970. */
  readonly since: number;
  /** Whether it takes the service from a router with a lower priority. */
  readonly preempts: boolean;
  /** How many adverts of the other router it has received, which sends them while it is active. */
  readonly adverts: number;
}

const dump = z.array(
  z.object({
    data: z.object({
      iname: z.string(),
      state: z.int().min(0).max(3),
      effective_priority: z.int(),
      last_transition: z.number(),
      nopreempt: z.boolean(),
    }),
    stats: z.object({ advert_rcvd: z.int() }),
  }),
);

/** Reads the dump; undefined when it is not whole, `null` when it has no instance of this name. */
export function parseVrrpDump(text: string, instance: string): VrrpState | null | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // It is being written at this moment.
    return undefined;
  }
  const { data } = dump.safeParse(content);
  if (data === undefined) return undefined;
  const found = data.find((one) => one.data.iname === instance);
  if (found === undefined) return null;
  const { state: number, effective_priority: priority, last_transition, nopreempt } = found.data;
  const state = vrrpStates[number];
  if (state === undefined) return undefined;
  const adverts = found.stats.advert_rcvd;
  return { state, priority, since: last_transition * 1000, preempts: !nopreempt, adverts };
}
