/** The console over TLS, on real connections. */
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type IncomingMessage, METHODS, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KeptCertificate, keepCertificate } from '../../src/adapters/tls/kept-certificate.js';
import { listen } from '../../src/web/listen.js';
import type { ServerNeeds } from '../../src/web/server.js';
import { certificateIn, makeTestCertificate } from '../support/certificates.js';
import { accounts, credentials, openWebConsole, testForm, type WebConsole } from '../support/web-console.js';

const login = { authorization: credentials('piranha', accounts.piranha) };
const form = 'application/x-www-form-urlencoded';

interface Place {
  readonly web: WebConsole;
  readonly port: number;
  readonly addresses: readonly string[];
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let folder: string;
let tls: KeptCertificate;
let trusted: string;
let place: Place;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lvs-console-https-'));
  await makeTestCertificate(certificateIn(folder));
  const report = (error: unknown) => expect.unreachable(String(error));
  tls = await keepCertificate(certificateIn(folder), { onRefused: report, interval: 20 });
  trusted = tls.current().certificate;
  place = await open({ tls });
});
afterAll(async () => {
  await place.web.close();
  tls.close();
  await rm(folder, { recursive: true });
});

/** A console that listens; `host` is where. */
async function open(needs: Partial<ServerNeeds>, host = 'localhost'): Promise<Place> {
  const web = await openWebConsole(testForm, { hosts: ['router1.test'], ...needs });
  const addresses = await listen(web.app, { host, port: 0, tls: needs.tls });
  return { web, addresses, port: (web.app.server.address() as AddressInfo).port };
}

/** Opens one for one test. */
async function opened<T>(needs: Partial<ServerNeeds>, look: (place: Place) => Promise<T>, host?: string) {
  const one = await open(needs, host);
  try {
    return await look(one);
  } finally {
    await one.web.close();
  }
}

async function send(ask: typeof plainRequest, port: number, path: string, asked: Asked, more = {}) {
  const { method = 'GET', headers = {}, body = '' } = asked;
  const all = { host: `router1.test:${port}`, ...headers };
  const sent = ask({ host: '127.0.0.1', port, path, method, headers: all, agent: false, ...more });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const answer: Answer = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: await text(response),
  };
  return answer;
}

/** Over TLS, from somebody who checks the certificate against the name. */
const overTls = (path: string, asked: Asked = {}, { port } = place) =>
  send(tlsRequest as typeof plainRequest, port, path, asked, { ca: trusted, servername: 'router1.test' });

/** As text that everybody on the way can read. */
const inClear = (path: string, asked: Asked = {}, { port } = place) => send(plainRequest, port, path, asked);

/** The test form as the page over TLS would send it. */
async function filled(): Promise<string> {
  const { body } = await overTls('/secure/test-form', { headers: login });
  const token = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
  return new URLSearchParams({ _csrf: token, a: '1' }).toString();
}

describe('With a certificate', () => {
  test('the pages are there for whoever trusts it, and checks the name', async () => {
    expect((await overTls('/')).status).toBe(200);
    expect((await overTls('/secure/help', { headers: login })).status).toBe(200);
    expect((await overTls('/secure/help')).status).toBe(401);
  });

  test('nobody else can show the name', async () => {
    const { port } = place;
    const asked = tlsRequest({ host: '127.0.0.1', port, servername: 'router1.test', agent: false });
    const [error] = await once(asked.end(), 'error');
    expect(error.code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  test('the address that is shown begins with https, on both loopback addresses', async () => {
    expect(place.addresses).toEqual([`https://localhost:${place.port}`]);
    const headers = { host: 'localhost' };
    const asked = tlsRequest({ host: '::1', port: place.port, ca: trusted, headers, agent: false });
    const [response] = (await once(asked.end(), 'response')) as [IncomingMessage];
    expect([response.statusCode, await text(response)]).toMatchObject([200, expect.any(String)]);
  });

  test('a change is taken from a page of the same address', async () => {
    const body = await filled();
    const change = (headers: Record<string, string>) =>
      overTls('/secure/test-form', {
        method: 'POST',
        body,
        headers: { ...login, 'content-type': form, ...headers },
      });
    const own = `router1.test:${place.port}`;
    expect((await change({ origin: `https://${own}` })).status).toBe(303);
    expect((await change({ 'sec-fetch-site': 'same-origin' })).status).toBe(303);
    expect((await change({ origin: `http://${own}` })).status).toBe(403);
    expect((await change({ origin: 'https://evil.test' })).status).toBe(403);
    expect((await change({ origin: 'null' })).status).toBe(403);
  });

  test('the cookie of the language goes over TLS only', async () => {
    const path = '/language?to=fr';
    expect((await overTls(path)).headers['set-cookie']?.[0]).toMatch(/; SameSite=Strict; HttpOnly; Secure$/);
    const plain = await opened({}, (other) => inClear(path, {}, other));
    expect(plain.headers['set-cookie']?.[0]).toMatch(/; SameSite=Strict; HttpOnly$/);
  });
});

describe('A handshake', () => {
  const shake = async (options: object): Promise<string> => {
    const socket = connectTls({ host: '127.0.0.1', port: place.port, ca: trusted, ...options });
    try {
      await once(socket, 'secureConnect');
      return `${socket.getProtocol()} ${socket.getCipher().name}`;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? '';
    } finally {
      socket.destroy();
    }
  };

  test('agrees on TLS 1.3, or on 1.2 with a cipher that also authenticates', async () => {
    expect(await shake({})).toMatch(/^TLSv1\.3 TLS_/);
    expect(await shake({ maxVersion: 'TLSv1.2' })).toMatch(/^TLSv1\.2 ECDHE-ECDSA-AES128-GCM-SHA256$/);
  });

  test('fails with anything older or weaker', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
    expect(await shake(old)).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
    const weak = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA' };
    expect(await shake(weak)).toBe('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE');
  });

  test('that is not finished in time is ended, as is a connection without a word', async () => {
    const silent = connect({ host: '127.0.0.1', port: place.port });
    const half = connect({ host: '127.0.0.1', port: place.port });
    // The beginning of a record that promises more than ever comes.
    half.write(Buffer.from([22, 3, 1, 2, 0, 1]));
    const slow = connect({ host: '127.0.0.1', port: place.port });
    slow.write('GET / HT');
    const drip = setInterval(() => slow.write('x'), 200);
    const start = performance.now();
    await Promise.all([silent, half, slow].map(endOf));
    clearInterval(drip);
    expect(performance.now() - start).toBeLessThan(9_000);
  });

  test('that is under way does not keep a console from ending', async () => {
    const other = await open({ tls });
    const silent = connect({ host: '127.0.0.1', port: other.port });
    await once(silent, 'connect');
    const ended = endOf(silent);
    const start = performance.now();
    await other.web.close();
    await ended;
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

/** Waits until a connection is closed, however that happens. */
async function endOf(socket: Socket): Promise<void> {
  socket.on('error', () => undefined); // being cut is what is tested
  socket.resume();
  if (!socket.closed) await once(socket, 'close');
}

describe('A request in clear text', () => {
  const own = () => `https://router1.test:${place.port}`;

  test('is told the https address, as a page with a link', async () => {
    const { status, headers, body } = await inClear('/secure/file?a=1&b=2', { headers: login });
    expect(status).toBe(400);
    expect(headers.connection).toBe('close');
    expect(body).toContain(`<a href="${own()}/secure/file?a=1&amp;b=2">`);
    expect(body).toContain('This console speaks HTTPS');
  });

  test('is told so in French, and as text where no page is wanted', async () => {
    const french = await inClear('/', { headers: { 'accept-language': 'fr' } });
    expect(french.body).toContain('Cette console parle HTTPS');
    const plain = await inClear('/', { headers: { accept: 'text/plain' } });
    expect(plain.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(plain.body.trimEnd().split('\n').at(-1)).toBe(`${own()}/`);
  });

  test('reaches no route, whatever the method and with the right password', async () => {
    const urls = [...new Set(place.web.routes.map(({ url }) => url))].filter((url) => url !== '/public/*');
    expect(urls.length).toBeGreaterThan(20);
    const answers = await Promise.all(
      urls.map(async (url) => {
        const { status } = await inClear(url.replace(/:\w+|\*/g, 'x'), { headers: login });
        return `${url} ${status}`;
      }),
    );
    expect(answers.filter((answer) => !answer.endsWith(' 400'))).toEqual([]);
    for (const method of METHODS.filter((name) => name !== 'CONNECT')) {
      expect([method, (await inClear('/secure/file', { method, headers: login })).status]).toEqual([
        method,
        400,
      ]);
    }
  });

  test('changes nothing', async () => {
    const body = await filled();
    const headers = { ...login, 'content-type': form };
    const { status } = await inClear('/secure/test-form', { method: 'POST', body, headers });
    expect(status).toBe(400);
  });

  test('is not taken for another by what it says of itself', async () => {
    const headers = { ...login, 'x-forwarded-proto': 'https', forwarded: 'proto=https' };
    expect((await inClear('/secure/help', { headers })).status).toBe(400);
    const proxied = await opened({ tls, trustedProxies: ['127.0.0.1'] }, (other) =>
      inClear('/secure/help', { headers }, other),
    );
    expect(proxied.status).toBe(400);
  });

  test('under a foreign name is told no address', async () => {
    const { status, body } = await inClear('/', { headers: { host: 'evil.test' } });
    expect([status, body.includes('https://')]).toEqual([403, false]);
  });

  test('gets the style of that page, which holds nothing', async () => {
    const { body } = await inClear('/');
    const style = /href="(\/public\/console\.css[^"]*)"/.exec(body)?.[1] ?? '';
    expect((await inClear(style)).status).toBe(200);
    expect((await inClear('/public/no-such-file')).status).toBe(404);
  });
});

describe('A certificate that is renewed on the disk', () => {
  const shown = async (): Promise<string> => {
    const socket: TLSSocket = connectTls({ host: '127.0.0.1', port: place.port, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const { fingerprint256 } = socket.getPeerCertificate();
    socket.destroy();
    return fingerprint256;
  };

  test('is shown from then on, while older connections go on', async () => {
    const older = connectTls({ host: '127.0.0.1', port: place.port, ca: trusted });
    await once(older, 'secureConnect');
    const { fingerprint } = await makeTestCertificate(certificateIn(folder));
    await expect.poll(shown, { timeout: 5_000 }).toBe(fingerprint);
    older.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect(await text(older)).toMatch(/^HTTP\/1\.1 200 /);
    trusted = await readFile(certificateIn(folder).certificate, 'utf8');
    expect((await overTls('/')).status).toBe(200);
  });
});

describe('Strict-Transport-Security', () => {
  const said = ({ headers }: Answer) => headers['strict-transport-security'];
  const proxied = { headers: { 'x-forwarded-proto': 'https' } };

  test('is not sent unasked', async () => {
    expect(said(await overTls('/'))).toBeUndefined();
  });

  test('is sent over TLS when asked for, with every kind of answer, and never in clear text', async () => {
    await opened({ tls, hsts: 600 }, async (other) => {
      for (const path of ['/', '/secure/help', '/no-such-page', '/public/console.css']) {
        expect([path, said(await overTls(path, {}, other))]).toEqual([path, 'max-age=600']);
        expect([path, said(await inClear(path, {}, other))]).toEqual([path, undefined]);
      }
    });
  });

  test('is sent through a proxy that ends TLS and is listed, and not for one that only says so', async () => {
    const listed = await opened({ hsts: 600, trustedProxies: ['127.0.0.1'] }, async (other) => [
      said(await inClear('/', proxied, other)),
      said(await inClear('/', {}, other)),
    ]);
    expect(listed).toEqual(['max-age=600', undefined]);
    const unlisted = await opened({ hsts: 600 }, (other) => inClear('/', proxied, other));
    expect(said(unlisted)).toBeUndefined();
  });
});

describe('A reverse proxy that ends TLS', () => {
  test('and is listed makes the cookie secure, and forms of the https address are taken', async () => {
    await opened({ trustedProxies: ['127.0.0.1'] }, async (other) => {
      const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1' };
      const language = await inClear('/language?to=fr', { headers: proxied }, other);
      expect(language.headers['set-cookie']?.[0]).toMatch(/; Secure$/);
      const body = new URLSearchParams({ _csrf: await other.web.token('piranha'), a: '1' }).toString();
      const change = async (origin: string) => {
        const headers = { ...login, ...proxied, 'content-type': form, origin, host: 'router1.test' };
        return (await inClear('/secure/test-form', { method: 'POST', body, headers }, other)).status;
      };
      expect(await change('https://router1.test')).toBe(303);
      expect(await change('http://router1.test')).toBe(403);
    });
  });

  test('and is not listed cannot make anything look encrypted', async () => {
    await opened({}, async (other) => {
      const headers = { 'x-forwarded-proto': 'https' };
      const { headers: answered } = await inClear('/language?to=fr', { headers }, other);
      expect(answered['set-cookie']?.[0]).not.toContain('Secure');
    });
  });
});

describe('The warning that passwords cross the network in clear text', () => {
  const sentence = 'Passwords cross the network in clear text';
  const warned = async (needs: Partial<ServerNeeds>, host: string) =>
    opened(
      needs,
      async (other) => {
        const pages = ['/', '/about-login', '/secure/control', '/secure/help', '/no-such-page'];
        const bodies = await Promise.all(pages.map((path) => other.web.get(path)));
        return bodies.map(({ body }) => body.includes(sentence));
      },
      host,
    );

  test('stands on every page of a console that listens beyond this machine without TLS', async () => {
    expect(await warned({}, '0.0.0.0')).toEqual([true, true, true, true, true]);
  });

  test.each([
    ['listens on this machine only', {}, 'localhost'],
    ['listens on another loopback address', {}, '127.0.0.2'],
    ['is behind a proxy that is listed', { trustedProxies: ['192.0.2.10'] }, '0.0.0.0'],
  ])('stands nowhere when the console %s', async (_why, needs, host) => {
    expect(await warned(needs, host)).toEqual([false, false, false, false, false]);
  });

  test('stands nowhere when the console speaks TLS', async () => {
    await opened(
      { tls },
      async (other) => expect((await overTls('/', {}, other)).body).not.toContain(sentence),
      '0.0.0.0',
    );
  });

  test('is French for who reads French', async () => {
    const french = { headers: { 'accept-language': 'fr' } };
    const { body } = await opened({}, (other) => other.web.get('/', french), '0.0.0.0');
    expect(body).toContain('Les mots de passe traversent le réseau en clair');
  });
});

test('Whoever is signed in, and nobody else, learns that the certificate ends soon', async () => {
  const soon = tls.current().facts.until.getTime() - 20 * 24 * 60 * 60 * 1000;
  await opened({ tls, clock: () => soon }, async (other) => {
    const sentence = 'The certificate of this console ends on ';
    expect((await overTls('/secure/help', { headers: login }, other)).body).toContain(sentence);
    expect((await overTls('/', {}, other)).body).not.toContain(sentence);
  });
  expect((await overTls('/secure/help', { headers: login })).body).not.toContain('The certificate');
});
