import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFormTokens } from '../../../src/web/form-token.js';
import {
  accounts,
  credentials,
  openWebConsole,
  testForm,
  type WebConsole,
} from '../../support/web-console.js';

let web: WebConsole;
beforeEach(async () => {
  web = await openWebConsole(testForm);
});
afterEach(() => web.close());

const better = 'huit longues nuits';
const change = (fields: Record<string, string>) =>
  web.send(
    '/secure/password',
    { old: accounts.marie, new: better, again: better, ...fields },
    { as: 'marie' },
  );
const entersWith = async (password: string) => {
  const headers = { authorization: credentials('marie', password) };
  return (await web.get('/secure/help', { as: 'nobody', headers })).statusCode === 200;
};

describe('CHANGE PASSWORD', () => {
  test('changes the password of whoever is logged in, at once, and of nobody else', async () => {
    const before = await readFile(web.usersFile, 'utf8');
    expect(await entersWith(accounts.marie)).toBe(true);
    const answer = await change({});
    expect(answer.statusCode).toBe(303);
    expect(await entersWith(accounts.marie)).toBe(false);
    expect(await entersWith(better)).toBe(true);
    const after = await readFile(web.usersFile, 'utf8');
    expect(after.split('\n')[0]).toBe(before.split('\n')[0]);
    expect(after).not.toContain(better);
  });

  test.each([
    ['the old password is wrong', { old: 'sept longues nuit' }, 'The old password is not right'],
    ['the old password is missing', { old: '' }, 'The old password is not right'],
    ['the new one is not typed twice the same', { again: `${better}!` }, 'not typed twice the same'],
    ['it is the old one', { new: accounts.marie, again: accounts.marie }, 'is the old one'],
    ['it is short', { new: 'kurz', again: 'kurz' }, 'shorter than 10 characters'],
    [
      'it is longer than bcrypt reads',
      { new: 'xyzäö'.repeat(15), again: 'xyzäö'.repeat(15) },
      'longer than 72',
    ],
    ['it holds a newline', { new: `${better}\nroot:x`, again: `${better}\nroot:x` }, 'control character'],
    ['it holds a NUL', { new: `${better}\0`, again: `${better}\0` }, 'control character'],
    ['it holds the user name', { new: 'my Marie bites', again: 'my Marie bites' }, 'the name of the user'],
  ])('changes nothing when %s', async (_when, fields, sentence) => {
    const before = await readFile(web.usersFile, 'utf8');
    const answer = await change(fields);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(sentence);
    expect(answer.body).not.toContain(better);
    expect(await readFile(web.usersFile, 'utf8')).toBe(before);
  });

  test('takes a form that is cut or overlong for what it is', async () => {
    expect((await web.send('/secure/password', { old: 'x' })).statusCode).toBe(422);
    const huge = 'x'.repeat(2000);
    expect((await change({ new: huge, again: huge })).statusCode).toBe(422);
    const larger = 'x'.repeat(1_000_000);
    expect((await change({ new: larger, again: larger })).statusCode).toBe(413);
  });

  test('takes what a shell, a colon or a quote would spoil', async () => {
    const password = ';|&$(id)`id`:"\' \\ ünï';
    expect((await change({ new: password, again: password })).statusCode).toBe(303);
    expect(await entersWith(password)).toBe(true);
  });

  test('slows down whoever guesses the old password at an open browser', async () => {
    const guesses = [1, 2, 3, 4, 5, 6].map((number) => change({ old: `guess ${number}` }));
    expect((await Promise.all(guesses)).map(({ statusCode }) => statusCode)).toEqual(new Array(6).fill(422));
    expect((await change({ old: 'one more' })).statusCode).toBe(429);
    expect((await change({})).statusCode).toBe(303);
  });

  test('does not show what was typed when the form lay open too long', async () => {
    const keys = Buffer.alloc(32, 1);
    const real = createFormTokens(keys);
    const aged = { make: real.make, judge: () => 'old' as const };
    const other = await openWebConsole(testForm, { tokens: aged });
    const answer = await other.send('/secure/password', {
      old: accounts.piranha,
      new: better,
      again: better,
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).not.toContain(better);
    await other.close();
  });

  test('points out a password of which only 8 characters count', async () => {
    // `htpasswd -nbd marie 12345678`
    await writeFile(web.usersFile, 'marie:uPFsobeDFz6so\n');
    const headers = { authorization: credentials('marie', '12345678') };
    const { body } = await web.get('/secure/password', { as: 'nobody', headers });
    expect(body).toContain('only the first 8 characters count');
    expect(body).toContain('would soon have your password');
    expect(
      (await web.get('/secure/password', { as: 'nobody', headers: { ...headers, 'accept-language': 'fr' } }))
        .body,
    ).toContain('les 8 premiers caractères');
  });
});
