import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../src/core/access/address.js';
import { judge, parseAccessRules } from '../../../src/core/access/htaccess.js';
import { agreed, refusedByBoth } from './allowlist-cases.js';

function addressOf(text: string) {
  const address = parseAddress(text);
  if (address === undefined) throw new Error(`${text} is no address`);
  return address;
}

const verdict = (rules: string, from: string, to?: string) =>
  judge(parseAccessRules(rules), addressOf(from), to === undefined ? undefined : addressOf(to));

describe('An allowlist', () => {
  test.each(agreed)('decides as Apache does: $rules', ({ rules, allowed, refused }) => {
    expect(parseAccessRules(rules).problems).toEqual([]);
    for (const address of allowed)
      expect([address, verdict(rules, address).allowed]).toEqual([address, true]);
    for (const address of refused)
      expect([address, verdict(rules, address).allowed]).toEqual([address, false]);
  });

  test.each(refusedByBoth)('refuses the line that Apache refuses: %s', (line) => {
    const rules = `Order deny,allow\n\n${line}`;
    expect(parseAccessRules(rules).problems.map(({ line: number }) => number)).toEqual([3]);
    expect(verdict(rules, '10.0.0.1')).toEqual({ allowed: false, why: 'problem', line: 3 });
    expect(verdict(rules, '127.0.0.1')).toEqual({ allowed: true, why: 'problem', line: 3 });
    expect(verdict(rules, '::1').allowed).toBe(true);
  });

  test.each([
    ['Allow from router1.example', 'host_name', 'router1.example'],
    ['Allow from .example', 'host_name', '.example'],
    ['Require host example.org', 'host_name', 'example.org'],
    ['Allow from 010.0.0.1', 'bad_address', '010.0.0.1'],
    ['Allow from 0x7f.1', 'bad_address', '0x7f.1'],
    ['Allow from 0x7f000001', 'bad_address', '0x7f000001'],
    ['Allow from 2130706433', 'bad_address', '2130706433'],
    ['Allow from fe80::1%eth0', 'bad_address', 'fe80::1%eth0'],
    ['Allow from 10.0.0.0/255.0.255.0', 'bad_mask', '10.0.0.0/255.0.255.0'],
    ['Allow from 10.0.0.0/08', 'bad_mask', '10.0.0.0/08'],
    ['Allow from 0.0.0.0/0', 'names_everybody', '0.0.0.0/0'],
    ['Allow from 10.0.0.0/0', 'names_everybody', '10.0.0.0/0'],
    ['Allow from ::ffff:0:0/96', 'names_everybody', '::ffff:0:0/96'],
    ['Allow from env=trusted', 'bad_address', 'env=trusted'],
    ['Allow 10', 'from_missing', 'Allow'],
    ['Allow from', 'nothing_named', 'Allow from'],
    ['Allow from 10 # the lab', 'comment_behind', '#'],
    ['Order allow, deny', 'bad_order', 'allow, deny'],
    ['Require valid-user', 'bad_require', 'valid-user'],
    ['Require not ip 10', 'bad_require', 'not ip 10'],
    ['Require local 10', 'bad_require', 'local 10'],
    ['<Limit POST>', 'unknown_directive', '<Limit'],
  ])('says what is wrong with the line %s: %s', (rules, fault, word) => {
    expect(parseAccessRules(rules).problems).toEqual([{ line: 1, fault, word }]);
  });

  test('names the line that decided', () => {
    const rules = '# lab\nOrder deny,allow\nDeny from all\nAllow from 10\nAllow from 10.1.2.3';
    expect(verdict(rules, '10.1.2.3')).toEqual({ allowed: true, why: 'rule', line: 4 });
    expect(verdict(rules, '11.1.2.3')).toEqual({ allowed: false, why: 'rule', line: 3 });
    expect(verdict('Allow from 10\nOrder allow,deny', '11.0.0.1')).toEqual({
      allowed: false,
      why: 'unnamed',
      line: 2,
    });
    expect(verdict('Require ip 10', '11.0.0.1')).toEqual({ allowed: false, why: 'unnamed' });
  });

  test.each(['', '\n\n', '# Order deny,allow\n# Allow from all\n'])(
    'that says nothing lets in this machine only, where Apache would let everybody in',
    (rules) => {
      expect(verdict(rules, '10.0.0.1')).toEqual({ allowed: false, why: 'silent' });
      expect(verdict(rules, '127.0.0.1')).toEqual({ allowed: true, why: 'silent' });
    },
  );

  test('takes an IPv4 address inside an IPv6 one for what it is, on either side', () => {
    const rules = 'Order deny,allow\nDeny from all\nAllow from ::ffff:10.1.2.0/120 ::ffff:c000:201';
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '::ffff:a01:203', '192.0.2.1']) {
      expect([address, verdict(rules, address).allowed]).toEqual([address, true]);
    }
    expect(verdict(rules, '10.1.3.3').allowed).toBe(false);
    expect(verdict('Require local', '::ffff:127.0.0.1').allowed).toBe(true);
  });

  test('counts a machine that talks to its own address as local', () => {
    expect(verdict('Require local', '192.0.2.1', '192.0.2.1').allowed).toBe(true);
    expect(verdict('Require local', '192.0.2.1', '::ffff:192.0.2.1').allowed).toBe(true);
    expect(verdict('Require local', '192.0.2.1', '192.0.2.2').allowed).toBe(false);
  });

  test('with a wrong line and a right one that opens the door stays shut', () => {
    expect(verdict('Order deny,allow\nAllow from all\nAllow from lab', '10.0.0.1').allowed).toBe(false);
  });
});
