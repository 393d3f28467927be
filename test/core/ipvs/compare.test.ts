import { describe, expect, test } from 'vitest';
import { type ComparedLine, compareTables, isFault } from '../../../src/core/ipvs/compare.js';
import { wantedTable } from '../../../src/core/keepalived/wanted-table.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { procText, tableOf } from './captures.js';

const file = (virtual = '', server = '') => `primary = 10.0.2.50
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
    weight = 1
    active = 1
${server}  }
  server two {
    address = 10.0.3.102
    port = 8080
    weight = 1
    active = 1
  }
}
`;

const service = 'TCP  0A000264:0050 rr ';
const one = '  -> 0A000365:1F90      Masq    1      0          0         ';
const two = '  -> 0A000366:1F90      Masq    1      0          0         ';

const compare = (text: string, lines: readonly string[], ticks: number | undefined = 100) =>
  compareTables(wantedTable(readConfig(text)), tableOf(procText(...lines)), ticks);

const short = ({ outcome, server, service: key, destination, differences }: ComparedLine) =>
  [outcome, server || key, destination, ...differences.map((d) => `${d.what} ${d.wanted}/${d.live}`)]
    .filter((word) => word !== '')
    .join(' ');

describe('What the kernel balances, compared with lvs.cf', () => {
  test('is applied when every line is there', () => {
    const lines = compare(file(), [service, one, two]);
    expect(lines.map(short)).toEqual([
      'applied TCP 10.0.2.100:80',
      'applied one 10.0.3.101:8080',
      'applied two 10.0.3.102:8080',
    ]);
    expect(lines.some(isFault)).toBe(false);
  });

  test('names a service that is missing, and one that nobody asked for', () => {
    const lines = compare(file(), ['UDP  0A000264:0035 wlc ']);
    expect(lines.map(short)).toEqual(['missing TCP 10.0.2.100:80', 'extra UDP 10.0.2.100:53']);
    expect(lines.every(isFault)).toBe(true);
  });

  test('takes a real server that is not there for one whose check has not passed', () => {
    const lines = compare(file(), [service, two]);
    expect(lines.map(short)).toContain('out one 10.0.3.101:8080');
    expect(lines.some(isFault)).toBe(false);
  });

  test('does the same with weight 0 where servers are quiesced, and only there', () => {
    const quiesced = one.replace('1      0          0', '0      3          0');
    expect(compare(file('  quiesce_server = 1\n'), [service, quiesced, two]).map(short)).toContain(
      'out one 10.0.3.101:8080',
    );
    expect(compare(file(), [service, quiesced, two]).map(short)).toContain(
      'differs one 10.0.3.101:8080 weight 1/0',
    );
  });

  test('names a real server that is left over', () => {
    const left = '  -> 0A000367:1F90      Masq    1      0          0         ';
    const lines = compare(file(), [service, one, two, left]);
    expect(lines.map(short)).toContain('extra TCP 10.0.2.100:80 10.0.3.103:8080');
    expect(lines.some(isFault)).toBe(true);
  });

  test('expects the sorry server whenever it has to help out', () => {
    const sorry = '  -> 0A000309:0050      Masq    1      0          0         ';
    const lines = compare(file('  sorry_server = 10.0.3.9\n'), [service, sorry]);
    expect(lines.map(({ outcome }) => outcome)).toEqual(['applied', 'out', 'out']);
  });

  test('names what differs: scheduling, forwarding, persistence and its mask', () => {
    const routed = one.replace('Masq ', 'Route');
    const lines = compare(file('  persistent = 600\n  pmask = 255.255.255.0\n'), [
      'TCP  0A000264:0050 wlc persistent 30000 FFFFFFFF',
      routed,
      two,
    ]);
    expect(lines.map(short)).toEqual([
      'differs TCP 10.0.2.100:80 scheduler rr/wlc persistence 600/300 mask 255.255.255.0/255.255.255.255',
      'differs one 10.0.3.101:8080 forwarding Masq/Route',
      'applied two 10.0.3.102:8080',
    ]);
    expect(lines.map(isFault)).toEqual([true, true, false]);
  });

  test('does not call a length of persistence wrong that nobody can tell', () => {
    const lines = compareTables(
      wantedTable(readConfig(file('  persistent = 600\n'))),
      tableOf(procText('TCP  0A000264:0050 rr persistent 150000 FFFFFFFF', one, two)),
      undefined,
    );
    expect(lines.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied']);
  });

  test('shows another weight without calling it a fault: it may follow the load', () => {
    const lines = compare(file(), [service, one.replace('1      0', '7      0'), two]);
    expect(lines.map(short)).toContain('differs one 10.0.3.101:8080 weight 1/7');
    expect(lines.some(isFault)).toBe(false);
  });

  test('knows a virtual server by its firewall mark, and its servers without a port', () => {
    const lines = compare(file('  fwmark = 80\n'), [
      'FWM  00000050 rr ',
      '  -> 0A000365:0000      Masq    1      0          0         ',
      '  -> 0A000366:0000      Masq    1      0          0         ',
    ]);
    expect(lines.map(short)).toEqual([
      'applied FWM 80',
      'applied one 10.0.3.101:0',
      'applied two 10.0.3.102:0',
    ]);
  });

  test('tells a mark from the same mark for IPv6, which lvs.cf does not know', () => {
    const lines = compare(file('  fwmark = 80\n'), [
      'FWM  00000050 rr ',
      '  -> 0A000365:0000      Masq    1      0          0         ',
      '  -> 0A000366:0000      Masq    1      0          0         ',
      'FWM  00000050 rr ',
      `  -> [${'fd00:'.repeat(7)}0011]:0000      Masq    1      0          0         `,
    ]);
    expect(lines.map(short)).toEqual([
      'applied FWM 80',
      'applied one 10.0.3.101:0',
      'applied two 10.0.3.102:0',
      'extra FWM 80 IPv6',
    ]);
  });

  test('wants nothing of what is not active', () => {
    expect(compare(file().replace('active = 1\n  address', 'active = 0\n  address'), [])).toEqual([]);
  });
});
