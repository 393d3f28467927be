import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWebConsole, type WebConsole } from '../support/web-console.js';

let web: WebConsole;
const addresses = ['10.0.0.1', 'fe80::1'];
beforeAll(async () => {
  web = await openWebConsole(undefined, {
    hosts: ['lvs.example', '192.0.2.10'],
    ownNames: () => ['router1.lab', 'router1', ...addresses],
  });
});
afterAll(() => web.close());

const ask = async (host: string) => (await web.get('/', { as: 'nobody', headers: { host } })).statusCode;

describe('The console answers', () => {
  test.each([
    'localhost',
    'localhost:3636',
    'LocalHost:80',
    'localhost.',
    '127.0.0.1:3636',
    '[::1]:3636',
    '[::1]',
    'lvs.example:3636',
    '192.0.2.10',
    'router1.lab:3636',
    'router1',
    '10.0.0.1:3636',
    '[fe80::1]:3636',
  ])('to %s', async (host) => {
    expect(await ask(host)).toBe(200);
  });

  test('to an address that the machine has only since now', async () => {
    expect(await ask('10.0.0.254')).toBe(403);
    addresses.push('10.0.0.254');
    expect(await ask('10.0.0.254')).toBe(200);
  });

  test('to the name and the addresses of this machine by default', async () => {
    const other = await openWebConsole();
    for (const host of [hostname(), '127.0.0.1']) {
      expect((await other.get('/', { headers: { host: `${host}:3636` } })).statusCode).toBe(200);
    }
    await other.close();
  });
});

describe('The console does not answer', () => {
  test.each([
    'evil.example',
    'localhost.evil.example',
    'evil.example:3636',
    'lvs.example.evil',
    '127.0.0.1.evil.example',
    'localhost:3636:80',
    'localhost@evil.example',
    'localhost/',
    '[::2]',
    '::1',
    '[]',
    ' ',
  ])('to %s', async (host) => {
    expect(await ask(host)).toBe(403);
  });

  test('to a foreign name even with the password, and says what to do', async () => {
    const answer = await web.get('/secure/help', { headers: { host: 'evil.example' } });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('Unknown host name');
    expect(answer.body).toContain('&quot;hosts&quot;');
    expect(answer.body).not.toContain('_csrf');
  });
});
