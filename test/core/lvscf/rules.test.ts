import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import {
  add,
  allInactive,
  both,
  inactive,
  named,
  set,
  web,
  webKeys,
  webWithout,
  without,
} from '../../support/changes.js';
import { clusterText, failoverDraft, httpDraft } from '../../support/cluster.js';
import { advice, broken, problemsAfter, type RuleCase, rows } from '../../support/rule-case.js';

const cases: readonly RuleCase[] = [
  // The two routers
  ['nothing is wrong with the cluster itself', () => undefined],
  ['no router is the primary', without('primary'), broken('primary_missing')],
  [
    'no router is the primary of a file in which nothing runs yet',
    both(without('primary'), allInactive),
    advice('primary_missing'),
    broken('nothing_active'),
  ],
  [
    'a backup is wanted, but has no address',
    set({ backup: '0.0.0.0' }),
    broken('backup_missing', 'backup = 0.0.0.0'),
  ],
  [
    'a backup is wanted, but is not there at all',
    without('backup'),
    broken('backup_missing', 'backup_active = 1', { keyword: 'backup' }),
  ],
  [
    'the backup is the primary',
    set({ backup: '192.0.2.1' }),
    broken('backup_is_primary', 'backup = 192.0.2.1'),
  ],
  [
    'the backup that is not used is the primary',
    set({ backup: '192.0.2.1', backup_active: '0' }),
    advice('backup_is_primary', 'backup = 192.0.2.1'),
  ],
  [
    "the backup's private address is the primary's",
    set({ backup_private: '10.0.0.1' }),
    broken('backup_is_primary', 'backup_private = 10.0.0.1'),
  ],
  [
    'only the primary has a private address',
    without('backup_private'),
    advice('private_alone', 'primary_private = 10.0.0.1'),
  ],
  [
    'only the backup has a private address',
    without('primary_private'),
    advice('private_alone', 'backup_private = 10.0.0.2'),
  ],
  [
    'the other router is dead before a heartbeat is due',
    set({ deadtime: '6' }),
    broken('deadtime_short', 'deadtime = 6'),
  ],
  [
    'a short deadtime without a backup',
    set({ deadtime: '2', backup_active: '0' }),
    advice('deadtime_short', 'deadtime = 2'),
  ],
  [
    'heartbeats are rarer than the deadtime that is assumed',
    without('deadtime'),
    broken('deadtime_short', 'keepalive = 6', { keyword: 'deadtime' }),
  ],
  // The network type
  [
    'NAT with two routers and no NAT router',
    without('nat_router'),
    broken('nat_without_router', 'network = nat', { keyword: undefined }),
  ],
  [
    'NAT with one router and no NAT router',
    both(without('nat_router'), set({ backup_active: '0' })),
    advice('nat_without_router', 'network = nat', { keyword: 'nat_router' }),
  ],
  [
    'a NAT router that is a placeholder',
    set({ nat_router: '0.0.0.0 eth1:1' }),
    broken('nat_without_router', 'nat_router = 0.0.0.0 eth1:1', { keyword: undefined }),
  ],
  [
    'a NAT router without NAT',
    both(set({ network: 'tunnel' }), (draft) => {
      for (const server of draft.blocks[0]?.servers ?? []) delete server.keys['port'];
    }),
    advice('nat_router_unused', 'nat_router = 10.0.0.254 eth1:1'),
  ],
  [
    'a NAT router that is a router itself',
    set({ nat_router: '10.0.0.1 eth1:1' }),
    broken('nat_router_is_router', 'nat_router = 10.0.0.1 eth1:1'),
  ],
  // What runs
  [
    'fos does not run the virtual servers that are active',
    both(set({ service: 'fos' }), add(failoverDraft())),
    broken('service_fos', 'service = fos', { keyword: undefined }),
  ],
  [
    'fos in a file without an active virtual server',
    both(set({ service: 'fos' }), allInactive, add(failoverDraft())),
    advice('service_fos', 'service = fos', { keyword: undefined }),
  ],
  [
    'a failover block while virtual servers run',
    add(failoverDraft()),
    advice('failover_unused', 'failover disk {'),
  ],
  ['nothing is active', allInactive, broken('nothing_active')],
  [
    'fos without an active failover block',
    both(set({ service: 'fos' }), allInactive),
    broken('nothing_active'),
    advice('service_fos', 'service = fos', { keyword: undefined }),
  ],
  // Names
  [
    'two virtual servers of one name',
    add(httpDraft('web', '192.0.2.105', 'eth0:4')),
    advice('duplicate_virtual_name', 'virtual web {'),
  ],
  [
    'two real servers of one name',
    web(({ servers: [, second] }) => Object.assign(second ?? {}, { name: 'one' })),
    advice('duplicate_server_name', 'server one {'),
  ],
  [
    'a name that is a placeholder',
    named('[server_name]'),
    advice('name_placeholder', 'virtual [server_name] {'),
  ],
  [
    'a real server whose name is a placeholder',
    web(({ servers: [first] }) => Object.assign(first ?? {}, { name: '[unnamed]' })),
    advice('name_placeholder', 'server [unnamed] {'),
  ],
  ['a name with a blank', named('"web shop"'), advice('name_form', 'virtual "web shop" {')],
  ['a name with an equal sign', named('a=b'), advice('name_form', 'virtual a=b {')],
  ['a name that cannot stand in an address', named('..'), advice('name_dots', 'virtual .. {')],
  ['a name that is a keyword', named('port'), advice('name_keyword', 'virtual port {')],
  ['a name that the log takes for a format', named('100%'), broken('name_percent', 'virtual 100% {')],
  [
    'such a name while it is not logged',
    both(named('100%'), inactive),
    advice('name_percent', 'virtual 100% {'),
  ],
  // Addresses and devices
  [
    'an active virtual server has only the placeholder for an address',
    webKeys({ address: '0.0.0.0 eth0:1' }),
    broken('address_placeholder', 'address = 0.0.0.0 eth0:1'),
  ],
  [
    'an inactive one has',
    both(webKeys({ address: '0.0.0.0 eth0:1' }), inactive),
    advice('address_placeholder', 'address = 0.0.0.0 eth0:1'),
  ],
  [
    'an active virtual server has no address line',
    webWithout('address'),
    broken('address_placeholder', 'virtual web {', { keyword: 'address' }),
  ],
  [
    'a device without an alias',
    webKeys({ address: '192.0.2.100 eth0' }),
    advice('device_without_alias', 'address = 192.0.2.100 eth0', { marked: 'eth0', input: 1 }),
  ],
  [
    'a NAT router without an alias',
    set({ nat_router: '10.0.0.254 eth1' }),
    advice('device_without_alias', 'nat_router = 10.0.0.254 eth1', { marked: 'eth1', input: 1 }),
  ],
  [
    'two addresses on one alias',
    webKeys({ address: '192.0.2.100 eth0:2' }),
    advice('device_taken', 'address = 192.0.2.101 eth0:2', { marked: 'eth0:2', input: 1 }),
  ],
  [
    'a virtual address that is a router',
    webKeys({ address: '192.0.2.2 eth0:1' }),
    broken('vip_is_router', 'address = 192.0.2.2 eth0:1'),
  ],
  [
    'an inactive one that is a router',
    both(webKeys({ address: '192.0.2.2 eth0:1' }), inactive),
    advice('vip_is_router', 'address = 192.0.2.2 eth0:1'),
  ],
  [
    'a virtual address that is the NAT router',
    webKeys({ address: '10.0.0.254 eth0:1' }),
    broken('vip_is_nat_router', 'address = 10.0.0.254 eth0:1'),
  ],
  [
    'one floating address on one device for both sides',
    webKeys({ address: '10.0.0.254 eth1:1' }),
    advice('vip_is_nat_router', 'address = 10.0.0.254 eth1:1'),
  ],
];

describe('what is wrong with the routers, names and addresses of a file', () => {
  it.each(rows(cases))('%s', (_, { change, problems }) => {
    expect(problemsAfter(change)).toEqual(problems);
  });

  it('what cannot be read is wrong once, and not missing as well', () => {
    const text = [
      'primary = 192.0.2.1 # ours',
      'backup_active = 1',
      'backup = router:2',
      'deadtime = soon',
      'network = dr',
      'virtual web {',
      '     active = on',
      '     address = 192.0.2.100',
      '     fwmark = 5',
      '     persistent = 5m',
      '     server one {',
      '         active = yes',
      '         address = web1:80',
      '     }',
      '}',
      '',
    ].join('\n');
    const codes = readConfig(text).problems.map(({ code }) => code);
    expect(codes).toEqual([
      'value_extra',
      'address_expected',
      'number_expected',
      'choice_expected',
      'flag_expected',
      'value_missing',
      'number_expected',
      'flag_expected',
      'address_expected',
    ]);
  });

  it('a file of which the daemon reads the first line only has that one problem', () => {
    const codes = readConfig(clusterText().replaceAll('\n', '\r\n')).problems.map(({ code }) => code);
    expect(codes).toEqual(['carriage_return']);
  });

  it('host names are not compared, they may be anything', () => {
    const codes = problemsAfter(
      both(set({ primary: 'router', backup: 'router' }), webKeys({ address: 'router eth0:1' })),
    ).map(({ code }) => code);
    expect(codes).toEqual(['host_name', 'host_name', 'host_name']);
  });
});
