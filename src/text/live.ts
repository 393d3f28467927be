import type { LiveServer } from '../core/live/table.js';

/** The kernel's weight, and the one of lvs.cf where that is another; blank where the kernel has no such server. */
export function weightText({ live, wantedWeight }: Pick<LiveServer, 'live' | 'wantedWeight'>): string {
  if (live === undefined) return '';
  const isOther = wantedWeight !== undefined && wantedWeight !== live.weight;
  return isOther ? `${live.weight} (lvs.cf: ${wantedWeight})` : String(live.weight);
}
