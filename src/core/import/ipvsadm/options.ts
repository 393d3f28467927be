/** The options of one ipvsadm command, short and long. Source: ipvsadm(8). */

import type { ReportedLine } from '../report.js';
import { interfaceNameOf, wholeNumber } from '../values.js';

/** What one command says. */
export interface Options {
  /** The letter of the short form, or the name of one that has none. */
  readonly command: string;
  readonly protocol?: 'tcp' | 'udp' | 'sctp' | 'mark';
  readonly service?: string;
  readonly real?: string;
  readonly scheduler?: string;
  /** `true`: without a number. */
  readonly persistent?: number | true;
  readonly netmask?: string;
  readonly method?: 'm' | 'g' | 'i';
  readonly weight?: number;
  readonly ipv6?: boolean;
  readonly timeouts?: readonly string[];
  readonly device?: string;
  readonly syncId?: number;
}

/** Options that an lvs.cf has no place for, with the word behind them, or alone. */
const leftWithWord = new Set([
  '-b',
  '-x',
  '-y',
  '--pe',
  '--tun-type',
  '--tun-port',
  '--sync-maxlen',
  '--mcast-group',
  '--mcast-port',
  '--mcast-ttl',
]);
const leftAlone = new Set(['-o', '--tun-csum', '--tun-remcsum']);

type Draft = { -readonly [Key in keyof Options]: Options[Key] };

/** Long names, by the short one that means the same. */
const longNames: ReadonlyMap<string, string> = new Map([
  ['--add-service', '-A'],
  ['--edit-service', '-E'],
  ['--delete-service', '-D'],
  ['--add-server', '-a'],
  ['--edit-server', '-e'],
  ['--delete-server', '-d'],
  ['--clear', '-C'],
  ['--restore', '-R'],
  ['--save', '-S'],
  ['--list', '-L'],
  ['--zero', '-Z'],
  ['--help', '-h'],
  ['--tcp-service', '-t'],
  ['--udp-service', '-u'],
  ['--fwmark-service', '-f'],
  ['--scheduler', '-s'],
  ['--sched-flags', '-b'],
  ['--persistent', '-p'],
  ['--netmask', '-M'],
  ['--real-server', '-r'],
  ['--gatewaying', '-g'],
  ['--ipip', '-i'],
  ['--masquerading', '-m'],
  ['--weight', '-w'],
  ['--u-threshold', '-x'],
  ['--l-threshold', '-y'],
  ['--ops', '-o'],
  ['-O', '-o'],
  ['--ipv6', '-6'],
  ['--numeric', '-n'],
  ['-l', '-L'],
]);

const commands = new Set(['-A', '-E', '-D', '-a', '-e', '-d', '-C', '-R', '-S', '-L', '-Z', '-h']);

/** Options with a word behind them, and what they set. */
const withWord: Readonly<Record<string, (options: Draft, word: string) => void>> = {
  '-t': (options, word) => Object.assign(options, { protocol: 'tcp', service: word }),
  '-u': (options, word) => Object.assign(options, { protocol: 'udp', service: word }),
  '--sctp-service': (options, word) => Object.assign(options, { protocol: 'sctp', service: word }),
  '-f': (options, word) => Object.assign(options, { protocol: 'mark', service: word }),
  '-r': (options, word) => Object.assign(options, { real: word }),
  '-s': (options, word) => Object.assign(options, { scheduler: word }),
  '-M': (options, word) => Object.assign(options, { netmask: word }),
  '-w': (options, word) => Object.assign(options, { weight: wholeNumber(word) ?? 1 }),
  '--mcast-interface': (options, word) => Object.assign(options, { device: interfaceNameOf(word) }),
  '--syncid': (options, word) => Object.assign(options, { syncId: wholeNumber(word) }),
  '--start-daemon': (options) => Object.assign(options, { command: 'start-daemon' }),
  '--stop-daemon': (options) => Object.assign(options, { command: 'stop-daemon' }),
};

/** Options without one. */
const alone: Readonly<Record<string, (options: Draft) => void>> = {
  '-m': (options) => Object.assign(options, { method: 'm' }),
  '-g': (options) => Object.assign(options, { method: 'g' }),
  '-i': (options) => Object.assign(options, { method: 'i' }),
  '-6': (options) => Object.assign(options, { ipv6: true }),
  '-n': () => undefined,
  '-c': () => undefined,
  '--exact': () => undefined,
  '--stats': () => undefined,
  '--rate': () => undefined,
  '--timeout': () => undefined,
  '--daemon': () => undefined,
  '--connection': () => undefined,
  '--thresholds': () => undefined,
  '--persistent-conn': () => undefined,
  '--nosort': () => undefined,
  '--sort': () => undefined,
  '--tun-nocsum': () => undefined,
};

/** The options of a command; nothing where they are not understood, which the line then says. */
export function optionsOf(given: readonly string[], said: ReportedLine): Options | undefined {
  const options: Draft = { command: '' };
  const words = given.flatMap((word) => spread(word, said));
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const name = longNames.get(word) ?? word;
    const next = words[at + 1];
    if (commands.has(name)) options.command = name.slice(1);
    else if (name === '--set') {
      Object.assign(options, { command: 'set', timeouts: words.slice(at + 1, at + 4) });
      at += 3;
    } else if (name === '-p') {
      const seconds = wholeNumber(next);
      options.persistent = seconds ?? true;
      if (seconds !== undefined) at++;
    } else if (leftAlone.has(name)) said.say('changed', 'option_left', { option: word });
    else if (leftWithWord.has(name) || Object.hasOwn(withWord, name)) {
      if (next === undefined) {
        said.say('unknown', 'value_missing', { word });
        return undefined;
      }
      if (Object.hasOwn(withWord, name)) withWord[name]?.(options, next);
      else if (next !== '0') said.say('changed', 'option_left', { option: `${word} ${next}` });
      at++;
    } else if (Object.hasOwn(alone, name)) alone[name]?.(options);
    else {
      said.say('unknown', 'unknown_word', { word });
      return undefined;
    }
  }
  if (options.command === '') {
    said.say('unknown', 'value_missing', { word: '-A' });
    return undefined;
  }
  return options;
}

/** `--weight=3` as two words, `-ln` as two options; what a copied cursor left behind a letter is cut off. */
function spread(word: string, said: ReportedLine): string[] {
  const [, name, value] = /^(--[a-z][a-z-]*)=(.*)$/.exec(word) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  const [, letter, rest] = /^-([tufrsMpwxyb])(.+)$/.exec(word) ?? [];
  if (letter !== undefined && rest !== undefined && rest !== '_') return [`-${letter}`, rest];
  const letters = /^-([a-zA-Z0-9]{2,})$/.exec(word)?.[1];
  if (letters !== undefined && !word.startsWith('--')) return [...letters].map((letter) => `-${letter}`);
  const pasted = /^(-[a-z])_$/.exec(word)?.[1];
  if (pasted === undefined) return [word];
  said.say('changed', 'pasted_mark', { found: word, meant: pasted });
  return [pasted];
}
