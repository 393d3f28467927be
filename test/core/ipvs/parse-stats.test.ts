import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpointOf } from '../../../src/core/ipvs/compare.js';
import { type Counters, parseStats } from '../../../src/core/ipvs/parse-stats.js';
import { capture, tableOf } from './captures.js';

const HEAD = capture('ipvsadm-Ln-stats-exact.txt').split('\n').slice(0, 3).join('\n');
const SERVICE = 'TCP  10.0.0.100:80                      30      193        0    12496        0';
const SERVER = '  -> 10.0.0.11:80                        1        7        0      446        0';
const withLines = (...lines: string[]) => `${[HEAD, ...lines].join('\n')}\n`;

function countersOf(text: string): Counters {
  const parsed = parseStats(text);
  if (!parsed.ok) throw new Error(`line ${parsed.line} (${parsed.why}): ${parsed.text}`);
  return parsed.counters;
}

describe('what ipvsadm -Ln --stats --exact prints', () => {
  it('gives the counters of each service and of each of its servers', () => {
    const [service] = countersOf(withLines(SERVICE, SERVER)).services;
    expect(service).toEqual({
      key: 'TCP 10.0.0.100:80',
      totals: {
        connections: 30,
        incomingPackets: 193,
        outgoingPackets: 0,
        incomingBytes: 12496,
        outgoingBytes: 0,
      },
      destinations: [
        {
          key: '10.0.0.11:80',
          totals: {
            connections: 1,
            incomingPackets: 7,
            outgoingPackets: 0,
            incomingBytes: 446,
            outgoingBytes: 0,
          },
        },
      ],
    });
  });

  it('names services and servers as the table of the same moment does, marks and IPv6 too', () => {
    const { services } = countersOf(capture('ipvsadm-Ln-stats-exact.txt'));
    expect(services.map(({ key }) => key)).toEqual([
      'TCP 10.0.0.100:22',
      'TCP 10.0.0.100:80',
      'TCP 10.0.0.100:81',
      'TCP 10.0.0.200:443',
      'TCP 10.0.0.201:443',
      'UDP 10.0.0.100:53',
      'SCTP 10.0.0.100:9',
      'TCP [fd00::100]:8080',
      'UDP [fd00::100]:53',
      'FWM 6 IPv6',
      'FWM 80',
    ]);
    const table = tableOf(capture('proc_net_ip_vs.txt'));
    expect(services.map(({ destinations }) => destinations.map(({ key }) => key))).toEqual(
      table.services.map(({ destinations }) => destinations.map(endpointOf)),
    );
  });

  it('reads numbers wider than their columns, up to the kernel’s 64 bits', () => {
    const wide =
      'TCP  10.0.0.100:80 18446744073709551615 4294967296 4294967297 9007199254740993 123456789012';
    expect(countersOf(withLines(wide)).services[0]?.totals).toMatchObject({
      connections: 2 ** 64,
      incomingPackets: 2 ** 32,
      outgoingBytes: 123_456_789_012,
    });
  });

  it('is no counters at all where nothing is balanced', () => {
    expect(countersOf(withLines())).toEqual({ services: [] });
  });

  it('reads 1,000 services with 10 servers each', () => {
    const { services } = countersOf(capture('large_1000x10_ipvsadm-Ln-stats.txt.gz'));
    expect(services).toHaveLength(1000);
    expect(services.every(({ destinations }) => destinations.length === 10)).toBe(true);
  });
});

describe('a text that is not a whole list of counters', () => {
  const cases: [title: string, text: string, line: number, why: string][] = [
    ['an empty file', '', 1, 'header'],
    ['an error of the command', 'Can’t initialize ipvs: Protocol not available\n', 1, 'header'],
    ['the list without counters', capture('ipvsadm-Ln.txt'), 2, 'header'],
    ['the list of limits', capture('ipvsadm-Ln-thresholds.txt'), 2, 'header'],
    ['rates in the place of counters', withLines(SERVICE).replace('Conns', 'CPS'), 2, 'header'],
    ['another second line of columns', withLines(SERVICE).replace('Remote', 'Local'), 3, 'header'],
    ['a cut within a number', withLines(SERVICE).trimEnd().slice(0, -1), 4, 'cut_off'],
    ['a server before any service', withLines(SERVER), 4, 'no_service'],
    ['a shortened number', withLines(SERVICE.replace('12496', '12M')), 4, 'service'],
    ['a negative number', withLines(SERVICE, SERVER.replace('446', '-46')), 5, 'destination'],
    ['a missing column', withLines(SERVICE, SERVER.replace(/ +0$/, '')), 5, 'destination'],
    ['one column more', withLines(`${SERVICE} 0`), 4, 'service'],
    ['a name in the place of an address', withLines(SERVICE.replace('10.0.0.100', 'www')), 4, 'service'],
    ['more than 64 bits', withLines(SERVICE.replace('193', '18446744073709551616')), 4, 'number'],
    ['one service twice', withLines(SERVICE, SERVER, SERVICE), 6, 'repeated'],
    ['one server twice', withLines(SERVICE, SERVER, SERVER), 6, 'repeated'],
  ];
  it.each(cases)('is refused with the line to blame: %s', (_title, text, line, why) => {
    expect(parseStats(text)).toEqual({ ok: false, line, why, text: text.split('\n')[line - 1] ?? '' });
  });

  it('is refused wherever a capture is cut, except between two lines', () => {
    const text = capture('ipvsadm-Ln-stats-exact.txt');
    for (let length = 0; length < text.length; length++) {
      const between = text[length - 1] === '\n' && length > HEAD.length;
      expect(parseStats(text.slice(0, length)).ok, `cut after ${length} bytes`).toBe(between);
    }
  });

  it('never throws, whichever byte of it is another one', () => {
    const text = capture('ipvsadm-Ln-stats-exact.txt');
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.string({ maxLength: 3 }), (at, noise) => {
        const parsed = parseStats(text.slice(0, at) + noise + text.slice(at + 1));
        expect(typeof parsed.ok).toBe('boolean');
      }),
    );
  });
});
