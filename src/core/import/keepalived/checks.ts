/** The checks of a real server: what of them lvs.cf can say. Source: keepalived.conf(5), CHECKERS. */

import { type AskKind, readReadyMade } from '../../nanny/ready-made.js';
import type { DraftCheck } from '../draft.js';
import type { ReportedLine } from '../report.js';
import { exchangeOf, portOf, secondsOf, survives } from '../values.js';
import { bytesOf, type OwnCheck, ownCheckOf } from './own-check.js';
import { questionOf, readyCheck, statusOf } from './ready-checks.js';
import { defaultStatus, statusPattern } from './status-pattern.js';
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

/**
 * Options that each check may have, and what becomes of them.
 * @param isReady whether a ready-made check is made of it, which has a port and a time of its own
 */
function option(
  inner: Statement,
  { port, timeout, where }: Checked,
  place: Place,
  isReady: boolean,
): boolean {
  const { keyword, words, line } = inner;
  const said = place.report.at(line);
  switch (keyword) {
    case 'connect_timeout':
    case 'misc_timeout': {
      const seconds = secondsOf(words[0]);
      if (seconds !== timeout && !(isReady && seconds !== undefined && seconds < timeout))
        said.say('changed', 'check_timing', { keyword, seconds: timeout });
      return true;
    }
    case 'delay_loop':
      said.say('changed', 'check_timing', { keyword, seconds: timeout });
      return true;
    case 'connect_port':
      if (!isReady && port !== 0 && portOf(words[0] ?? '') !== port)
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
function others({ block = [] }: Statement, checked: Checked, place: Place, isReady = false): Statement[] {
  return block.filter((inner) => !option(inner, checked, place, isReady));
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

/**
 * HTTP_GET: the status as a regular expression over the first line of the reply. SSL_GET, a digest, and a status that
 * no such expression says: a ready-made check.
 */
const webGet: Reader = (statement, checked, place) => {
  const { report } = place;
  const said = report.at(statement.line);
  const isTls = statement.keyword === 'SSL_GET';
  const [first, ...further] = (statement.block ?? []).filter(({ keyword }) => keyword === 'url');
  const wordsOf = (wanted: string) => first?.block?.find(({ keyword }) => keyword === wanted)?.words;
  const [digest] = wordsOf('digest') ?? [];
  const codes = wordsOf('status_code') ?? [];
  const pattern = codes.length === 0 ? defaultStatus : statusPattern(codes);
  const isReady = isTls || digest !== undefined || pattern === undefined;
  for (const url of further) noteSecond(url, checked, place);
  let host = checked.virtualHost;
  for (const inner of others(statement, checked, place, isReady)) {
    if (inner.keyword === 'url') report.at(inner.line);
    else if (inner.keyword === 'virtualhost') host = inner.words[0];
    else if (inner.keyword === 'enable_sni' && isReady) report.at(inner.line);
    else if (webOptions.has(inner.keyword)) sealFate('note', inner, place, checked.where);
    else unknownIn([inner], place);
  }
  let path = '/';
  for (const inner of first?.block ?? []) {
    const at = report.at(inner.line);
    const [word = ''] = inner.words;
    if (inner.keyword === 'path') path = word;
    else if (inner.keyword === 'virtualhost') host = word;
    else if (inner.keyword === 'digest' || inner.keyword === 'status_code') continue;
    else if (urlOptions.has(inner.keyword)) sealFate('note', inner, place, checked.where);
    else at.say('unknown', 'unknown_word', { word: inner.keyword });
  }
  const connection = { check: connectOnly, port: portWithin(statement) };
  if (isReady) {
    const kind = isTls ? 'https' : 'http';
    const options = { path, host, status: statusOf(codes), md5: digest?.toLowerCase() };
    const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== '/');
    const check = readyCheck(kind, Object.fromEntries(given), statement, checked);
    if (check === undefined) place.draft.comments.push(`${checked.where}: ${flat(statement)}`);
    return check === undefined ? onlyConnected(said, connection) : made(said, kind, check);
  }
  const header = host === undefined ? '' : `Host: ${host}\r\n`;
  const send = exchangeOf('send', `GET ${path} HTTP/1.0\r\n${header}\r\n`);
  const expect = exchangeOf('expect', `^HTTP/1[.][01] ${pattern}`);
  if (send === undefined || expect === undefined || /[{}]/.test(path + host))
    return onlyConnected(said, connection);
  said.say('changed', 'check_status', {});
  return { check: { send, expect, use_regex: true }, port: portWithin(statement) };
};

function onlyConnected(said: ReportedLine, connection: FoundCheck): FoundCheck {
  said.say('changed', 'check_connect_only', {});
  return connection;
}

/** The port of a ready-made check stands in its command. */
function made(said: ReportedLine, kind: AskKind, check: DraftCheck): FoundCheck {
  said.say('kept', 'check_ready_made', { kind });
  return { check, port: undefined };
}

const webOptions = new Set([
  'http_protocol',
  'include_server',
  'enable_sni',
  'fast_recovery',
  'tls_compliant',
]);

const urlOptions = new Set([
  'regex',
  'regex_no_match',
  'regex_options',
  'regex_min_offset',
  'regex_max_offset',
  'tls_compliant',
]);

function noteSecond(statement: Statement, { where }: Checked, { draft, report }: Place): void {
  for (const { line } of [statement, ...(statement.block ?? [])])
    report.at(line).say('noted', 'noted_second', {});
  draft.comments.push(`${where}: ${flat(statement)}`);
}

const smtpCheck: Reader = (statement, checked, place) => {
  let helo: string | undefined;
  for (const inner of others(statement, checked, place, true)) {
    if (inner.keyword === 'helo_name') helo = inner.words[0];
    // The old form has its options in blocks of their own.
    else if (inner.keyword === 'host') sealFate('note', inner, place, checked.where);
    else unknownIn([inner], place);
  }
  const said = place.report.at(statement.line);
  const check = readyCheck('smtp', helo === undefined ? {} : { helo }, statement, checked);
  if (check !== undefined) return made(said, 'smtp', check);
  said.say('changed', 'check_greeting', {});
  return { check: { expect: '"220"', use_regex: false }, port: portWithin(statement) };
};

const dnsCheck: Reader = (statement, checked, place) => {
  const rest = others(statement, checked, place, true);
  unknownIn(
    rest.filter(({ keyword }) => keyword !== 'type' && keyword !== 'name'),
    place,
  );
  for (const { line } of rest) place.report.at(line);
  const check = readyCheck('dns', questionOf(statement), statement, checked);
  return check === undefined
    ? noted(statement, checked, place)
    : made(place.report.at(statement.line), 'dns', check);
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
  // A ready-made check has its port as a number.
  const ready = readReadyMade(command.replace(` ${checked.address} `, ' %h '));
  const words = command.split(/[ \t]+/).map((word) => {
    if (word === checked.address) return '%h';
    if (ready !== undefined) return word;
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
  HTTP_GET: webGet,
  SSL_GET: webGet,
  SMTP_CHECK: smtpCheck,
  DNS_CHECK: dnsCheck,
  UDP_CHECK: udpCheck,
  PING_CHECK: pingCheck,
  FILE_CHECK: noted,
  BFD_CHECK: noted,
  MISC_CHECK: miscCheck,
};
