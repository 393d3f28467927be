/** How good it is what a kernel shows of a virtual server or a real server. */

import type { LiveState } from '../core/live/table.js';

/** `good` is green, `bad` red; what somebody chose is neither. */
export const liveTones: Readonly<Record<LiveState, 'good' | 'bad' | 'unsure'>> = {
  equal: 'good',
  weight: 'unsure',
  drained: 'unsure',
  quiesced: 'bad',
  out: 'bad',
  stuck: 'bad',
  differs: 'bad',
  missing: 'bad',
  extra: 'unsure',
  sorry: 'unsure',
};
