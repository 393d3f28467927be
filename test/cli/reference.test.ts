import { describe, expect, test } from 'vitest';
import { stanzas } from '../../src/core/lvscf/config.js';
import { sharedStanza } from '../../src/core/lvscf/shared-lines.js';
import { runCommand } from '../support/run-command.js';

const rows = (chapter: string) =>
  chapter
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.slice(2, -2).split(' | '));

describe('The printed reference', () => {
  test('has one row for each key, in canonical order, all as wide as the heading', async () => {
    const { status, stdout, stderr } = await runCommand(['reference']);
    expect([status, stderr]).toEqual([0, '']);
    const [, ...chapters] = stdout.split('\n## ');
    const all = [sharedStanza, stanzas.global, stanzas.virtual, stanzas.server];
    expect(chapters).toHaveLength(all.length);
    all.forEach((stanza, index) => {
      const found = rows(chapters[index] ?? '');
      expect(found.map(([key]) => key)).toEqual(Object.keys(stanza).map((keyword) => `\`${keyword}\``));
      for (const row of found) expect(row).toHaveLength(8);
    });
  });

  test('says what is true of a key', async () => {
    const { stdout } = await runCommand(['reference']);
    expect(stdout).toContain(
      '| `keepalive` | How often the routers tell each other that they are alive. | a whole number from 1 to ' +
        '2147483647, in seconds | `2` | `6` |  | REDUNDANCY | lvs-cf format, 6.1 and 10 |\n',
    );
    expect(stdout).toContain('| `0`: the kernel’s own value |  | Piranha 0.8.5-14 | GLOBAL SETTINGS |');
    expect(stdout).toContain('| (in the text only) |');
  });

  test('takes no arguments', async () => {
    const { status, stdout, stderr } = await runCommand(['reference', 'keepalive']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('lvs-console reference --help');
  });
});
