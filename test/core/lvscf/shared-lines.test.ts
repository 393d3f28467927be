import { describe, expect, test } from 'vitest';
import { changeGlobal } from '../../../src/core/lvscf/change.js';
import { type Config, readConfig } from '../../../src/core/lvscf/config.js';
import { differences } from '../../../src/core/lvscf/diff.js';
import { sharedStanza } from '../../../src/core/lvscf/shared-lines.js';
import type { Stanza } from '../../../src/core/lvscf/stanza.js';

const stanza: Stanza = sharedStanza;
const fields = Object.entries(stanza);
const line = (key: string, text: string) => `# lvs-console: ${key} = ${text}\n`;

const file = `serial_no = 4
# the pair of the shop
primary = 192.0.2.1
virtual HTTP {
  port = 80
# lvs-console: fail-back = yes
}
`;

describe('Settings in comment lines', () => {
  test.each(fields)('%s is read from its good texts and from no bad one', (key, { good, bad, kind }) => {
    const read = (text: string): Config => readConfig(line(key, text) + file);
    for (const text of good) {
      const { shared, problems } = read(text);
      expect(kind.write(shared[key as keyof typeof shared])).toBe(text);
      expect(problems.filter(({ place }) => place.line === 1)).toEqual([]);
    }
    for (const text of bad) {
      const { shared, problems } = read(text);
      expect(shared).toEqual({});
      expect(problems.filter(({ place }) => place.line === 1)).toMatchObject([
        {
          severity: 'advice',
          subject: { scope: 'global', keyword: key },
          place: { column: line(key, '').length },
        },
      ]);
    }
  });

  test('count before the first block only, the last one of a key', () => {
    expect(readConfig(file).shared).toEqual({});
    const twice = line('fail-back', 'no') + line('fail-back', 'yes') + file;
    expect(readConfig(twice).shared).toEqual({ 'fail-back': 'yes' });
  });

  test('are written in their order behind a serial number in the first line', () => {
    const text = changeGlobal(readConfig(file), { 'checker-account': 'daemon', 'fail-back': 'yes' });
    expect(text).toBe(
      file.replace(
        'serial_no = 4\n',
        `serial_no = 5\n${line('fail-back', 'yes')}${line('checker-account', 'daemon')}`,
      ),
    );
  });

  test('keep their line, its spacing and its neighbours', () => {
    const before = file.replace('primary', ' #lvs-console:  vrrp-device=  eth1\nprimary');
    expect(changeGlobal(readConfig(before), { 'vrrp-device': 'eth2' })).toBe(
      before.replace('serial_no = 4', 'serial_no = 5').replace('eth1', 'eth2'),
    );
    expect(changeGlobal(readConfig(before), { 'vrrp-device': undefined })).toBe(
      file.replace('serial_no = 4', 'serial_no = 5'),
    );
  });

  test('need no line for what holds without one', () => {
    const before = line('virtual-router-id', '60') + line('fail-back', 'yes') + file;
    const after = changeGlobal(readConfig(before), { 'virtual-router-id': 51, 'fail-back': 'no' });
    expect(after).toBe(file.replace('serial_no = 4', 'serial_no = 5'));
  });

  test('change nothing when they are what they were', () => {
    expect(changeGlobal(readConfig(file), { 'fail-back': 'no', 'vrrp-device': undefined })).toBe(file);
  });

  test('are named when two files differ in them, and other comments are not', () => {
    const config = readConfig(file);
    const after = readConfig(changeGlobal(config, { 'virtual-router-id': 7 }));
    expect(differences(config, after)).toEqual([
      { what: 'changed', scope: 'global', keyword: 'virtual-router-id', to: '7' },
    ]);
    expect(differences(config, readConfig(file.replace('shop', 'shops')))).toEqual([
      { what: 'comments', scope: 'global' },
    ]);
  });

  test('that nobody knows are advice, at their word, and change nothing', () => {
    const config = readConfig(
      '# lvs-console: failback = yes\n# lvs-console: Fail-Back = yes\nserial_no = 1\n',
    );
    const unknown = ({ code }: { code: string }) => code === 'shared_unknown';
    expect(config.problems.filter(unknown)).toMatchObject([
      { code: 'shared_unknown', severity: 'advice', place: { line: 1, column: 16, length: 8 } },
      { code: 'shared_unknown', params: { keyword: 'Fail-Back' }, place: { line: 2 } },
    ]);
    expect(config.shared).toEqual({});
    expect(readConfig('# lvs-console: written by hand\nserial_no = 1\n').problems.filter(unknown)).toEqual(
      [],
    );
  });
});
