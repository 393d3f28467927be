import { describe, expect, test } from 'vitest';
import { namesOf, partOf, readManifest } from '../../../src/core/archive/contents.js';

describe('The names in an archive', () => {
  test.each([
    ['lvs.cf', 'lvs_cf'],
    ['history/index.jsonl', 'index'],
    ['history/000012-0123456789ab.cf', 'version'],
    ['access/htpasswd', 'access'],
  ])('are %s, which is %s', (name, part) => {
    expect(partOf(name)).toBe(part);
  });

  test.each([
    'LVS.CF',
    './lvs.cf',
    'lvs.cf/',
    'history/12-0123456789ab.cf',
    'history/000012-0123456789AB.cf',
    'history/000012-0123456789ab.cf\n',
    'ssh/id_ed25519',
    'toString',
    '__proto__',
    '',
  ])('are never %j', (name) => {
    expect(partOf(name)).toBeUndefined();
  });

  test('are all of one part or of another', () => {
    expect(namesOf('access')).toEqual([
      'access/htpasswd',
      'access/htgroup',
      'access/htaccess',
      'access/secure.htaccess',
    ]);
    expect(namesOf('version')).toEqual([]);
  });
});

describe('The manifest of an archive', () => {
  const manifest = {
    format: 1,
    version: '0.1.0',
    host: 'router1',
    time: '2026-01-02T12:00:00.000Z',
    files: [],
  };

  test('is read as it is written', () => {
    expect(readManifest(JSON.stringify(manifest))).toEqual(manifest);
  });

  test.each([
    ['', 'nothing'],
    ['null', 'no object'],
    [JSON.stringify({ ...manifest, format: 2 }), 'a later format'],
    [JSON.stringify({ ...manifest, time: 'now' }), 'a time that is none'],
    [
      JSON.stringify({ ...manifest, files: [{ name: 'lvs.cf', bytes: -1, sha256: 'a'.repeat(64) }] }),
      'a bad size',
    ],
    [JSON.stringify({ ...manifest, files: [{ name: 'lvs.cf', bytes: 1, sha256: '../x' }] }), 'a bad hash'],
  ])('is refused when it is %j: %s', (text) => {
    expect(readManifest(text)).toBeUndefined();
  });
});
