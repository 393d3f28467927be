import { describe, expect, test } from 'vitest';
import type { ListedVersion } from '../../../src/core/history/version.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import type { Difference } from '../../../src/core/lvscf/diff.js';
import { deletedObjects } from '../../../src/core/versions/deleted.js';
import { pageOf, type VersionFilter } from '../../../src/core/versions/filter.js';
import { isUndo, noteOfRestore, noteOfUndo } from '../../../src/core/versions/notes.js';
import { objectText } from '../../../src/core/versions/object.js';
import { parseSide } from '../../../src/core/versions/side.js';
import { clusterText } from '../../support/cluster.js';

function version(
  number: number,
  facts: Partial<ListedVersion> = {},
  changes: readonly Difference[] = [],
): ListedVersion {
  return {
    number,
    time: new Date(Date.UTC(2026, 0, number)).toISOString(),
    user: 'piranha',
    address: '192.0.2.7',
    panel: 'virtual-server',
    note: '',
    pinned: false,
    hash: `h${number}`,
    bytes: 1,
    previous: `h${number - 1}`,
    skipped: false,
    changes: { first: changes, count: changes.length },
    ...facts,
  };
}

const numbers = (
  all: readonly ListedVersion[],
  filter: VersionFilter = {},
  start?: Parameters<typeof pageOf>[2],
  size = 3,
) => {
  const { hasNewer, hasOlder, versions } = pageOf(all, filter, start, size);
  return [hasNewer ? '<' : '', ...versions.map(({ number }) => number), hasOlder ? '>' : ''].join(' ').trim();
};

describe('The list of versions', () => {
  const ten = Array.from({ length: 10 }, (_, index) => version(10 - index));

  test('is shown part by part, to the old end and back', () => {
    expect(numbers(ten)).toBe('10 9 8 >');
    expect(numbers(ten, {}, { before: 8 })).toBe('< 7 6 5 >');
    expect(numbers(ten, {}, { before: 2 })).toBe('< 1');
    expect(numbers(ten, {}, { after: 4 })).toBe('< 7 6 5 >');
    expect(numbers(ten, {}, { after: 8 })).toBe('10 9 8 >');
    expect(numbers(ten, {}, { before: 1 })).toBe('<');
    expect(numbers([])).toBe('');
  });

  test('is searched by who, where, what, note and day, whatever the case of letters', () => {
    const all = [
      version(4, { user: 'Marie', note: 'before the Friday update' }),
      version(3, { panel: 'file' }, [
        { what: 'renamed', scope: 'virtual', virtual: 'HTTPS', from: 'secure', to: 'HTTPS' },
      ]),
      version(2, {}, [
        { what: 'changed', scope: 'server', virtual: 'HTTP', server: 'web1', keyword: 'weight', to: '3' },
      ]),
      version(1, { changes: undefined }),
    ];
    expect(numbers(all, { user: 'mar' })).toBe('4');
    expect(numbers(all, { note: 'FRIDAY' })).toBe('4');
    expect(numbers(all, { panels: new Set(['file']) })).toBe('3');
    expect(numbers(all, { object: 'WEB1' })).toBe('2');
    expect(numbers(all, { object: 'weight' })).toBe('2');
    expect(numbers(all, { object: 'secure' })).toBe('3');
    expect(numbers(all, { object: 'http' })).toBe('3 2');
    expect(numbers(all, { since: Date.UTC(2026, 0, 2), until: Date.UTC(2026, 0, 4) })).toBe('3 2');
    expect(numbers(all, { user: 'piranha', object: 'web1', note: 'x' })).toBe('');
  });
});

describe('What was deleted', () => {
  const gone = (virtual: string, server?: string): Difference =>
    server === undefined
      ? { what: 'removed', scope: 'virtual', virtual }
      : { what: 'removed', scope: 'server', virtual, server };
  const found = (all: readonly ListedVersion[], name = '') =>
    deletedObjects(all, ({ changes }) => changes?.first ?? [], readConfig(clusterText()), name).map(
      ({ by, last, object }) => `${objectText(object)} ${last}/${by.number}`,
    );

  test('is found by a part of its name, with the last version that has it', () => {
    const all = [
      version(5),
      version(4, {}, [gone('ftp')]),
      version(3, {}, [gone('web', 'three')]),
      version(2),
      version(1),
    ];
    expect(found(all)).toEqual(['virtual ftp 3/4', 'virtual web server three 2/3']);
    expect(found(all, 'FTP')).toEqual(['virtual ftp 3/4']);
    expect(found(all, 'thr')).toEqual(['virtual web server three 2/3']);
    expect(found(all, 'dns')).toEqual([]);
  });

  test('is named once, by the last time, and not when it is there again', () => {
    const all = [
      version(5, {}, [gone('ftp')]),
      version(4),
      version(3, {}, [gone('ftp'), gone('mail')]),
      version(2),
    ];
    expect(found(all)).toEqual(['virtual ftp 4/5']);
  });

  test('is looked for in the version that the change began with, not in one that was never in use', () => {
    const all = [version(4, { previous: 'h2' }, [gone('ftp')]), version(3), version(2)];
    expect(found(all)).toEqual(['virtual ftp 2/4']);
    expect(found([version(4, { previous: 'lost' }, [gone('ftp')]), version(3)])).toEqual([]);
  });
});

describe('A side of a comparison', () => {
  test('is a number or one of three words, and nothing else', () => {
    expect(['saved', 'running', 'backup', '12'].map(parseSide)).toEqual(['saved', 'running', 'backup', 12]);
    for (const text of ['', '0', '-1', '1.5', '01', '1e3', '9999999999', '../1', 'SAVED', 'toString']) {
      expect([text, parseSide(text)]).toEqual([text, undefined]);
    }
  });
});

describe('The notes of the console', () => {
  test('say what was brought back, and tell an undo from it', () => {
    expect(noteOfRestore(12)).toBe('version 12 restored');
    expect(noteOfRestore(12, [{ scope: 'virtual', virtual: 'caf\xe9' }])).toBe(
      'virtual café of version 12 restored',
    );
    expect(isUndo({ note: noteOfUndo(12) })).toBe(true);
    expect(isUndo({ note: noteOfRestore(12) })).toBe(false);
  });
});
