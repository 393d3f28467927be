import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../src/core/access/address.js';
import { createLockout, type Lockout } from '../../../src/core/access/lockout.js';

const minute = 60_000;
let now = 1_000_000_000_000;

function from(text: string) {
  const address = parseAddress(text);
  if (address === undefined) throw new Error(`${text} is no address`);
  return address;
}

/** Tries a password that is wrong: 0 when it was looked at, else the seconds to wait. */
function wrong(lockout: Lockout, address: string, user: string, password: string): number {
  const attempt = lockout.begin(from(address), user, `${user} ${password}`, now);
  return typeof attempt === 'number' ? attempt : 0;
}

function right(lockout: Lockout, address: string, user: string, password: string): boolean {
  const attempt = lockout.begin(from(address), user, `${user} ${password}`, now);
  if (typeof attempt === 'number') return false;
  attempt.succeeded();
  return true;
}

function guess(lockout: Lockout, address: string, user: string, times: number): void {
  for (let number = 0; number < times; number += 1) {
    now += 20 * minute; // past any wait, and before anything is forgotten
    wrong(lockout, address, user, `guess ${number}`);
  }
}

describe('Wrong passwords', () => {
  test('are free five times, then each doubles the wait', () => {
    const lockout = createLockout();
    const waits = [];
    for (let number = 1; number <= 16; number += 1) {
      expect(wrong(lockout, '192.0.2.1', 'piranha', `guess ${number}`)).toBe(0);
      const seconds = number < 6 ? 0 : wrong(lockout, '192.0.2.1', 'piranha', 'never looked at');
      waits.push(seconds);
      now += seconds * 1000;
    }
    expect(waits).toEqual([0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  });

  test('that are the same one again count once', () => {
    const lockout = createLockout();
    for (let times = 0; times < 1000; times += 1) {
      expect(wrong(lockout, '192.0.2.1', 'piranha', 'the old password')).toBe(0);
    }
  });

  test('tried at once count as if they came one after the other', () => {
    const lockout = createLockout();
    const looked = Array.from({ length: 100 }, (_, number) =>
      wrong(lockout, '192.0.2.1', 'piranha', `${number}`),
    );
    expect(looked.filter((seconds) => seconds === 0)).toHaveLength(6);
  });

  test('of one user or from one address do not slow down others', () => {
    const lockout = createLockout();
    guess(lockout, '192.0.2.1', 'piranha', 12);
    expect(wrong(lockout, '192.0.2.1', 'piranha', 'x')).toBeGreaterThan(0);
    expect(right(lockout, '192.0.2.1', 'marie', 'right')).toBe(true);
    expect(right(lockout, '192.0.2.2', 'piranha', 'right')).toBe(true);
  });

  test('from anywhere in a /64 count together, as do an IPv4 address and its mapped form', () => {
    const lockout = createLockout();
    for (let host = 1; host <= 6; host += 1) wrong(lockout, `2001:db8::${host}`, 'piranha', `${host}`);
    expect(wrong(lockout, '2001:db8::ffff:7', 'piranha', 'x')).toBe(2);
    expect(wrong(lockout, '2001:db8:0:1::1', 'piranha', 'x')).toBe(0);
    for (let number = 1; number <= 6; number += 1) wrong(lockout, '192.0.2.1', 'piranha', `${number}`);
    expect(wrong(lockout, '::ffff:192.0.2.1', 'piranha', 'x')).toBe(2);
  });

  test('for many names from one address slow down that address', () => {
    const lockout = createLockout();
    for (let number = 0; number <= 20; number += 1) {
      expect(wrong(lockout, '192.0.2.1', `user${number}`, 'x')).toBe(0);
    }
    expect(wrong(lockout, '192.0.2.1', 'somebody', 'x')).toBe(2);
  });

  test('that are no name and password count too', () => {
    const lockout = createLockout();
    for (let number = 0; number <= 20; number += 1) wrong(lockout, '192.0.2.1', '', `Basic ${number}`);
    expect(wrong(lockout, '192.0.2.1', '', 'Basic again')).toBe(2);
  });

  test('are forgotten after the right one, but only those of its user', () => {
    const lockout = createLockout();
    guess(lockout, '192.0.2.1', 'piranha', 5);
    expect(right(lockout, '192.0.2.1', 'piranha', 'right')).toBe(true);
    expect(Object.keys(lockout.state(now))).toHaveLength(1);
    for (let number = 0; number < 4; number += 1) wrong(lockout, '192.0.2.1', 'marie', `${number}`);
    right(lockout, '192.0.2.1', 'piranha', 'right');
    expect(Object.values(lockout.state(now)).map(({ count }) => count)).toEqual([9, 4]);
  });

  test('are forgotten after an hour without any', () => {
    const lockout = createLockout();
    guess(lockout, '192.0.2.1', 'piranha', 6);
    now += 61 * minute;
    expect(lockout.state(now)).toEqual({});
    expect(wrong(lockout, '192.0.2.1', 'piranha', 'x')).toBe(0);
  });

  test('still slow down after a restart, and what is kept holds nothing of them', () => {
    const lockout = createLockout();
    guess(lockout, '192.0.2.1', 'piranha', 8);
    const kept = JSON.stringify(lockout.state(now));
    expect(kept).not.toContain('guess');
    expect(wrong(createLockout(JSON.parse(kept)), '192.0.2.1', 'piranha', 'x')).toBe(8);
  });

  test('from ever new addresses do not fill the memory', () => {
    const lockout = createLockout();
    for (let number = 0; number < 11_000; number += 1) {
      wrong(lockout, `10.${number >> 8}.${number & 255}.1`, '', 'x');
    }
    expect(Object.keys(lockout.state(now)).length).toBeLessThanOrEqual(10_000);
  });
});
