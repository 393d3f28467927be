import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localAddress } from '../../src/web/language.js';
import { openWebConsole, testForm, type WebConsole } from '../support/web-console.js';

let web: WebConsole;
beforeAll(async () => {
  web = await openWebConsole(testForm);
});
afterAll(() => web.close());

const languageOf = async (headers: Record<string, string>) => {
  const { body } = await web.get('/', { as: 'nobody', headers });
  return /<html lang="(\w+)">/.exec(body)?.[1];
};

describe('The language of a page', () => {
  test.each([
    ['', 'en'],
    ['fr', 'fr'],
    ['FR-ca', 'fr'],
    ['fr-FR,fr;q=0.9,en;q=0.8', 'fr'],
    ['en-GB,en;q=0.9,fr;q=0.8', 'en'],
    ['en;q=0.3,fr;q=0.7', 'fr'],
    ['de,fr;q=0.5', 'fr'],
    ['de,es', 'en'],
    ['fr;q=0,en', 'en'],
    ['fr;q=0', 'en'],
    ['*', 'en'],
    ['fr;q=x', 'fr'],
    [',,;;q=', 'en'],
  ])('follows the browser that prefers %j', async (wish, language) => {
    expect(await languageOf({ 'accept-language': wish })).toBe(language);
  });

  test.each([
    ['lang=fr', 'fr'],
    ['a=b; lang=fr; c=d', 'fr'],
    ['lang=de', 'en'],
    ['slang=fr', 'en'],
    ['lang=frx', 'en'],
    ['lang=constructor', 'en'],
  ])('follows the cookie %j before the browser', async (cookie, language) => {
    expect(await languageOf({ cookie, 'accept-language': 'en' })).toBe(language);
  });
});

describe('The language switch', () => {
  test('sticks, and comes back to the page', async () => {
    const page = await web.get('/secure/help');
    const link = /href="(\/language\?to=fr[^"]*)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&');
    const answer = await web.get(link ?? '');
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/secure/help');
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toBe('lang=fr; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly');
    const french = await web.get('/secure/help', { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(french.body).toContain('<html lang="fr">');
  });

  test('comes back to the address with its query, and to a form after a wrong value was sent', async () => {
    const { body } = await web.get('/secure/help?a=b&c=%2F');
    expect(body).toContain(`back=${encodeURIComponent('/secure/help?a=b&c=%2F')}`);
  });

  test.each([
    '//evil.example/',
    '/\\evil.example/',
    'http://evil.example/',
    'javascript:alert(1)',
    '/%0d%0aSet-Cookie:x',
    '/x\r\nSet-Cookie: x',
    '/a\tb',
    '',
    ' /',
  ])('never leads elsewhere: %j', async (back) => {
    const answer = await web.get(`/language?to=fr&back=${encodeURIComponent(back)}`);
    expect(answer.statusCode).toBe(303);
    const { location } = answer.headers;
    expect(new URL(location ?? '', 'http://localhost/').host).toBe('localhost');
    expect(answer.headers['set-cookie']).not.toContain('Set-Cookie');
  });

  test.each(['', '?to=de', '?to=fr&to=en', '?back=/secure/help'])(
    'without a known language sets nothing: %j',
    async (query) => {
      const answer = await web.get(`/language${query}`);
      expect(answer.headers).not.toHaveProperty('set-cookie');
    },
  );

  test('keeps local addresses as they are', () => {
    for (const address of ['/', '/secure/virtual-servers/a%20b?x=1&y=%2F', '/a//b']) {
      expect(localAddress(address)).toBe(address);
    }
  });
});
