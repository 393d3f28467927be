/** Attacks that go through the whole console: every route at once, or the connection itself. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPanels } from '../support/panel.js';
import { accounts, credentials, openWebConsole, testForm, type WebConsole } from '../support/web-console.js';

let web: WebConsole;
let port: number;
beforeAll(async () => {
  web = await openWebConsole(testForm);
  await web.app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = web.app.server.address() as AddressInfo);
});
afterAll(async () => {
  await web.close();
});

const form = '/secure/test-form';
const authorization = credentials('piranha', accounts.piranha);

/** Every page behind the password, its parameters filled in. */
const pages = () =>
  [...new Set(web.routes.filter(({ method }) => method === 'GET').map(({ url }) => url))]
    .filter((url) => url.startsWith('/secure'))
    .map((url) => url.replace(/:\w+|\*/g, 'x'));

/** Sends a path as it is written, which no URL parser has put in order. */
async function statusOf(path: string): Promise<number> {
  const asked = request({ port, host: '127.0.0.1', agent: false, path, headers: { host: 'localhost' } });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  await text(response);
  return response.statusCode ?? 0;
}

async function opened(): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.on('error', () => undefined); // being cut is what is tested
  await once(socket, 'connect');
  return socket;
}

/** Everything that comes back until the other end closes. */
async function answersTo(bytes: string | Buffer): Promise<string> {
  const socket = await opened();
  socket.write(bytes);
  const answer = await text(socket);
  socket.destroy();
  return answer;
}

describe('Without a password', () => {
  const tricks: readonly ((path: string) => string)[] = [
    (path) => `/${path}`,
    (path) => `/.${path}`,
    (path) => `/public/..${path}`,
    (path) => `/public/../..${path}`,
    (path) => `/public/%2e%2e${path}`,
    (path) => `/public/..;${path}`,
    (path) => `/public/..%2f${path.slice(1)}`,
    (path) => `/public%2f..${path}`,
    (path) => `/api/..${path}`,
    (path) => `/help/..${path}`,
    (path) => `/login/..${path}`,
    (path) => `/piranha/..${path}`,
    (path) => path.replace('/secure', '/secure/'),
    (path) => path.replace('/secure', '/secure;/public'),
    (path) => path.replace('/secure', '/secure%2f'),
    (path) => path.replace('/secure', '/SECURE'),
    (path) => path.replace('/secure', '/%73ecure'),
    (path) => path.replace('/secure', '/%2573ecure'),
    (path) => path.replace('/secure', '/secure%20'),
    (path) => path.replace('/secure', '/secure%00'),
    (path) => path.replace('/secure', '\\secure'),
    (path) => `${path}/`,
    (path) => `${path}.`,
    (path) => `${path};x`,
    (path) => `${path}%00.css`,
    (path) => `${path}?static=/public/console.css`,
    (path) => `${path}?open=true&login=1`,
    (path) => `${path}#/public/`,
  ];

  test('no trick with its path opens any page (CVE-2020-5902)', async () => {
    const all = pages();
    expect(all.length).toBeGreaterThan(20);
    const opened: string[] = [];
    for (const path of all.flatMap((page) => tricks.map((trick) => trick(page)))) {
      const status = await statusOf(path);
      if (![302, 400, 401, 404].includes(status)) opened.push(`${path} ${status}`);
    }
    expect(opened).toEqual([]);
  }, 240_000);

  test.each([
    ['Connection', 'authorization'],
    ['Connection', 'close, authorization'],
    ['X-HTTP-Method-Override', 'GET'],
    ['X-Original-URL', '/'],
    ['X-Rewrite-URL', '/public/console.css'],
    ['X-Forwarded-For', '127.0.0.1'],
    ['X-Forwarded-Host', 'localhost'],
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-Prefix', '/public'],
    ['X-Forwarded-User', 'piranha'],
    ['Remote-User', 'piranha'],
    ['X-Remote-User', 'piranha'],
    ['Proxy-Authorization', authorization],
    ['Cookie', `Authorization=${authorization}; user=piranha; session=1`],
  ])('no header opens any page: %s: %s (CVE-2022-1388)', async (name, value) => {
    const answers = await Promise.all(
      pages().map(async (url) => {
        const { statusCode } = await web.get(url, { as: 'nobody', headers: { [name]: value } });
        return statusCode === 401 ? '' : `${url} ${statusCode}`;
      }),
    );
    expect(answers.filter(Boolean)).toEqual([]);
  });

  test.each(['BREW', 'get', 'GET\t', 'SECURE-GET', 'CONNECT', 'PRI'])(
    'the method %j, which no route has, is answered with nothing of ours',
    async (method) => {
      const answer = await answersTo(
        `${method} /secure/help HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).not.toMatch(/^HTTP\/1\.1 [23]/);
      expect(answer).not.toContain('id="control"');
    },
  );
});

describe('A request that could hide another one (CVE-2023-46747)', () => {
  const hidden = 'GET /public/console.css HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const head = `POST ${form} HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\n`;

  test.each([
    ['a length and chunks', `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['chunks and a length', `${head}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n`],
    ['two lengths', `${head}Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n`],
    ['two lengths in one line', `${head}Content-Length: 0, ${hidden.length}\r\n\r\n`],
    ['a length with a sign', `${head}Content-Length: +0\r\n\r\n`],
    ['a length in hexadecimal', `${head}Content-Length: 0x0\r\n\r\n`],
    ['a negative length', `${head}Content-Length: -1\r\n\r\n`],
    ['a length on the next line', `${head}Content-Length:\r\n 0\r\n\r\n`],
    ['chunks, then as it is', `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
    ['an encoding that is none', `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['a control character before chunked', `${head}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n`],
    ['a blank before the colon', `${head}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`],
    ['a chunk of no size', `${head}Transfer-Encoding: chunked\r\n\r\n-0\r\n\r\n`],
    [
      'a chunk of a size beyond all bounds',
      `${head}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(20)}\r\n\r\n`,
    ],
    ['line feeds alone', `${head}X: y\n\nContent-Length: 0\r\n\r\n`],
    ['a carriage return alone', `${head}X: y\rContent-Length: 0\r\n\r\n`],
    ['a NUL in a name', `${head}X\0Y: z\r\n\r\n`],
  ])('by %s gets one answer at most, and the connection ends', async (_how, bytes) => {
    const answers = (await answersTo(bytes + hidden)).match(/HTTP\/1\.1 \d+/g) ?? [];
    expect(answers).toEqual(['HTTP/1.1 400']);
  });
});

test('A request with two hosts is refused, whichever of them is ours', async () => {
  for (const hosts of [
    'localhost\r\nHost: evil.example',
    'evil.example\r\nHost: localhost',
    'localhost\r\nhost: localhost',
  ]) {
    const answer = await answersTo(`GET / HTTP/1.1\r\nHost: ${hosts}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  }
});

describe('What is sent', () => {
  const post = (headers: string) =>
    `POST ${form} HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\n` +
    `Content-Type: application/x-www-form-urlencoded\r\n${headers}\r\n\r\n`;

  test('byte by byte, for ever, is given up', async () => {
    const socket = await opened();
    socket.write(post('Content-Length: 1000'));
    const from = performance.now();
    const drip = setInterval(() => socket.write('a'), 1000);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
    expect(performance.now() - from).toBeLessThan(40_000);
  }, 240_000);

  test('as a hundred megabytes is refused before it is taken in', async () => {
    const answer = await answersTo(post(`Content-Length: ${100 * 1024 * 1024}`) + 'x'.repeat(1024));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('in chunks without an end is ended as soon as it is too much', async () => {
    const socket = await opened();
    const answer = text(socket);
    socket.write(post('Transfer-Encoding: chunked'));
    const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
    let sent = 0;
    while (!socket.destroyed && !socket.readableEnded && sent < 500) {
      socket.write(chunk);
      sent += 1;
      await pause(1);
    }
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(sent).toBeLessThan(500);
  });

  test('as a hundred thousand fields is refused at once', async () => {
    const payload = 'a&'.repeat(100_000);
    const from = performance.now();
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    const { statusCode } = await web.app.inject({ method: 'POST', url: form, payload, headers });
    expect(statusCode).toBe(413);
    expect(performance.now() - from).toBeLessThan(1000);
  });

  test.each(['gzip', 'deflate', 'br', 'gzip, gzip', 'x-unheard-of'])(
    'with the encoding %s is not unpacked: a bomb stays as small as it came',
    async (encoding) => {
      const token = await web.token('piranha');
      const bomb = gzipSync(`_csrf=${token}&port=80&${'x'.repeat(50_000_000)}`);
      expect(bomb.length).toBeLessThan(100_000);
      const { statusCode } = await web.app.inject({
        method: 'POST',
        url: form,
        payload: bomb,
        headers: {
          authorization,
          'content-type': 'application/x-www-form-urlencoded',
          'content-encoding': encoding,
        },
      });
      expect(statusCode).toBe(403);
    },
  );

  test.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['a page', 'text/html'],
    ['a form and JSON', 'application/x-www-form-urlencoded, application/json'],
    ['a form with a tab behind it', 'application/x-www-form-urlencoded\t;charset=utf-8'],
    ['a form with a blank before it', ' application/x-www-form-urlencoded'],
    ['JSON with a charset', 'application/json; charset=utf-8'],
    ['a form in another alphabet', 'application/x-www-form-urlencoded; charset=utf-7'],
  ])('as %s is either refused or looked at like any form (CVE-2025-32442)', async (_what, type) => {
    const ask = async (payload: string) => {
      const headers = { authorization, ...(type !== undefined && { 'content-type': type }) };
      return (await web.app.inject({ method: 'POST', url: form, payload, headers })).statusCode;
    };
    expect([403, 415]).toContain(await ask('port=80'));
    expect([303, 403, 415]).toContain(await ask(`_csrf=${await web.token('piranha')}&port=80`));
    expect([403, 415]).toContain(await ask('{"port":"80"}'));
  });
});

test('No answer gives a cookie but the switch of the language, and nobody is known by one', async () => {
  const urls = [...pages(), '/', '/about-login', '/public/console.css', '/no-such-page'];
  for (const url of urls) expect([url, (await web.get(url)).headers['set-cookie']]).toEqual([url, undefined]);
  expect((await web.send(form, {})).headers['set-cookie']).toBeUndefined();
  const { headers } = await web.get('/language?to=fr');
  expect(String(headers['set-cookie'])).toMatch(/^lang=fr;.*SameSite=Strict/);
});

test('No text of a form becomes a line, a block or a comment of the file (CVE-2026-45558)', async () => {
  const begun = `serial_no = 1
primary = 10.0.0.2
service = lvs
backup_active = 1
backup = 10.0.0.3
network = direct
virtual web {
     active = 1
     address = 10.0.0.9 eth0:1
     port = 80
     send = "a"
     expect = "b"
     server one {
         address = 10.0.0.8
         active = 1
         weight = 1
     }
}
`;
  const ends = ['\n', '\r', '\r\n', '\u2028', '\v', '\0', '"\n', '}\n', '#\n', '\\\n'];
  const attacks = ends.flatMap((end) => [`x${end}#evil`, `x${end}evil = 1${end}}${end}virtual evil {${end}`]);
  const panels = await openPanels(begun);
  const at = '/secure/virtual-servers/web';
  let sent = 0;
  for (const url of ['global-settings', 'redundancy', 'virtual-servers/web']
    .map((one) => `/secure/${one}`)
    .concat(`${at}/monitoring-scripts`, `${at}/real-servers/one`)) {
    const { names } = await panels.open(url);
    for (const name of names.filter((one) => !one.startsWith('_'))) {
      for (const attack of attacks) {
        await panels.writeFile(begun);
        const page = await panels.open(url);
        await page.accept({ [name]: attack });
        const lines = (await panels.file()).split(/[\n\r]/);
        const taken = lines.filter((line) => /^\s*(?:#.*|\}.*|virtual )?evil/.test(line));
        expect([url, name, attack, taken]).toEqual([url, name, attack, []]);
        expect(lines.filter((line) => /^\s*\}\s*$/.test(line))).toHaveLength(2);
        sent += 1;
      }
    }
  }
  expect(sent).toBeGreaterThan(400);
  await panels.close();
}, 120_000);

test('Virtual servers and real servers with the names of object parts are like any others', async () => {
  const block = (name: string) =>
    `virtual ${name} {\n active = 1\n address = 10.0.0.9 eth0:1\n port = 80\n server ${name} {\n address = 10.0.0.8\n active = 1\n weight = 1\n }\n}\n`;
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
  const panels = await openPanels(
    `serial_no = 1\nprimary = 10.0.0.2\nservice = lvs\n${names.map(block).join('')}`,
  );
  for (const name of names) {
    const page = await panels.open(`/secure/virtual-servers/${name}`);
    expect([page.status, page.values['name']]).toEqual([200, name]);
    const server = await panels.open(`/secure/virtual-servers/${name}/real-servers/${name}`);
    expect([server.status, server.values['name']]).toEqual([200, name]);
    expect((await page.accept({ port: '8080' })).status).toBe(303);
  }
  expect((await panels.file()).match(/^ port = 8080$/gm)).toHaveLength(names.length);
  expect((await panels.open('/secure/virtual-servers/valueOf')).status).toBe(404);
  expect(({} as { port?: unknown }).port).toBeUndefined();
  await panels.close();
});
