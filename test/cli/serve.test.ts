import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packageFolder } from '../../src/settings.js';
import { certificateIn, makeTestCertificate, redate } from '../support/certificates.js';

let state: string;
let child: ChildProcess | undefined;
let said = '';
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'lvs-console-serve-'));
  said = '';
});
afterEach(async () => {
  if (child?.exitCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  child = undefined;
  await rm(state, { recursive: true });
});

/** Starts the program as a person would, with its own state folder. */
function start(args: readonly string[], typed = ''): ChildProcess {
  child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', ...args, '--state', state], {
    cwd: packageFolder,
    env: { PATH: process.env['PATH'] },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
  }
  child.stdin?.end(typed);
  return child;
}

async function ended(process: ChildProcess): Promise<number | null> {
  if (process.exitCode === null) await once(process, 'exit');
  return process.exitCode;
}

async function port(): Promise<number> {
  for (;;) {
    const found = /https?:\/\/[\w.]+:(\d+)/.exec(said)?.[1];
    if (found !== undefined) return Number(found);
    if (child?.exitCode !== null) throw new Error(said);
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

function statusOf(host: string, taken: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request({ host, port: taken, headers: { host: 'localhost' }, agent: false });
    asked.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
    asked.end();
  });
}

const hasIpv6 = await new Promise<boolean>((resolve) => {
  const probe = createServer();
  probe.once('error', () => resolve(false));
  probe.listen({ host: '::1', port: 0 }, () => probe.close(() => resolve(true)));
});

describe('The first start', () => {
  test('fills the state folder from the examples and answers on both loopback addresses', async () => {
    start(['serve', '--port', '0']);
    const taken = await port();
    expect(await statusOf('127.0.0.1', taken)).toBe(200);
    if (hasIpv6) expect(await statusOf('::1', taken)).toBe(200);
    expect(await readFile(join(state, 'lvs.cf'), 'utf8')).toBe(
      await readFile(join(packageFolder, 'config', 'lvs.cf'), 'utf8'),
    );
    for (const name of ['lvs.cf', 'console.json', 'keys/forms.key']) {
      expect([name, (await stat(join(state, name))).mode & 0o007]).toEqual([name, 0]);
    }
  });

  test('without a terminal prints no password, makes none, and names the command', async () => {
    start(['serve', '--port', '0']);
    await port();
    await expect
      .poll(() => said, { timeout: 5_000 })
      .toContain('Nobody can log in yet. To set a password: npx lvs-console passwd');
    await expect(stat(join(state, 'htpasswd'))).rejects.toThrow('ENOENT');
  });

  test('leaves alone what is there, and a later one what is not', async () => {
    await writeFile(join(state, 'lvs.cf'), 'primary = 192.0.2.7\n');
    start(['serve', '--port', '0']);
    await port();
    child?.kill('SIGTERM');
    await ended(child as ChildProcess);
    expect(await readFile(join(state, 'lvs.cf'), 'utf8')).toBe('primary = 192.0.2.7\n');

    await rm(join(state, 'lvs.cf'));
    said = '';
    start(['serve', '--port', '0']);
    await port();
    await expect(stat(join(state, 'lvs.cf'))).rejects.toThrow('ENOENT');
  });
});

test('A console that is told to end ends at once, although a browser holds a connection', async () => {
  const process = start(['--port', '0']);
  const taken = await port();
  const held = request({ host: '127.0.0.1', port: taken, headers: { host: 'localhost' } });
  held.end();
  await once(held, 'response');
  held.on('error', () => undefined); // the cut is what is tested
  const before = performance.now();
  process.kill('SIGTERM');
  expect(await ended(process)).toBe(0);
  expect(performance.now() - before).toBeLessThan(2000);
});

test('A port in use is told in one sentence, on either address', async () => {
  for (const host of hasIpv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1']) {
    const other = createServer();
    other.listen({ host, port: 0 });
    await once(other, 'listening');
    const { port: taken } = other.address() as { port: number };
    said = '';
    expect(await ended(start(['serve', '--port', String(taken)]))).toBe(1);
    const sentence = `Port ${taken} of localhost is in use: the console may be running already.`;
    expect(said.trimEnd().split('\n').at(-1)).toBe(`lvs-console: ${sentence} Another port: --port NUMBER.`);
    expect(said.match(/lvs-console: |Error| {4}at /g)).toHaveLength(1);
    other.close();
    await once(other, 'close');
  }
});

test('A password set on the command line lets its user in', async () => {
  expect(await ended(start(['passwd'], 'sept longues nuits\n'))).toBe(0);
  expect(said).toBe('Password of piranha set.\n');
  expect((await stat(join(state, 'htpasswd'))).mode & 0o777).toBe(0o600);
  expect(await readFile(join(state, 'htpasswd'), 'utf8')).toMatch(/^piranha:\$2[aby]\$10\$[./\w]{53}\n$/);

  start(['serve', '--port', '0']);
  const taken = await port();
  const headers = { authorization: `Basic ${Buffer.from('piranha:sept longues nuits').toString('base64')}` };
  const answer = await fetch(`http://127.0.0.1:${taken}/secure/introduction`, { headers });
  expect(answer.status).toBe(200);
});

describe('What should not stay as it is is said at the start:', () => {
  const warnings = () => said.split('\n').filter((line) => line.startsWith('Warning: '));

  test('nothing, on this machine only or with a good certificate', async () => {
    await makeTestCertificate(certificateIn(state));
    start(['serve', '--port', '0']);
    await port();
    await expect.poll(() => said, { timeout: 5_000 }).toContain('and edits');
    expect(said).toMatch(/listens on https:\/\/localhost:\d+$/m);
    expect(warnings()).toEqual([]);
  });

  test('that passwords cross the network in clear text', async () => {
    start(['serve', '--port', '0', '--host', '0.0.0.0']);
    await port();
    await expect
      .poll(warnings, { timeout: 5_000 })
      .toEqual([
        expect.stringMatching(/^Warning: Passwords cross the network in clear text: .* certificate --make$/),
      ]);
  });

  test('that the certificate has ended, and that "hsts" needs one that browsers know', async () => {
    await makeTestCertificate(certificateIn(state));
    redate(certificateIn(state), '2020-01-01', '2020-02-01');
    await writeFile(join(state, 'console.json'), JSON.stringify({ hsts: true }));
    start(['serve', '--port', '0']);
    await port();
    await expect
      .poll(warnings, { timeout: 5_000 })
      .toEqual([expect.stringContaining('ended on 2020-02-01'), expect.stringContaining('"hsts"')]);
  });
});

test('A certificate that cannot be used keeps the console from starting in clear text', async () => {
  await makeTestCertificate(certificateIn(state));
  await rm(certificateIn(state).key);
  expect(await ended(start(['serve', '--port', '0']))).toBe(1);
  expect(said).toContain(`lvs-console: ${certificateIn(state).key}: there is no such file.\n`);
  expect(said).not.toContain('listens on');
});
