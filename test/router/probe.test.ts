import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ProbeOrder, probeLine } from '../../src/core/router/probe.js';
import { openRouter } from '../../src/router/router.js';
import { runLook } from '../../src/router/run-look.js';
import { readRouterSettings } from '../../src/router/settings.js';

const shipped = join(import.meta.dirname, '../../config/lvs-check');
const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex');
let server: Server;
let port = 0;
beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', () => socket.end('HTTP/1.0 200 OK\r\n'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as { port: number }).port;
});
afterAll(() => server.close());

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'probe-'));
  const places = {
    file: 'lvs.cf',
    checker: 'lvs-check',
    checkState: 'state',
    pidFile: 'pid',
    ownFolder: 'own',
  };
  const entries = Object.entries(places).map(([key, name]) => [key, join(folder, name)]);
  const settings = { ...Object.fromEntries(entries), engine: 'keepalived', keepalived: '/nowhere' };
  writeFileSync(join(folder, 'router.json'), JSON.stringify(settings), { mode: 0o644 });
  write();
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(lines = ['send = "GET / HTTP/1.0\\r\\n\\r\\n"', 'expect = "HTTP"']): void {
  const servers = [1, 2].map((last) => [
    `  server s${last} {`,
    `    address = 127.0.0.${last}`,
    `    active = ${last % 2}`,
    '  }',
  ]);
  const head = ['primary = 10.0.2.50', 'service = lvs', 'virtual web {', '  active = 0'];
  const own = [
    '  address = 10.0.2.100 eth0:1',
    `  port = ${port}`,
    '  timeout = 2',
    ...lines.map((line) => `  ${line}`),
  ];
  writeFileSync(join(folder, 'lvs.cf'), [...head, ...own, ...servers.flat(), '}', ''].join('\n'));
}

async function probe(given: Partial<ProbeOrder> | string = {}) {
  const order = { virtual: 'web', server: null, typed: null };
  const line = typeof given === 'string' ? given : probeLine({ ...order, ...given });
  const router = openRouter(await readRouterSettings(join(folder, 'router.json')), shipped);
  return (await runLook(router, 'probe', line)).seen;
}

describe('A probe', () => {
  test('runs the program of the ready-made checks that comes with it, and keeps all that it prints', async () => {
    const digest = createHash('md5').update('').digest('hex');
    const send_program = `/usr/local/lib/lvs-console/lvs-ask http %h ${port} take=md5`;
    const { tests } = await probe({ server: 's1', typed: { send_program, send: '', expect: 'OK' } });
    expect(tests).toMatchObject([{ server: 's1', received: hex(`md5=${digest}\n`) }]);
  });

  test('tries the saved check against each real server, also one that is not active yet', async () => {
    const { check, refused, tests } = await probe();
    expect([refused, check]).toEqual([
      null,
      { kind: 'tcp', mode: 'prefix', expect: hex('HTTP'), seconds: 2 },
    ]);
    // Nobody listens on the second address.
    expect(tests).toMatchObject([
      {
        server: 's1',
        outcome: 'up',
        sent: hex('GET / HTTP/1.0\r\n\r\n'),
        received: hex('HTTP/1.0 200 OK\r\n'),
      },
      { server: 's2', outcome: 'down', reason: 'connect', received: '' },
    ]);
    expect(existsSync(join(folder, 'state'))).toBe(false);
  });

  test('tries what is typed and not saved, read as the form reads it', async () => {
    const typed = { send_program: '', send: 'x', expect: '404', use_regex: '1' };
    const [first] = (await probe({ server: 's1', typed })).tests;
    expect(first).toMatchObject({ outcome: 'down', reason: 'reply', sent: hex('x') });
    expect((await probe({ server: 's1', typed: { ...typed, expect: 'a{b' } })).refused).toMatchObject({
      code: 'probe_wrong',
      params: { keyword: 'expect' },
    });
  });

  test('runs a program only where APPLY would let it run', async () => {
    const program = join(folder, 'ask');
    writeFileSync(program, '#!/bin/sh\necho OK\n');
    chmodSync(program, 0o755);
    const typed = { send_program: `${program} %h`, send: '', expect: 'OK' };
    expect((await probe({ server: 's1', typed })).tests).toMatchObject([
      { outcome: 'up', status: 0, received: hex('OK\n') },
    ]);
    chmodSync(program, 0o777);
    expect((await probe({ server: 's1', typed })).refused).toMatchObject({
      code: 'program_refused',
      params: { what: 'writable' },
    });
  });

  test.each([
    [{ virtual: 'mail' }, 'probe_unknown'],
    [{ server: 's9' }, 'probe_unknown'],
    ['{"virtual":"web","server":null,"typed":null,"address":"10.0.0.1"}', 'line_refused'],
    ['', 'line_refused'],
  ])('reaches nothing that lvs.cf does not name: %j', async (given, code) => {
    expect(await probe(given)).toMatchObject({ refused: { code }, tests: [] });
  });

  test('says why when there is no file', async () => {
    rmSync(join(folder, 'lvs.cf'));
    expect(await probe()).toMatchObject({ refused: { code: 'disk_failed' }, tests: [] });
  });
});
