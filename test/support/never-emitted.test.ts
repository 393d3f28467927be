import { describe, expect, test } from 'vitest';
import { stanzas } from '../../src/core/lvscf/config.js';
import type { Scope } from '../../src/core/problem.js';
import { neverEmitted } from './never-emitted.js';

const faultsOf = (line: string) => neverEmitted(`# first\n${line}\n`, [1]);

describe('The list of what is never written', () => {
  test.each([
    'rsh_command = "ssh" ',
    'rsh_command = ssh ',
    'rsh_command = ssh # note',
    "rsh_command = 'ssh'",
    'rsh_command = "ssh"',
    'rsh_command = a"b',
    'rsh_command = caf\xe9',
    'rsh_command = a\x1bb',
    'debug_level = {',
    'active_cmd = "/bin/true"',
    'active_cmd = /bin/true now',
    'send = GET',
    "send = 'GET'",
    'send = "a"b"',
    'send = "it\'s"',
    'send = "a\\\\\'s"',
    'send_program = "/bin/check \\\'%h\\\'"',
    'send = "a\\d"',
    'send = "a\\"',
    'send = "',
    `send = "${'x'.repeat(256)}"`,
    `send_program = "${'x'.repeat(255)}"`,
    `start_cmd = "${'x '.repeat(40)}"`,
    'keepalive = 06',
    'keepalive = +6',
    'keepalive = 0x6',
    'keepalive = "6"',
    'keepalive = 0',
    'timeout = 0',
    'serial_no = 2147483648',
    'port = 65536',
    'port = http',
    'persistent = 1000000000',
    'primary = 0.0.0.0',
    'primary = router1',
    'primary = 10.1',
    'primary = 010.0.0.1',
    'primary = 192.0.2.256',
    'address = 192.0.2.1 eth0:1 x',
    'nat_router = 192.0.2.1',
    'vip_nmask = 24',
    'pmask = 255.0.255.0',
    'network = dr',
    'scheduler = WLC',
    'active = yes',
    'active=1',
    'colour = red',
    'sync = 1',
    'master = 192.0.2.1',
    'dirs = [ a ]',
    'nmask = 255.255.255.0',
    '} # end',
    'virtual a{ {',
    'virtual port {',
    'virtual x%s {',
    'server #1 {',
    'server caf\xe9 {',
    'virtual x {  ',
  ])('has %j', (line) => {
    expect(faultsOf(line)).toHaveLength(1);
  });

  test('looks at the whole text too', () => {
    expect(neverEmitted('', [])).toEqual(['an empty file']);
    expect(neverEmitted('a\r\n', [])).toEqual(['a carriage return']);
    expect(neverEmitted('\xef\xbb\xbf# x\n', [])).toEqual(['a byte order mark']);
  });

  test('leaves other lines alone', () => {
    expect(neverEmitted('colour = red \n# caf\xe9\n', [])).toEqual([]);
  });

  test.each(Object.keys(stanzas) as Scope[])('has no good text of the catalogue: %s', (scope) => {
    for (const [keyword, { good, obsolete }] of Object.entries(stanzas[scope])) {
      if (obsolete) continue;
      for (const text of good) expect(faultsOf(`${keyword} = ${text}`)).toEqual([]);
    }
  });
});
