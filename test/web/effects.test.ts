import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/core/lvscf/config.js';
import { wordsFor } from '../../src/text/index.js';
import { effectLines } from '../../src/web/effects.js';
import { pairFile, virtualBlock } from '../support/router-world.js';

const words = wordsFor('en');
const traffic = { kind: 'unknown' } as const;

/** As many virtual servers, each on an address of its own. */
const many = (count: number, port: number) =>
  pairFile(
    Array.from({ length: count }, (_, index) =>
      virtualBlock(`web${index}`, `10.1.${index >> 8}.${index & 255}`, 'eth0:1').replace(
        'port = 80',
        `port = ${port}`,
      ),
    ).join(''),
  );

describe('what changes do, on a page', () => {
  it('has the gravest first, whatever their order in the file', () => {
    const before = readConfig(many(2, 80));
    const after = many(2, 80).replace('scheduler = rr', 'scheduler = wlc');
    const last = after.lastIndexOf('port = 80');
    const { groups } = effectLines(
      words,
      before,
      readConfig(`${after.slice(0, last)}port = 81${after.slice(last + 9)}# remark\n`),
      traffic,
    );
    expect(groups.map(({ gravity, lines }) => [gravity, lines.map(({ change }) => change)])).toEqual([
      ['breaks', ['virtual server web1: port = 81 (it was 80)']],
      ['smooth', ['virtual server web0: scheduler = wlc (it was rr)']],
    ]);
  });

  it('is a list that ends, and says how much is left out', () => {
    const before = many(201, 80);
    const after = readConfig(many(201, 81));
    const { groups, left } = effectLines(words, readConfig(before), after, traffic);
    expect(groups.map(({ lead, lines }) => [lead, lines.length])).toEqual([
      ['201 changes break connections or move addresses:', 200],
    ]);
    expect(left).toBe('One more change is not listed.');
  });

  it('is nothing where nothing changes', () => {
    const config = readConfig(many(1, 80));
    expect(effectLines(words, config, config, traffic)).toEqual({ groups: [], left: '', counted: '' });
  });
});
