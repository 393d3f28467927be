/** Reading values of foreign configurations, and whether lvs.cf can hold them. */

import { longestPersistence } from '../keepalived/virtual-server.js';
import { readConfig } from '../lvscf/config.js';
import { dottedAddress, isDeviceName, prefixOfMask } from '../lvscf/kinds/addresses.js';
import { knownServices } from '../lvscf/kinds/well-known-ports.js';
import type { DraftService, Method } from './draft.js';
import type { ReportedLine } from './report.js';

/** An IPv4 address in its usual form; nothing for any other text. */
export function addressOf(text: string): string | undefined {
  return /^[0-9]{1,3}(\.[0-9]{1,3}){3}$/.test(text) && dottedAddress(text) === text ? text : undefined;
}

/** Whether a text stands for an address that was not to be told: `xxx.xxx.xxx.30`, `n.n.n.n`. */
export function isPlaceholder(text: string): boolean {
  return /^[0-9a-zA-Z*?<>-]{1,5}(\.[0-9a-zA-Z*?<>-]{1,5}){3}$/.test(text) && /[a-zA-Z*?<>]/.test(text);
}

/** Whether a text is an IPv6 address, with or without brackets, a port or the length of its network. */
export function isIpv6(text: string): boolean {
  const address = text.replace(/^\[(.*)\](:[\w-]+)?$/, '$1');
  return address.includes(':') && /^[0-9a-fA-F:]*:[0-9a-fA-F:.]*(%[\w.-]+)?(\/[0-9]+)?$/.test(address);
}

/** A port, as a number or as a name that every system knows. */
export function portOf(text: string): number | undefined {
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : knownServices.get(text);
  return port !== undefined && port <= 65535 ? port : undefined;
}

/** An address with its port, where one is given. */
interface Endpoint {
  readonly address: string;
  readonly port: number | undefined;
}

/** `10.0.0.1:80`, or the address alone; nothing where address or port is none. */
export function endpointOf(text: string): Endpoint | undefined {
  const at = text.lastIndexOf(':');
  const address = at === -1 ? text : text.slice(0, at);
  const port = at === -1 ? undefined : portOf(text.slice(at + 1));
  if (addressOf(address) === undefined && !isPlaceholder(address)) return undefined;
  return at !== -1 && port === undefined ? undefined : { address, port };
}

/** A whole number without a sign, in decimal. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Seconds in whole ones, rounded up; `ms` and fractions are known. */
export function secondsOf(text: string | undefined): number | undefined {
  const [, digits, unit] = /^([0-9]{1,10}(?:\.[0-9]{1,9})?)(ms|us|s)?$/.exec(text ?? '') ?? [];
  if (digits === undefined) return undefined;
  const divisor = unit === 'ms' ? 1e3 : unit === 'us' ? 1e6 : 1;
  return Math.ceil(Number(digits) / divisor);
}

/** The length of a network that is given as a length or as a dotted mask. */
export function prefixOf(text: string): number | undefined {
  const length = wholeNumber(text);
  if (length !== undefined) return length <= 32 ? length : undefined;
  return prefixOfMask(text);
}

/** The name of an interface or an alias of one; nothing for any other text. */
export function deviceOf(text: string | undefined): string | undefined {
  return text !== undefined && isDeviceName(text) ? text : undefined;
}

/** The name of an interface itself. */
export function interfaceNameOf(text: string | undefined): string | undefined {
  return text !== undefined && isDeviceName(text) && !text.includes(':') ? text : undefined;
}

/** Whether a line of a block, written as it would be, is read back as this value without being refused. */
export function survives(scope: 'global' | 'virtual', keyword: string, raw: string): boolean {
  if (/[\n\r\0]/.test(raw)) return false;
  const line = `${keyword} = ${raw}\n`;
  const { document, global, virtualServers, problems } = readConfig(
    scope === 'global' ? line : `virtual x {\n${line}}\n`,
  );
  const values: Readonly<Record<string, unknown>> =
    scope === 'global' ? global : (virtualServers[0]?.values ?? {});
  const about = problems.filter(({ subject }) => subject.keyword === keyword);
  if (document.problems.length > 0 || about.some(({ severity }) => severity !== 'advice')) return false;
  const value = values[keyword];
  return value === raw || `"${String(value)}"` === raw;
}

/** Bytes as the text of `send` or `expect`, quotes included; nothing where it cannot hold them. */
export function exchangeOf(keyword: 'send' | 'expect', bytes: string): string | undefined {
  const escaped =
    bytes === '\\'
      ? '\\\\'
      : bytes.replace(/[\\\r\n\t"']/g, (character) => `\\${turned[character] ?? character}`);
  const raw = `"${escaped}"`;
  return escaped.length <= 255 && survives('virtual', keyword, raw) ? raw : undefined;
}

const turned: Readonly<Record<string, string>> = { '\r': 'r', '\n': 'n', '\t': 't' };

/** The schedulers of lvs.cf, and what comes nearest to each other one. */
const nearestScheduler: Readonly<Record<string, string>> = {
  sed: 'wlc',
  nq: 'wlc',
  mh: 'sh',
  fo: 'wrr',
  ovf: 'wlc',
  twos: 'wlc',
  dlc: 'wlc',
};
const schedulers = ['rr', 'wrr', 'lc', 'wlc', 'lblc', 'lblcr', 'dh', 'sh'] as const;

/** Takes over a scheduler; another one becomes the nearest, and the line says so. */
export function schedulerOf(found: string, line: ReportedLine): (typeof schedulers)[number] {
  const same = schedulers.find((one) => one === found);
  if (same !== undefined) return same;
  const value = schedulers.find((one) => one === nearestScheduler[found]) ?? 'wlc';
  line.say('changed', 'scheduler_other', { found, value });
  return value;
}

/** The numbers that a key of lvs.cf holds. */
interface Limits {
  readonly keyword: string;
  readonly min: number;
  readonly max: number;
}

/** For how many seconds a client may stay with its server: the engine takes no more. */
export const persistenceLimits: Limits = { keyword: 'persistent', min: 0, max: longestPersistence };

/** What a real server may weigh. */
export const weightLimits: Limits = { keyword: 'weight', min: 0, max: 65535 };

/** A number cut to what lvs.cf holds, said when it is. */
export function limitedTo(value: number, { keyword, min, max }: Limits, line: ReportedLine): number {
  const limited = Math.min(max, Math.max(min, value));
  if (limited !== value) line.say('changed', 'limited', { keyword, found: String(value), value: limited });
  return limited;
}

/** The name of a service that has none: that of its port, or its mark. */
export function nameFor({ mark, port }: Pick<DraftService, 'mark' | 'port'>): string {
  if (mark > 0) return `mark-${mark}`;
  const known = [...knownServices].find(([name, number]) => number === port && name !== 'mail')?.[0];
  if (port === 80) return 'web';
  if (port === 8080) return 'web-8080';
  if (port === 53) return 'dns';
  return known ?? `port-${port}`;
}

/** The port of the checks of a mark: that of the service that most marks are named after. */
export function markPort(mark: number): number {
  return namedMarks.has(mark) ? mark : 80;
}

const namedMarks = new Set([21, 22, 25, 53, 80, 110, 143, 443, 3306, 5432, 8080]);

/** The methods, in keepalived's words and in ipvsadm's. */
export const methods: ReadonlyMap<string, Method> = new Map([
  ['nat', 'nat'],
  ['dr', 'direct'],
  ['tun', 'tunnel'],
]);
