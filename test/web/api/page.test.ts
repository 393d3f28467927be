import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWebConsole, type WebConsole } from '../../support/web-console.js';

let web: WebConsole;
beforeAll(async () => {
  web = await openWebConsole();
});
afterAll(() => web.close());

test('JSON INTERFACE lists every route that there is, and who may ask it', async () => {
  const { body, statusCode } = await web.get('/secure/api');
  expect(statusCode).toBe(200);
  const shown = [
    ...body.matchAll(/<code>([A-Z]+ \/api\/v1[^<]*)<\/code><\/td><td lang="en">[^<]+<\/td><td>(admin)?</g),
  ];
  const routes = web.routes
    .filter(({ url }) => url.startsWith('/api/v1'))
    .flatMap(({ method, url }) => [method].flat().map((each) => `${each} ${url.replace(/:(\w+)/g, '{$1}')}`))
    .filter((route) => !route.startsWith('HEAD'));
  expect(shown.map(([, route]) => route).sort()).toEqual(routes.sort());
  for (const [, route = '', who] of shown) {
    if (!route.startsWith('GET ')) expect([route, who]).toEqual([route, 'admin']);
  }
  expect(shown.find(([, route]) => route === 'GET /api/v1/lvs.cf')?.[2]).toBe('admin');
});

test('its examples are for the address under which the page was asked for, and say no password', async () => {
  const { body } = await web.get('/secure/api', { headers: { host: 'localhost:3636' } });
  expect(body).toContain('http://localhost:3636/api/v1/virtual-servers/web');
  expect(body).toContain('machine localhost login piranha password ...');
  expect(body).toContain('url_username: &quot;piranha&quot;');
  await writeFile(join(web.state, 'lvs.cf'), 'virtual $(reboot) {\n}\nvirtual shop {\n}\n');
  const { body: next } = await web.get('/secure/api', { as: 'marie' });
  expect(next).toContain('/api/v1/virtual-servers/shop\n');
  expect(next).not.toContain('reboot');
  expect(next).toContain('login marie ');
  expect(body).toContain('curl -n ');
  expect(body).not.toMatch(/curl[^\n]* -u/);
});

test('What most often fails is listed, at the address that a failure names as its type', async () => {
  const { body } = await web.get('/secure/api');
  const failure = await web.get('/api/v1/virtual-servers', { as: 'nobody' });
  expect(failure.json()).toMatchObject({ type: '/secure/api#password' });
  for (const code of ['password', 'revision_wanted', 'dangerous'])
    expect(body).toContain(`<dt id="${code}">`);
});

test('HELP leads there', async () => {
  const { body } = await web.get('/secure/help');
  expect(body).toMatch(/id="api"[\s\S]*href="\/secure\/api"/);
});
