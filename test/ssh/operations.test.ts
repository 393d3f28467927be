/** What is done with real servers on the other router, through a real sshd to the real program. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openSshConnection } from '../../src/adapters/ssh/connect.js';
import { renderKeepalived } from '../../src/core/keepalived/render.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import { overrideLine } from '../../src/core/router/override.js';
import { probeLine } from '../../src/core/router/probe.js';
import { type FarSide, meetFarSide } from '../../src/push/far-side.js';
import { placesIn } from '../support/router-places.js';
import { launchSshd, type Sshd } from '../support/sshd.js';
import { keyLogin, targetAt } from './connections.js';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const program = resolve(import.meta.dirname, '../../dist/router/main.js');
const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex');

let sshd: Sshd;
let folder: string;
let server: Server;
let port: number;
let far: FarSide;

/** Its name is not ASCII, and neither is what its real server says. */
const lvsCf = () => `primary = 10.0.2.50
service = lvs
network = direct
virtual caf\xe9 {
  active = 1
  address = 10.0.2.100 eth0:1
  port = ${port}
  timeout = 3
  send = "ping"
  expect = "pong"
  server one {
    address = 127.0.0.1
    active = 1
    weight = 10
  }
}
`;

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', () => socket.end(Buffer.from('pong\0\xe9', 'latin1')));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as { port: number }).port;
  sshd = await launchSshd(mkdtempSync(join(tmpdir(), 'lvs-console-ssh-')));
  folder = join(sshd.folder, 'router');
  for (const name of ['', 'conf', 'lib', 'run', 'dump']) mkdirSync(join(folder, name), { mode: 0o700 });
  const settings = join(folder, 'router.json');
  const places = placesIn(folder);
  writeFileSync(settings, JSON.stringify({ ...places, engine: 'keepalived', keepalived: '/nowhere' }), {
    mode: 0o600,
  });
  writeFileSync(join(folder, 'lvs.cf'), lvsCf(), 'latin1');
  const checker = join(folder, 'lib/lvs-check');
  const rendering = renderKeepalived(readConfig(lvsCf()), { role: 'single', checker, ownDevice: 'eth0' });
  writeFileSync(join(folder, 'conf/keepalived.conf'), rendering.text ?? '', 'latin1');
  const command = `${process.execPath} ${program} --settings ${settings} remote`;
  const connection = await openSshConnection(targetAt(sshd, keyLogin(sshd, `restrict,command="${command}"`)));
  far = await meetFarSide(await connection.channel());
});

afterAll(async () => {
  far?.close();
  server.close();
  await sshd.stop();
  rmSync(sshd.folder, { recursive: true });
});

describe('The other router', () => {
  test('tries a check itself, with what is typed here and not saved', async () => {
    const order = { virtual: 'caf\xe9', server: null, typed: null };
    const saved = await far.see('probe', probeLine(order));
    expect(saved.refused).toBeNull();
    expect(saved.tests).toMatchObject([
      { server: 'one', outcome: 'up', sent: hex('ping'), received: hex('pong\0\xe9') },
    ]);
    const typed = { send_program: '', send: 'hello', expect: 'nothing like it' };
    const { tests } = await far.see('probe', probeLine({ ...order, typed }));
    expect(tests).toMatchObject([{ outcome: 'down', reason: 'reply', sent: hex('hello') }]);
  });

  test('takes a weight, tells of it, and puts it back', async () => {
    const target = { service: `TCP 10.0.2.100:${port}`, destination: `127.0.0.1:${port}` };
    const order = { ...target, weight: 'drain', until: null, by: 'Zo\u00eb' } as const;
    expect(await far.engine('override', overrideLine(order))).toMatchObject({ ok: true });
    expect((await far.see('overrides')).overrides).toMatchObject([
      { ...target, weight: 'drain', by: 'Zo\u00eb', virtual: 'caf\u00e9', server: 'one' },
    ]);
    expect(readdirSync(join(folder, 'checks'))).toHaveLength(1);
    await far.engine('override', overrideLine({ ...order, weight: null }));
    expect((await far.see('overrides')).overrides).toEqual([]);
    expect(readdirSync(join(folder, 'checks'))).toEqual([]);
  });
});
