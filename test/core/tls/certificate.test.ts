import { describe, expect, test } from 'vitest';
import { remarkOn } from '../../../src/core/tls/certificate.js';

const remark = (from: string, until: string, now: string) =>
  remarkOn({ from: new Date(from), until: new Date(until) }, Date.parse(now));

describe('A certificate', () => {
  test('in the middle of its life is good', () => {
    expect(remark('2026-01-01', '2028-04-05', '2027-01-01')).toBeUndefined();
  });

  test('is not good before its first day', () => {
    expect(remark('2026-11-22', '2028-04-05', '2026-11-21T23:59:59Z')).toEqual({
      what: 'not_yet',
      day: '2026-11-22',
    });
    expect(remark('2026-11-22', '2028-04-05', '2026-11-22')).toBeUndefined();
  });

  test('has ended on its last day, to the second', () => {
    expect(remark('2026-01-01', '2028-04-05', '2028-04-04T23:59:59Z')?.what).toBe('ending');
    expect(remark('2026-01-01', '2028-04-05', '2028-04-05')).toEqual({ what: 'ended', day: '2028-04-05' });
  });

  test('that lives for years is to be renewed 30 days before it ends', () => {
    expect(remark('2026-01-01', '2028-04-05', '2028-03-05')).toBeUndefined();
    expect(remark('2026-01-01', '2028-04-05', '2028-03-07')).toEqual({ what: 'ending', day: '2028-04-05' });
  });

  test('that is renewed every few weeks is late in the last tenth of its life', () => {
    expect(remark('2026-01-01', '2026-04-01', '2026-03-20')).toBeUndefined();
    expect(remark('2026-01-01', '2026-04-01', '2026-03-24')).toEqual({ what: 'ending', day: '2026-04-01' });
  });
});
