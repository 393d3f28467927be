import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unseen } from '../../src/core/live/routers.js';
import { snapshotOf } from '../../src/core/live/snapshot.js';
import { readSettings } from '../../src/settings.js';
import { metricsOf } from '../../src/wire/metrics.js';
import { wire } from '../../src/wire.js';
import { capture, tableOf } from '../core/ipvs/captures.js';
import { openWebConsole, type WebConsole } from '../support/web-console.js';

const table = tableOf(capture('proc_net_ip_vs.txt'));
const snapshot = snapshotOf({ at: 1000, value: table }, [], 100, undefined);
const clock = () => 3000;

/** Measures as the real console does, of a router that nobody may look at closer. */
const measured = metricsOf({
  version: '1.2.3',
  liveTable: { now: async () => snapshot },
  routers: {
    soon: async () => ({ here: unseen, there: { ...unseen, at: 2000, table: { at: 1, value: table } } }),
  },
  identity: async () => ({ role: 'backup', device: 'eth0', address: '10.0.0.2' }),
  wanted: async () => [],
  clock,
});

let web: WebConsole;
beforeEach(async () => {
  web = await openWebConsole(undefined, { measured });
  await writeFile(join(web.state, 'htgroup'), 'admin: piranha\nviewer: marie\n');
});
afterEach(() => web.close());

describe('/metrics', () => {
  test('tells a viewer the numbers of both routers, by what they are', async () => {
    const answer = await web.get('/metrics', { as: 'marie' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const server = 'virtual_server="",service="TCP 10.0.0.100:80",real_server="",destination="10.0.0.12:80"';
    expect(answer.body).toContain(`lvs_server_weight{router="backup",${server}} 2000\n`);
    expect(answer.body).toContain(`lvs_server_weight{router="primary",${server}} 2000\n`);
    expect(answer.body).toContain('lvs_table_age_seconds{router="backup"} 2\n');
    expect(answer.body).toContain('lvs_table_age_seconds{router="primary"} 1\n');
    expect(answer.body.endsWith('\n')).toBe(true);
  });

  test('tells nothing without a password, nor to an address that the allowlist keeps out', async () => {
    expect((await web.get('/metrics', { as: 'nobody' })).statusCode).toBe(401);
    await writeFile(join(web.state, 'secure.htaccess'), 'order deny,allow\ndeny from all\n');
    expect((await web.get('/metrics', { as: 'marie' })).statusCode).toBe(403);
  });
});

test('/metrics is there only where the settings say so', async () => {
  const state = await mkdtemp(join(tmpdir(), 'metrics-'));
  const authorization = `Basic ${Buffer.from('piranha:x').toString('base64')}`;
  try {
    await writeFile(join(state, 'htpasswd'), `piranha:${hashSync('x', 4)}\n`, { mode: 0o600 });
    for (const [metrics, status] of [
      [false, 404],
      [true, 200],
    ] as const) {
      await writeFile(join(state, 'console.json'), JSON.stringify({ metrics }));
      const { app, close } = await wire(readSettings({ state }, {}));
      const answer = await app.inject({ url: '/metrics', headers: { authorization } });
      expect(answer.statusCode).toBe(status);
      await close();
    }
  } finally {
    await rm(state, { recursive: true });
  }
});
