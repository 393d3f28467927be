import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProcIpvs } from '../../../src/core/ipvs/parse-proc.js';
import { capture, tableOf } from './captures.js';

const HEAD = capture('proc_net_ip_vs-empty.txt');
const SERVICE = 'TCP  0A000064:0050 wlc  ';
const destination = (address = '0A00000B:0050', rest = 'Masq    1      0          0         ') =>
  `  -> ${address}      ${rest}`;
const withLines = (...lines: string[]) => HEAD + lines.map((line) => `${line}\n`).join('');

describe('the text of /proc/net/ip_vs', () => {
  it('is an empty table when IPVS balances nothing', () => {
    expect(tableOf(HEAD)).toEqual({ version: '1.2.1', connectionTableSize: 4096, services: [] });
  });

  it('gives a service with its real servers in numbers and dotted addresses', () => {
    const [service] = tableOf(
      withLines(SERVICE, destination('0A00000C:1F90', 'Route   2000   5          29        '), destination()),
    ).services;
    expect(service).toEqual({
      kind: 'address',
      protocol: 'TCP',
      family: 'inet',
      address: '10.0.0.100',
      port: 80,
      scheduler: 'wlc',
      onePacket: false,
      persistence: null,
      destinations: [
        {
          family: 'inet',
          address: '10.0.0.11',
          port: 80,
          forwarding: 'Masq',
          weight: 1,
          activeConnections: 0,
          inactiveConnections: 0,
        },
        {
          family: 'inet',
          address: '10.0.0.12',
          port: 8080,
          forwarding: 'Route',
          weight: 2000,
          activeConnections: 5,
          inactiveConnections: 29,
        },
      ],
    });
  });

  it('comes in the order of ipvsadm, whatever the order of the hash table', () => {
    const names = tableOf(capture('proc_net_ip_vs.txt')).services.map((service) =>
      service.kind === 'mark'
        ? `FWM ${service.mark} ${service.family}`
        : `${service.protocol} ${service.address} ${service.port}`,
    );
    expect(names).toEqual([
      'TCP 10.0.0.100 22',
      'TCP 10.0.0.100 80',
      'TCP 10.0.0.100 81',
      'TCP 10.0.0.200 443',
      'TCP 10.0.0.201 443',
      'UDP 10.0.0.100 53',
      'SCTP 10.0.0.100 9',
      'TCP fd00::100 8080',
      'UDP fd00::100 53',
      'FWM 6 inet6',
      'FWM 80 inet',
    ]);
  });

  it('gives persistence in jiffies, with an IPv4 mask or an IPv6 prefix length', () => {
    const persistence = tableOf(capture('proc_net_ip_vs.txt'))
      .services.map((service) => service.persistence)
      .filter((value) => value !== null);
    expect(persistence).toEqual([
      { jiffies: 30000, mask: { family: 'inet', netmask: '255.255.255.255' } },
      { jiffies: 12000, mask: { family: 'inet6', prefixLength: 64 } },
      { jiffies: 5000, mask: { family: 'inet6', prefixLength: 128 } },
      { jiffies: 6000, mask: { family: 'inet', netmask: '255.255.255.0' } },
    ]);
  });

  it('reads the prefix length that a big-endian kernel writes', () => {
    const line = `UDP  [${'fd00:'.repeat(7)}fd00]:0035 rr persistent 12000 00000040`;
    expect(tableOf(withLines(line)).services[0]?.persistence?.mask).toEqual({
      family: 'inet6',
      prefixLength: 64,
    });
  });

  it('reads a persistence so long that the kernel prints it as a negative number', () => {
    const [service] = tableOf(withLines(`${SERVICE}persistent -1616567296 FFFFFFFF`)).services;
    expect(service?.persistence?.jiffies).toBe(2_678_400_000);
  });

  it('keeps a count that the kernel gives as negative', () => {
    const rest = 'Local   0      0          -1        ';
    const [service] = tableOf(withLines(SERVICE, destination('7F000001:0050', rest))).services;
    expect(service?.destinations[0]).toMatchObject({
      forwarding: 'Local',
      weight: 0,
      inactiveConnections: -1,
    });
  });

  it('reads one-packet scheduling on addresses and marks', () => {
    const { services } = tableOf(
      withLines('UDP  0A000064:0035 sh ops  ', 'FWM  000000FF rr ops persistent 100 FFFFFFFF'),
    );
    expect(services).toMatchObject([
      { onePacket: true, persistence: null },
      { onePacket: true, mark: 255, persistence: { jiffies: 100 } },
    ]);
  });
});

describe('a mark whose family the kernel does not say', () => {
  const tunnel = destination('0A00000B:0000', 'Tunnel  1      0          0         ');

  it('is IPv4 when its mask cannot be a prefix length', () => {
    const [service] = tableOf(withLines('FWM  00000050 wrr persistent 6000 FFFFFFFF', tunnel)).services;
    expect(service?.family).toBe('inet');
  });

  it('is of unknown family when only tunnels lead away from it, for a tunnel may cross families', () => {
    const [service] = tableOf(withLines('FWM  00000050 wrr ', tunnel)).services;
    expect(service?.family).toBe('unknown');
  });

  it('keeps the digits of a mask that either family could mean', () => {
    const [service] = tableOf(withLines('FWM  00000050 wrr persistent 6000 80000000', tunnel)).services;
    expect(service?.persistence?.mask).toEqual({ family: 'unknown', hex: '80000000' });
  });

  it('may stand twice, once for each family', () => {
    const v6 = destination(`[${'fd00:'.repeat(7)}0011]:0000`, 'Route   1      0          0         ');
    const v4 = destination('0A00000B:0000');
    const { services } = tableOf(withLines('FWM  00000050 wrr ', v6, 'FWM  00000050 wrr ', v4));
    expect(services.map((service) => service.family)).toEqual(['inet', 'inet6']);
  });
});

describe('a text that is not a whole IPVS table', () => {
  const cases: [title: string, text: string, line: number, why: string][] = [
    ['an empty file', '', 1, 'header'],
    ['another file of /proc', 'Inter-|   Receive\n', 1, 'header'],
    ['other columns', HEAD.replace('Weight ActiveConn', 'ActiveConn Weight'), 3, 'header'],
    ['only the head line', HEAD.split('\n')[0] ?? '', 2, 'header'],
    ['a cut within a number', withLines(SERVICE, '  -> 0A00000B:0050 Masq 1 0 15').trimEnd(), 5, 'cut_off'],
    ['a real server before any service', withLines(destination()), 4, 'no_service'],
    ['an address with a digit too few', withLines('TCP  0A00064:0050 wlc  '), 4, 'service'],
    ['an unknown word after the scheduler', withLines('TCP  0A000064:0050 wlc later'), 4, 'service'],
    ['persistence without a mask', withLines(`${SERVICE}persistent 300`), 4, 'service'],
    ['an empty line', withLines(SERVICE, ''), 5, 'service'],
    [
      'a forwarding word we do not know',
      withLines(SERVICE, destination(undefined, 'Send 1 0 0')),
      5,
      'destination',
    ],
    ['a missing column', withLines(SERVICE, destination(undefined, 'Masq 1 0')), 5, 'destination'],
    ['one column more', withLines(SERVICE, destination(undefined, 'Masq 1 0 0 0')), 5, 'destination'],
    [
      'a weight larger than the kernel’s',
      withLines(SERVICE, destination(undefined, 'Masq 2147483648 0 0')),
      5,
      'number',
    ],
    ['a time larger than the kernel’s', withLines(`${SERVICE}persistent 4294967296 FFFFFFFF`), 4, 'number'],
    ['one service twice', withLines(SERVICE, 'UDP  0A000064:0050 rr  ', SERVICE), 6, 'repeated'],
    ['one real server twice', withLines(SERVICE, destination(), destination()), 6, 'repeated'],
  ];
  it.each(cases)('is refused with the line to blame: %s', (_title, text, line, why) => {
    const parsed = parseProcIpvs(text);
    expect(parsed).toEqual({ ok: false, line, why, text: text.split('\n')[line - 1] ?? '' });
  });

  it('is refused wherever a capture is cut, except between two lines', () => {
    const text = capture('proc_net_ip_vs.txt');
    for (let length = 0; length < text.length; length++) {
      const between = text[length - 1] === '\n' && length >= HEAD.length;
      expect(parseProcIpvs(text.slice(0, length)).ok, `cut after ${length} bytes`).toBe(between);
    }
  });

  it('never throws, whichever byte of it is another one', () => {
    const text = capture('proc_net_ip_vs.txt');
    const place = fc.nat({ max: text.length - 1 });
    fc.assert(
      fc.property(place, fc.string({ maxLength: 3 }), (at, noise) => {
        const parsed = parseProcIpvs(text.slice(0, at) + noise + text.slice(at + 1));
        expect(typeof parsed.ok).toBe('boolean');
      }),
    );
  });
});

it('reads a table of 1,000 services with 10 real servers each', () => {
  const { services } = tableOf(capture('large_1000x10_proc_net_ip_vs.txt.gz'));
  expect(services).toHaveLength(1000);
  expect(services.every((service) => service.destinations.length === 10)).toBe(true);
});
