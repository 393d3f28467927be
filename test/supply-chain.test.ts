import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const project = resolve(import.meta.dirname, '..');
const json = (path: string) => JSON.parse(readFileSync(join(project, path), 'utf8'));

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
}

const manifest = json('package.json');
const locked: [string, Locked][] = Object.entries(json('package-lock.json').packages);
const installed = locked.filter(([path]) => path !== '');

describe('What the console is built from', () => {
  test('is named to the last digit, and locked', () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
      expect(locked.find(([path]) => path === `node_modules/${name}`)?.[1].version).toBe(version);
    }
  });

  test('has a checksum, each part of it that runs on a router', () => {
    const shipped = installed.filter(([, { dev }]) => dev !== true);
    expect(shipped.length).toBeGreaterThan(50);
    const without = shipped.filter(([, { integrity = '' }]) => !/^sha512-/.test(integrity));
    expect(without.map(([path]) => path)).toEqual([]);
  });

  test('runs no scripts when it is installed, but those that are named and refused', () => {
    const scripts = installed.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    const names = scripts.map(([path]) => path.replace(/^.*node_modules\//, ''));
    for (const name of names) expect([name, manifest.allowScripts[name]]).toEqual([name, false]);
  });

  /** The first version without the flaw. */
  test.each([
    ['eta', '2.0.0', 'CVE-2022-25967: code in the options of a template'],
    ['fastify', '5.7.2', 'CVE-2026-25223: a content type that skips the schema'],
    ['ssh2', '1.4.0', 'CVE-2020-26301: a command line for a Windows agent'],
  ])('holds no %s older than %s (%s)', (name, least) => {
    const number = (version: string) =>
      version.split('.').reduce((sum, part) => sum * 10_000 + Number(part), 0);
    const found = installed.filter(([path]) => path.endsWith(`node_modules/${name}`));
    expect(found.length).toBeGreaterThan(0);
    for (const [, { version = '0.0.0' }] of found) {
      expect(number(version)).toBeGreaterThanOrEqual(number(least));
      expect(json(`node_modules/${name}/package.json`).version).toBe(version);
    }
  });
});

test('Nothing that is shipped holds a key, a certificate, a password or a hash of one (CVE-2000-0248)', () => {
  const secrets = [
    /-----BEGIN [A-Z ]*(?:PRIVATE KEY|CERTIFICATE)-----\n[A-Za-z0-9+/]/,
    /^\s*[\w.-]+:(?:\$(?:2[aby]|apr1|1|5|6)\$|\{SHA\})\S+/m,
    /\bpassw(?:or)?d\s*[=:]\s*["'][^"'$\s]{6,}["']/i,
  ];
  const found: string[] = [];
  let files = 0;
  for (const folder of ['config', 'public', 'src', 'views']) {
    const entries = readdirSync(join(project, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, 'utf8');
      files += 1;
      if (secrets.some((secret) => secret.test(text))) found.push(path);
    }
  }
  expect(files).toBeGreaterThan(200);
  expect(found).toEqual([]);
});
