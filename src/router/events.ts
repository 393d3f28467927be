/** The events that the engine of this router told, and the real servers whose checks do not pass. */

import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DownServer,
  downFileOf,
  type EngineEvent,
  type EngineEvents,
  type EventFile,
  mostDown,
  mostEvents,
  newsOf,
  readCheckWord,
  readEventsLine,
  readKeptEvent,
} from '../core/router/events.js';
import type { Router } from './router.js';
import { eventFolder } from './wanted.js';

/** No file of ours is longer. */
const mostBytes = 2 * 1024 * 1024;

/** A check that does not pass is written down each time; older ones are of checks that nobody makes any more. */
const oldMs = 60 * 60 * 1000;

/** Looks once. @param line from which events on */
export async function engineEvents(
  { settings }: Pick<Router, 'settings'>,
  line: string,
): Promise<EngineEvents> {
  const after = readEventsLine(line);
  const folder = eventFolder(settings);
  const at = Date.now();
  const [vrrp, checks, down] = await Promise.all([
    news(folder, 'vrrp', after.vrrp),
    news(folder, 'checks', after.checks),
    downServers(settings.checkState, at),
  ]);
  return {
    at,
    events: [...vrrp.events, ...checks.events],
    told: { vrrp: vrrp.told, checks: checks.told },
    more: vrrp.more || checks.more,
    down,
  };
}

async function news(folder: string, file: EventFile, after: number) {
  const texts = await Promise.all([`${file}.1`, file].map((name) => textOf(join(folder, name))));
  const kept = texts
    .join('')
    .split('\n')
    .flatMap((line) => readKeptEvent(file, line) ?? []);
  const fresh: readonly EngineEvent[] = newsOf(kept, after);
  const events = fresh.slice(0, mostEvents);
  const last = kept.at(-1)?.number ?? 0;
  return { events, told: events.at(-1)?.number ?? last, more: events.length < fresh.length };
}

async function downServers(folder: string, now: number): Promise<DownServer[]> {
  const names = await readdir(folder).catch(() => []); // no check has failed yet, or nobody checks
  const found: DownServer[] = [];
  for (const name of names) {
    const server = downFileOf(name);
    if (server === undefined || found.length === mostDown) continue;
    const [, seconds, text] = (await textOf(join(folder, name))).trim().split(' ');
    const word = readCheckWord(text);
    const at = /^\d{1,10}$/.test(seconds ?? '') ? Number(seconds) * 1000 : 0;
    if (word !== undefined && now - at < oldMs) found.push({ ...server, at, word });
  }
  return found;
}

/** Not through a link, not from a pipe, and never more than there can be; blank where there is nothing. */
async function textOf(path: string): Promise<string> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  try {
    const handle = await open(path, flags);
    try {
      const stats = await handle.stat();
      return stats.isFile() && stats.size <= mostBytes ? await handle.readFile('latin1') : '';
    } finally {
      await handle.close();
    }
  } catch {
    // Nothing happened yet, or the check has passed meanwhile.
    return '';
  }
}
