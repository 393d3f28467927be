import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { quoted } from '../../../src/core/machine/program.js';

describe('A word for the shell', () => {
  test.each([
    '/etc/lvs-console/lvs.cf',
    '/tmp/a b',
    "/tmp/it's",
    '/tmp/$(id) `id` "x" \\ ; & | < > * ? [a] {b} ~ ! #',
    '/tmp/two\nlines',
    '/tmp/caf\u00e9',
    '',
  ])('arrives as it was: %j', (word) => {
    expect(execFileSync('sh', ['-c', `printf %s ${quoted(word)}`], { encoding: 'utf8' })).toBe(word);
  });

  test('stays readable when nothing in it is special', () => {
    expect(quoted('/etc/lvs-console/lvs.cf')).toBe('/etc/lvs-console/lvs.cf');
  });
});
