import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentials, openWebConsole, testForm, type WebConsole } from '../support/web-console.js';

let web: WebConsole;
beforeEach(async () => {
  web = await openWebConsole(testForm, { trustedProxies: ['192.0.2.10', '198.51.100.0/24'] });
});
afterEach(() => web.close());

const localOnly = 'Order deny,allow\nDeny from all\nAllow from 127.0.0.1\n';
const write = (door: 'htaccess' | 'secure.htaccess', text: string) => writeFile(join(web.state, door), text);
const read = (door: 'htaccess' | 'secure.htaccess') => readFile(join(web.state, door), 'utf8');

/** The answers to the welcome page and to a page behind the password. */
async function seenFrom(from: string, headers: Record<string, string> = {}): Promise<readonly number[]> {
  const open = await web.get('/', { as: 'nobody', from, headers });
  const secure = await web.get('/secure/help', { from, headers });
  return [open.statusCode, secure.statusCode];
}

describe('The allowlists', () => {
  test('are read anew when they change', async () => {
    await write('htaccess', 'Require ip 10\n');
    await write('secure.htaccess', 'Require ip 10\n');
    expect(await seenFrom('10.0.0.1')).toEqual([200, 200]);
    await write('secure.htaccess', 'Require ip 11\n');
    expect(await seenFrom('10.0.0.1')).toEqual([200, 403]);
    await write('htaccess', 'Require ip 11\n');
    expect(await seenFrom('10.0.0.1')).toEqual([403, 403]);
  });

  test('must both let an address in to the pages behind the password', async () => {
    await write('htaccess', 'Require ip 11\n');
    await write('secure.htaccess', 'Require ip 10\n');
    expect(await seenFrom('10.0.0.1')).toEqual([403, 403]);
    expect(await seenFrom('11.0.0.1')).toEqual([200, 403]);
  });

  test('let in this machine only where there are none', async () => {
    expect(await seenFrom('127.0.0.1')).toEqual([200, 200]);
    expect(await seenFrom('::1')).toEqual([200, 200]);
    expect(await seenFrom('::ffff:127.0.0.1')).toEqual([200, 200]);
    expect(await seenFrom('192.0.2.1')).toEqual([403, 403]);
  });

  test('refuse before any password is asked for, and say so in both languages', async () => {
    await write('htaccess', 'Require all granted\n');
    for (const asking of [{ as: 'nobody' }, { as: 'piranha' }] as const) {
      const answer = await web.get('/secure/control', { ...asking, from: '192.0.2.1' });
      expect(answer.statusCode).toBe(403);
      expect(answer.headers['www-authenticate']).toBeUndefined();
      expect(answer.body).toContain('You come from 192.0.2.1');
      expect(answer.body).toContain('No password was asked for');
      expect(answer.body).not.toContain(web.state);
    }
    const french = { 'accept-language': 'fr' };
    const answer = await web.get('/secure/control', { as: 'nobody', from: '192.0.2.1', headers: french });
    expect(answer.body).toContain('Vous venez de 192.0.2.1');
  });

  test('refuse whatever the route and whether the password is right or wrong', async () => {
    const asked = new Set(web.routes.map(({ url }) => url.replace(/:\w+|\*/g, 'x')));
    for (const url of [...asked, '/no-such-page', '/secure/no-such-page', '//secure/help']) {
      const answer = await web.get(url, { from: '192.0.2.1' });
      expect([url, answer.statusCode]).toEqual([url, 403]);
    }
    const headers = { authorization: credentials('piranha', 'wrong') };
    expect((await web.get('/secure/help', { as: 'nobody', from: '192.0.2.1', headers })).statusCode).toBe(
      403,
    );
  });

  test('refuse a change from an address that is not let in, token or not', async () => {
    const answer = await web.send('/secure/test-form', { a: 'b' }, { from: '192.0.2.1' });
    expect(answer.statusCode).toBe(403);
    expect((await web.send('/secure/test-form', { a: 'b' })).statusCode).toBe(303);
  });

  test('with a wrong line let in this machine only, and the log has its number once', async () => {
    await write('htaccess', 'Require all granted\n');
    await write('secure.htaccess', 'Order deny,allow\nAllow from all\nAllow from router1.example\n');
    expect(await seenFrom('192.0.2.1')).toEqual([200, 403]);
    expect(await seenFrom('127.0.0.1')).toEqual([200, 200]);
    const lines = web.log().match(/line 3: host_name/g);
    expect(lines).toHaveLength(1);
    expect((await web.get('/secure/help', { from: '192.0.2.1' })).body).toContain('is not understood');
  });

  test('that cannot be read let in this machine only', async () => {
    await mkdir(join(web.state, 'htaccess'));
    await write('secure.htaccess', 'Require all granted\n');
    expect(await seenFrom('192.0.2.1')).toEqual([403, 403]);
    expect(await seenFrom('127.0.0.1')).toEqual([200, 200]);
    expect(web.log().match(/only loopback is let in/g)).toHaveLength(1);
  });

  test.each([
    ['octal', '0177.0.0.1'],
    ['a name', 'localhost'],
  ])('refuse a request whose address is %s', async (_what, from) => {
    await write('htaccess', 'Require all granted\n');
    const answer = await web.get('/', { from: '192.0.2.10', headers: { 'x-forwarded-for': from } });
    expect(answer.statusCode).toBe(403);
  });
});

describe('A reverse proxy', () => {
  beforeEach(async () => {
    await write('htaccess', 'Require ip 10 192.0.2.10\n');
    await write('secure.htaccess', 'Require ip 10\n');
  });

  test('that is listed says where a request comes from', async () => {
    expect(await seenFrom('192.0.2.10', { 'x-forwarded-for': '10.0.0.1' })).toEqual([200, 200]);
    expect(await seenFrom('::ffff:192.0.2.10', { 'x-forwarded-for': '10.0.0.1' })).toEqual([200, 200]);
    expect(await seenFrom('192.0.2.10', { 'x-forwarded-for': '11.0.0.1' })).toEqual([403, 403]);
    expect(await seenFrom('192.0.2.10')).toEqual([200, 403]);
  });

  test('that is not listed is not believed', async () => {
    expect(await seenFrom('192.0.2.11', { 'x-forwarded-for': '10.0.0.1' })).toEqual([403, 403]);
    expect(await seenFrom('192.0.2.11', { 'x-forwarded-for': '127.0.0.1' })).toEqual([403, 403]);
    expect(await seenFrom('192.0.2.11', { forwarded: 'for=10.0.0.1', 'x-real-ip': '10.0.0.1' })).toEqual([
      403, 403,
    ]);
  });

  test('is asked for the last address that is no such proxy: what a client wrote itself does not count', async () => {
    const chain = (text: string) => seenFrom('192.0.2.10', { 'x-forwarded-for': text });
    expect(await chain('10.0.0.1, 203.0.113.5')).toEqual([403, 403]);
    expect(await chain('127.0.0.1, 203.0.113.5, 198.51.100.7')).toEqual([403, 403]);
    expect(await chain('203.0.113.5, 10.0.0.1, 198.51.100.7')).toEqual([200, 200]);
    expect(await chain('10.0.0.1, nonsense')).toEqual([403, 403]);
  });
});

describe('The page ALLOWLIST', () => {
  const lists = { site: localOnly, secure: localOnly };
  const revisions = async () => {
    const { body } = await web.get('/secure/allowlist');
    const of = (door: string) => new RegExp(`name="_${door}" value="([^"]*)"`).exec(body)?.[1] ?? '';
    return { _site: of('site'), _secure: of('secure') };
  };
  const send = async (fields: Record<string, string>, from = '127.0.0.1') =>
    web.send('/secure/allowlist', { ...(await revisions()), ...lists, ...fields }, { from });

  test('makes the files that are missing, as they were typed', async () => {
    const answer = await send({ site: '# né ici\r\nRequire local', secure: localOnly });
    expect(answer.statusCode).toBe(303);
    expect(await read('htaccess')).toBe('# né ici\nRequire local\n');
    expect(await read('secure.htaccess')).toBe(localOnly);
  });

  test('shows who would be let in, oneself first', async () => {
    await write('htaccess', 'Require all granted\n');
    await write('secure.htaccess', 'Require ip 10 127.0.0.1\n');
    const { body } = await web.get('/secure/allowlist', { from: '10.0.0.7' });
    const rows = [...body.matchAll(/<tr><th scope="row">([^<]*)<\/th>(.*)<\/tr>/g)];
    expect(rows.map(([, label]) => label)).toEqual(['10.0.0.7 (you)', '127.0.0.1 (this machine)']);
    expect(rows[0]?.[2]).toContain('by line 1');
  });

  test('tries what is in the form on another address, and saves nothing', async () => {
    await write('htaccess', localOnly);
    const answer = await send({ do: 'try', try: '10.0.0.9', site: 'Require ip 10', secure: 'Require ip 11' });
    expect(answer.statusCode).toBe(200);
    const row = /<th scope="row">10\.0\.0\.9<\/th>(.*)<\/tr>/.exec(answer.body)?.[1] ?? '';
    expect([...row.matchAll(/<strong>([^<]*)/g)].map(([, text]) => text)).toEqual(['let in', 'refused']);
    expect(await read('htaccess')).toBe(localOnly);
    expect((await send({ do: 'try', try: '10.1' })).body).toContain('10.1 is no address');
  });

  test('refuses a line that is not understood, and says which and why', async () => {
    const answer = await send({ site: `${localOnly}Allow from <b>.example` });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('line 4: &lt;b&gt;.example is');
    expect(answer.body).toContain('Allow from &lt;b&gt;.example</textarea>');
    await expect(read('htaccess')).rejects.toThrow('ENOENT');
  });

  test('asks before it saves a rule that shuts out its editor, and takes a confirmation of that very rule', async () => {
    const shut = { secure: 'Require ip 10\n' };
    const asked = await send(shut);
    expect(asked.statusCode).toBe(422);
    expect(asked.body).toContain('These lists would shut you out');
    await expect(read('secure.htaccess')).rejects.toThrow('ENOENT');
    const confirm = /name="confirm" value="([^"]+)"/.exec(asked.body)?.[1] ?? '';
    expect((await send({ secure: 'Require ip 12\n', confirm })).statusCode).toBe(422);
    expect((await send({ ...shut, confirm: 'yes' })).statusCode).toBe(422);
    expect((await send({ ...shut, confirm })).statusCode).toBe(303);
    expect(await read('secure.htaccess')).toBe('Require ip 10\n');
    expect((await web.get('/secure/help')).statusCode).toBe(403);
  });

  test('asks too when the list of the whole site shuts out its editor', async () => {
    expect((await send({ site: 'Require ip 10\n' })).statusCode).toBe(422);
  });

  test('notices that somebody else changed a list, and keeps what was typed', async () => {
    await write('htaccess', localOnly);
    const old = await revisions();
    await write('htaccess', 'Require local\n');
    const typed = { site: '# mine\nRequire local\n', secure: localOnly };
    const answer = await web.send('/secure/allowlist', { ...old, ...typed });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('# mine');
    expect(answer.body).toContain('>Require local\n</pre>');
    expect(await read('htaccess')).toBe('Require local\n');
    await rm(join(web.state, 'htaccess'));
    expect((await web.send('/secure/allowlist', { ...old, ...typed })).statusCode).toBe(409);
  });

  test('shows a wrong line of the file to whoever is on this machine', async () => {
    await write('htaccess', 'Allow from all\nAlow from 10\n');
    const { statusCode, body } = await web.get('/secure/allowlist');
    expect(statusCode).toBe(200);
    expect(body).toContain('line 2: Alow is none of the words');
  });

  test('does not speak of what was not sent by its form', async () => {
    const answer = await web.send('/secure/allowlist', { site: localOnly });
    expect(answer.statusCode).toBe(422);
  });
});
