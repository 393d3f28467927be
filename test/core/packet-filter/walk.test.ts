import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tablesOfIptables } from '../../../src/core/packet-filter/from-iptables.js';
import { tablesOfNft } from '../../../src/core/packet-filter/from-nft.js';
import { numberOf, type SeenTable } from '../../../src/core/packet-filter/seen-rule.js';
import { type Packet, walk } from '../../../src/core/packet-filter/walk.js';

const capture = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../captures/packet-filter', name), 'utf8');

const byIptables = tablesOfIptables(capture('iptables-save.txt'));
const byNft = tablesOfNft(capture('nft-ruleset.json')) ?? [];

const [tcp, udp, vrrp] = [6, 17, 112];
const toWeb = { protocol: tcp, destination: numberOf('10.0.0.100'), port: 80, into: 'eth0', state: 'new' };
const advert = { protocol: vrrp, source: numberOf('10.0.0.3'), into: 'eth0', state: 'new' };

const ends = (tables: readonly SeenTable[], packet: Packet) =>
  [...new Set(walk(tables, 'input', 'filter', packet).map(({ end }) => end))].sort();
const marks = (tables: readonly SeenTable[], packet: Packet) =>
  walk(tables, 'prerouting', 'filter', packet).map(({ mark }) => mark);

describe.each([
  ['iptables', byIptables],
  ['nft', byNft],
])('A packet filter of %s as it is printed', (_tool, tables) => {
  test('lets in VRRP of the other router, and of nobody else', () => {
    expect(ends(tables, advert)).toEqual(['accept']);
    expect(ends(tables, { ...advert, source: numberOf('10.9.9.9') })).toContain('refuse');
  });

  test('lets in clients where a rule says so', () => {
    expect(ends(tables, toWeb)).toEqual(['accept']);
    expect(ends(tables, { ...toWeb, port: 443 })).toEqual(['accept']);
    expect(ends(tables, { ...toWeb, destination: numberOf('10.0.9.9') })).not.toContain('masquerade');
  });

  test('gives marks to single ports, to several and to a range', () => {
    expect(marks(tables, toWeb)).toEqual([80]);
    expect(marks(tables, { ...toWeb, port: 443 })).toEqual([80]);
    expect(marks(tables, { ...toWeb, port: 8080 })).toEqual([0]);
    const ftp = numberOf(tables === byNft ? '10.0.0.100' : '10.0.0.101');
    for (const port of [10_000, 15_000, 20_000]) {
      expect(marks(tables, { ...toWeb, destination: ftp, port })).toEqual([21]);
    }
    expect(marks(tables, { ...toWeb, protocol: udp })).toEqual([0]);
  });

  test('translates data connections of active FTP', () => {
    const packet = { protocol: tcp, source: numberOf('192.168.10.11'), sourcePort: 20 };
    const found = (one: Packet) => walk(tables, 'postrouting', 'nat', one).map(({ end }) => end);
    expect(found(packet)).toEqual(['masquerade']);
    expect(found({ ...packet, sourcePort: 80 })).toEqual(['accept']);
  });
});

describe('What is not known of a packet', () => {
  test('leaves both ends open where a rule asks for it', () => {
    const ftp = { ...toWeb, destination: numberOf('10.0.0.101'), port: 21 };
    expect(ends(byIptables, ftp)).toEqual(['accept', 'refuse']);
    expect(ends(byIptables, { ...ftp, source: numberOf('192.0.2.9') })).toEqual(['accept']);
    expect(ends(byIptables, { ...ftp, source: numberOf('192.0.3.9') })).toEqual(['refuse']);
  });

  test('is also what a rule with a limit or a named set asks for', () => {
    expect(ends(byNft, { ...toWeb, port: 9 })).toEqual(['accept', 'refuse']);
  });
});

const filter = (...rules: string[]) =>
  tablesOfIptables(['*filter', ':INPUT DROP [0:0]', ':own - [0:0]', ...rules, 'COMMIT', ''].join('\n'));

describe('A rule of iptables', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['counts when nothing else is asked', ['-A INPUT -j ACCEPT'], ['accept']],
    ['counts with an exception', ['-A INPUT ! -s 10.0.0.3/32 -j ACCEPT'], ['refuse']],
    ['goes on after a chain of its own', ['-A INPUT -j own', '-A INPUT -j ACCEPT'], ['accept']],
    [
      'is left by RETURN',
      ['-A own -j RETURN', '-A own -j DROP', '-A INPUT -j own', '-A INPUT -j ACCEPT'],
      ['accept'],
    ],
    ['does not come back from -g', ['-A INPUT -g own', '-A INPUT -j ACCEPT'], ['refuse']],
    [
      'may let in where it asks for the time of day',
      ['-A INPUT -m time --timestart 01:00 -j ACCEPT'],
      ['accept', 'refuse'],
    ],
    ['may do anything with a target of others', ['-A INPUT -j TARPIT --tarpit'], ['accept', 'refuse']],
    ['only tells with LOG', ['-A INPUT -j LOG --log-prefix "x -j ACCEPT "'], ['refuse']],
    ['is not followed for ever', ['-A own -j own', '-A INPUT -j own'], ['accept', 'refuse']],
    ['may concern a device with any end', ['-A INPUT -i eth+ -j ACCEPT'], ['accept', 'refuse']],
  ])('%s', (_what, rules, expected) => {
    expect(ends(filter(...rules), advert)).toEqual(expected);
  });

  test('may leave bits of a mark as they were', () => {
    const tables = tablesOfIptables(
      [
        '*mangle',
        ':PREROUTING ACCEPT [0:0]',
        '-A PREROUTING -j MARK --set-xmark 0x50/0xffffffff',
        '-A PREROUTING -j MARK --set-xmark 0x100/0x100',
        '-A PREROUTING -j MARK --set-mark 0x1/0xf',
      ].join('\n'),
    );
    expect(marks(tables, toWeb)).toEqual([0x151]);
  });
});

test('what is no output of nft is not taken for an empty packet filter', () => {
  for (const text of ['', '{}', '[]', 'table ip x {', '{"nftables": 1}']) {
    expect(tablesOfNft(text)).toBeUndefined();
  }
});

test.each([
  ['without parts', '{}'],
  ['with parts that are none', '{"expr": {"accept": null}}'],
  ['with parts that are deeper than any', `{"expr": [${'['.repeat(100_000)}${']'.repeat(100_000)}]}`],
])('A rule of nft %s may do nothing, or anything', (_name, rule) => {
  const at = '"family": "ip", "table": "t"';
  const chain = `{"chain": {${at}, "name": "c", "hook": "input", "prio": 0, "policy": "accept"}}`;
  const own = rule.replace(/^\{/, `{${at}, "chain": "c"${rule === '{}' ? '' : ','}`);
  const text = `{"nftables": [{"table": {"family": "ip", "name": "t"}}, ${chain}, {"rule": ${own}}]}`;
  expect(ends(tablesOfNft(text) ?? [], toWeb)).toContain('accept');
});

test('Chains that jump into each other again and again keep nobody waiting, and leave both ends open', () => {
  const names = Array.from({ length: 14 }, (_, index) => `C${index}`);
  const rules = names.flatMap((name, index) => {
    const to = names[index + 1];
    return to === undefined ? [`-A ${name} -p udp -j ACCEPT`] : Array(10).fill(`-A ${name} -j ${to}`);
  });
  const heads = names.map((name) => `:${name} - [0:0]`);
  const [first = ''] = names;
  const text = ['*filter', ':INPUT ACCEPT [0:0]', ...heads, `-A INPUT -j ${first}`, ...rules].join('\n');
  const tables = tablesOfIptables(text).map(({ chains, name }): SeenTable => {
    let jumps = 0;
    const get = (chain: string) => {
      // Ten thousand thousand millions of jumps would be followed, in a loop that nothing stops.
      if (++jumps > 5_000_000) throw new Error('it is followed for ever');
      return chains.get(chain);
    };
    return { name, chains: Object.assign(new Map(chains), { get }) };
  });
  for (let packets = 0; packets < 20; packets++) expect(ends(tables, toWeb)).toEqual(['accept', 'refuse']);
});
