/** The keys of the demonstration: each breaks something, and mends it when it is pressed again. */

import type { Wish } from './messages.js';
import { routers, servers } from './network.js';

/** What a key brings about, and what is said of it. */
export interface Pressed {
  readonly wish: Wish;
  readonly event: string;
}

/** What a key brings about the first time, and the next. */
type Key = readonly [Pressed, Pressed];

const keys: ReadonlyMap<string, Key> = new Map([
  ...servers.map((machine, index): [string, Key] => [
    String(index + 1),
    [
      { wish: { do: 'kill server', machine }, event: `The web server of ${machine} is killed.` },
      { wish: { do: 'start server', machine }, event: `The web server of ${machine} starts.` },
    ],
  ]),
  ...routers.map((machine, index): [string, Key] => [
    'ab'.charAt(index),
    [
      { wish: { do: 'unplug', machine }, event: `The cables of ${machine} are pulled.` },
      { wish: { do: 'plug', machine }, event: `The cables of ${machine} are plugged in.` },
    ],
  ]),
]);

/** What the keys do, for people. */
export const keysText = `  1 2 3   kill the web server of ${servers.join(', ')}; pressed again: start it
  a b     pull the cables of ${routers.join(', ')}; pressed again: plug them in
  q       end`;

/** Remembers what is broken. @returns what a key brings about now; nothing for a key that does nothing */
export function openKeys(): (key: string) => Pressed | undefined {
  const broken = new Set<string>();
  return (typed) => {
    const key = keys.get(typed);
    if (key === undefined) return undefined;
    const mends = broken.delete(typed);
    if (!mends) broken.add(typed);
    return key[mends ? 1 : 0];
  };
}
