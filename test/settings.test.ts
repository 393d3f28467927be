import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { joinSettings } from '../src/setting-kinds.js';
import { packageFolder, readSettings } from '../src/settings.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lvs-console-settings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const inFile = (content: unknown) => {
  const path = join(folder, 'console.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

describe('Without any setting', () => {
  test('the console listens on this machine only and keeps everything in var/ of its own folder', () => {
    const state = join(packageFolder, 'var');
    expect(readSettings({ config: inFile({}) }, {})).toMatchObject({
      host: 'localhost',
      port: 3636,
      state,
      file: join(state, 'lvs.cf'),
      users: join(state, 'htpasswd'),
      hosts: [],
      command: 'npx lvs-console',
      startsFromExamples: true,
    });
  });

  test('the package folder is the one with package.json, whatever the current folder', () => {
    expect(packageFolder).toBe(resolve(import.meta.dirname, '..'));
  });

  test('the settings file is looked for in the state folder, and need not be there', () => {
    const state = join(folder, 'empty');
    expect(readSettings({ state }, {}).config).toBe(join(state, 'console.json'));
  });
});

describe('A setting', () => {
  test('comes from the flag before the variable before the settings file', () => {
    const config = inFile({ port: 1, host: '192.0.2.1', hosts: ['lvs.example'] });
    expect(readSettings({ config }, {})).toMatchObject({
      port: 1,
      host: '192.0.2.1',
      hosts: ['lvs.example'],
    });
    expect(readSettings({ config }, { LVS_CONSOLE_PORT: '2' })).toMatchObject({ port: 2, host: '192.0.2.1' });
    expect(readSettings({ config, port: '3' }, { LVS_CONSOLE_PORT: '2' }).port).toBe(3);
  });

  test.each(['host', 'port', 'state', 'file', 'config'] as const)('%s has a flag and a variable', (name) => {
    const values = { host: '::1', port: '80', state: folder, file: join(folder, 'a.cf'), config: inFile({}) };
    const text = values[name];
    const value = name === 'port' ? 80 : text;
    const config = { LVS_CONSOLE_CONFIG: values.config };
    expect(readSettings({ [name]: text }, config)[name]).toBe(value);
    expect(readSettings({}, { ...config, [`LVS_CONSOLE_${name.toUpperCase()}`]: text })[name]).toBe(value);
  });

  test('that is an empty variable is not given', () => {
    expect(
      readSettings({ config: inFile({}) }, { LVS_CONSOLE_PORT: '', LVS_CONSOLE_HOST: '' }),
    ).toMatchObject({
      port: 3636,
      host: 'localhost',
    });
  });

  test('that is a path starts at the current folder, or at the settings file that names it', () => {
    mkdirSync(join(folder, 'state'), { recursive: true });
    const config = inFile({ state: 'state', file: '../lvs.cf' });
    expect(readSettings({ config }, {})).toMatchObject({
      state: join(folder, 'state'),
      file: resolve(folder, '..', 'lvs.cf'),
      users: join(folder, 'state', 'htpasswd'),
    });
    expect(readSettings({ config, file: 'x.cf' }, {}).file).toBe(resolve('x.cf'));
  });

  test('that names the file keeps the example away from it', () => {
    expect(
      readSettings({ state: folder, file: join(folder, 'lvs.cf'), config: inFile({}) }, {}),
    ).toMatchObject({
      command: 'npx lvs-console',
      startsFromExamples: false,
    });
  });
});

describe('The certificate', () => {
  test('is looked for where one would be made, and need not be there', () => {
    const state = join(folder, 'state');
    expect(readSettings({ state, config: inFile({}) }, {}).tls).toEqual({
      certificate: join(state, 'tls', 'certificate.pem'),
      key: join(state, 'tls', 'key.pem'),
      isNamed: false,
    });
  });

  test('that is named is looked for from the settings file', () => {
    const config = inFile({ tls: { certificate: 'a.pem', key: '/etc/ssl/private/a.key' } });
    expect(readSettings({ config }, {}).tls).toEqual({
      certificate: join(folder, 'a.pem'),
      key: '/etc/ssl/private/a.key',
      isNamed: true,
    });
  });

  test.each([
    [{}, undefined],
    [{ hsts: false }, undefined],
    [{ hsts: true }, 31_536_000],
    [{ hsts: 600 }, 600],
    [{ hsts: 0 }, 0],
  ])('with %j binds browsers for %j seconds', (content, seconds) => {
    expect(readSettings({ config: inFile(content) }, {}).hsts).toBe(seconds);
  });
});

describe('A wrong setting is refused with its origin:', () => {
  const why = (flags: Parameters<typeof readSettings>[0], environment: NodeJS.ProcessEnv = {}) => {
    try {
      readSettings(flags, environment);
      return 'taken';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test.each(['', '-1', '65536', '80.5', '0x50', 'http', ' 80', '1e3'])('--port %j', (port) => {
    expect(why({ port, config: inFile({}) })).toBe(
      `--port: expects a port, 0 to 65535 (0 takes a free one), not ${JSON.stringify(port)}`,
    );
  });

  test.each(['', 'a b', 'http://x', '[::1]', '-x', 'x/24'])('LVS_CONSOLE_HOST or --host %j', (host) => {
    expect(why({ host, config: inFile({}) })).toContain('--host: expects an address or a host name');
  });

  test('a variable', () => {
    expect(why({ config: inFile({}) }, { LVS_CONSOLE_PORT: 'x' })).toBe(
      'LVS_CONSOLE_PORT: expects a port, 0 to 65535 (0 takes a free one), not "x"',
    );
  });

  test.each([
    [{ port: '3636x' }, '"port" in FILE: expects a port, 0 to 65535 (0 takes a free one), not "3636x"'],
    [{ port: null }, '"port" in FILE: expects a port, 0 to 65535 (0 takes a free one), not null'],
    [{ hosts: 'a' }, '"hosts" in FILE: expects a list of host names, such as ["router1.example"], not "a"'],
    [
      { hosts: ['a b'] },
      '"hosts" in FILE: expects a list of host names, such as ["router1.example"], not ["a b"]',
    ],
    [
      { trustedProxies: ['proxy.example'] },
      '"trustedProxies" in FILE: expects a list of addresses and networks, such as ["192.0.2.10", "10.0.0.0/8"], not ["proxy.example"]',
    ],
    [{ file: 7 }, '"file" in FILE: expects the path of lvs.cf, not 7'],
    [
      { metrics: 'yes' },
      '"metrics" in FILE: expects true, or false (the default): whether /metrics is there for Prometheus, not "yes"',
    ],
    [
      { tls: { certificate: 'a.pem' } },
      '"tls" in FILE: expects the paths of a certificate and its key, such as {"certificate": "a.pem", "key": "a.key"}, not {"certificate":"a.pem"}',
    ],
    [
      { hsts: -1 },
      '"hsts" in FILE: expects true (for one year), or a number of seconds, at most two years, not -1',
    ],
    [
      { prot: 1 },
      'FILE: unknown setting "prot"; there are host, port, state, file, hosts, trustedProxies, tls, hsts, graphs, metrics, webhook, router',
    ],
    [
      { config: 'x' },
      'FILE: unknown setting "config"; there are host, port, state, file, hosts, trustedProxies, tls, hsts, graphs, metrics, webhook, router',
    ],
    [['x'], 'FILE: expects an object of settings'],
    ['null', 'FILE: expects an object of settings'],
  ])('in the settings file, %j', (content, sentence) => {
    const config = inFile(content);
    expect(why({ config }).replaceAll(config, 'FILE')).toBe(sentence);
  });

  test.each([
    { url: 'ftp://192.0.2.10/' },
    { url: 'https://ann:secret@192.0.2.10/' },
    { url: '192.0.2.10' },
    { quietMinutes: 5 },
    { url: 'https://192.0.2.10/', quietMinutes: 1441 },
    { url: 'https://192.0.2.10/', quiet: 5 },
  ])('in the settings file, as webhook, %j', (webhook) => {
    const config = inFile({ webhook });
    expect(why({ config }).replaceAll(config, 'FILE')).toBe(
      `"webhook" in FILE: expects an address to tell events to, such as {"url": "https://192.0.2.10/lvs", "quietMinutes": 10}, with at most 1440 minutes, not ${JSON.stringify(webhook)}`,
    );
  });

  test('a settings file that is not JSON', () => {
    const config = inFile('{"port": 80,}');
    expect(why({ config })).toMatch(/console\.json: not JSON \(.+\)$/);
  });

  test('a settings file that was named and is not there', () => {
    const config = join(folder, 'missing.json');
    expect(why({ config })).toBe(`${config}: the settings file cannot be read (ENOENT)`);
  });
});

describe('The settings of another machine', () => {
  const other = JSON.stringify({
    host: '::',
    port: 4000,
    hosts: ['lvs.example'],
    file: '/srv/lvs.cf',
    hsts: true,
  });

  test('are taken where they are as good here; places and programs stay those of this machine', () => {
    const own = JSON.stringify({ port: 5000, file: '/etc/lvs.cf', trustedProxies: ['10.0.0.1'] });
    const { notTaken, text } = joinSettings(own, other);
    const taken = { host: '::', port: 4000, hosts: ['lvs.example'], hsts: true };
    expect(JSON.parse(text)).toEqual({ ...taken, file: '/etc/lvs.cf' });
    expect(notTaken).toEqual(['file']);
    expect(JSON.parse(joinSettings(undefined, other).text)).toEqual(taken);
  });

  test('are refused where no console could start with them', () => {
    expect(() => joinSettings(undefined, '{"port": "http"}')).toThrow(
      '"port" in the archive: expects a port',
    );
    expect(() => joinSettings(undefined, '{"unknown": 1}')).toThrow('unknown setting "unknown"');
    expect(() => joinSettings(undefined, 'x')).toThrow('console.json of the archive: not JSON');
  });
});
