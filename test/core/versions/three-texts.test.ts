import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { differences } from '../../../src/core/lvscf/diff.js';
import { mergedLines, preferred, type Side } from '../../../src/core/lvscf/three-way.js';
import { canMerge, mergedTexts } from '../../../src/core/versions/three-texts.js';
import { validConfig } from '../../support/random-configs.js';

const base = `# our routers
serial_no = 7
primary = 192.0.2.1
keepalive = 6
virtual web {
     active = 1
     # the old one
     port = 80
     server one {
         address = 10.0.0.11
         weight = 1
     }
}
# post
virtual mail {
     port = 25
}
`;

type Edits = readonly (readonly [string, string])[];

const edited = (edits: Edits) => edits.reduce((text, [from, to]) => text.replace(from, to), base);
const merge = (mine: Edits, theirs: Edits, decided: readonly (readonly [string, Side])[] = []) =>
  mergedTexts(
    { base: readConfig(base), mine: readConfig(edited(mine)), theirs: readConfig(edited(theirs)) },
    new Map(decided),
  );
const whole = (text: string) => ({ text, withoutComments: false });
const webKey = '["virtual","web",""]';

describe('Two texts made from one', () => {
  test('are put together line by line where different objects changed, comments and all', () => {
    const mine: Edits = [['keepalive = 6', 'keepalive = 5']];
    const theirs: Edits = [
      ['serial_no = 7', 'serial_no = 8'],
      ['port = 25', 'port = 26'],
      ['# post', '# the post of the shop'],
    ];
    expect(merge(mine, theirs)).toEqual(whole(edited([...mine, ...theirs.slice(1)])));
  });

  test('are put together where both added a block at the same place', () => {
    const mine: Edits = [['port = 25\n}\n', 'port = 25\n}\nvirtual a {\n     port = 1\n}\n']];
    const theirs: Edits = [['port = 25\n}\n', 'port = 25\n}\nvirtual b {\n     port = 2\n}\n']];
    const outcome = merge(mine, theirs);
    expect(outcome).toMatchObject({ withoutComments: false });
    const text = 'text' in outcome ? outcome.text : '';
    expect(text).toContain('serial_no = 7');
    expect(text).toContain('virtual a {\n     port = 1\n}\nvirtual b {\n     port = 2\n}\n');
  });

  test('say so where a comment of the other one is in the way', () => {
    const mine: Edits = [['# post\n', '# mail\n']];
    const theirs: Edits = [
      ['# post\n', '# letters\n'],
      ['port = 25', 'port = 26'],
    ];
    expect(merge(mine, theirs)).toEqual({
      text: edited([...mine, theirs[1] ?? ['', '']]),
      withoutComments: true,
    });
  });

  test('name what both changed, and take whose version was chosen', () => {
    const mine: Edits = [
      ['port = 80', 'port = 8080'],
      ['keepalive = 6', 'keepalive = 5'],
    ];
    const theirs: Edits = [
      ['port = 80', 'port = 81'],
      ['port = 25', 'port = 26'],
    ];
    expect(merge(mine, theirs)).toMatchObject({
      contested: [{ key: webKey, values: [{ keyword: 'port', ours: '8080', theirs: '81' }] }],
    });
    const rest: Edits = [
      ['keepalive = 6', 'keepalive = 5'],
      ['port = 25', 'port = 26'],
    ];
    expect(merge(mine, theirs, [[webKey, 'theirs']])).toEqual(
      whole(edited([['port = 80', 'port = 81'], ...rest])),
    );
    expect(merge(mine, theirs, [[webKey, 'mine']])).toEqual(
      whole(edited([['port = 80', 'port = 8080'], ...rest])),
    );
  });

  test('agree where both did the same', () => {
    const both: Edits = [['port = 80', 'port = 8080']];
    expect(merge(both, [...both, ['port = 25', 'port = 26']])).toEqual(
      whole(edited([...both, ['port = 25', 'port = 26']])),
    );
  });

  test('contest an object that one deleted and the other changed', () => {
    const mine: Edits = [['# post\nvirtual mail {\n     port = 25\n}\n', '']];
    const theirs: Edits = [['port = 25', 'port = 26']];
    const key = '["virtual","mail",""]';
    expect(merge(mine, theirs)).toMatchObject({ contested: [{ key, on: 'theirs' }] });
    expect(merge(mine, theirs, [[key, 'mine']])).toMatchObject({ text: edited(mine) });
  });

  test('keep a serial number that was typed', () => {
    const outcome = merge(
      [['serial_no = 7', 'serial_no = 100']],
      [
        ['serial_no = 7', 'serial_no = 8'],
        ['port = 25', 'port = 26'],
      ],
    );
    expect(outcome).toEqual(
      whole(
        edited([
          ['serial_no = 7', 'serial_no = 100'],
          ['port = 25', 'port = 26'],
        ]),
      ),
    );
  });

  test('are not put together where a line is refused', () => {
    const [good, wrong] = [readConfig(base), readConfig(`${base}virtual open {\n`)];
    expect(canMerge({ base: good, mine: good, theirs: good })).toBe(true);
    expect(canMerge({ base: wrong, mine: good, theirs: good })).toBe(false);
    expect(canMerge({ base: good, mine: wrong, theirs: good })).toBe(false);
    expect(canMerge({ base: good, mine: good, theirs: wrong })).toBe(false);
  });

  test('give the other one where only one of them changed anything', () => {
    fc.assert(
      fc.property(validConfig, validConfig, (one, other) => {
        const [before, after] = [readConfig(one), readConfig(other)];
        if (!canMerge({ base: before, mine: before, theirs: after })) return;
        for (const [mine, theirs] of [
          [after, before],
          [before, after],
        ] as const) {
          const outcome = mergedTexts({ base: before, mine, theirs }, new Map());
          expect(outcome).toHaveProperty('text');
          if ('text' in outcome)
            expect(
              differences(readConfig(outcome.text), after).filter(({ what }) => what !== 'comments'),
            ).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('Three versions of lines', () => {
  const line = fc.constantFrom('a', 'b', 'c', 'd');
  const lines = fc.array(line, { maxLength: 12 });

  test('give what one changed where the other changed nothing', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        expect(mergedLines({ base: before, mine: after, theirs: before })).toEqual(after);
        expect(mergedLines({ base: before, mine: before, theirs: after })).toEqual(after);
        expect(mergedLines({ base: before, mine: after, theirs: after })).toEqual(after);
      }),
    );
  });

  test('do not depend on who of the two is first', () => {
    fc.assert(
      fc.property(lines, lines, lines, (before, one, other) => {
        const merged = mergedLines({ base: before, mine: one, theirs: other });
        expect(mergedLines({ base: before, mine: other, theirs: one })).toEqual(merged);
      }),
    );
  });

  test('are not put together where they touch', () => {
    expect(mergedLines({ base: ['a', 'b'], mine: ['x', 'b'], theirs: ['a', 'y'] })).toBeUndefined();
    expect(mergedLines({ base: ['a', 'b', 'c'], mine: ['x', 'b', 'c'], theirs: ['a', 'b', 'y'] })).toEqual([
      'x',
      'b',
      'y',
    ]);
  });
});

test('Whoever alone changed something most likely meant it', () => {
  expect(preferred({ base: '1', mine: '1', theirs: '2' })).toBe('theirs');
  expect(preferred({ base: '1', mine: '2', theirs: '1' })).toBe('mine');
  expect(preferred({ base: '1', mine: '2', theirs: '3' })).toBeUndefined();
  expect(preferred({ base: undefined, mine: '2', theirs: '3' })).toBeUndefined();
});
