import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openMachine } from '../../src/adapters/machine/machine.js';
import { pairFile, virtualBlock } from '../support/router-world.js';
import { openWebConsole, type WebConsole } from '../support/web-console.js';

const captures = resolve(import.meta.dirname, '../captures/ipvs');

let web: WebConsole;
let kernel: string;

beforeEach(async () => {
  let folder = '';
  web = await openWebConsole(undefined, {
    connections: (take) => openMachine({ folder, now: Date.now }).connections(take),
  });
  folder = join(web.state, 'machine');
  kernel = join(folder, 'proc/net/ip_vs_conn');
  await mkdir(join(folder, 'proc/net'), { recursive: true });
  await copyFile(join(captures, 'proc_net_ip_vs_conn.txt'), kernel);
  await writeFile(join(web.state, 'lvs.cf'), pairFile(virtualBlock('web', '10.0.0.100', 'eth0:1')));
});
afterEach(() => web.close());

const rowsIn = (body: string) => [...body.matchAll(/<tr><td>/g)].length;

describe('CONNECTIONS', () => {
  test('lists who is connected to what, with the names of lvs.cf', async () => {
    const { body, statusCode } = await web.get('/secure/client-connections');
    expect(statusCode).toBe(200);
    expect(rowsIn(body)).toBe(48);
    expect(body).toContain('48 in all.');
    expect(body).toMatch(/<td>10\.0\.0\.1:53940<\/td><td><strong>web<\/strong> 10\.0\.0\.100:80<\/td>/);
    expect(body).toContain('<a href="/secure/client-connections?state=ESTABLISHED">ESTABLISHED 5</a>');
    expect((await web.get('/secure/control')).body).toContain('href="/secure/client-connections"');
  });

  test('finds by address and state, and keeps what was typed', async () => {
    const { body } = await web.get('/secure/client-connections?text=10.0.0.100:22&state=ESTABLISHED');
    expect(rowsIn(body)).toBe(5);
    expect(body).toContain('5 of 48 fit the search.');
    expect(body).toContain('value="10.0.0.100:22"');
    expect(body).toContain('<option value="ESTABLISHED" selected>');
    expect(body).toContain('<a href="/secure/client-connections">all connections</a>');
  });

  test('shows many of them page by page, and reads a hundred thousand without keeping them', async () => {
    const line = 'TCP 0A000001 D2B4 0A000064 0050 0A00000C 0050 FIN_WAIT        106\n';
    const head = 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n';
    await writeFile(kernel, head + line.repeat(100_000));
    const { body } = await web.get('/secure/client-connections?from=99900');
    expect(rowsIn(body)).toBe(100);
    expect(body).toContain('99901 to 100000');
    expect(body).toContain('href="/secure/client-connections?from=99800"');
    expect(body).not.toContain('from=100000');
  });

  test('says why nothing is shown: no IPVS, or a text that is not understood, and never that there are none', async () => {
    await writeFile(kernel, 'Pro FromIP something new\n');
    const odd = await web.get('/secure/client-connections');
    expect(odd.body).toMatch(/cannot be understood from line 1 on: Pro FromIP something new/);
    await writeFile(kernel, '');
    expect((await web.get('/secure/client-connections')).body).toContain('cannot be understood from line 1');
    await rm(kernel);
    const absent = await web.get('/secure/client-connections');
    expect(absent.body).toContain('IPVS is not loaded');
    for (const { body } of [odd, absent]) expect(body).not.toContain('There is no connection');
  });
});
