/** What must not get through the JSON interface. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openAuditLog } from '../../../src/adapters/files/audit-log.js';
import { type ApiConsole, openApi } from '../../support/api.js';
import { accounts, credentials } from '../../support/web-console.js';

const lvsCf = `serial_no = 7
primary = 192.0.2.1
service = lvs
virtual web {
     active = 0
     address = 198.51.100.1 eth0:1
     port = 80
     server one {
         address = 10.0.0.11
     }
}
`;

let now = Date.now();
let api: ApiConsole;
beforeAll(async () => {
  api = await openApi(lvsCf, { clock: () => now });
  await writeFile(join(api.web.state, 'htgroup'), 'admin: piranha\nviewer: marie\n');
});
beforeEach(() => api.writeFile(lvsCf));
afterAll(() => api.close());

/** Every route that is no GET, from the router itself, its parameters filled in. */
function changes(): readonly { method: string; path: string }[] {
  const found = api.web.routes
    .filter(({ url }) => url.startsWith('/api/v1'))
    .flatMap(({ method, url }) => [method].flat().map((each) => ({ method: String(each), url })))
    .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
    .map(({ method, url }) => ({ method, path: url.replace('/api/v1', '').replace(/:\w+/g, 'web') }));
  expect(found.length).toBeGreaterThan(15);
  return found;
}

const anyState = { 'if-match': '*' };
const record = async () => {
  const { records } = await openAuditLog({ folder: join(api.web.state, 'audit') }).read({ limit: 1 });
  return records[0];
};

describe('A page of another site', () => {
  test.each([
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-site', 'same-site'],
    ['origin', 'https://evil.example'],
    ['origin', 'null'],
  ])(
    'has nothing changed, as its browser says: %s: %s',
    async (name, value) => {
      for (const { method, path } of changes()) {
        const headers = { ...anyState, [name]: value };
        const { json, status } = await api.ask(method, path, {}, { headers });
        expect([method, path, status, json.code]).toEqual([method, path, 403, 'origin']);
      }
      expect(await api.file()).toBe(lvsCf);
    },
    60_000,
  );

  // What an old browser sends, which says nothing of where a form comes from.
  test.each([
    ['text/plain', '{"name":"evil","x":"="}'],
    ['application/x-www-form-urlencoded', 'name=evil'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="name"\r\n\r\nevil\r\n--x--\r\n',
    ],
    ['application/json, text/plain', '{"name":"evil"}'],
    ['text/plain; application/json', '{"name":"evil"}'],
    ['text/json', '{"name":"evil"}'],
    ['', '{"name":"evil"}'],
  ])('has nothing changed by a form: %s', async (type, payload) => {
    const answer = await api.web.app.inject({
      method: 'POST',
      url: '/api/v1/virtual-servers',
      payload,
      headers: { authorization: credentials('piranha', accounts.piranha), 'content-type': type },
    });
    expect(answer.statusCode).toBe(415);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'media_type', status: 415 });
    expect(await api.file()).toBe(lvsCf);
  });

  test('has nothing changed by a POST of nothing, which no form has to be asked for', async () => {
    for (const { method, path } of changes().filter((one) => one.method === 'POST')) {
      const answer = await api.web.app.inject({
        method: method as 'POST',
        url: `/api/v1${path}`,
        headers: { authorization: credentials('piranha', accounts.piranha), ...anyState },
      });
      expect([path, answer.statusCode]).toEqual([path, 415]);
    }
    expect(await api.file()).toBe(lvsCf);
  });

  test('is told by no answer that it may ask', async () => {
    const headers = {
      origin: 'https://evil.example',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization, content-type, if-match',
    };
    for (const path of ['/lvs.cf', '/virtual-servers/web', '/nothing']) {
      const asked = await api.ask('OPTIONS', path, undefined, { as: 'nobody', headers });
      expect(asked.status).toBe(401);
      const known = await api.ask('OPTIONS', path, undefined, { headers });
      expect([404, 405]).toContain(known.status);
      for (const { headers: answered } of [asked, known]) {
        expect(Object.keys(answered).filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    }
  });
});

test('A body that is wrong in all it says is not answered with more than it is', async () => {
  const names = Array.from({ length: 20_000 }, (_, index) => [`k${index}`, 1]);
  const members = await api.ask('POST', '/virtual-servers', Object.fromEntries(names));
  const list = await api.ask('POST', '/virtual-servers', { name: 'a', server: Array(50_000).fill(1) });
  for (const { json, status, text } of [members, list]) {
    expect([status, json.code]).toEqual([422, 'body_refused']);
    expect(json.problems.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThan(100_000);
  }
});

test('The mark that forms carry opens nothing here, and needs nothing but the right kind of content', async () => {
  const token = await api.web.token('piranha');
  const answer = await api.web.app.inject({
    method: 'POST',
    url: '/api/v1/virtual-servers',
    payload: new URLSearchParams({ _csrf: token, name: 'evil' }).toString(),
    headers: {
      authorization: credentials('piranha', accounts.piranha),
      'content-type': 'application/x-www-form-urlencoded',
    },
  });
  expect(answer.statusCode).toBe(415);
  const { json, status } = await api.ask('POST', '/virtual-servers', { _csrf: token, name: 'evil' });
  expect([status, json.problems[0]]).toMatchObject([422, { code: 'unknown_member', field: '_csrf' }]);
  expect((await api.ask('POST', '/virtual-servers', { name: 'good' })).status).toBe(201);
});

test('JSON opens no form of the pages', async () => {
  const answer = await api.web.app.inject({
    method: 'POST',
    url: '/secure/virtual-servers/web/delete',
    payload: '{}',
    headers: { authorization: credentials('piranha', accounts.piranha), 'content-type': 'application/json' },
  });
  expect([403, 415]).toContain(answer.statusCode);
});

describe('A viewer', () => {
  test('changes nothing, dry run or not, and each try is recorded', async () => {
    for (const { method, path } of changes()) {
      for (const query of ['', '?dryRun=true']) {
        const { json, status } = await api.ask(method, path + query, {}, { as: 'marie', headers: anyState });
        expect([method, path, status, json.code]).toEqual([method, path, 403, 'role']);
      }
      expect(await record()).toMatchObject({
        user: 'marie',
        role: 'viewer',
        outcome: 'refused',
        reason: 'role',
      });
    }
    expect(await api.file()).toBe(lvsCf);
  });

  test('reads values by their keys, and never the text of the file', async () => {
    await api.writeFile(`${lvsCf}password = hunter2\n`);
    expect((await api.ask('GET', '/lvs.cf', undefined, { as: 'marie' })).status).toBe(403);
    for (const path of ['/config', '/config?assumed=true', '/global', '/virtual-servers']) {
      const { status, text } = await api.ask('GET', path, undefined, { as: 'marie' });
      expect([path, status, text.includes('hunter2')]).toEqual([path, 200, false]);
    }
  });
});

test('The value of a key that nobody knows is told by no difference, no effect and no line of the log', async () => {
  const text = `${lvsCf}password = hunter2\n`;
  const told = await api.ask('PUT', '/lvs.cf?dryRun=true', text);
  expect(told.json.differences).toMatchObject([{ keyword: 'password', hidden: true }]);
  await api.writeFile(text);
  const gone = await api.ask('PUT', '/lvs.cf', lvsCf, { headers: anyState });
  expect([gone.status, gone.json.saved]).toEqual([200, true]);
  const log = await readFile(join(api.web.state, 'audit', 'audit.jsonl'), 'latin1');
  for (const one of [told.text, gone.text, log]) expect(one).not.toContain('hunter2');
});

describe('Without the right password', () => {
  test('nothing is answered, whatever the path and the method', async () => {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']) {
      for (const path of [
        '',
        '/',
        '/config',
        '/config/',
        '//config',
        '/%63onfig',
        '/nothing',
        '/virtual-servers/..',
      ]) {
        const { status, text } = await api.ask(method, path, undefined, { as: 'nobody' });
        expect([method, path, status]).toEqual([method, path, 401]);
        expect(text).not.toContain('198.51.100.1');
      }
    }
  });

  test('the refusal is JSON, and says how to log in', async () => {
    const { headers, json, type } = await api.ask('GET', '/config', undefined, { as: 'nobody' });
    expect(type).toBe('application/problem+json; charset=utf-8');
    expect(headers['www-authenticate']).toContain('Basic');
    expect(json).toMatchObject({ status: 401, code: 'password' });
  });

  test('the same wait follows as on the pages, and it is one wait', async () => {
    const lists = ['htaccess', 'secure.htaccess'].map((name) => join(api.web.state, name));
    for (const list of lists) await writeFile(list, 'Require all granted\n');
    const from = '192.0.2.9';
    const guess = (password: string) => {
      const headers = { authorization: credentials('piranha', password) };
      return api.ask('GET', '/config', undefined, { as: 'nobody', from, headers });
    };
    const guesses = await Promise.all(Array.from({ length: 6 }, (_, number) => guess(`guess ${number}`)));
    expect(guesses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
    const { headers, json, status } = await guess('another guess');
    expect([status, json.code, headers['retry-after']]).toEqual([429, 'too_many_tries', '2']);
    const authorization = credentials('piranha', 'one more guess');
    const page = await api.web.get('/secure/help', { as: 'nobody', from, headers: { authorization } });
    expect(page.statusCode).toBe(429);
    now += 2000;
    expect((await guess('another guess')).status).toBe(401);
  });

  test('an address that no list lets in is not even asked', async () => {
    await writeFile(join(api.web.state, 'secure.htaccess'), 'Require ip 127.0.0.1\n');
    const { headers, json, status } = await api.ask('GET', '/config', undefined, { from: '192.0.2.7' });
    expect([status, json.code]).toEqual([403, 'address_refused']);
    expect(headers['www-authenticate']).toBeUndefined();
  });

  test('nor is a name of the console that is none of its own', async () => {
    const { json, status } = await api.ask('GET', '/config', undefined, {
      headers: { host: 'evil.example' },
    });
    expect([status, json.code]).toEqual([403, 'host']);
  });
});

describe('What is sent', () => {
  const post = (payload: string, type = 'application/json') =>
    api.web.app.inject({
      method: 'POST',
      url: '/api/v1/virtual-servers',
      payload,
      headers: { authorization: credentials('piranha', accounts.piranha), 'content-type': type },
    });

  test.each([
    ['half a text', '{"name":'],
    ['a part of objects', '{"name":"x","__proto__":{"port":1}}'],
    ['another part of objects', '{"constructor":{"prototype":{"port":1}}}'],
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['no text', '\u0000'],
  ])('as %s is no JSON', async (_what, payload) => {
    const { body, statusCode } = await post(payload);
    expect([statusCode, JSON.parse(body)]).toMatchObject([400, { code: 'malformed', title: 'Not JSON' }]);
    expect(body.length).toBeLessThan(1000);
    expect(({} as { port?: unknown }).port).toBeUndefined();
  });

  test('is bounded: in bytes, in real servers, and a whole text by what the daemon takes', async () => {
    expect((await post(`{"name":"${'x'.repeat(300_000)}"}`)).statusCode).toBe(413);
    const server = Array.from({ length: 1025 }, (_, number) => ({ name: `s${number}` }));
    const many = await api.ask('POST', '/virtual-servers', { name: 'many', server });
    expect([many.status, many.json.problems[0]]).toMatchObject([422, { code: 'too_large', field: 'server' }]);
    const text = '#'.repeat(8 * 1024 * 1024 + 1);
    expect((await api.ask('POST', '/check', text)).status).toBe(413);
    expect(await api.file()).toBe(lvsCf);
  });

  test('as a parameter that there is not is refused: a dry run is never taken for a save', async () => {
    for (const query of ['dryrun=true', 'dryRun=yes', 'dryRun', 'dry_run=true', 'dryRun=true&dryRun=false']) {
      const { json, status } = await api.ask(
        'PATCH',
        `/virtual-servers/web?${query}`,
        { port: 81 },
        { headers: anyState },
      );
      expect([query, status, json.code]).toEqual([query, 422, 'body_refused']);
    }
    expect(await api.file()).toBe(lvsCf);
  });

  test('becomes no line, no block and no comment of the file (CVE-2026-45558)', async () => {
    const ends = ['\n', '\r', '\u2028', '\v', '\0', '"\n', '}\n', '#\n', '\\\n'];
    const { json: web } = await api.ask('GET', '/virtual-servers/web?assumed=true');
    const texts = Object.keys(web).filter((key) => typeof web[key] === 'string' && key !== 'ref');
    expect(texts.length).toBeGreaterThan(4);
    for (const keyword of [
      ...texts,
      'send',
      'expect',
      'send_program',
      'load_monitor',
      'start_cmd',
      'stop_cmd',
    ]) {
      for (const end of ends) {
        const value = `x${end}evil = 1${end}}${end}virtual evil {${end}`;
        const { status } = await api.ask(
          'PATCH',
          '/virtual-servers/web',
          { [keyword]: value },
          { headers: anyState },
        );
        expect([keyword, end, status]).toEqual([keyword, end, 422]);
      }
    }
    expect(await api.file()).toBe(lvsCf);
  });
});

test('Every change is recorded, done or not, and what only looks is not', async () => {
  const silent: string[] = [];
  for (const { method, path } of changes()) {
    const before = (await record())?.number ?? 0;
    const { status } = await api.ask(method, path, {}, { headers: anyState });
    const last = await record();
    if (last?.number === before) silent.push(`${method} ${path}`);
    else {
      const outcome = status < 400 ? 'done' : status < 500 ? 'refused' : 'failed';
      expect([method, path, last?.number, last?.outcome]).toEqual([method, path, before + 1, outcome]);
    }
  }
  // A look, as on its page; the other one was refused for its kind of content before anybody looked.
  expect(silent).toEqual(['POST /probe']);
  await api.writeFile(lvsCf);
  const number = (await record())?.number;
  await api.ask('POST', '/check', lvsCf);
  await api.ask('PATCH', '/virtual-servers/web?dryRun=true', { port: 81 });
  expect((await record())?.number).toBe(number);
  await api.change('PATCH', '/virtual-servers/web', { port: 81 });
  expect(await record()).toMatchObject({
    user: 'piranha',
    action: 'save',
    panel: 'api',
    changes: [{ keyword: 'port', from: '80', to: '81' }],
    outcome: 'done',
  });
});
