import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWebConsole, testForm, type WebConsole } from '../support/web-console.js';

let web: WebConsole;
beforeAll(async () => {
  web = await openWebConsole(testForm);
});
afterAll(() => web.close());

const everyKind = ['/', '/secure/help', '/secure/no-such-page', '/no-such-page', '/public/console.css'];

describe('Every answer', () => {
  test.each(everyKind)('of %s lets nothing in from elsewhere and nothing inline', async (url) => {
    const { headers } = await web.get(url);
    const directives = String(headers['content-security-policy']).split(';').sort();
    expect(directives).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['referrer-policy']).toBe('same-origin');
  });

  test.each(everyKind)('of %s binds nobody to HTTPS', async (url) => {
    const { headers } = await web.get(url);
    expect(headers).not.toHaveProperty('strict-transport-security');
    expect(headers).not.toHaveProperty('cross-origin-opener-policy');
    expect(headers).not.toHaveProperty('origin-agent-cluster');
    expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  });

  test('of a page is kept nowhere', async () => {
    for (const url of [
      '/',
      '/secure/help',
      '/secure/no-such-page',
      '/secure/control.php',
      '/language?to=fr',
    ]) {
      expect([url, (await web.get(url)).headers['cache-control']]).toEqual([url, 'no-store']);
    }
    expect((await web.get('/secure/help', { as: 'nobody' })).headers['cache-control']).toBe('no-store');
    expect((await web.send('/secure/test-form', {})).headers['cache-control']).toBe('no-store');
  });

  test('that no route gives has no data to guess at', async () => {
    const answer = await web.app.inject({ url: '/secure/%zz' });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.body).toBe('Bad request\n');
  });
});

describe('The files beside the pages', () => {
  test('are kept by the browser under an address that changes with them', async () => {
    const page = await web.get('/', { as: 'nobody' });
    const address = /href="(\/public\/console\.css\?v=[\w-]{10})"/.exec(page.body)?.[1];
    const answer = await web.get(address ?? '', { as: 'nobody' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('public, max-age=86400');
    const etag = String(answer.headers.etag);
    const again = await web.get(address ?? '', { as: 'nobody', headers: { 'if-none-match': etag } });
    expect(again.statusCode).toBe(304);
  });

  test('are all there: style, script and icon', async () => {
    const { body } = await web.get('/');
    const addresses = [...body.matchAll(/(?:href|src)="(\/public\/[^"]+)"/g)].map(([, address]) => address);
    expect(addresses.length).toBeGreaterThanOrEqual(3);
    for (const address of addresses) {
      expect([address, (await web.get(address ?? '')).statusCode]).toEqual([address, 200]);
    }
  });

  test.each(['/public/', '/public/nothing.css', '/public/..%2fpackage.json', '/public/%2e%2e/package.json'])(
    'are the only ones: %s is not there',
    async (url) => {
      expect((await web.get(url)).statusCode).toBe(404);
    },
  );
});
