import { describe, expect, test } from 'vitest';
import { type AuditEntry, auditActions, auditOutcomes, recordOf } from '../../src/core/audit/record.js';
import { recordText } from '../../src/text/audit.js';
import { languages, wordsFor } from '../../src/text/index.js';

const entry: AuditEntry = {
  user: 'ann',
  address: '192.0.2.7',
  role: 'admin',
  action: 'apply',
  outcome: 'failed',
};
const told = (more: Partial<AuditEntry>, language: 'en' | 'fr' = 'en') =>
  recordText(recordOf({ ...entry, ...more }, 1, Date.UTC(2026, 10, 20)), wordsFor(language), language);

describe('A record in words', () => {
  test.each(languages)('has words for every action and outcome in %s', (language) => {
    for (const action of auditActions) {
      for (const outcome of auditOutcomes) {
        const { what, result } = told({ action, outcome }, language);
        expect([action, what]).toEqual([action, expect.stringMatching(/^\p{Lu}/u)]);
        expect(result).toMatch(/^\p{Ll}+$/u);
      }
    }
  });

  test.each([
    ['a step of the router program', { reason: 'put_back' }, 'failed: Put the previous file back'],
    ['a step of a push', { action: 'push', reason: 'connect' }, 'failed: Connect'],
    [
      'a fault of a new password',
      { action: 'password', outcome: 'refused', reason: 'short' },
      /^refused: The new password is shorter/,
    ],
    ['a failure', { reason: 'disk_failed' }, 'failed: the disk refused'],
    ['a code of another version', { reason: 'gremlins' }, 'failed: gremlins'],
    ['a code that somebody made up', { reason: 'constructor' }, 'failed: constructor'],
  ] as const)('says why: %s', (_title, more, result) => {
    expect(told(more).result).toEqual(typeof result === 'string' ? result : expect.stringMatching(result));
  });

  test('says who, when nobody is known', () => {
    expect(told({ user: '', role: 'nobody' })).toMatchObject({
      who: '(unknown)',
      from: 'not logged in, 192.0.2.7',
    });
    expect(told({ user: '', role: 'console', address: '' })).toMatchObject({ who: 'LVS Console', from: '' });
    expect(told({ sudo: 'jean', role: 'command line', address: '' })).toMatchObject({
      who: 'ann (sudo: jean)',
      from: 'command line',
    });
  });

  test('says what changed, and what of it is not told', () => {
    const { details } = told({
      changes: [
        { what: 'changed', scope: 'virtual', virtual: 'HTTP', keyword: 'port', from: '80', to: '81' },
        { what: 'changed', scope: 'global', keyword: 'auth_pass', hidden: true },
        { what: 'added', scope: 'site', to: 'Require local' },
        { what: 'removed', scope: 'secure', from: 'Allow from all' },
      ],
      version: 7,
      count: 3,
    });
    expect(details).toEqual([
      'virtual server HTTP: port = 81 (it was 80)',
      'auth_pass changed; the value of an unknown key is not recorded',
      'list for everything: + Require local',
      'list behind the password: - Allow from all',
      'kept as version 7',
      '3 times',
    ]);
  });
});
