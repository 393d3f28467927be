import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { goldenCases, goldenConfig, goldenFolder, madeOf } from '../../support/golden.js';

describe.each(goldenCases)('The golden case %s', (name) => {
  test('is a file that its routers run', () => {
    const { problems, readOnly } = goldenConfig(name);
    expect(problems.filter(({ severity }) => severity !== 'advice')).toEqual([]);
    expect(readOnly).toBeUndefined();
  });

  test('is rendered as it lies there, with the same remarks', () => {
    const made = madeOf(name);
    expect(readdirSync(goldenFolder(name)).sort()).toEqual(
      ['lvs.cf', ...made.map(({ file }) => file)].sort(),
    );
    for (const { file, text } of made) {
      expect(text, file).toBe(readFileSync(`${goldenFolder(name)}/${file}`, 'latin1'));
    }
  });
});
