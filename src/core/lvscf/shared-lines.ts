/**
 * Settings that `lvs.cf` has no key for and that both routers must share. They are comment lines before the first
 * block, `# lvs-console: KEY = VALUE`: the daemons ignore them, and they travel with the file.
 */

import type { Problem } from '../problem.js';
import type { Block, Document, Entry } from './document.js';
import { globalStanza } from './global.js';
import { type Finding, type Kind, onlyWord } from './kind.js';
import { device, isDeviceName } from './kinds/addresses.js';
import { number } from './kinds/numbers.js';
import { choice, word } from './kinds/strings.js';
import type { Word } from './lines.js';
import { readPortRange } from './port-range.js';
import { problemAt } from './problem-at.js';
import type { Patch, Stanza, Values } from './stanza.js';

/** A number as we write it ourselves: the notations of C are the daemon's affair. */
function plainNumber(min: number, max: number): Kind<number> {
  const kind = number(min, max);
  return {
    ...kind,
    read: (words, keyword) => {
      const { text } = onlyWord(words);
      if (!/^(0|[1-9][0-9]*)$/.test(text)) return wrong('number_expected', keyword, text);
      const { value, findings } = kind.read(words, keyword);
      return findings.length > 0 || value === undefined ? { findings } : { value, findings };
    },
  };
}

/** A network interface itself, no alias of one. */
const plainInterface: Kind<string> = {
  ...device,
  read: (words, keyword) => {
    const { text } = onlyWord(words);
    const fits = isDeviceName(text) && !text.includes(':');
    return fits ? { value: text, findings: [] } : wrong('interface_form', keyword, text);
  },
};

/** The name of an account. Source: useradd(8), CAVEATS. */
const account: Kind<string> = {
  ...word,
  inputs: [{ control: 'text', size: 16 }],
  read: (words, keyword) => {
    const { text } = onlyWord(words);
    return /^[a-z_][a-z0-9_-]{0,31}$/.test(text)
      ? { value: text, findings: [] }
      : wrong('account_form', keyword, text);
  },
};

const portRange: Kind<string> = {
  ...word,
  inputs: [{ control: 'text', size: 12, maxLength: 11 }],
  read: (words, keyword) => {
    const { text } = onlyWord(words);
    return readPortRange(text) === undefined
      ? wrong('port_range_form', keyword, text)
      : { value: text, findings: [] };
  },
};

function wrong(
  code: 'number_expected' | 'interface_form' | 'account_form' | 'port_range_form',
  keyword: string,
  value: string,
): { findings: Finding[] } {
  return { findings: [{ code, severity: 'broken', params: { keyword, value } }] };
}

/** What is on or off, and off where the file says nothing. */
const switchedOn = {
  kind: choice(['no', 'yes']),
  absent: 'no',
  offered: 'radio',
  good: ['yes', 'no'],
} as const;

/** The settings in comment lines, in the order in which new ones are written. */
export const sharedStanza = {
  /** Whether a primary that returns takes the service back: pulse did not. */
  'fail-back': {
    ...switchedOn,
    bad: ['maybe', '1', 'Yes'],
    source: 'pulse(8); RFC 5798, section 6.1',
  },
  /** Tells the VRRP pairs of one network apart. */
  'virtual-router-id': {
    kind: plainNumber(1, 255),
    absent: 51,
    good: ['77', '1', '255'],
    bad: ['0', '256', '007', '7; x'],
    source: 'RFC 5798, section 5.2.3',
  },
  /** The interface that carries the heartbeat; without it the router finds it. */
  'vrrp-device': {
    kind: plainInterface,
    good: ['eth1', 'bond0.12'],
    bad: ['eth0:1', 'eth 0', 'a-very-long-device-name'],
    source: 'netdevice(7)',
  },
  /** Who the checks run as, with a group of the same name; without it root, as under pulse. */
  'checker-account': {
    kind: account,
    good: ['lvs-check', 'daemon'],
    bad: ['a b', 'Root', '1st', 'a"'],
    source: 'useradd(8)',
  },
  /** Whether the console makes the rules that give packets their firewall marks. */
  'mark-rules': {
    ...switchedOn,
    bad: ['on', '1', 'YES'],
    source: 'guide, sections 3.4 and 4.7.3',
  },
  /** The ports on which FTP servers wait for data connections: they get the mark of port 21. */
  'ftp-data-ports': {
    kind: portRange,
    good: ['10000:20000', '1024:65535', '2121:2121'],
    bad: ['10000', '20000:10000', '0:100', '10000-20000', '1:65536', '010:20', '1: 2'],
    source: 'guide, section 3.5.3',
  },
  /** Whether the console has the routers forward packets. */
  'ip-forwarding': {
    ...switchedOn,
    bad: ['on', '1', 'YES'],
    source: 'guide, sections 2.5 and 4.7.2',
  },
} as const satisfies Stanza;

/** All that stands at the head of a file: its keys, and the settings in comment lines. */
export const headStanza = { ...globalStanza, ...sharedStanza } as const satisfies Stanza;

/** The settings that a file states in comment lines, as far as they make sense. */
export type SharedValues = Values<typeof sharedStanza>;

/** What stands before the key in a line of ours. */
export const sharedPrefix = '# lvs-console: ';

const pattern = /^([ \t]*#[ \t]*lvs-console:[ \t]*)([^\s=]+)([ \t]*)=([ \t]*)(.*)$/;

/** Whether a line states a setting: before the first block it holds, behind it not. */
export function isSharedLine(text: string): boolean {
  return pattern.test(text);
}

/**
 * The comment lines of ours, as if they were a block: its key lines are read and changed as those of any other.
 * Without any, it is taken to open at a `serial_no` in the first line of the file, which so stays first.
 */
export function sharedBlock({ lines, root }: Pick<Document, 'lines' | 'root'>): Block {
  const entries = lines.slice(0, root.blocks[0]?.open).flatMap(({ text }, line) => entryAt(text, line));
  const [first] = root.entries;
  const behindSerial = entries.length === 0 && first?.keyword === 'serial_no' && first.line === 0;
  const open = behindSerial ? 0 : -1;
  return { scope: 'global', name: '', nameWord: undefined, open, close: undefined, entries, blocks: [] };
}

function entryAt(text: string, line: number): Entry[] {
  const [, prefix = '', keyword, before = '', after = '', rest = ''] = pattern.exec(text) ?? [];
  if (keyword === undefined) return [];
  const equalAt = prefix.length + keyword.length + before.length;
  const value = rest.trimEnd();
  const words = [
    plainWord(keyword, prefix.length),
    plainWord('=', equalAt),
    ...(value === '' ? [] : [plainWord(value, equalAt + 1 + after.length)]),
  ];
  return [{ keyword, line, words, spoilt: false }];
}

function plainWord(text: string, start: number): Word {
  return { text, raw: text, start, quote: '' };
}

/**
 * The settings of the lines, the last one of a key. A value that makes no sense counts as not given, a key that there
 * is not counts as nothing; both are advice only, since the daemons see a comment.
 */
export function readShared({ entries }: Block): {
  readonly values: SharedValues;
  readonly problems: readonly Problem[];
} {
  const stanza: Stanza = sharedStanza;
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [keyword, { kind }] of Object.entries(stanza)) {
    const entry = entries.findLast((one) => one.keyword === keyword);
    const given = entry?.words[2];
    if (entry === undefined || given === undefined) continue;
    const { value, findings } = kind.read([given], keyword);
    if (findings.length === 0) values[keyword] = value;
    const subject = { scope: 'global', keyword } as const;
    for (const { code, params } of findings) {
      const finding = { code, params, severity: 'advice' } as Finding;
      problems.push(problemAt(finding, subject, entry.line + 1, given));
    }
  }
  const known = Object.keys(stanza);
  for (const { keyword, line, words } of entries) {
    if (known.includes(keyword)) continue;
    const finding: Finding = { code: 'shared_unknown', severity: 'advice', params: { keyword, known } };
    problems.push(problemAt(finding, { scope: 'global', keyword }, line + 1, words[0]));
  }
  return { values: values as SharedValues, problems };
}

/** The settings as they are written: what holds without a line needs none. */
export function withoutDefaults(values: Patch<typeof sharedStanza>): Patch<typeof sharedStanza> {
  const stanza: Stanza = sharedStanza;
  return Object.fromEntries(
    Object.entries(values).map(([keyword, value]) => [
      keyword,
      value === stanza[keyword]?.absent ? undefined : value,
    ]),
  );
}
