/** The program of somebody who sits at a router with a browser: does what it is told, and tells what it reads. */

import type { Gesture, Lines } from '../scenario.js';
import { Browser } from './browser.js';

/** What it tells: the page as lines, and why it went no further. */
export interface Read {
  readonly lines: Lines;
  readonly failure?: string;
}

const [origin = ''] = process.argv.slice(2);
const browser = new Browser(origin);

async function read(gestures: readonly Gesture[]): Promise<Read> {
  try {
    for (const gesture of gestures) await browser.do(gesture);
    return { lines: browser.lines };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { lines: browser.lines, failure };
  }
}

process.on('message', async (gestures: readonly Gesture[]) => {
  process.send?.(await read(gestures));
});
process.send?.('ready');
