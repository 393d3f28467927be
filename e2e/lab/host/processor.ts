/** The processor that a guest keeps to. */

import { readFileSync } from 'node:fs';

/**
 * The processor for this guest. The kernel of a guest and the processes that it has made for those of the guest run in
 * turn, never together: on one processor they take half the time. Guests that run side by side each have another one,
 * as far as there are enough.
 */
export function ownProcessor(): number {
  const [, list = '0'] = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  const allowed = processorsIn(list);
  const beside = Number(process.env['VITEST_POOL_ID'] ?? 0);
  return allowed[beside % allowed.length] ?? 0;
}

/** The numbers in a list such as `0-3,8`. Source: Linux, cpuset(7), list format. */
export function processorsIn(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
