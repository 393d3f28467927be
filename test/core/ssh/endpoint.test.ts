import { describe, expect, it } from 'vitest';
import { backupShape } from '../../../src/core/ssh/backup-settings.js';
import { harmless, isHost, isRemotePath, isUser } from '../../../src/core/ssh/endpoint.js';

describe('what may name the other router', () => {
  it.each([
    '192.0.2.2',
    '2001:db8::2',
    'fe80::1%eth0',
    'lb2',
    'lb2.example.org',
    'LB-2.example',
    '2lb.example',
  ])('%s', (text) => expect(isHost(text)).toBe(true));

  it.each([
    '',
    '-oProxyCommand=touch /tmp/x',
    '-lb2',
    'lb2-',
    'lb2..example',
    'lb2 example',
    'lb2;reboot',
    'user@lb2',
    'lb2:22',
    '[2001:db8::2]',
    '192.0.2',
    '192.0.2.256',
    '0300.0.2.2',
    '0x7f000001',
    '127.1',
    '$(reboot)',
    'lb2\n',
    'é.example',
    'a'.repeat(64),
    `${'a.'.repeat(127)}aa`,
    '::1%-x;y',
  ])('never %j', (text) => expect(isHost(text)).toBe(false));
});

it('an account begins with a letter', () => {
  expect(
    ['root', 'lvs-console', '_x', 'a.b', 'machine$', 'x'.repeat(32)].filter((text) => !isUser(text)),
  ).toEqual([]);
  const wrong = [
    '',
    '-root',
    '-oX=y',
    'ro ot',
    'root;',
    'x'.repeat(33),
    '0',
    'r\u0000',
    '../x',
    '$x',
    'root\n',
  ];
  expect(wrong.filter(isUser)).toEqual([]);
});

it('a path is absolute, and leads where it says', () => {
  expect(['/etc/sysconfig/ha/lvs.cf', '/a', '/a b/é'].filter((text) => !isRemotePath(text))).toEqual([]);
  const wrong = [
    '',
    '/',
    'a',
    './a',
    '/a/',
    '/a//b',
    '/a/../b',
    '/a/./b',
    '/a\n',
    '/a\u0000b',
    `/${'a'.repeat(4096)}`,
  ];
  expect(wrong.filter(isRemotePath)).toEqual([]);
});

it('words of the other end become one line without anything that a terminal obeys', () => {
  expect(harmless('\u001b[31mred\u0007\r\n two\u202e ')).toBe('[31mred two');
  expect(harmless('x'.repeat(500))).toHaveLength(200);
});

it('the settings of a connection hold nothing but a connection', () => {
  const settings = {
    format: 1,
    address: 'lb2',
    port: 22,
    user: 'root',
    login: { kind: 'console_key' },
    copyTo: null,
  };
  expect(backupShape.safeParse(settings).success).toBe(true);
  for (const wrong of [
    { address: '-lb2' },
    { port: 0 },
    { port: 65536 },
    { user: '-root' },
    { copyTo: 'lvs.cf' },
    { login: { kind: 'password', password: 'secret' } },
    { login: { kind: 'key_file', path: 'id_rsa' } },
    { more: 1 },
  ]) {
    expect(backupShape.safeParse({ ...settings, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
  }
});
