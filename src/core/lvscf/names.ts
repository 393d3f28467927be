/** What the name of a block may be. */

import type { Scope } from '../problem.js';
import { readable } from './bytes.js';
import { failoverStanza } from './failover.js';
import { globalStanza } from './global.js';
import type { Finding } from './kind.js';
import { serverStanza } from './server.js';
import { virtualStanza } from './virtual.js';

/** The names that ADD of the original tool gave, to be replaced by a real one. Source: lvs-cf format, section 11. */
const placeholders: Readonly<Record<Exclude<Scope, 'global'>, string>> = {
  virtual: '[server_name]',
  failover: '[server_name]',
  server: '[unnamed]',
};

const keywords: ReadonlySet<string> = new Set([
  ...[globalStanza, virtualStanza, failoverStanza, serverStanza].flatMap((stanza) => Object.keys(stanza)),
  ...Object.keys(placeholders),
]);

/**
 * What is wrong with a name; nothing when it may be written. The reader itself takes any word.
 * Source: lvs-cf format, section 10, items 2, 7 and 8. Ours: `.` and `..` cannot stand in a web address.
 */
export function nameProblems(scope: Exclude<Scope, 'global'>, name: string): Finding[] {
  if (name === '') return [{ code: 'name_empty', severity: 'advice', params: { scope } }];
  const params = { scope, name };
  if (name === placeholders[scope]) return [{ code: 'name_placeholder', severity: 'advice', params }];
  if (keywords.has(name)) return [{ code: 'name_keyword', severity: 'advice', params }];
  if (name === '.' || name === '..') return [{ code: 'name_dots', severity: 'advice', params }];
  const findings: Finding[] = [];
  const character = /[^\x21-\x7e]|["'{}=#]/u.exec(readable(name))?.[0];
  if (character !== undefined) {
    findings.push({ code: 'name_form', severity: 'advice', params: { ...params, character } });
  }
  // Names reach the system log as a format string: `%s` there reads memory at random.
  if (name.includes('%')) findings.push({ code: 'name_percent', severity: 'broken', params });
  return findings;
}
