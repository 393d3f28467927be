import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createPort, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConsoleClient } from '../../../src/adapters/console-client/client.js';
import { readCertificates, readPasswordFile } from '../../../src/adapters/console-client/secrets.js';
import { certificateIn, makeTestCertificate } from '../../support/certificates.js';

const asker = { user: 'marie', password: 'sept longues nuits: 3 × dix' } as const;

let folder: string;
let other: string;
const opened: Server[] = [];
const seen: { url: string; headers: IncomingMessage['headers']; method: string; body: string }[] = [];

const answering: RequestListener = async (request, response) => {
  const { headers, method = '', url = '' } = request;
  seen.push({ url, method, headers, body: await text(request) });
  if (url === '/cut') return void request.socket.destroy();
  if (url === '/elsewhere') return void response.writeHead(302, { location: '/secrets' }).end();
  const type = 'application/json; charset=utf-8';
  response.writeHead(url === '/refused' ? 412 : 200, { 'content-type': type, etag: '"r1"' });
  response.end('{"a":1}');
};

async function listening(server: Server, scheme: string): Promise<string> {
  opened.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `${scheme}://localhost:${(server.address() as AddressInfo).port}`.replace('localhost', '127.0.0.1');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lvs-console-client-'));
  other = join(folder, 'other');
  await Promise.all([folder, other].map((place) => makeTestCertificate(certificateIn(place))));
});
afterAll(async () => {
  for (const server of opened) server.close();
  await rm(folder, { recursive: true });
});

async function encrypted(place = folder): Promise<string> {
  const { certificate, key } = certificateIn(place);
  const [cert, secret] = await Promise.all([readFile(certificate), readFile(key)]);
  return listening(createTlsServer({ cert, key: secret }, answering), 'https');
}

describe('Asking a console that runs', () => {
  test('brings who asks, what is sent, and what is answered', async () => {
    const origin = await listening(createServer(answering), 'http');
    const client = openConsoleClient({ origin, ...asker });
    const body = Buffer.from('serial_no = 1\n# \xe9\n', 'latin1');
    const headers = { 'content-type': 'text/plain', 'if-match': '"r0"' };
    const answer = await client.ask({ method: 'PUT', path: '/api/v1/lvs.cf?dryRun=true', headers, body });
    expect(answer).toEqual({
      status: 200,
      type: 'application/json',
      revision: '"r1"',
      body: Buffer.from('{"a":1}'),
    });
    const last = seen.at(-1);
    expect(last).toMatchObject({ url: '/api/v1/lvs.cf?dryRun=true', method: 'PUT' });
    expect(last?.headers).toMatchObject({ ...headers, 'content-length': String(body.length) });
    const sent = Buffer.from(last?.headers.authorization?.split(' ')[1] ?? '', 'base64').toString();
    expect(sent).toBe(`${asker.user}:${asker.password}`);
  });

  test('takes a refusal for an answer, and follows no redirect with the password', async () => {
    const origin = await listening(createServer(answering), 'http');
    const client = openConsoleClient({ origin, ...asker });
    expect((await client.ask({ method: 'GET', path: '/refused' })).status).toBe(412);
    expect((await client.ask({ method: 'GET', path: '/elsewhere' })).status).toBe(302);
    expect(seen.map(({ url }) => url)).not.toContain('/secrets');
  });

  test('believes a certificate that was named, and no other one', async () => {
    const origin = await encrypted();
    const path = '/encrypted';
    const right = await readCertificates(certificateIn(folder).certificate);
    const wrong = await readCertificates(certificateIn(other).certificate);
    const answer = await openConsoleClient({ origin, ...asker, ca: right }).ask({ method: 'GET', path });
    expect(answer.status).toBe(200);
    const before = seen.length;
    await expect(openConsoleClient({ origin, ...asker }).ask({ method: 'GET', path })).rejects.toThrow(
      '--ca',
    );
    await expect(
      openConsoleClient({ origin, ...asker, ca: wrong }).ask({ method: 'GET', path }),
    ).rejects.toThrow(/certificate/);
    const named = origin.replace('127.0.0.1', '127.0.0.2');
    await expect(
      openConsoleClient({ origin: named, ...asker, ca: right }).ask({ method: 'GET', path }),
    ).rejects.toThrow();
    expect(seen).toHaveLength(before);
  });

  test('believes no other one either where a variable says that none is looked at', async () => {
    const origin = await encrypted();
    const before = seen.length;
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const asked = openConsoleClient({ origin, ...asker }).ask({ method: 'GET', path: '/' });
      await expect(asked).rejects.toThrow('--ca');
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
    expect(seen).toHaveLength(before);
  });

  test('says why there is no answer, and never the password', async () => {
    const gone = createPort();
    const nobody = await listening(gone, 'http');
    gone.close();
    await once(gone, 'close');
    const cut = await listening(createServer(answering), 'http');
    const silent = await listening(createPort(), 'http');
    const limits = { connectMs: 60_000, answerMs: 50 };
    const failures = [
      [openConsoleClient({ origin: nobody, ...asker }), '/', 'nobody listens there'],
      [openConsoleClient({ origin: cut, ...asker }), '/cut', 'the connection was cut'],
      [openConsoleClient({ origin: silent, ...asker }, limits), '/', 'no answer within 0.05 seconds'],
      [openConsoleClient({ origin: cut.replace('http', 'https'), ...asker }), '/', 'TLS'],
    ] as const;
    for (const [client, path, reason] of failures) {
      const error = await client.ask({ method: 'GET', path }).then(
        () => undefined,
        (thrown: Error) => thrown,
      );
      expect(error?.message).toContain(reason);
      expect(error?.message).toContain(client.origin);
      expect(error?.message).not.toContain(asker.password);
    }
  });
});

describe('The file of a password', () => {
  test('holds it in its first line, and is read by nobody else', async () => {
    const path = join(folder, 'password');
    await writeFile(path, 'sept longues nuits\r\nmore\n', { mode: 0o600 });
    expect(await readPasswordFile(path)).toBe('sept longues nuits');
    await chmod(path, 0o604);
    await expect(readPasswordFile(path)).rejects.toThrow(`chmod 600 ${path}`);
    await chmod(path, 0o600);
    await writeFile(path, '\nsept longues nuits\n');
    await expect(readPasswordFile(path)).rejects.toThrow('its first line is empty');
    await expect(readPasswordFile(join(folder, 'none'))).rejects.toThrow('ENOENT');
  });

  test('is no certificate', async () => {
    const path = join(folder, 'no-certificate');
    await writeFile(path, 'hello\n');
    await expect(readCertificates(path)).rejects.toThrow('no certificate');
  });
});
