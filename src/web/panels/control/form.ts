/** The MONITOR form, as the panel was asked to show it. */
export interface Monitor {
  readonly autoUpdate: boolean;
  /** What stands in `Update Interval:`: what was typed, or the interval that was made of it. */
  readonly rate: string;
  readonly seconds: number;
  /** From one telling of the live table to the next; the browser asks for it, so it needs scripts. */
  readonly followSeconds: number;
  /** A shorter interval was asked for. */
  readonly raised: boolean;
}

/** The kernel is not asked more often. */
const FASTEST_SECONDS = 1;

/** Below it the page would change under the hands of whoever wants to change the interval. */
const SHORTEST_SECONDS = 10;
const LONGEST_SECONDS = 86_400;

/**
 * Reads `auto_update` and `rate` of the address. With auto update on, the whole page is loaded again, and a blank
 * interval or one below 10 seconds becomes 10. Without, the interval is that of the live table alone.
 * Source: the original tool, CONTROL/MONITORING.
 */
export function readMonitor(query: Readonly<Record<string, unknown>>): Monitor {
  const typed = typeof query['rate'] === 'string' ? query['rate'].trim() : '';
  const asked = /^\d+$/.test(typed) ? Number(typed) : 0;
  const seconds = Math.min(Math.max(asked, SHORTEST_SECONDS), LONGEST_SECONDS);
  if (query['auto_update'] !== '1') {
    const followSeconds = Math.min(Math.max(asked, FASTEST_SECONDS), LONGEST_SECONDS);
    return { autoUpdate: false, rate: typed, seconds, followSeconds, raised: false };
  }
  return {
    autoUpdate: true,
    rate: String(seconds),
    seconds,
    followSeconds: seconds,
    raised: typed !== '' && asked < SHORTEST_SECONDS,
  };
}
