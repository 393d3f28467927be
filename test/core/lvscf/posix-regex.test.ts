import { describe, expect, it } from 'vitest';
import { regexFault } from '../../../src/core/lvscf/posix-regex.js';
import cases from './posix-regex.json' with { type: 'json' };

/** What regcomp of the GNU C library 2.36 said to REG_EXTENDED patterns in the C locale. */
const recorded = cases as unknown as readonly (readonly [pattern: string, compiles: boolean])[];

const shown = (pattern: string) => JSON.stringify(pattern);

describe('a POSIX extended regular expression', () => {
  it.each(
    recorded.map(([pattern, compiles]) => [shown(pattern), compiles ? 'compiles' : 'does not', pattern]),
  )('%s %s', (_, verdict, pattern) => {
    expect(regexFault(pattern) === undefined).toBe(verdict === 'compiles');
  });

  it('may be longer than anything that nanny reads', () => {
    expect(regexFault('('.repeat(1_000_000))).toBe('parenthesis_open');
    expect(regexFault(`${'('.repeat(100_000)}a${')'.repeat(100_000)}`)).toBeUndefined();
    expect(regexFault('a{'.repeat(100_000))).toBe('interval_open');
  });
});
