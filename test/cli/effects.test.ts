import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { printFates, printForesight } from '../../src/cli/effects.js';
import { effectsOf } from '../../src/core/effects/effects.js';
import type { Foresight } from '../../src/core/effects/foresight.js';
import type { Traffic } from '../../src/core/effects/traffic.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import type { Answer } from '../../src/core/router/answer.js';
import { pairFile, virtualBlock } from '../support/router-world.js';

const before = pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1'));
const after = before.replace('port = 80', 'port = 81');

function foreseen(traffic: Traffic): Foresight {
  return { consequences: effectsOf(readConfig(before), readConfig(after), traffic), traffic };
}

function printed(print: (to: NodeJS.WritableStream) => void): string {
  const stream = new PassThrough();
  print(stream);
  return String(stream.read() ?? '');
}

const count = (active: number) => ({ active, inactive: 0 });

type Fate = NonNullable<Answer['fates']>[number];

const recreated: Fate = {
  fate: 'recreated',
  virtual: 'web',
  service: 'TCP 10.0.2.100:81',
  was: 'TCP 10.0.2.100:80',
  before: count(3),
  after: count(0),
  cut: count(3),
};
const left: Fate = { ...recreated, fate: 'kept', service: 'UDP 10.0.2.102:53', was: '', cut: count(0) };

const answer = (...fates: Fate[]): Answer => {
  return { format: 1, verb: 'apply', ok: true, steps: [], table: [], state: null, fates };
};

describe('What the command line says of live traffic', () => {
  it('names before APPLY each change with what it does, and never a number that nobody knows', () => {
    expect(printed((to) => printForesight(foreseen({ kind: 'unknown' }), to))).toBe(
      [
        'virtual server web: port = 81 (it was 80)',
        '    Breaks: The service TCP 10.0.2.100:80 is taken away and TCP 10.0.2.100:81 is made: open connections get no answer any more. How many connections these are is not known.',
        'How many connections there are cannot be told from here.',
        '',
      ].join('\n'),
    );
  });

  it('says so where nobody knows what runs, and nothing where nothing would change', () => {
    expect(printed((to) => printForesight('unknown', to))).toContain('cannot be told');
    expect(printed((to) => printForesight(undefined, to))).toBe('');
  });

  it('names after APPLY what became of the services', () => {
    const said = foreseen({ kind: 'unknown' });
    expect(printed((to) => printFates(answer(recreated, left), said, to))).toBe(
      [
        'web / TCP 10.0.2.100:81: made anew; it was TCP 10.0.2.100:80; 3 connections before, 0 after; 3 connections cut.',
        '1 service was left alone: 3 connections before, 0 after.',
        '',
      ].join('\n'),
    );
  });

  it('says that something came otherwise than it was said', () => {
    expect(printed((to) => printFates(answer(recreated), undefined, to))).toContain('not what was said');
    expect(printed((to) => printFates(answer(recreated), 'unknown', to))).not.toContain('not what was said');
  });

  it('is silent where all services were left alone, as it was said', () => {
    expect(printed((to) => printFates(answer(left), undefined, to))).toBe('');
  });
});
