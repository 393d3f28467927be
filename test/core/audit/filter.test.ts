import { describe, expect, test } from 'vitest';
import { ruleChanges, toldOf } from '../../../src/core/audit/changes.js';
import { endOfMoment, fits, isBefore, parseMoment } from '../../../src/core/audit/filter.js';
import { recordOf } from '../../../src/core/audit/record.js';
import { createTally } from '../../../src/core/audit/tally.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { differences } from '../../../src/core/lvscf/diff.js';

const noon = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;

describe('What changed in lvs.cf', () => {
  test('is told key by key, with what it was and is', () => {
    const before = readConfig('primary = 192.0.2.1\nvirtual a {\n     port = 80\n}\n');
    const after = readConfig('primary = 192.0.2.2\nvirtual a {\n     port = 81\n}\n');
    expect(toldOf(differences(before, after))).toEqual([
      { what: 'changed', scope: 'global', keyword: 'primary', from: '192.0.2.1', to: '192.0.2.2' },
      { what: 'changed', scope: 'virtual', virtual: 'a', keyword: 'port', from: '80', to: '81' },
    ]);
  });

  test('is not told of a key that nobody knows: its value may be a password', () => {
    const [before, after] = ['hunter2', 'swordfish'].map((value) => readConfig(`auth_pass = ${value}\n`));
    expect(before && after && toldOf(differences(before, after))).toEqual([
      { what: 'changed', scope: 'global', keyword: 'auth_pass', hidden: true },
    ]);
  });
});

test('What changed in an allowlist is told line by line', () => {
  expect(
    ruleChanges('site', 'Order deny,allow\nDeny from all\n', 'Order deny,allow\nAllow from all\n'),
  ).toEqual([
    { what: 'removed', scope: 'site', from: 'Deny from all' },
    { what: 'added', scope: 'site', to: 'Allow from all' },
  ]);
  expect(ruleChanges('secure', '', '# \x1b[2J\n')).toEqual([
    { what: 'added', scope: 'secure', to: '# \\x1b[2J' },
  ]);
});

describe('A filter', () => {
  const record = recordOf(
    {
      user: 'Marie',
      address: '192.0.2.7',
      role: 'admin',
      action: 'save',
      panel: 'real-server',
      changes: [{ what: 'changed', scope: 'server', virtual: 'HTTP', server: 'web1', keyword: 'weight' }],
      outcome: 'done',
    },
    1,
    noon,
  );

  test.each([
    [{}, true],
    [{ user: 'mar' }, true],
    [{ user: 'ann' }, false],
    [{ object: 'http' }, true],
    [{ object: 'WEB1' }, true],
    [{ object: 'weight' }, true],
    [{ object: '192.0.2.7' }, true],
    [{ object: 'real-server', outcome: 'done' }, true],
    [{ object: 'real-server', outcome: 'failed' }, false],
    [{ object: 'mail' }, false],
    [{ since: noon, until: noon + 1 }, true],
    [{ since: noon + 1 }, false],
    [{ until: noon }, false],
  ] as const)('%j lets a record through: %j', (filter, passes) => {
    expect(fits(record, filter)).toBe(passes);
  });

  test('looks a day further back than asked, since a clock may have been set back', () => {
    expect(isBefore(record, { since: noon + 23 * hour })).toBe(false);
    expect(isBefore(record, { since: noon + 25 * hour })).toBe(true);
    expect(isBefore(record, {})).toBe(false);
  });
});

describe('A moment', () => {
  test.each([
    ['30m', noon - hour / 2],
    ['12h', noon - 12 * hour],
    ['7d', noon - 7 * 24 * hour],
    ['2026-11-20', new Date(2026, 10, 20).getTime()],
    ['2026-11-20 14:30', new Date(2026, 10, 20, 14, 30).getTime()],
    ['2026-11-20T14:30:05', new Date(2026, 10, 20, 14, 30, 5).getTime()],
  ])('may be written as %s', (text, moment) => expect(parseMoment(text, noon)).toBe(moment));

  test.each(['', 'yesterday', '2026-11', '2026-13-01', '2026-02-31', '20.11.2026', '7w', '2026-11-20 25:00'])(
    'may not be written as %j',
    (text) => expect(parseMoment(text, noon)).toBeUndefined(),
  );

  test('as an end is the end of the day that is named, and any other moment as it stands', () => {
    expect(endOfMoment('2026-11-20', noon)).toBe(new Date(2026, 10, 21).getTime());
    expect(endOfMoment('2026-11-20 14:30', noon)).toBe(new Date(2026, 10, 20, 14, 30).getTime());
    expect(endOfMoment('12h', noon)).toBe(noon - 12 * hour);
    expect(endOfMoment('soon', noon)).toBeUndefined();
  });
});

describe('A flood', () => {
  test('of one kind gets a line an hour, which counts those before it', () => {
    const tally = createTally();
    expect(tally.count('a', noon)).toBe(1);
    for (let times = 0; times < 500; times++) expect(tally.count('a', noon + times)).toBeUndefined();
    expect(tally.count('b', noon + 1)).toBe(1);
    expect(tally.count('a', noon + hour)).toBe(501);
  });

  test('of many kinds gets a hundred lines an hour, and the next line counts the rest', () => {
    const tally = createTally();
    const counts = Array.from({ length: 5000 }, (_, number) => tally.count(`kind ${number}`, noon));
    expect(counts.filter((count) => count !== undefined)).toHaveLength(100);
    expect(tally.count('another', noon + hour)).toBe(4901);
  });

  test('is not stopped by a clock that is set back', () => {
    const tally = createTally();
    expect(tally.count('a', noon)).toBe(1);
    expect(tally.count('a', noon - hour)).toBe(1);
  });
});
