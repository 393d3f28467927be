/** `ha.cf` and `authkeys` of heartbeat, and `/etc/hosts`. Source: ha.cf(5), authkeys(5), hosts(5). */

import { nearest } from '../../lvscf/unknown-keyword.js';
import type { Draft } from '../draft.js';
import type { Report, ReportedLine } from '../report.js';
import { addressOf, interfaceNameOf, portOf, secondsOf } from '../values.js';

/** What is read of `ha.cf`; anything else of heartbeat's own. */
const without = new Set([
  'logfile',
  'logfacility',
  'debugfile',
  'debug',
  'use_logd',
  'warntime',
  'initdead',
  'baud',
  'serial',
  'compression',
  'compression_threshold',
  'traditional_compression',
  'realtime',
  'rtprio',
  'msgfmt',
  'conn_logd_time',
  'log_badpack',
  'syslogmsgfmt',
  'coredumps',
  'autojoin',
  'uuidfrom',
  'deadping',
  'hbgenmethod',
]);
const noted = new Set([
  'ping',
  'ping_group',
  'hbaping',
  'respawn',
  'apiauth',
  'stonith',
  'stonith_host',
  'watchdog',
  'crm',
  'pacemaker',
  'cluster',
  'hopfudge',
]);
const read = [
  'bcast',
  'ucast',
  'mcast',
  'deadtime',
  'keepalive',
  'udpport',
  'node',
  'auto_failback',
  'nice_failback',
];
const known = [...read, ...without, ...noted];

/** Reads `ha.cf`. Without `auto_failback` it is `legacy`, by which services return. Source: ha.cf(5). */
export function readHaCf(text: string, draft: Draft, report: Report): void {
  readSettings(text, draft, report);
  const [node] = draft.nodes;
  if (node === undefined || draft.shared['fail-back'] !== undefined) return;
  draft.setShared('fail-back', 'yes', node.line);
  node.line.say('changed', 'fail_back_usual', {});
}

function readSettings(text: string, draft: Draft, report: Report): void {
  eachLine(text, report, ([keyword = '', ...words], said, line) => {
    switch (keyword) {
      case 'keepalive':
      case 'deadtime':
        time(keyword, words[0], draft, said);
        return;
      case 'udpport': {
        const port = portOf(words[0] ?? '');
        if (port === undefined) said.say('unknown', 'value_wrong', { word: keyword, value: words.join(' ') });
        else draft.setGlobal('heartbeat_port', port, said);
        return;
      }
      case 'bcast':
      case 'ucast':
      case 'mcast':
        link(keyword, words, draft, said);
        return;
      case 'node':
        draft.nodes = [...draft.nodes, ...words.map((name) => ({ name, line: said }))];
        return;
      case 'auto_failback': {
        const isOn = words[0] === 'on' || words[0] === 'legacy' || words[0] === 'yes';
        draft.setShared('fail-back', isOn ? 'yes' : 'no', said);
        return;
      }
      // The older word for the opposite. Source: ha.cf(5).
      case 'nice_failback':
        draft.setShared('fail-back', words[0] === 'on' || words[0] === 'yes' ? 'no' : 'yes', said);
        return;
      default:
        if (without.has(keyword)) {
          said.say('lost', 'without_place', {});
          return;
        }
        if (noted.has(keyword)) {
          said.say('noted', 'noted', {});
          draft.comments.push(`ha.cf: ${line}`);
          return;
        }
        misspelt(keyword, said);
        return;
    }
  });
}

function misspelt(keyword: string, said: ReportedLine): void {
  const meant = nearest(keyword.toLowerCase(), known);
  if (meant === undefined) said.say('unknown', 'unknown_word', { word: keyword });
  else said.say('unknown', 'misspelt', { word: keyword, meant });
}

function time(
  keyword: 'keepalive' | 'deadtime',
  word: string | undefined,
  draft: Draft,
  said: ReportedLine,
): void {
  const value = secondsOf(word);
  if (value === undefined || value < 1 || word === undefined) {
    said.say('unknown', 'value_wrong', { word: keyword, value: word ?? '' });
    return;
  }
  if (String(value) !== word) said.say('changed', 'rounded', { keyword, found: word, value });
  draft.setGlobal(keyword, value, said);
}

/** The first interface carries the heartbeat: lvs.cf has one link for it, and VRRP goes to the partner alone. */
function link(kind: string, words: readonly string[], draft: Draft, said: ReportedLine): void {
  const devices = kind === 'bcast' ? words : words.slice(0, 1);
  for (const word of devices) {
    const device = interfaceNameOf(word);
    if (device === undefined) said.say('unknown', 'value_wrong', { word: kind, value: word });
    else if (draft.shared['vrrp-device'] === undefined) {
      draft.setShared('vrrp-device', device, said);
      draft.devices.push(device);
    } else if (draft.shared['vrrp-device'] !== device) {
      said.say('changed', 'one_link', { device });
      draft.devices.push(device);
    }
  }
  if (kind !== 'ucast') said.say('changed', 'unicast_now', {});
  const address = kind === 'ucast' ? addressOf(words[1] ?? '') : undefined;
  // With both in the file, the first is the primary: our own rendering writes them so.
  if (address !== undefined)
    draft.setGlobal(draft.global.primary === undefined ? 'primary' : 'backup', address, said);
}

/** Reads `authkeys`: the secret is needed by nothing any more, and is not shown. */
export function readAuthkeys(text: string, _draft: Draft, report: Report): void {
  eachLine(text, report, ([first = '', ...words], said) => {
    const glued = /^auth([0-9]+)$/.exec(first)?.[1];
    if (glued !== undefined) said.say('changed', 'auth_glued', { found: first, meant: `auth ${glued}` });
    if (first === 'auth' || glued !== undefined) {
      said.say('lost', 'vrrp_authentication', {});
      return;
    }
    if (!/^[0-9]+$/.test(first) || !/^(crc|md5|sha1)$/.test(words[0] ?? '')) {
      said.say('unknown', 'not_this_kind', {});
      return;
    }
    said.mask(words.slice(1).join(' '));
    said.say('lost', 'secret', {});
  });
}

/** Reads `/etc/hosts`: the addresses of heartbeat's machines. */
export function readHosts(text: string, draft: Draft, report: Report): void {
  eachLine(text, report, ([address = '', ...names], said) => {
    const found = addressOf(address);
    if (found === undefined || found.startsWith('127.') || names.length === 0) {
      said.say('lost', 'not_for_engine', {});
      return;
    }
    for (const name of names) if (!draft.hosts.has(name)) draft.hosts.set(name, found);
  });
}

function eachLine(
  text: string,
  report: Report,
  take: (words: readonly string[], said: ReportedLine, line: string) => void,
): void {
  let comments = 0;
  for (const [index, whole] of text.split('\n').entries()) {
    const line = whole.replace(/#.*$/, '').trim();
    if (whole.includes('#')) comments++;
    if (line !== '') take(line.split(/\s+/), report.at(index + 1), line);
  }
  if (comments > 0) report.say('comments_left', { count: comments });
}
