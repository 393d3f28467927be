import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accounts, credentials, openWebConsole, testForm, type WebConsole } from '../support/web-console.js';

let web: WebConsole;
beforeAll(async () => {
  web = await openWebConsole(testForm);
});
afterAll(() => web.close());
afterEach(() => void vi.useRealTimers());

const form = '/secure/test-form';

describe('A change', () => {
  test('is taken with the token of the form, and the panel does not see the token', async () => {
    const answer = await web.send(form, { port: '80' });
    expect(answer.statusCode).toBe(303);
    const page = await web.get(answer.headers.location ?? '');
    expect(page.body).toContain('Saved {&quot;port&quot;:&quot;80&quot;}.');
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('needs the token with %s', async (method) => {
    expect((await web.send(form, {}, { method })).statusCode).toBe(303);
    for (const _csrf of ['', 'x', 'a-b-c-d']) {
      expect((await web.send(form, { _csrf }, { method })).statusCode).toBe(403);
    }
  });

  test('needs the token of the user who sends it', async () => {
    const token = await web.token('marie');
    expect((await web.send(form, { _csrf: token }, { as: 'marie' })).statusCode).toBe(303);
    expect((await web.send(form, { _csrf: token }, { as: 'piranha' })).statusCode).toBe(403);
  });

  test('needs a token of this installation', async () => {
    const other = await openWebConsole(testForm);
    const token = await other.token('piranha');
    expect((await other.send(form, { _csrf: token })).statusCode).toBe(303);
    expect((await web.send(form, { _csrf: token })).statusCode).toBe(403);
    await other.close();
  });

  test('needs a token that is whole', async () => {
    const token = await web.token('piranha');
    const flipped = token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const _csrf of [flipped, `${token}A`, token.slice(1), ` ${token}`]) {
      expect((await web.send(form, { _csrf })).statusCode).toBe(403);
    }
  });

  test('needs the password besides', async () => {
    const token = await web.token('piranha');
    expect((await web.send(form, { _csrf: token }, { as: 'nobody' })).statusCode).toBe(401);
  });

  test.each([
    [{ 'sec-fetch-site': 'same-origin' }, 303],
    [{ 'sec-fetch-site': 'none' }, 303],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': '' }, 403],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://localhost' }, 403],
    [{ origin: 'http://localhost' }, 303],
    [{ origin: 'http://LOCALHOST' }, 303],
    [{ origin: 'http://localhost:3636', host: 'localhost:3636' }, 303],
    [{ origin: 'http://localhost:3637', host: 'localhost:3636' }, 403],
    [{ origin: 'http://localhost.evil.example' }, 403],
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: '' }, 403],
    [{}, 303],
  ] as const)('with a good token and %j is answered with %i', async (headers, status) => {
    const host = { host: 'localhost' };
    const answer = await web.send(form, { port: '80' }, { headers: { ...host, ...headers } });
    expect(answer.statusCode).toBe(status);
  });

  test('from another site is refused in words', async () => {
    const answer = await web.send(form, {}, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(answer.body).toContain('This request came from another site');
  });
});

describe('A form that lay open for more than a day', () => {
  const send = async (fields: Record<string, string>) => {
    const day = 24 * 60 * 60 * 1000;
    const token = await web.token('piranha');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + day + 1000 });
    return web.send(form, { ...fields, _csrf: token });
  };

  test('changes nothing and shows what was typed, ready to be sent again', async () => {
    const answer = await send({ name: '<HTTP> & "more"', port: '' });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('This page lay open too long');
    expect(answer.body).toContain('<code>&lt;HTTP&gt; &amp; &quot;more&quot;</code>');

    const fields = [...answer.body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
    const again = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, unescaped(value)]));
    const second = await web.send(form, again);
    expect(second.statusCode).toBe(303);
    const page = await web.get(second.headers.location ?? '');
    expect(unescaped(page.body)).toContain(`Saved ${JSON.stringify({ name: '<HTTP> & "more"', port: '' })}.`);
  });

  test('of somebody else is not offered again', async () => {
    const token = await web.token('marie');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 24 * 60 * 60 * 1000 });
    const answer = await web.send(form, { _csrf: token, port: '80' });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('This form was not recognised');
    expect(answer.body).not.toContain('name="port"');
  });
});

function unescaped(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

describe('What is sent', () => {
  const post = (payload: string, type: string) =>
    web.app.inject({
      method: 'POST',
      url: form,
      payload,
      headers: { authorization: credentials('piranha', accounts.piranha), 'content-type': type },
    });

  test('may be no larger than a form of the console', async () => {
    const answer = await web.send(form, { text: 'x'.repeat(300_000) });
    expect(answer.statusCode).toBe(413);
    expect(answer.body).toContain('Too much at once');
  });

  test('may have no more fields than a form of the console', async () => {
    const fields = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, '']));
    expect((await web.send(form, fields(499))).statusCode).toBe(303);
    const answer = await web.send(form, fields(500));
    expect(answer.statusCode).toBe(413);
    expect(answer.body).toContain('Too much at once');
  });

  test.each([
    ['application/json', '{"port":"80"}'],
    ['text/plain', 'port=80'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/x-www-form-urlencodedx', 'port=80'],
  ])('as %s is not taken', async (type, payload) => {
    const answer = await post(payload, type);
    expect(answer.statusCode).toBe(415);
    expect(answer.body).toContain('Not a form');
  });

  test.each(['application/x-www-form-urlencoded; charset=UTF-8', 'APPLICATION/X-WWW-FORM-URLENCODED'])(
    'as %s is a form',
    async (type) => {
      const answer = await post(`_csrf=${await web.token('piranha')}&port=80`, type);
      expect(answer.statusCode).toBe(303);
    },
  );

  test('with the names of object parts stays data', async () => {
    const answer = await web.send(form, { ['__proto__']: 'x', constructor: 'y' });
    const page = await web.get(answer.headers.location ?? '');
    expect(page.body).toContain('&quot;constructor&quot;:&quot;y&quot;');
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});
