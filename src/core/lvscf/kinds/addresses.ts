import { type Finding, type Input, type Kind, onlyWord, plainWords, type Reading } from '../kind.js';
import type { Word } from '../lines.js';

/** A floating address and the interface alias that carries it. */
export interface AddressOnDevice {
  /** Dotted, or a host name. */
  readonly address: string;
  readonly device: string;
}

/** The address that means none. */
export const unspecified = '0.0.0.0';

const addressInput: Input = { control: 'text', size: 16 };
const deviceInput: Input = { control: 'text', size: 8, devices: 'interface' };

/**
 * Reads an IPv4 address in any form the C library takes (short, octal, hexadecimal), dotted; text after a
 * blank is ignored. Nothing when it is not one.
 * Source: inet_aton(3); lvs-cf format, section 5.
 */
export function dottedAddress(text: string): string | undefined {
  const parts = (text.split(/[ \t\n\v\f\r]/, 1)[0] ?? '').split('.');
  if (parts.length > 4) return undefined;
  const numbers: number[] = [];
  for (const part of parts) {
    if (/^0[xX][0-9a-fA-F]+$/.test(part)) numbers.push(Number(part));
    else if (/^0[0-7]*$/.test(part)) numbers.push(Number.parseInt(part, 8));
    else if (/^[1-9][0-9]*$/.test(part)) numbers.push(Number(part));
    else return undefined;
  }
  const last = numbers.pop() ?? 0;
  if (numbers.some((octet) => octet > 255) || last >= 256 ** (4 - numbers.length)) return undefined;
  const tail = [24, 16, 8, 0].slice(numbers.length).map((shift) => Math.floor(last / 2 ** shift) % 256);
  return [...numbers, ...tail].join('.');
}

/** Whether the C library would try to look this word up as the name of a host. */
export function isHostName(text: string): boolean {
  const labels = text.replace(/\.$/, '').split('.');
  return (
    text.length <= 253 &&
    labels.every((label) => /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label)) &&
    !/^([0-9]+|0[xX][0-9a-fA-F]*)$/.test(labels.at(-1) ?? '')
  );
}

function refused(daemonCode: number, keyword: string, value: string): Finding {
  return { code: 'address_expected', severity: 'refused', daemonCode, params: { keyword, value } };
}

function readAddress(word: Word, keyword: string, daemonCode: number): Reading<string> {
  const value = dottedAddress(word.text);
  if (value === undefined) return { findings: [refused(daemonCode, keyword, word.text)] };
  if (word.raw === value) return { value, findings: [] };
  const params = { keyword, value: word.raw, read: value };
  const severity = word.text === value ? 'advice' : 'broken';
  return { value, findings: [{ code: 'address_form', severity, params }] };
}

function readHost(word: Word, keyword: string): Reading<string> {
  if (dottedAddress(word.text) !== undefined || !isHostName(word.text)) return readAddress(word, keyword, 9);
  const params = { keyword, value: word.text };
  return { value: word.text, findings: [{ code: 'host_name', severity: 'advice', params }] };
}

const oneAddress = {
  words: 1,
  write: (value: string) => value,
  inputs: [addressInput],
  show: (value: string) => [value],
  typed: plainWords,
} as const;

/** An IPv4 address, or a host name, which the daemon resolves at its start. */
export const host: Kind<string> = {
  ...oneAddress,
  expects: { kind: 'address' },
  read: (words, keyword) => readHost(onlyWord(words), keyword),
};

/** As `host`, but the reader refuses 0.0.0.0. */
export const routerHost: Kind<string> = {
  ...oneAddress,
  expects: { kind: 'router_address' },
  read: (words, keyword) => {
    const reading = readHost(onlyWord(words), keyword);
    if (reading.value !== unspecified) return reading;
    return { findings: [{ code: 'address_zero', severity: 'refused', daemonCode: 8, params: { keyword } }] };
  },
};

/** An IPv4 address; host names are not resolved here. */
export const plainAddress: Kind<string> = {
  ...oneAddress,
  expects: { kind: 'plain_address' },
  read: (words, keyword) => readAddress(onlyWord(words), keyword, 8),
};

/** The masks of the original's lists, in their order. Source: panels, section 9.1. */
export const masks: readonly string[] = [
  '255.255.255.255',
  '255.255.255.252',
  '255.255.255.248',
  '255.255.255.240',
  '255.255.255.224',
  '255.255.255.192',
  '255.255.255.128',
  '255.255.255.0',
  '255.255.254.0',
  '255.255.252.0',
  '255.255.248.0',
  '255.255.240.0',
  '255.255.224.0',
  '255.255.192.0',
  '255.255.128.0',
  '255.255.0.0',
];

/** The mask of a prefix length from 0 to 32. */
export function maskOfPrefix(prefix: number): string {
  const bits = prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
}

/** The prefix length of a dotted mask; nothing for a mask with holes. */
export function prefixOfMask(mask: string): number | undefined {
  return Array.from({ length: 33 }, (_, length) => length).find((length) => maskOfPrefix(length) === mask);
}

function readMask(word: Word, keyword: string): Reading<string> {
  const { value, findings } = readAddress(word, keyword, 16);
  if (value === undefined) return { findings };
  const written = { keyword, value: word.raw };
  if (findings.length > 0) {
    return {
      value,
      findings: [{ code: 'mask_form', severity: 'broken', params: { ...written, read: value } }],
    };
  }
  if (prefixOfMask(value) !== undefined) return { value, findings };
  return { value, findings: [{ code: 'mask_holes', severity: 'broken', params: written }] };
}

/** A dotted netmask out of the original's list; 0.0.0.0 is none. A value outside the list is kept. */
export function mask(unused: 'unused' | 'always'): Kind<string> {
  return {
    expects: { kind: 'mask' },
    words: 1,
    read: (words, keyword) => readMask(onlyWord(words), keyword),
    write: (value) => value,
    inputs: [{ control: 'choice', choices: unused === 'unused' ? ['', ...masks] : masks }],
    show: (value) => [value === unspecified ? '' : value],
    typed: plainWords,
  };
}

/**
 * The persistence mask: the reader ignores a bad one without a word.
 * Source: lvs-cf format, section 6.2.
 */
export const persistenceMask: Kind<string> = {
  ...mask('unused'),
  read: (words, keyword) => {
    const reading = readMask(onlyWord(words), keyword);
    if (reading.value !== undefined) return reading;
    const params = { keyword, value: onlyWord(words).raw };
    return { findings: [{ code: 'mask_ignored', severity: 'broken', params }] };
  },
};

/** Whether a word can name a network interface or an alias of one. Source: netdevice(7), IFNAMSIZ. */
export function isDeviceName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9._-]*(:[A-Za-z0-9._-]+)?$/.test(text) && text.length <= 15;
}

function readDevice(word: Word, keyword: string, at: number): Finding[] {
  if (isDeviceName(word.raw)) return [];
  const params = { keyword, value: word.raw };
  return [{ code: 'device_form', severity: 'broken', params, word: at }];
}

/** The name of a network interface. */
export const device: Kind<string> = {
  expects: { kind: 'device' },
  words: 1,
  read: (words, keyword) => ({
    value: onlyWord(words).text,
    findings: readDevice(onlyWord(words), keyword, 0),
  }),
  write: (value) => value,
  inputs: [deviceInput],
  show: (value) => [value],
  typed: plainWords,
};

/** A floating address and its device: two words on one line, two inputs in a form. */
export const addressOnDevice: Kind<AddressOnDevice> = {
  expects: { kind: 'address_on_device' },
  words: 2,
  read: (words, keyword) => {
    const [first, second] = words;
    if (first === undefined || second === undefined)
      throw new RangeError('an address on a device is two words');
    const address = readHost(first, keyword);
    const findings = [...address.findings, ...readDevice(second, keyword, 1)];
    if (address.value === undefined) return { findings };
    return { value: { address: address.value, device: second.text }, findings };
  },
  write: ({ address, device: name }) => `${address} ${name}`,
  inputs: [addressInput, { ...deviceInput, devices: 'alias' }],
  show: ({ address, device: name }) => [address, name],
  typed: plainWords,
};
