import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { guardRail, nameToType, requireName } from '../../../src/core/lvscf/guard-rail.js';
import { ConsoleError } from '../../../src/core/problem.js';
import { validConfig } from '../../support/random-configs.js';

interface Service {
  readonly name: string;
  readonly active?: number;
  readonly vip?: string;
  readonly port?: number;
  /** Each real server as `name active weight`. */
  readonly servers?: readonly string[];
}

const head = `serial_no = 1
primary = 192.0.2.1
primary_private = 192.168.7.1
backup = 192.0.2.2
backup_private = 192.168.7.2
network = nat
nat_router = 10.0.0.1 eth1:1
`;

const service = ({ name, active = 1, vip = '198.51.100.1', port = 80, servers = ['one 1 1'] }: Service) =>
  [
    `virtual ${name} {`,
    `active = ${active}`,
    `address = ${vip} eth0:1`,
    `port = ${port}`,
    ...servers.flatMap((server, index) => {
      const [called, isActive, weight] = server.split(' ');
      return [
        `server ${called} {`,
        `address = 10.0.0.${index + 11}`,
        `active = ${isActive}`,
        `weight = ${weight}`,
        '}',
      ];
    }),
    '}',
    '',
  ].join('\n');

const file = (services: readonly Service[], top = head) => readConfig(top + services.map(service).join(''));

const named = (...names: readonly string[]) =>
  names.map((name, index) => ({ name, vip: `198.51.100.${index + 1}` }));

describe('Taking the last real server of a service', () => {
  const web = (servers: readonly string[], more: Partial<Service> = {}) =>
    file([{ name: 'web', servers, ...more }]);
  const asked = [{ kind: 'last_real_server', name: 'web', servers: ['one'] }];

  test.each([
    ['deleting it', []],
    ['deactivating it', ['one 0 1']],
    ['giving it no weight', ['one 1 0']],
    ['deleting it beside one that is inactive', ['two 0 1']],
  ])('is asked about: %s', (_how, servers) => {
    expect(guardRail(web(['one 1 1', 'two 0 1']), web(servers))).toEqual(asked);
  });

  test.each([
    ['while another one serves', web(['one 1 1', 'two 1 1']), web(['two 1 1'])],
    ['when it did not serve', web(['one 0 1']), web([])],
    ['of a service that is inactive', web(['one 1 1'], { active: 0 }), web([], { active: 0 })],
    ['when another one takes its place', web(['one 1 1']), web(['two 1 1'])],
    ['when only its weight changes', web(['one 1 1']), web(['one 1 5'])],
  ])('is not asked about %s', (_when, before, after) => {
    expect(guardRail(before, after)).toEqual([]);
  });

  test('names all of them when several go at once, and the service by its new name', () => {
    const before = file([{ name: 'web', servers: ['one 1 1', 'two 1 1', 'old 0 1'] }]);
    expect(guardRail(before, file([{ name: 'shop', servers: ['old 0 1'] }]))).toEqual([
      { kind: 'last_real_server', name: 'shop', servers: ['one', 'two'] },
    ]);
  });
});

describe('Taking services', () => {
  test.each([
    [['a'], [], true],
    [['a', 'b'], ['b'], true],
    [['a', 'b', 'c'], ['b', 'c'], false],
    [['a', 'b', 'c'], ['c'], true],
    [['a', 'b', 'c', 'd', 'e', 'f'], ['c', 'd', 'e', 'f'], false],
    [['a', 'b', 'c', 'd', 'e', 'f'], ['d', 'e', 'f'], true],
  ])('from %j to %j is asked about: %j', (before, after, asked) => {
    const all = named(...before);
    const left = all.filter(({ name }) => after.includes(name));
    const lost = before.filter((name) => !after.includes(name));
    const dangers = guardRail(file(all), file(left));
    expect(dangers).toEqual(asked ? [{ kind: 'services', name: 'a', lost, of: before.length }] : []);
    // Switching them off is the same to their clients.
    const off = all.map((one) => (after.includes(one.name) ? one : { ...one, active: 0 }));
    expect(guardRail(file(all), file(off))).toEqual(dangers);
  });

  test.each([
    ['that is inactive', { name: 'a', active: 0 }],
    ['without real servers', { name: 'a', servers: [] }],
    ['whose real servers are all inactive', { name: 'a', servers: ['one 0 1'] }],
  ])('is not asked about one %s: it is being built', (_what, one) => {
    expect(guardRail(file([one]), file([]))).toEqual([]);
  });

  test('counts only those that serve: inactive ones make no change look small', () => {
    const idle = named('x', 'y', 'z').map((one) => ({ ...one, active: 0 }));
    const before = file([...idle, ...named('a', 'b')]);
    expect(guardRail(before, file([...idle, ...named('a', 'b').slice(1)]))).toMatchObject([
      { kind: 'services', name: 'a', of: 2 },
    ]);
  });

  test('is not asked about when they get other names, ports or addresses', () => {
    const before = file(named('a', 'b', 'c'));
    const renamed = named('a', 'b', 'c').map((one) => ({ ...one, name: `${one.name}-new` }));
    expect(guardRail(before, file(renamed))).toEqual([]);
    const moved = named('a', 'b', 'c').map((one) => ({ ...one, port: 8080 }));
    expect(guardRail(before, file(moved))).toEqual([]);
  });

  test('names them as a person reads them', () => {
    const before = readConfig(head + service({ name: 'caf\u00c3\u00a9' }));
    expect(nameToType(guardRail(before, file([])))).toBe('café');
  });
});

describe('Taking the address one is connected through', () => {
  const web = file(named('web', 'shop', 'mail', 'ftp'));

  test.each([
    ['vip', '198.51.100.1', '198.51.100.1', '198.51.100.9'],
    ['nat_router', '10.0.0.1', 'nat_router = 10.0.0.1', 'nat_router = 10.0.0.9'],
    ['nat_router', '10.0.0.1', 'network = nat', 'network = direct'],
    ['primary', '192.0.2.1', 'primary = 192.0.2.1', 'primary = 192.0.2.9'],
    ['backup', '192.0.2.2', 'backup = 192.0.2.2\n', ''],
    ['primary_private', '192.168.7.1', 'primary_private = 192.168.7.1\n', ''],
    ['backup_private', '192.168.7.2', '192.168.7.2', '192.168.7.9'],
  ])('is asked about: %s %s', (use, name, from, to) => {
    const after = readConfig(String(web.document).replace(from, to));
    expect(guardRail(web, after, ['127.0.0.1', name])).toEqual([{ kind: 'address', name, use }]);
    expect(guardRail(web, after, ['127.0.0.1', '203.0.113.9'])).toEqual([]);
    expect(guardRail(web, after)).toEqual([]);
  });

  test('is asked about first when more goes with it', () => {
    const after = file(named('web', 'shop', 'mail', 'ftp').slice(2));
    const dangers = guardRail(web, after, ['198.51.100.2']);
    expect(dangers.map(({ kind }) => kind)).toEqual(['address', 'services']);
    expect(nameToType(dangers)).toBe('198.51.100.2');
  });

  test('is not asked about while another service keeps the address', () => {
    const both = file([{ name: 'http' }, { name: 'https', port: 443 }, ...named('c', 'd')]);
    const one = file([{ name: 'https', port: 443 }, ...named('c', 'd')]);
    expect(guardRail(both, one, ['198.51.100.1'])).toEqual([]);
  });

  test('is not asked about where the service was inactive, or has no address yet', () => {
    const idle = { name: 'web', active: 0 };
    expect(guardRail(file([idle]), file([]), ['198.51.100.1'])).toEqual([]);
    const none = { name: 'web', vip: '0.0.0.0', servers: [] };
    expect(guardRail(file([none]), file([]), ['0.0.0.0'])).toEqual([]);
  });
});

describe('The name', () => {
  const dangers = guardRail(file([{ name: 'web' }]), file([]));

  test('lets the change pass once it is typed, blanks around it or not', () => {
    expect(() => requireName(dangers, ' web ')).not.toThrow();
    expect(() => requireName([], undefined)).not.toThrow();
  });

  test.each([undefined, '', 'Web', 'web2', 'yes'])('is not %j', (typed) => {
    let thrown: unknown;
    try {
      requireName(dangers, typed);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ConsoleError);
    expect(thrown).toMatchObject({ code: 'invalid', reason: 'dangerous', params: { name: 'web', dangers } });
  });
});

test('A file that stays the same is never dangerous, and an empty one takes all there was', () => {
  fc.assert(
    fc.property(validConfig, (text) => {
      const config = readConfig(text);
      expect(guardRail(config, readConfig(text), [config.global.primary ?? ''])).toEqual([]);
      const lost = guardRail(config, readConfig('')).flatMap((one) =>
        one.kind === 'services' ? one.lost : [],
      );
      const serving = config.virtualServers.filter(
        ({ realServers, values }) =>
          values.active &&
          realServers.some((server) => server.values.active && (server.values.weight ?? 1) > 0),
      );
      expect(lost).toHaveLength(serving.length);
    }),
    { numRuns: 60 },
  );
});
