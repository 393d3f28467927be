/** Rules about how the real servers of one virtual server are checked. */

import type { Problem } from '../../problem.js';
import type { VirtualServer } from '../config.js';
import { escapesTurned, unquoted } from '../kinds/strings.js';
import { regexFault } from '../posix-regex.js';
import { effective } from '../stanza.js';
import { virtualStanza } from '../virtual.js';
import { isUnread, problemOf, whenActive } from './at.js';

const textOf = (stored: string | undefined) => (stored === undefined ? '' : unquoted(stored));

/** Advice: nanny runs the program and sends nothing. Source: lvs-cf format, section 6.2. */
export function programHidesSend(virtualServer: VirtualServer): Problem[] {
  const { send, send_program: program } = virtualServer.values;
  if (textOf(program) === '' || textOf(send) === '') return [];
  return [problemOf(virtualServer, { code: 'program_hides_send', severity: 'advice', params: {} }, 'send')];
}

/** Advice: a program's output is compared as a whole. Source: run-time description, part 1, nanny. */
export function regexIgnored(virtualServer: VirtualServer): Problem[] {
  const { use_regex: regex, expect, send_program: program } = virtualServer.values;
  if (regex !== true) return [];
  const why = textOf(program) !== '' ? 'program' : textOf(expect) === '' ? 'no_expect' : undefined;
  if (why === undefined) return [];
  const finding = { code: 'regex_ignored', severity: 'advice', params: { why } } as const;
  return [problemOf(virtualServer, finding, 'use_regex')];
}

/** A pattern that does not compile never matches: every real server counts as down. */
export function regexInvalid(virtualServer: VirtualServer): Problem[] {
  const { use_regex: regex, expect, send_program: program, active } = virtualServer.values;
  if (regex !== true || textOf(program) !== '') return [];
  const pattern = textOf(expect);
  const fault = regexFault(escapesTurned(pattern));
  if (fault === undefined) return [];
  const finding = {
    code: 'regex_invalid',
    severity: whenActive(active),
    params: { pattern, fault },
  } as const;
  return [problemOf(virtualServer, finding, 'expect')];
}

/**
 * Over UDP nanny always waits for a reply: none comes to nothing, nor to a request for a web page, so that every
 * real server counts as down. Source: run-time description, part 1, nanny.
 */
export function udpSend(virtualServer: VirtualServer): Problem[] {
  const { values, block } = virtualServer;
  if (effective(virtualStanza, values, 'protocol') !== 'udp' || textOf(values.send_program) !== '') return [];
  if (isUnread(block, values, 'send', 'send_program')) return [];
  const send = textOf(values.send);
  const severity = whenActive(values.active);
  if (send === '') {
    const finding = { code: 'udp_without_send', severity, params: {} } as const;
    return [problemOf(virtualServer, finding, 'send', ['send', 'protocol'])];
  }
  if (!/^(GET|HEAD|POST|OPTIONS) /.test(send)) return [];
  return [problemOf(virtualServer, { code: 'udp_http_send', severity, params: {} }, 'send')];
}
