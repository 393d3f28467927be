import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Config, readConfig } from '../../../src/core/lvscf/config.js';
import { differences } from '../../../src/core/lvscf/diff.js';
import { mergeChoices, merged, unmergeable } from '../../../src/core/push/merge.js';
import { validConfig } from '../../support/random-configs.js';

const base = `# our routers
serial_no = 7
primary = 192.0.2.1
backup = 192.0.2.2
backup_active = 1
keepalive = 6
virtual web {
     active = 1
     address = 198.51.100.1 eth0:1
     # the old one
     port = 80
     server one {
         address = 10.0.0.11
         weight = 1
     }
     server two {
         address = 10.0.0.12
     }
}
virtual mail {
     port = 25
}
`;

const changed = (...edits: [string, string][]) =>
  readConfig(edits.reduce((text, [from, to]) => text.replace(from, to), base));
const choices = (ours: Config, theirs: Config) => mergeChoices(ours, theirs, readConfig(base));
const keys = (ours: Config, theirs: Config) => choices(ours, theirs).map(({ key }) => key);
const all = (ours: Config, theirs: Config) => merged(ours, theirs, new Set(keys(ours, theirs)));

describe('Two files, object by object', () => {
  test('have nothing to choose when they say the same', () => {
    expect(choices(changed(), changed(['serial_no = 7', 'serial_no = 12']))).toEqual([]);
  });

  test('name each object that differs, and who changed it', () => {
    const ours = changed(
      ['keepalive = 6', 'keepalive = 8'],
      ['weight = 1', 'weight = 2'],
      ['port = 25', 'port = 26'],
    );
    const theirs = changed(['192.0.2.1', '192.0.2.9'], ['weight = 1', 'weight = 3']);
    expect(choices(ours, theirs)).toMatchObject([
      {
        object: { scope: 'global' },
        changedBy: 'theirs',
        values: [{ keyword: 'primary', theirs: '192.0.2.9' }],
      },
      { object: { scope: 'redundancy' }, changedBy: 'ours', values: [{ keyword: 'keepalive' }] },
      { object: { scope: 'server', virtual: 'web', server: 'one' }, changedBy: 'both' },
      { object: { scope: 'virtual', virtual: 'mail' }, changedBy: 'ours' },
    ]);
    expect(mergeChoices(ours, theirs, undefined).map(({ changedBy }) => changedBy)).toEqual(
      Array.from({ length: 4 }, () => 'unknown'),
    );
  });

  test('take one object and leave the others, byte for byte', () => {
    const ours = changed(['port = 80', 'port = 8080'], ['192.0.2.2', '192.0.2.3']);
    const theirs = changed(['weight = 1', 'weight = 3'], ['192.0.2.1', '192.0.2.9']);
    const text = merged(ours, theirs, new Set(['["server","web","one"]']));
    expect(text).toBe(
      String(ours.document).replace('weight = 1', 'weight = 3').replace('serial_no = 7', 'serial_no = 8'),
    );
  });

  test('take a virtual server that only they have, with its comments and real servers', () => {
    const more = `virtual ftp {
     # passive too
     port = 21
     server x {
         address = 10.0.0.9
     }
}
`;
    const theirs = readConfig(base + more);
    expect(choices(changed(), theirs)).toMatchObject([
      { on: 'theirs', object: { virtual: 'ftp' }, changedBy: 'theirs' },
    ]);
    expect(all(changed(), theirs)).toBe((base + more).replace('serial_no = 7', 'serial_no = 8'));
  });

  test('let go what they removed, as one object', () => {
    const theirs = readConfig(
      base.slice(0, base.indexOf('virtual web')) + base.slice(base.indexOf('virtual mail')),
    );
    expect(choices(changed(), theirs)).toMatchObject([
      { on: 'ours', object: { scope: 'virtual', virtual: 'web' } },
    ]);
    expect(all(changed(), theirs)).toBe(String(theirs.document).replace('serial_no = 7', 'serial_no = 8'));
  });

  test('take a setting in a comment line with REDUNDANCY', () => {
    const theirs = readConfig(`# lvs-console: fail-back = yes\n${base}`);
    expect(choices(changed(), theirs)).toMatchObject([
      { object: { scope: 'redundancy' }, values: [{ keyword: 'fail-back', theirs: 'yes' }] },
    ]);
    expect(readConfig(all(changed(), theirs)).shared['fail-back']).toBe('yes');
    expect(readConfig(all(theirs, changed())).shared['fail-back']).toBeUndefined();
  });

  test('take the settings beside the engine with GLOBAL SETTINGS, and leave comment lines that are none', () => {
    const theirs = readConfig(
      `# lvs-console: mark-rules = yes\n# lvs-console: shiny = yes\n# lvs-console: fail-back = yes\n${base}`,
    );
    expect(choices(changed(), theirs)).toMatchObject([
      { object: { scope: 'global' }, values: [{ keyword: 'mark-rules', theirs: 'yes' }] },
      { object: { scope: 'redundancy' }, values: [{ keyword: 'fail-back' }] },
    ]);
    const text = merged(changed(), theirs, new Set(['["global","",""]']));
    expect(text).toBe(
      `${base.replace('serial_no = 7', 'serial_no = 8').replace('# our routers\n', '# lvs-console: mark-rules = yes\n# our routers\n')}`,
    );
  });

  test('get a serial number above both', () => {
    const theirs = changed(['serial_no = 7', 'serial_no = 40'], ['weight = 1', 'weight = 3']);
    expect(readConfig(all(changed(), theirs)).global.serial_no).toBe(41);
  });

  test('are not put together when one of them is not what it seems to be', () => {
    const wrong = readConfig(`${base}virtual open {\n`);
    expect(unmergeable(changed(), wrong)).toBe('theirs_refused');
    expect(unmergeable(wrong, changed())).toBe('ours_refused');
    expect(unmergeable(changed(), changed())).toBeUndefined();
  });

  test('do not change for a choice that is none', () => {
    expect(merged(changed(), changed(['weight = 1', 'weight = 3']), new Set(['', 'x', '["server"]']))).toBe(
      base,
    );
  });

  test('become the same in every word when all of theirs is taken, and stay when nothing is', () => {
    fc.assert(
      fc.property(validConfig, validConfig, (one, other) => {
        const [ours, theirs] = [readConfig(one), readConfig(other)];
        fc.pre(unmergeable(ours, theirs) === undefined);
        expect(merged(ours, theirs, new Set())).toBe(one);
        const result = readConfig(all(ours, theirs));
        const said = differences(result, theirs).filter(({ what }) => what !== 'comments');
        expect(said).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
