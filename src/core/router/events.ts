/**
 * What the engine of a router told and the checks know, as the router program passes it on. The engine's own words
 * are kept by `config/lvs-notify`, which says what a line of its files is.
 */

import { z } from 'zod';

/** The files of events: what the half that moves addresses told, and the half that checks real servers. */
export const eventFiles = ['vrrp', 'checks'] as const;

/** One of them. */
export type EventFile = (typeof eventFiles)[number];

/** Why a check failed, as `config/lvs-check` puts it. */
export const checkWords = ['connect', 'silent', 'reply', 'program', 'reentry'] as const;

/** One of those words. */
export type CheckWord = (typeof checkWords)[number];

/** So many events of each file come with one answer. */
export const mostEvents = 2000;

/** So many real servers are told that are down. */
export const mostDown = 5000;

const number = z.int().min(0).max(999_999_999_999_999);

/** Milliseconds since 1970, of that router's clock. */
const moment = z.number().min(0).max(9_999_999_999_999);

/** Printable, so that it can be shown as it is. */
const engineWords = z
  .string()
  .max(300)
  .regex(/^[ -~]*$/);

const numbers = z.strictObject({ vrrp: number, checks: number });

const event = z.strictObject({
  file: z.enum(eventFiles),
  number,
  at: moment,
  /** Blank unless it tells of a real server that went down, and its check said why. */
  word: z.union([z.literal(''), z.enum(checkWords)]),
  text: engineWords,
});

const down = z.strictObject({
  /** As the kernel names them: `TCP 10.0.0.100:80`, `FWM 7`; `10.0.0.11:80`. */
  service: engineWords,
  destination: engineWords,
  /** When it was checked last. */
  at: moment,
  word: z.enum(checkWords),
});

/** How an answer is checked. */
export const eventsShape = z.strictObject({
  at: moment,
  /** In the order of their numbers, file by file. */
  events: z.array(event).max(eventFiles.length * mostEvents),
  /** The last one of each file that is told now or was told before. */
  told: numbers,
  /** Whether there are more, for whoever asks again. */
  more: z.boolean(),
  /** The real servers whose checks do not pass at this moment. */
  down: z.array(down).max(mostDown),
});

/** What a router tells of its engine. */
export type EngineEvents = Readonly<z.output<typeof eventsShape>>;

/** One event, in the engine's own words. */
export type EngineEvent = EngineEvents['events'][number];

/** A real server whose check does not pass. */
export type DownServer = EngineEvents['down'][number];

/** Up to which event of each file somebody knows them. */
export type EventNumbers = EngineEvents['told'];

/** Nothing is known yet. */
export const noEvents: EventNumbers = { vrrp: 0, checks: 0 };

/** What the look is told, on one line. */
export function eventsLine(after: EventNumbers): string {
  return JSON.stringify({ after });
}

const toldShape = z.strictObject({ after: numbers });

/** Which events are wanted; all of them where the line is nothing that can be understood. */
export function readEventsLine(line: string): EventNumbers {
  try {
    return toldShape.safeParse(JSON.parse(line)).data?.after ?? noEvents;
  } catch (error) {
    // Not JSON: whoever asks gets everything.
    if (error instanceof SyntaxError) return noEvents;
    throw error;
  }
}

/** The event in a line of a file; undefined for half a line, or anything else. */
export function readKeptEvent(file: EventFile, line: string): EngineEvent | undefined {
  const [, count, seconds, word = '', text] =
    /^(\d{1,15}) (\d{1,10}\.\d{1,6}) (\S+) ([ -~]{0,300})$/.exec(line) ?? [];
  if (count === undefined || text === undefined) return undefined;
  const known = readCheckWord(word);
  return { file, number: Number(count), at: Math.floor(Number(seconds) * 1000), word: known ?? '', text };
}

/** The word of a check; undefined for anything else. */
export function readCheckWord(text: string | undefined): CheckWord | undefined {
  return checkWords.find((word) => word === text);
}

/** What of a file is news. @param events in the order in which they were written */
export function newsOf(events: readonly EngineEvent[], after: number): readonly EngineEvent[] {
  const last = events.at(-1)?.number ?? 0;
  // A file that was taken away counts from 1 again: all of it is news.
  return after > last ? events : events.filter((one) => one.number > after);
}

/**
 * The real server that a file of the checker is about, as the kernel names it; undefined for another file.
 * Source: the head of `config/lvs-check`, ID.
 */
export function downFileOf(name: string): Pick<DownServer, 'service' | 'destination'> | undefined {
  const [, service = '', address, port] =
    /^(fwm\d{1,10}|[\d.]{7,15}_\d{1,5}_(?:tcp|udp))-([\d.]{7,15})_(\d{1,5})\.down$/.exec(name) ?? [];
  if (address === undefined) return undefined;
  const mark = /^fwm(\d+)$/.exec(service)?.[1];
  // Under a mark the kernel has no port.
  if (mark !== undefined) return { service: `FWM ${mark}`, destination: `${address}:0` };
  const [at = '', on = '', protocol = ''] = service.split('_');
  return { service: `${protocol.toUpperCase()} ${at}:${on}`, destination: `${address}:${port}` };
}
