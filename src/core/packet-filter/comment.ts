/**
 * The packet filter in comments at the head of `keepalived.conf`: so it is installed, compared, kept and put back
 * with the file that it belongs to, and what a router has to set up after a boot lies beside what it runs.
 */

import type { PacketFilter } from './filter.js';
import { type MarkRule, readRule, ruleLine } from './rule.js';

const marksTitle = '# In the packet filter, table mangle, put there by LVS Console as mark-rules says:';
const forwardingLine = '# Set by LVS Console as ip-forwarding says: net.ipv4.ip_forward is 1';
const prefix = '#   ';

/** The comment; nothing where nothing is set up. */
export function filterComment({ rules, forwarding }: PacketFilter): string[] {
  const marks = rules.length === 0 ? [] : [marksTitle, ...rules.map((rule) => prefix + ruleLine(rule))];
  return forwarding ? [...marks, forwardingLine] : marks;
}

/** What the comments before the first statement of a file say. */
export function readFilterComment(text: string): PacketFilter {
  const head: string[] = [];
  for (const line of text.split('\n')) {
    if (line !== '' && !line.startsWith('#')) break;
    head.push(line);
  }
  const rules = head
    .filter((line) => line.startsWith(prefix))
    .map((line) => readRule(line.slice(prefix.length)))
    .filter((rule): rule is MarkRule => rule !== undefined);
  return { rules, forwarding: head.includes(forwardingLine) };
}
