/** The checks of a real server: what of them lvs.cf can say. Source: keepalived.conf(5), CHECKERS. */

import type { DraftCheck } from '../draft.js';
import { exchangeOf, portOf, secondsOf, survives } from '../values.js';
import { bytesOf, type OwnCheck, ownCheckOf } from './own-check.js';
import type { Statement } from './tree.js';
import { flat, type Place, sealFate } from './words.js';

/** The real server that is checked, and what its service says about checks. */
export interface Checked {
  readonly address: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** Seconds between two checks. */
  readonly timeout: number;
  readonly virtualHost: string | undefined;
  /** How comments call it. */
  readonly where: string;
}

/** A check in words of lvs.cf. */
export interface FoundCheck {
  readonly check: DraftCheck;
  /** The port that it asks; nothing for the real server's own. */
  readonly port: number | undefined;
  readonly own?: OwnCheck;
}

type Reader = (statement: Statement, checked: Checked, place: Place) => FoundCheck;

const connectOnly: DraftCheck = { use_regex: false };

/** Options that each check may have, and what becomes of them. */
function option(inner: Statement, { port, timeout, where }: Checked, place: Place): boolean {
  const { keyword, words, line } = inner;
  const said = place.report.at(line);
  switch (keyword) {
    case 'connect_timeout':
    case 'misc_timeout': {
      const seconds = secondsOf(words[0]);
      if (seconds !== timeout) said.say('changed', 'check_timing', { keyword, seconds: timeout });
      return true;
    }
    case 'delay_loop':
      said.say('changed', 'check_timing', { keyword, seconds: timeout });
      return true;
    case 'connect_port':
      if (port !== 0 && portOf(words[0] ?? '') !== port)
        said.say('changed', 'check_port', { found: portOf(words[0] ?? '') ?? 0 });
      return true;
    case 'nb_get_retry':
    case 'retry':
    case 'delay_before_retry':
    case 'misc_retry':
      if (words[0] !== '0') said.say('changed', 'check_once', {});
      return true;
    case 'alpha':
    case 'warmup':
    case 'log_all_failures':
      said.say('kept', 'console_does', {});
      return true;
    case 'connect_ip':
    case 'bindto':
    case 'bind_port':
    case 'bind_if':
    case 'fwmark':
    case 'user':
      sealFate('note', inner, place, where);
      return true;
    default:
      return false;
  }
}

function portWithin({ block = [] }: Statement): number | undefined {
  return portOf(block.find(({ keyword }) => keyword === 'connect_port')?.words[0] ?? '');
}

/** Reads what is in a check, option by option; the others are given back. */
function others({ block = [] }: Statement, checked: Checked, place: Place): Statement[] {
  return block.filter((inner) => !option(inner, checked, place));
}

function unknownIn(rest: readonly Statement[], { report }: Place): void {
  for (const { keyword, line } of rest) report.at(line).say('unknown', 'unknown_word', { word: keyword });
}

const tcpCheck: Reader = (statement, checked, place) => {
  unknownIn(others(statement, checked, place), place);
  return { check: connectOnly, port: portWithin(statement) };
};

const pingCheck: Reader = (statement, checked, place) => {
  unknownIn(others(statement, checked, place), place);
  place.report.at(statement.line).say('changed', 'check_connect_only', {});
  return { check: connectOnly, port: undefined };
};

/** HTTP_GET: the status as a regular expression over the first line of the reply. */
const httpGet: Reader = (statement, checked, place) => {
  const { report } = place;
  const said = report.at(statement.line);
  const rest = others(statement, checked, place);
  const [first, ...further] = rest.filter(({ keyword }) => keyword === 'url');
  for (const url of further) sealNoted(url, checked, place, 'noted_second');
  let host = checked.virtualHost;
  for (const inner of rest.filter(({ keyword }) => keyword !== 'url')) {
    if (inner.keyword === 'virtualhost') host = inner.words[0];
    else if (
      ['http_protocol', 'include_server', 'enable_sni', 'fast_recovery', 'tls_compliant'].includes(
        inner.keyword,
      )
    )
      sealFate('note', inner, place, checked.where);
    else unknownIn([inner], place);
  }
  let path = '/';
  let status = defaultStatus;
  for (const inner of first?.block ?? []) {
    const at = report.at(inner.line);
    const [word = ''] = inner.words;
    if (inner.keyword === 'path') path = word;
    else if (inner.keyword === 'virtualhost') host = word;
    else if (inner.keyword === 'status_code') {
      const pattern = statusPattern(inner.words);
      if (pattern === undefined) sealFate('note', inner, place, checked.where);
      else status = pattern;
    } else if (inner.keyword === 'digest') sealNoted(inner, checked, place, 'noted_digest');
    else if (
      [
        'regex',
        'regex_no_match',
        'regex_options',
        'regex_min_offset',
        'regex_max_offset',
        'tls_compliant',
      ].includes(inner.keyword)
    ) {
      sealFate('note', inner, place, checked.where);
    } else at.say('unknown', 'unknown_word', { word: inner.keyword });
  }
  if (statement.keyword === 'SSL_GET') {
    said.say('changed', 'check_connect_only', {});
    place.draft.comments.push(`${checked.where}: ${flat(statement)}`);
    return { check: connectOnly, port: portWithin(statement) };
  }
  const header = host === undefined ? '' : `Host: ${host}\r\n`;
  const send = exchangeOf('send', `GET ${path} HTTP/1.0\r\n${header}\r\n`);
  const expect = exchangeOf('expect', `^HTTP/1[.][01] ${status}`);
  if (send === undefined || expect === undefined || /[{}]/.test(path + host)) {
    said.say('changed', 'check_connect_only', {});
    return { check: connectOnly, port: portWithin(statement) };
  }
  said.say('changed', 'check_status', {});
  return { check: { send, expect, use_regex: true }, port: portWithin(statement) };
};

const defaultStatus = '2[0-9][0-9]';

function sealNoted(
  statement: Statement,
  { where }: Checked,
  { draft, report }: Place,
  code: 'noted_digest' | 'noted_second',
): void {
  for (const { line } of [statement, ...(statement.block ?? [])]) report.at(line).say('noted', code, {});
  draft.comments.push(`${where}: ${flat(statement)}`);
}

/** Status codes, single ones and whole hundreds, as an expression; nothing for other ranges. */
function statusPattern(words: readonly string[]): string | undefined {
  const parts = words.map((word) => {
    const [, from = '', to] = /^([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?$/.exec(word) ?? [];
    if (to === undefined) return from;
    if (!from.endsWith('00') || !to.endsWith('99') || from > to) return '';
    return from[0] === to[0] ? `${from[0]}[0-9][0-9]` : `[${from[0]}-${to[0]}][0-9][0-9]`;
  });
  if (parts.length === 0 || parts.includes('')) return undefined;
  return parts.length === 1 ? parts[0] : `(${parts.join('|')})`;
}

const smtpCheck: Reader = (statement, checked, place) => {
  for (const inner of others(statement, checked, place)) {
    // The old form has its options in blocks of their own.
    if (inner.keyword === 'host' || inner.keyword === 'helo_name')
      sealFate('note', inner, place, checked.where);
    else unknownIn([inner], place);
  }
  place.report.at(statement.line).say('changed', 'check_greeting', {});
  return { check: { expect: '"220"', use_regex: false }, port: portWithin(statement) };
};

const udpCheck: Reader = (statement, checked, place) => {
  let send: string | undefined;
  let expect: string | undefined;
  for (const inner of others(statement, checked, place)) {
    const bytes = bytesOf(inner.words.join(''));
    const isText = inner.keyword === 'payload' || inner.keyword === 'require_reply';
    const text =
      bytes === undefined || !isText
        ? undefined
        : exchangeOf(inner.keyword === 'payload' ? 'send' : 'expect', bytes);
    if (text === undefined || bytes === '') sealFate('note', inner, place, checked.where);
    else if (inner.keyword === 'payload') send = text;
    else expect = text;
  }
  if (send === undefined) place.report.at(statement.line).say('changed', 'check_silent', {});
  const check = {
    ...(send === undefined ? {} : { send }),
    ...(expect === undefined ? {} : { expect }),
    use_regex: false,
  };
  return { check, port: portWithin(statement) };
};

/** A check that needs a program which lvs.cf can only name. */
const noted: Reader = (statement, checked, place) => {
  sealFate('note', statement, place, checked.where);
  place.report
    .at(statement.line)
    .say('changed', checked.protocol === 'udp' ? 'check_silent' : 'check_connect_only', {});
  return { check: connectOnly, port: portWithin(statement) };
};

/** MISC_CHECK: a program, which is down unless it ends with status 0; or our own checker. */
const miscCheck: Reader = (statement, checked, place) => {
  const { report } = place;
  const said = report.at(statement.line);
  const path = (statement.block ?? []).find(({ keyword }) => keyword === 'misc_path');
  const command = path?.words.join(' ') ?? '';
  const own = ownCheckOf(command);
  if (own !== undefined) {
    for (const { line } of statement.block ?? []) report.at(line).say('kept', 'console_does', {});
    return { check: own.check, port: own.port, own };
  }
  for (const inner of others(statement, checked, place)) {
    if (inner.keyword === 'misc_path') continue;
    if (inner.keyword === 'misc_dynamic') report.at(inner.line).say('changed', 'check_dynamic', {});
    else unknownIn([inner], place);
  }
  const words = command.split(/[ \t]+/).map((word) => {
    if (word === checked.address) return '%h';
    return checked.port > 0 && word === String(checked.port) ? '%p' : word;
  });
  const program = `"${words.join(' ')}"`;
  if (path === undefined || !survives('virtual', 'send_program', program) || /[{}]/.test(program)) {
    said.say('changed', 'check_connect_only', {});
    if (path !== undefined) sealFate('note', path, place, checked.where);
    return { check: connectOnly, port: undefined };
  }
  if (words.includes('%h') || words.includes('%p')) report.at(path.line).say('kept', 'check_arguments', {});
  return { check: { send_program: program, use_regex: false }, port: undefined };
};

/** The readers, by the keyword of the check. */
export const checkReaders: Readonly<Record<string, Reader>> = {
  TCP_CHECK: tcpCheck,
  HTTP_GET: httpGet,
  SSL_GET: httpGet,
  SMTP_CHECK: smtpCheck,
  DNS_CHECK: noted,
  UDP_CHECK: udpCheck,
  PING_CHECK: pingCheck,
  FILE_CHECK: noted,
  BFD_CHECK: noted,
  MISC_CHECK: miscCheck,
};
