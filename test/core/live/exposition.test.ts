import { expect, test } from 'vitest';
import { exposition } from '../../../src/core/live/exposition.js';

test('a family has its help and type once, before its lines, and each line ends', () => {
  const family = {
    name: 'lvs_server_weight',
    help: 'Weight in the kernel.',
    type: 'gauge',
    lines: [
      { labels: { router: 'primary', service: 'TCP [fd00::100]:80' }, value: 1 },
      { labels: {}, value: 0.5 },
    ],
  } as const;
  expect(exposition([family])).toBe(
    [
      '# HELP lvs_server_weight Weight in the kernel.',
      '# TYPE lvs_server_weight gauge',
      'lvs_server_weight{router="primary",service="TCP [fd00::100]:80"} 1',
      'lvs_server_weight 0.5',
      '',
    ].join('\n'),
  );
});

test('a label may hold quotes, backslashes and line ends, and stays one line', () => {
  const lines = [{ labels: { name: 'a"b\\c\nd' }, value: 1 }];
  const text = exposition([{ name: 'x', help: 'One\\two\nthree "four".', type: 'counter', lines }]);
  expect(text).toBe('# HELP x One\\\\two\\nthree "four".\n# TYPE x counter\nx{name="a\\"b\\\\c\\nd"} 1\n');
});

test('a family of which nothing is known is not there', () => {
  expect(exposition([{ name: 'x', help: 'X.', type: 'gauge', lines: [] }])).toBe('');
});
