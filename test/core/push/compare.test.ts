import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { comparisonOf, replacesTheirs, type SyncKind, syncOf } from '../../../src/core/push/compare.js';

describe('How the two routers stand to each other', () => {
  const none = undefined;
  test.each<[SyncKind, string | undefined, string, string | undefined, boolean]>([
    // last, here, there, whether a push gives up somebody's work
    ['never_pushed', none, 'A', none, false],
    ['never_pushed', none, 'A', 'B', true],
    ['in_sync', none, 'A', 'A', false],
    ['in_sync', 'A', 'A', 'A', false],
    ['in_sync', 'A', 'B', 'B', false],
    ['to_push', 'A', 'B', 'A', false],
    ['to_push', 'A', 'A', none, false],
    ['to_push', 'A', 'B', none, false],
    ['changed_there', 'A', 'A', 'B', true],
    ['both_changed', 'A', 'B', 'C', true],
  ])('is %s when last was %s, here is %s and there is %s', (kind, last, here, there, gives) => {
    expect(syncOf({ last, here, there })).toBe(kind);
    expect(replacesTheirs({ last, here, there })).toBe(gives);
  });
});

describe('Three files side by side', () => {
  const side = (text: string) => ({ hash: text, config: readConfig(text) });
  const nothing = readConfig('');

  test('show what a push changes there, and what each side did since the last one', () => {
    const found = comparisonOf(
      {
        last: side('primary = 192.0.2.1\n'),
        here: side('primary = 192.0.2.1\nbackup = 192.0.2.2\n'),
        there: side('primary = 192.0.2.9\n'),
      },
      nothing,
    );
    expect(found.kind).toBe('both_changed');
    expect(found.toPush.changes.map(({ keyword }) => keyword)).toEqual(['primary', 'backup']);
    expect(found.doneThere?.changes).toMatchObject([{ keyword: 'primary', to: '192.0.2.9' }]);
    expect(found.doneHere?.changes).toMatchObject([{ keyword: 'backup', to: '192.0.2.2' }]);
    expect(found.toPush.lines).toContainEqual({ where: 'old', text: 'primary = 192.0.2.9' });
  });

  test('say all that is here when there is nothing', () => {
    const found = comparisonOf(
      { last: undefined, here: side('primary = 192.0.2.1\n'), there: undefined },
      nothing,
    );
    expect(found).toMatchObject({ kind: 'never_pushed', doneThere: undefined, doneHere: undefined });
    expect(found.toPush.changes).toHaveLength(1);
  });
});
