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
}

const dump = z.array(
  z.object({
    data: z.object({
      iname: z.string(),
      state: z.int().min(0).max(3),
      effective_priority: z.int(),
      last_transition: z.number(),
    }),
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
  const found = data.find((one) => one.data.iname === instance)?.data;
  if (found === undefined) return null;
  const state = vrrpStates[found.state];
  if (state === undefined) return undefined;
  return { state, priority: found.effective_priority, since: found.last_transition * 1000 };
}
