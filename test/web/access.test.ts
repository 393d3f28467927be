import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type IncomingMessage, METHODS, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '../../src/core/access/password.js';
import {
  accounts,
  credentials,
  openWebConsole,
  testForm,
  userLine,
  type WebConsole,
} from '../support/web-console.js';

let web: WebConsole;
let port: number;
beforeAll(async () => {
  web = await openWebConsole(testForm);
  await web.app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = web.app.server.address() as AddressInfo);
});
afterAll(() => web.close());

/** Every method a client can send, but CONNECT, which never reaches a route. */
const methods = METHODS.filter((method) => method !== 'CONNECT');

/** Sends a path as it is written, which no URL parser has put in order. */
async function overSocket(path: string, method = 'GET'): Promise<{ status: number; body: string }> {
  const headers = { host: 'localhost' };
  const asked = request({ port, host: '127.0.0.1', agent: false, path, method, headers });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}

const concrete = (url: string) => url.replace(/:\w+|\*/g, 'x');

describe('Without a password', () => {
  test('no route under /secure/ or /api/ answers, whatever the method', async () => {
    const urls = new Set(web.routes.map(({ url }) => url).filter((url) => /^\/(secure|api\/v1)/.test(url)));
    expect(urls.size).toBeGreaterThan(30);
    const answers: string[] = [];
    for (const url of urls) {
      for (const method of methods) {
        const { statusCode } = await web.get(concrete(url), { as: 'nobody', method });
        if (statusCode !== 401) answers.push(`${method} ${url} ${statusCode}`);
      }
    }
    expect(answers).toEqual([]);
  });

  test('the other routes are the ones meant to be public, and only read', async () => {
    const open = web.routes.filter(({ url }) => !/^\/(secure|api\/v1)/.test(url));
    expect([...new Set(open.map(({ url }) => url))].sort()).toEqual([
      '/',
      '/about-login',
      '/about_login.php',
      '/docs.html',
      '/index.html',
      '/language',
      '/piranha',
      '/piranha/*',
      '/public/*',
    ]);
    expect([...new Set(open.flatMap(({ method }) => method))].sort()).toEqual(['GET', 'HEAD']);
  });

  test('a page under /secure/ that does not exist asks for the password too', async () => {
    for (const method of methods) {
      const { statusCode } = await web.get('/secure/no-such-page', { as: 'nobody', method });
      expect([method, statusCode]).toEqual([method, 401]);
    }
  });

  test('no method is answered over a socket either', async () => {
    for (const method of methods) {
      expect([method, (await overSocket('/secure/help', method)).status]).toEqual([method, 401]);
    }
  });

  test('a new route asks for the password unless it is opened', async () => {
    const other = await openWebConsole((app) => {
      app.get('/forgotten', async () => 'data');
    });
    expect((await other.get('/forgotten', { as: 'nobody' })).statusCode).toBe(401);
    expect((await other.get('/forgotten')).statusCode).toBe(200);
    await other.close();
  });

  test.each([
    '//secure/help',
    '/secure//help',
    '/./secure/help',
    '/public/../secure/help',
    '/public/..;/secure/help',
    '/secure/..;/help',
    '/secure;x/help',
    '/secure/help;x',
    '/secure/help/',
    '/secure/help.',
    '/secure/help%20',
    '/Secure/help',
    '/SECURE/HELP',
    '/%73ecure/help',
    '/%2573ecure/help',
    '/%25%32%35%37%33ecure/help',
    '/%2e/secure/help',
    '/public/%2e%2e/secure/help',
    '/public%2f..%2fsecure%2fhelp',
    '/secure%2fhelp',
    '/secure%252fhelp',
    '/secure%5chelp',
    '\\secure\\help',
    '/api/../secure/help',
    '/secure/help?static=/public/',
    '/secure/help#/public/',
    '/piranha/secure/help',
    '/secure/help%00',
  ])('the way %s leads to nothing protected', async (path) => {
    const answer = await overSocket(path);
    expect([302, 400, 401, 404]).toContain(answer.status);
    expect(answer.body).not.toContain('id="monitoring-scripts"');
  });

  test.each([
    ['Connection', 'authorization'],
    ['X-HTTP-Method-Override', 'GET'],
    ['X-Original-URL', '/'],
    ['X-Rewrite-URL', '/'],
    ['X-Forwarded-For', '127.0.0.1'],
    ['X-Forwarded-Host', 'localhost'],
    ['X-Forwarded-User', 'piranha'],
    ['Remote-User', 'piranha'],
  ])('the header %s opens nothing', async (name, value) => {
    const answer = await web.get('/secure/help', { as: 'nobody', headers: { [name]: value } });
    expect(answer.statusCode).toBe(401);
  });

  test('the answer says how to log in, and the browser is asked to', async () => {
    const answer = await web.get('/secure/control', { as: 'nobody' });
    expect(answer.headers['www-authenticate']).toBe('Basic realm="LVS Console", charset="UTF-8"');
    expect(answer.body).toContain('lvs-console passwd');
    expect(answer.body).not.toContain('_csrf');
  });
});

describe('A password', () => {
  test('lets its user in, accents, colons and all', async () => {
    const answer = await web.get('/secure/password');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('Signed in as piranha, admin');
  });

  test.each([
    ['a wrong password', credentials('piranha', 'wrong')],
    ['no password', credentials('piranha', '')],
    ["another user's password", credentials('piranha', accounts.marie)],
    ['an unknown user', credentials('nobody', accounts.piranha)],
    ['a user written in capitals', credentials('PIRANHA', accounts.piranha)],
    ['a password with more behind it', credentials('piranha', `${accounts.piranha} `)],
    ['a missing colon', `Basic ${Buffer.from('piranha').toString('base64')}`],
    ['what is not base64', 'Basic ***'],
    ['an empty header', ''],
    ['another scheme', `Bearer ${accounts.piranha}`],
    ['a control character', credentials('piranha', `${accounts.piranha}\n`)],
    ['ten thousand characters', credentials('piranha', 'x'.repeat(10_000))],
  ])('is not replaced by %s', async (_what, authorization) => {
    const answer = await web.get('/secure/help', { as: 'nobody', headers: { authorization } });
    expect(answer.statusCode).toBe(401);
  });

  test('that was changed counts at once, and the old one no longer', async () => {
    const other = await openWebConsole();
    const ask = async (password: string) => {
      const headers = { authorization: credentials('piranha', password) };
      return (await other.get('/secure/help', { as: 'nobody', headers })).statusCode;
    };
    expect(await ask(accounts.piranha)).toBe(200);
    await writeFile(other.usersFile, userLine('piranha', 'a new password'));
    expect(await ask('a new password')).toBe(200);
    expect(await ask(accounts.piranha)).toBe(401);
    await writeFile(other.usersFile, '');
    expect(await ask('a new password')).toBe(401);
    await other.close();
  });

  test('that is wrong takes as long as a user that does not exist', async () => {
    const users = new Map([['piranha', await hashPassword(accounts.piranha)]]);
    const other = await openWebConsole(undefined, { users: { readUsers: async () => users } });
    const time = async (user: string) => {
      const start = performance.now();
      const headers = { authorization: credentials(user, 'wrong') };
      await other.get('/secure/help', { as: 'nobody', headers });
      return performance.now() - start;
    };
    await time('piranha');
    const known = await time('piranha');
    const unknown = await time('nobody');
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(4);
    await other.close();
  });

  test('is not written to the log', async () => {
    const other = await openWebConsole((app) => {
      app.get('/secure/fault', async () => {
        throw new Error('a fault');
      });
    });
    await other.get('/secure/fault');
    expect(other.log()).toContain('a fault');
    expect(other.log()).not.toContain(credentials('piranha', accounts.piranha).slice(6));
    await other.close();
  });
});
