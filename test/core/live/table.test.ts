import { describe, expect, test } from 'vitest';
import { wantedTable } from '../../../src/core/keepalived/wanted-table.js';
import { type LiveServer, liveServices } from '../../../src/core/live/table.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { capture, procText, tableOf } from '../ipvs/captures.js';

const file = (virtual = '') => `primary = 10.0.2.50
network = nat
nat_router = 10.0.3.200 eth1:1
virtual web {
  active = 1
  address = 10.0.2.100 eth0:1
  port = 80
  scheduler = rr
${virtual}  server one {
    address = 10.0.3.101
    port = 8080
    weight = 3
    active = 1
  }
  server two {
    address = 10.0.3.102
    port = 8080
    weight = 1
    active = 1
  }
}
`;

const service = (flags = '') => `TCP  0A000264:0050 rr ${flags}`;
const server = (last: number, weight: number, [active, inactive] = [0, 0], how = 'Masq') =>
  `  -> 0A0003${last.toString(16).toUpperCase()}:1F90      ${how}    ${weight}      ${active}          ${inactive}         `;

/** What a service and its servers are, beside this file. */
function live(text: string, ...lines: string[]) {
  return liveServices(wantedTable(readConfig(text)), tableOf(procText(...lines)), 100);
}

const short = ({ destination, live, server: name, state, wantedWeight }: LiveServer) =>
  `${name || destination} ${state} ${live?.weight ?? '-'}/${wantedWeight ?? '-'}`;

describe('The kernel’s table as it is watched', () => {
  test('has the names and weights of lvs.cf beside the numbers of the kernel', () => {
    const [web, ...others] = live(file(), service(), server(101, 3, [4, 5]), server(102, 1, [6, 7]));
    expect(others).toEqual([]);
    expect(web).toMatchObject({
      virtual: 'web',
      key: 'TCP 10.0.2.100:80',
      state: 'equal',
      scheduler: 'rr',
      activeConnections: 10,
      inactiveConnections: 12,
    });
    expect(web?.servers).toEqual([
      {
        server: 'one',
        destination: '10.0.3.101:8080',
        state: 'equal',
        differences: [],
        wantedWeight: 3,
        live: expect.objectContaining({ weight: 3, activeConnections: 4, inactiveConnections: 5 }),
      },
      expect.objectContaining({ server: 'two', state: 'equal', wantedWeight: 1 }),
    ]);
  });

  test.each([
    ['another weight', '', [server(101, 2), server(102, 1)], ['one weight 2/3', 'two equal 1/1']],
    [
      'a server without new clients',
      '',
      [server(101, 0), server(102, 1)],
      ['one drained 0/3', 'two equal 1/1'],
    ],
    [
      'a server that is quiesced because its check has not passed',
      '  quiesce_server = 1\n',
      [server(101, 0), server(102, 1)],
      ['one quiesced 0/3', 'two equal 1/1'],
    ],
    ['a server that is out', '', [server(102, 1)], ['one out -/3', 'two equal 1/1']],
    [
      'a server that nobody asked for',
      '',
      [server(101, 3), server(102, 1), server(103, 1)],
      ['one equal 3/3', 'two equal 1/1', '10.0.3.103:8080 extra 1/-'],
    ],
    [
      'another way of forwarding',
      '',
      [server(101, 3, [0, 0], 'Route'), server(102, 1)],
      ['one differs 3/3', 'two equal 1/1'],
    ],
    [
      'the sorry server',
      '  sorry_server = 10.0.3.109\n',
      ['  -> 0A00036D:0050      Masq    1      0          0         '],
      ['one out -/3', 'two out -/1', '10.0.3.109:80 sorry 1/-'],
    ],
  ])('tells of %s', (_, virtual, servers, expected) => {
    const [web] = live(file(virtual), service(), ...servers);
    expect(web?.servers.map(short)).toEqual(expected);
  });

  test('tells what a service is that differs, is missing, or was not asked for', () => {
    const [differing] = live(file(), service('persistent 30000 FFFFFFFF'), server(101, 3), server(102, 1));
    expect(differing).toMatchObject({
      state: 'differs',
      differences: [{ what: 'persistence', live: '300' }],
    });

    const [missing, extra] = live(file(), 'TCP  0A000264:0051 wlc ', server(101, 3, [1, 2]));
    expect(missing).toMatchObject({
      virtual: 'web',
      state: 'missing',
      scheduler: 'rr',
      activeConnections: 0,
    });
    expect(missing?.servers.map(short)).toEqual(['one out -/3', 'two out -/1']);
    expect(extra).toMatchObject({ virtual: '', key: 'TCP 10.0.2.100:81', state: 'extra', scheduler: 'wlc' });
    expect(extra?.servers.map(short)).toEqual(['10.0.3.101:8080 extra 3/-']);
  });

  test('leaves no line of a real table out', () => {
    const table = tableOf(capture('proc_net_ip_vs.txt'));
    const services = liveServices([], table, undefined);
    expect(services.map(({ servers }) => servers.length)).toEqual(
      table.services.map(({ destinations }) => destinations.length),
    );
    expect(services.flatMap(({ servers }) => servers).map(({ state }) => state)).not.toContain('out');
  });
});
