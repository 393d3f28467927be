import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import {
  add,
  both,
  type Change,
  inactive,
  serverKeys,
  set,
  web,
  webKeys,
  webWithout,
  without,
} from '../../support/changes.js';
import { type BlockDraft, clusterText, httpDraft, type Keys } from '../../support/cluster.js';
import { advice, broken, problemsAfter, type RuleCase, rows } from '../../support/rule-case.js';

const mark = (name: string, port: string, keys: Keys = {}): BlockDraft => {
  const block = httpDraft(name, '192.0.2.110', 'eth0:5');
  Object.assign(block.keys, { fwmark: '80', port, persistent: '300', ...keys });
  return block;
};

const copyOfWeb = (keys: Keys = {}, change: (copy: BlockDraft) => void = () => undefined): Change => {
  const copy = httpDraft('copy', '192.0.2.100', 'eth0:1');
  for (const server of copy.servers) server.keys['port'] = '8080';
  Object.assign(copy.keys, keys);
  change(copy);
  return add(copy);
};

const cases: readonly RuleCase[] = [
  // One and the same for the daemon
  ['one service twice, alike', copyOfWeb(), advice('same_service', 'address = 192.0.2.100 eth0:1')],
  [
    'one service twice, scheduled differently',
    copyOfWeb({ scheduler: 'rr' }),
    broken('same_service_differs', 'address = 192.0.2.100 eth0:1'),
  ],
  [
    'one service twice, only one of them marked',
    copyOfWeb({ fwmark: '5', persistent: '60' }),
    broken('same_service_differs', 'address = 192.0.2.100 eth0:1'),
  ],
  [
    'one service twice with other real servers',
    copyOfWeb({}, ({ servers }) => servers.pop()),
    broken('same_service_differs', 'address = 192.0.2.100 eth0:1'),
  ],
  [
    'one service twice, the second inactive',
    copyOfWeb({ scheduler: 'rr', active: '0' }),
    advice('same_service_differs', 'address = 192.0.2.100 eth0:1'),
  ],
  [
    'one service twice, the first inactive: the second counts',
    both(inactive, copyOfWeb({ scheduler: 'rr' })),
    advice('same_service_differs', 'address = 192.0.2.100 eth0:1'),
  ],
  ['the same address and port over another protocol', copyOfWeb({ protocol: 'udp', send: '"ping"' })],
  [
    'a mark shared as the guide does it',
    both(add(mark('http', '80')), add(mark('https', '443'))),
    advice('shared_mark', 'fwmark = 80'),
  ],
  [
    'a mark shared with an inactive one',
    both(add(mark('http', '80', { active: '0' })), add(mark('https', '443'))),
  ],
  [
    'different persistence under one mark',
    both(add(mark('http', '80')), add(mark('https', '443', { persistent: '60' }))),
    broken('shared_mark_differs', 'persistent = 60'),
  ],
  [
    'different persistence under one mark, one of them inactive',
    both(add(mark('http', '80')), add(mark('https', '443', { persistent: '60', active: '0' }))),
    advice('shared_mark_differs', 'persistent = 60'),
  ],
  [
    'different real servers under one mark',
    both(
      add(mark('http', '80')),
      add({ ...mark('https', '443'), servers: mark('https', '443').servers.slice(1) }),
    ),
    broken('shared_mark_differs', 'fwmark = 80'),
  ],
  [
    'a mark without persistence',
    webKeys({ fwmark: '80' }),
    advice('mark_without_persistence', 'fwmark = 80', { keyword: 'persistent' }),
  ],
  // Persistence
  [
    'a persistence mask without persistence',
    webKeys({ pmask: '255.255.255.0' }),
    advice('mask_without_persistence', 'pmask = 255.255.255.0'),
  ],
  [
    'a persistence mask of one host',
    webKeys({ pmask: '255.255.255.255', persistent: '60' }),
    advice('mask_of_one_host', 'pmask = 255.255.255.255'),
  ],
  // The sorry server
  [
    'a sorry server that is a virtual address',
    webKeys({ sorry_server: '192.0.2.101' }),
    broken('sorry_server_is_vip', 'sorry_server = 192.0.2.101'),
  ],
  [
    'a sorry server that is a real server',
    webKeys({ sorry_server: '10.0.0.12' }),
    advice('sorry_server_is_real', 'sorry_server = 10.0.0.12'),
  ],
  // Monitoring
  [
    'a program that hides what is sent',
    webKeys({ send_program: '"/bin/check %h"' }),
    advice('program_hides_send', 'send = "GET / HTTP/1.0\\r\\n\\r\\n"'),
  ],
  [
    'a regular expression for the output of a program',
    both(webWithout('send'), webKeys({ send_program: '"/bin/check %h"', use_regex: '1' })),
    advice('regex_ignored', 'use_regex = 1'),
  ],
  [
    'a regular expression without an expression',
    both(webWithout('expect'), webKeys({ use_regex: '1' })),
    advice('regex_ignored', 'use_regex = 1'),
  ],
  [
    'an expression that does not compile',
    webKeys({ expect: '"(HTTP"', use_regex: '1' }),
    broken('regex_invalid', 'expect = "(HTTP"'),
  ],
  [
    'an expression that does not compile, of an inactive virtual server',
    both(webKeys({ expect: '"[[:digits:]]"', use_regex: '1' }), inactive),
    advice('regex_invalid', 'expect = "[[:digits:]]"'),
  ],
  [
    'escapes are turned before an expression is compiled',
    webKeys({ expect: '"HTTP/1\\\\.1 \\\\(200"', use_regex: '1' }),
  ],
  ['an expression that is only a text', webKeys({ expect: '"(HTTP"' })],
  [
    'a web request over UDP',
    webKeys({ protocol: 'udp' }),
    broken('udp_http_send', 'send = "GET / HTTP/1.0\\r\\n\\r\\n"'),
  ],
  [
    'a check over UDP that sends nothing',
    both(webKeys({ protocol: 'udp' }), webWithout('send')),
    broken('udp_without_send', 'protocol = udp', { keyword: 'send' }),
  ],
  [
    'a check over UDP that is left to a program',
    both(webKeys({ protocol: 'udp', send_program: '"/bin/check %h"' }), webWithout('send')),
  ],
  // Real servers
  [
    'an active virtual server without an active real server',
    web(({ servers }) => {
      for (const { keys } of servers) keys['active'] = '0';
    }),
    advice('no_active_server', 'virtual web {'),
  ],
  [
    'an active real server without an address',
    serverKeys({ address: '0.0.0.0' }),
    broken('address_placeholder', 'address = 0.0.0.0'),
  ],
  [
    'an inactive real server without an address',
    serverKeys({ address: '0.0.0.0', active: '0' }),
    advice('address_placeholder', 'address = 0.0.0.0'),
  ],
  [
    'an active real server without an address, of an inactive virtual server',
    both(serverKeys({ address: '0.0.0.0' }), inactive),
    advice('address_placeholder', 'address = 0.0.0.0'),
  ],
  [
    'one real server twice',
    serverKeys({ address: '10.0.0.12' }),
    broken('duplicate_server_address', 'address = 10.0.0.12'),
  ],
  [
    'one real server twice, one of them inactive',
    serverKeys({ address: '10.0.0.12', active: '0' }),
    advice('duplicate_server_address', 'address = 10.0.0.12'),
  ],
  ['one machine on two ports', serverKeys({ address: '10.0.0.12', port: '8081' })],
  [
    'a real server that is the virtual address',
    serverKeys({ address: '192.0.2.100' }),
    broken('server_is_vip', 'address = 192.0.2.100'),
  ],
  [
    'a real server that is the NAT router',
    serverKeys({ address: '10.0.0.254' }),
    broken('server_is_router', 'address = 10.0.0.254'),
  ],
  [
    'a real server that is the backup router',
    serverKeys({ address: '10.0.0.2' }),
    advice('server_is_router', 'address = 10.0.0.2'),
  ],
  [
    'another port of a real server with direct routing',
    both(
      set({ network: 'direct' }),
      without('nat_router'),
      web(({ servers }) => delete servers[1]?.keys['port']),
    ),
    broken('port_changed', 'port = 8080'),
  ],
  [
    'another port of a real server with direct routing, under a mark',
    both(
      set({ network: 'direct' }),
      without('nat_router'),
      webKeys({ fwmark: '80', persistent: '300' }),
      web(({ servers }) => delete servers[1]?.keys['port']),
    ),
    advice('port_changed', 'port = 8080'),
  ],
];

describe('what is wrong with virtual servers and their real servers', () => {
  it.each(rows(cases))('%s', (_, { change, problems }) => {
    expect(problemsAfter(change)).toEqual(problems);
  });

  it('a real server before the port of its virtual server keeps the port from before', () => {
    const earlyServer = (port: string, active: string) =>
      readConfig(
        clusterText().replace(
          /virtual mail \{.*/s,
          [
            'virtual mail {',
            `     active = ${active}`,
            '     address = 192.0.2.101 eth0:2',
            '     server early {',
            '         address = 10.0.0.12',
            '         active = 1',
            '     }',
            `     port = ${port}`,
            '}',
            '',
          ].join('\n'),
        ),
      ).problems.map(({ code, severity, params, subject: { keyword } }) => ({
        code,
        severity,
        params,
        keyword,
      }));
    const params = { name: 'early', port: 80, virtualPort: 25 };
    const problem = { code: 'server_before_port', params, keyword: 'port' };
    expect(earlyServer('25', '1')).toEqual([{ ...problem, severity: 'broken' }]);
    expect(earlyServer('25', '0')).toEqual([{ ...problem, severity: 'advice' }]);
    expect(earlyServer('80', '1')).toEqual([]);
  });

  it('a problem names the object it belongs to', () => {
    const { problems } = readConfig(clusterText(serverKeys({ address: '192.0.2.100' })));
    expect(problems.map(({ subject }) => subject)).toEqual([
      { scope: 'server', block: 0, server: 0, keyword: 'address' },
    ]);
  });
});
