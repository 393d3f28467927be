import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/core/lvscf/config.js';
import { generateConfig, generateLines, virtualServerName } from './generate.js';

describe('A generated file', () => {
  test('has nothing wrong, not even advice', () => {
    expect(readConfig(generateConfig({ virtualServers: 250, realServers: 4 })).problems).toEqual([]);
  });

  test('holds as many virtual and real servers as asked for', () => {
    const { virtualServers } = readConfig(generateConfig({ virtualServers: 3, realServers: 2 }));
    expect(virtualServers.map(({ name }) => name)).toEqual([0, 1, 2].map(virtualServerName));
    expect(virtualServers.map(({ realServers }) => realServers.length)).toEqual([2, 2, 2]);
  });

  test.each([1_000, 10_000])('of %i lines is that long within one virtual server', (lines) => {
    expect(Math.abs(generateLines(lines).split('\n').length - lines)).toBeLessThan(40);
  });
});
