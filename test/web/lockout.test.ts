import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLockoutFile } from '../../src/adapters/files/lockout-file.js';
import { hashPassword } from '../../src/core/access/password.js';
import { accounts, credentials, openWebConsole, userLine, type WebConsole } from '../support/web-console.js';

let web: WebConsole;
let now = Date.now();
beforeEach(async () => {
  web = await openWebConsole(undefined, { clock: () => now });
  await writeFile(join(web.state, 'htaccess'), 'Require all granted\n');
  await writeFile(join(web.state, 'secure.htaccess'), 'Require all granted\n');
});
afterEach(() => web.close());

async function ask(authorization: string, from = '192.0.2.1', headers: Record<string, string> = {}) {
  return web.get('/secure/help', { as: 'nobody', from, headers: { authorization, ...headers } });
}
const tryPassword = async (user: string, password: string, from?: string) =>
  (await ask(credentials(user, password), from)).statusCode;

/** Six different wrong passwords at once: one more than are free. */
async function attack(from?: string) {
  const tries = Array.from({ length: 6 }, (_, number) => tryPassword('piranha', `guess ${number}`, from));
  expect(await Promise.all(tries)).toEqual([401, 401, 401, 401, 401, 401]);
}

describe('After too many wrong passwords', () => {
  test('none is looked at for a while, and the answer says how long', async () => {
    await attack();
    const answer = await ask(credentials('piranha', accounts.piranha));
    expect(answer.statusCode).toBe(429);
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.headers['www-authenticate']).toBeUndefined();
    expect(answer.body).toContain('None is looked at for the next 2 seconds');
    now += 2000;
    expect(await tryPassword('piranha', accounts.piranha)).toBe(200);
  });

  test('others get in: another user there, and the same user elsewhere', async () => {
    await attack();
    expect(await tryPassword('marie', accounts.marie)).toBe(200);
    expect(await tryPassword('piranha', accounts.piranha, '192.0.2.2')).toBe(200);
  });

  test('whoever is logged in at that address stays so', async () => {
    expect(await tryPassword('piranha', accounts.piranha)).toBe(200);
    await attack();
    expect(await tryPassword('piranha', 'another guess')).toBe(429);
    expect(await tryPassword('piranha', accounts.piranha)).toBe(200);
  });

  test('a made-up address in a header changes nothing', async () => {
    await attack();
    const headers = { 'x-forwarded-for': '192.0.2.77', forwarded: 'for=192.0.2.77' };
    expect((await ask(credentials('piranha', accounts.piranha), '192.0.2.1', headers)).statusCode).toBe(429);
  });

  test('a restart changes nothing', async () => {
    await attack();
    await web.app.close();
    const file = openLockoutFile(join(web.state, 'lockout.json'));
    await expect.poll(async () => Object.keys(await file.read()).length).toBe(2);
    const again = await openWebConsole(undefined, { clock: () => now, lockout: file });
    const headers = { authorization: credentials('piranha', accounts.piranha) };
    expect((await again.get('/secure/help', { as: 'nobody', headers, from: '192.0.2.1' })).statusCode).toBe(
      403,
    );
    await writeFile(join(again.state, 'htaccess'), 'Require all granted\n');
    await writeFile(join(again.state, 'secure.htaccess'), 'Require all granted\n');
    expect((await again.get('/secure/help', { as: 'nobody', headers, from: '192.0.2.1' })).statusCode).toBe(
      429,
    );
    await again.close();
  });

  test('what is kept is for this account alone, and holds no password', async () => {
    await attack();
    await expect
      .poll(() => readFile(join(web.state, 'lockout.json'), 'utf8').catch(() => ''))
      .toContain('count');
    expect(await readFile(join(web.state, 'lockout.json'), 'utf8')).not.toContain('guess');
  });
});

test('A browser that repeats its old password after a change is not locked out', async () => {
  expect(await tryPassword('piranha', accounts.piranha)).toBe(200);
  await writeFile(web.usersFile, userLine('piranha', 'a new password'));
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => tryPassword('piranha', accounts.piranha)),
  );
  expect(new Set(answers)).toEqual(new Set([401]));
  expect(await tryPassword('piranha', 'a new password')).toBe(200);
});

test('Headers that hold no name and password count as tries', async () => {
  const statuses = [];
  for (let number = 0; number < 22; number += 1) {
    statuses.push(ask(`Basic ${Buffer.from(`no colon ${number}`).toString('base64')}`));
  }
  const answers = (await Promise.all(statuses)).map(({ statusCode }) => statusCode);
  expect(answers.filter((status) => status === 401)).toHaveLength(21);
  expect(answers.filter((status) => status === 429)).toHaveLength(1);
});

test('A wrong answer takes the same least time for a cheap hash, a dear one and no user at all', async () => {
  const took = async (user: string) => {
    const start = performance.now();
    expect(await tryPassword(user, 'wrong')).toBe(401);
    return performance.now() - start;
  };
  await writeFile(web.usersFile, 'des:IbCD3hL8h4ahc\nsha:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=\n');
  now = Date.now();
  for (const user of ['des', 'sha', 'nobody']) expect(await took(user)).toBeGreaterThan(190);
});

test('A right password is hashed once, not for each request', async () => {
  const slow = await hashPassword(accounts.piranha);
  await writeFile(web.usersFile, `piranha:${slow}\n`);
  const start = performance.now();
  expect(await tryPassword('piranha', accounts.piranha)).toBe(200);
  const once = performance.now() - start;
  for (let times = 0; times < 5; times += 1) await tryPassword('piranha', accounts.piranha);
  const again = performance.now();
  await Promise.all(Array.from({ length: 20 }, () => tryPassword('piranha', accounts.piranha)));
  expect((performance.now() - again) / 20).toBeLessThan(once / 2);
});

describe('A flood of passwords from many addresses', () => {
  const place = (number: number) => `198.51.${Math.floor(number / 200)}.${(number % 200) + 1}`;

  /** Asks from so many places at once, each with its own wrong password. */
  const flood = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, number) =>
        ask(credentials('piranha', `guess ${number}`), place(number)),
      ),
    );

  test('is turned away beyond what can be looked at, at once and with the time to come back', async () => {
    const answers = await flood(60);
    const busy = answers.filter(({ statusCode }) => statusCode === 503);
    // Some had their turn while others still came in.
    expect(busy.length).toBeGreaterThan(10);
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(60 - busy.length);
    expect(busy[0]?.headers['retry-after']).toBe('5');
    expect(busy[0]?.headers['www-authenticate']).toBeUndefined();
    expect(busy[0]?.body).toContain('Too many passwords at once');
    expect(web.log()).not.toContain('answered 503');
    // Whoever was turned away has not tried anything, and gets in when there is room.
    expect(await tryPassword('piranha', accounts.piranha, place(59))).toBe(200);
  });

  test('keeps nobody out who logged in from his address before', async () => {
    expect(await tryPassword('marie', accounts.marie)).toBe(200);
    const flooded = flood(60);
    expect(await tryPassword('piranha', accounts.piranha)).toBe(200);
    expect((await flooded).some(({ statusCode }) => statusCode === 503)).toBe(true);
  });
});
