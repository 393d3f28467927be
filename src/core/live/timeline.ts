/** What happened on both routers, on one time line: the words of the engines, and who changed what. */

import { type AuditAction, type AuditRecord, engineActions } from '../audit/record.js';
import type { WantedService } from '../ipvs/wanted.js';
import type { CheckWord, EngineEvent } from '../router/events.js';
import type { RouterSide } from './alarms.js';

/** What an entry is about. */
export const entryKinds = ['server', 'service', 'vrrp', 'engine', 'change'] as const;

/** One of them. */
export type EntryKind = (typeof entryKinds)[number];

/** What an engine told, by what it is about. */
export const engineTellings = {
  server: ['up', 'down'],
  service: ['up', 'down'],
  vrrp: ['master', 'backup', 'fault', 'stop'],
  engine: ['began', 'reloaded', 'ended'],
} as const;

/** What an engine told. */
export type EngineTelling = {
  [Kind in keyof typeof engineTellings]: {
    readonly kind: Kind;
    readonly what: (typeof engineTellings)[Kind][number];
  };
}[keyof typeof engineTellings];

/** An entry that an engine told. */
export type EngineEntry = EngineTelling & {
  /** Milliseconds since 1970, by the clock of the console. */
  readonly at: number;
  /** Stays the same, and no other entry has it. */
  readonly id: string;
  readonly side: RouterSide;
  /** As the kernel names them: `TCP 10.0.0.100:80`, `10.0.0.11:80`; blank where it is about none. */
  readonly service: string;
  readonly destination: string;
  /** Names in lvs.cf; blank where the file does not know them. */
  readonly virtual: string;
  readonly server: string;
  /** Why a real server went down, as its check put it; blank where nobody said. */
  readonly word: CheckWord | '';
};

/** An entry of the audit log. */
export interface ChangeEntry {
  readonly kind: 'change';
  readonly at: number;
  readonly id: string;
  readonly side: 'here';
  readonly record: AuditRecord;
}

/** One thing that happened. */
export type Entry = EngineEntry | ChangeEntry;

/** What lvs.cf calls the services and servers of the kernel. */
export interface KernelNames {
  /** Blank where the file does not know them. */
  readonly virtualOf: (service: string) => string;
  readonly serverOf: (service: string, destination: string) => string;
}

/** The names of a file. */
export function kernelNames(wanted: readonly WantedService[]): KernelNames {
  const services = new Map(
    wanted.map(({ destinations, key, virtual }) => [
      key,
      { virtual, servers: new Map(destinations.map((one) => [one.key, one.server])) },
    ]),
  );
  return {
    virtualOf: (service) => services.get(service)?.virtual ?? '',
    serverOf: (service, destination) => services.get(service)?.servers.get(destination) ?? '',
  };
}

/**
 * What the events of one router tell, in their order. What is of no interest, or nobody understands, is left out.
 * @param events of one file, in the order of their numbers
 */
export function engineEntries(
  events: readonly EngineEvent[],
  side: RouterSide,
  { serverOf, virtualOf }: KernelNames,
): EngineEntry[] {
  const entries: EngineEntry[] = [];
  let before: string | undefined;
  for (const [index, event] of events.entries()) {
    const told = tellingOf(event.text);
    const began = /^BEGIN (\d+)$/.exec(event.text)?.[1];
    const isReload = began !== undefined && began === before;
    before = began ?? before;
    // Both halves of the engine begin and end together; what VRRP does is told by itself.
    if (told === undefined || (told.kind === 'engine' && event.file !== 'checks')) continue;
    // Whoever begins again with the same process has only read its file again.
    if (told.what === 'ended' && events[index + 1]?.text === `BEGIN ${before}`) continue;
    const { destination, service } = told;
    entries.push({
      ...(isReload ? { kind: 'engine', what: 'reloaded' } : (told as EngineTelling)),
      at: event.at,
      id: `${side}-${event.file}-${event.number}-${event.at}`,
      side,
      service,
      destination,
      virtual: service === '' ? '' : virtualOf(service),
      server: destination === '' ? '' : serverOf(service, destination),
      word: event.word,
    });
  }
  return entries;
}

type Told = EngineTelling & Pick<EngineEntry, 'service' | 'destination'>;

const vrrpStates = { MASTER: 'master', BACKUP: 'backup', FAULT: 'fault', STOP: 'stop' } as const;

/** What the engine's own words say. Source: keepalived.conf(5), notify_fifo. */
function tellingOf(text: string): Told | undefined {
  const nothing = { service: '', destination: '' };
  if (/^BEGIN \d+$/.test(text)) return { kind: 'engine', what: 'began', ...nothing };
  if (text === 'END') return { kind: 'engine', what: 'ended', ...nothing };
  const state = /^INSTANCE "[^"]*" ([A-Z_]+)( |$)/.exec(text)?.[1];
  if (state !== undefined) {
    const what = Object.entries(vrrpStates).find(([word]) => word === state)?.[1];
    return what && { kind: 'vrrp', what, ...nothing };
  }
  const [, first = '', second, word] =
    /^(?:VS|RS) (\S+(?: \d+)?)(?: (\S+(?: \d+)?))? (UP|DOWN)$/.exec(text) ?? [];
  const what = word === 'UP' ? 'up' : 'down';
  if (word === undefined) return undefined;
  if (text.startsWith('VS') && second === undefined) {
    const service = serviceKey(first);
    return service === undefined ? undefined : { kind: 'service', what, service, destination: '' };
  }
  const service = serviceKey(second ?? '');
  const [, address, port] = /^\[([\d.]+)\]:[a-z]+:(\d+)$/.exec(first) ?? [];
  if (service === undefined || address === undefined) return undefined;
  return { kind: 'server', what, service, destination: `${address}:${port}` };
}

/** `[10.0.0.100]:tcp:80` and `FWM 7`, as the kernel's own table names them. */
function serviceKey(words: string): string | undefined {
  if (/^FWM \d+$/.test(words)) return words;
  const [, address, protocol = '', port] = /^\[([\d.]+)\]:(tcp|udp):(\d+)$/.exec(words) ?? [];
  return address === undefined ? undefined : `${protocol.toUpperCase()} ${address}:${port}`;
}

/** The actions that can change what the routers do. */
export const changingActions: ReadonlySet<AuditAction> = new Set([
  'save',
  'create',
  'restore',
  'undo',
  ...engineActions,
  'push',
  'rebuild',
]);

/** The entry of a record; undefined for one that changed nothing. */
export function changeEntry(record: AuditRecord): ChangeEntry | undefined {
  if (record.outcome === 'refused' || !changingActions.has(record.action)) return undefined;
  return { kind: 'change', at: Date.parse(record.time), id: `audit-${record.number}`, side: 'here', record };
}

/** Which entries somebody wants to see; all that is given must fit. */
export interface EntryFilter {
  readonly kind?: EntryKind;
  readonly side?: RouterSide;
  /** Name of a virtual server. */
  readonly virtual?: string;
}

/** Whether an entry is wanted. */
export function isWanted(entry: Entry, { kind, side, virtual }: EntryFilter): boolean {
  if (kind !== undefined && entry.kind !== kind) return false;
  if (side !== undefined && entry.side !== side) return false;
  if (virtual === undefined) return true;
  if (entry.kind !== 'change') return entry.virtual === virtual;
  const { changes = [], object = '' } = entry.record;
  return object.split(' / ').includes(virtual) || changes.some((change) => change.virtual === virtual);
}

/** Entries with the newest first. */
export function newestFirst<T extends Entry>(entries: readonly T[]): T[] {
  // What comes later in a list happened later, where the clock does not tell.
  return [...entries].reverse().sort((one, other) => other.at - one.at);
}
