/** What of a change is told: keys with the values they had and have, and the lines of an allowlist. */

import { readable, visible } from '../lvscf/bytes.js';
import { fieldOf } from '../lvscf/config.js';
import type { Difference } from '../lvscf/diff.js';
import { lineHunks } from '../lvscf/line-diff.js';
import type { AuditChange } from './record.js';

/**
 * What is told of changes of `lvs.cf`. The value of a key that the catalogue does not know may be anything,
 * a password too: only the key is told.
 */
export function toldOf(changes: readonly Difference[]): AuditChange[] {
  return changes.map((difference): AuditChange => {
    const { scope, keyword, from: _from, to: _to, ...rest } = difference;
    if (keyword === undefined || fieldOf(scope, keyword) !== undefined) return difference;
    return { scope, keyword, ...rest, hidden: true };
  });
}

/** What changed in one of the two allowlists, line by line; their texts have one character per byte. */
export function ruleChanges(scope: 'site' | 'secure', before: string, after: string): AuditChange[] {
  const old = ruleLines(before);
  const now = ruleLines(after);
  const shown = (line = '') => visible(readable(line));
  return lineHunks(old, now).flatMap(({ from, removed, to, added }) => [
    ...old
      .slice(from, from + removed)
      .map((line): AuditChange => ({ what: 'removed', scope, from: shown(line) })),
    ...now.slice(to, to + added).map((line): AuditChange => ({ what: 'added', scope, to: shown(line) })),
  ]);
}

function ruleLines(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}
