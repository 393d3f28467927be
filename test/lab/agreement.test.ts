import { describe, expect, test } from 'vitest';
import { disagreements, type Readings, unsaid } from '../../e2e/lab/agreement.js';

const printed = (first: string, second = '192.168.10.12:80              Masq    1      0          13') => `
IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
TCP  10.0.0.100:80 rr
  -> ${first}
  -> ${second}
`;

const here = printed('192.168.10.11:80              Masq    1      2          12');
const there = printed('192.168.10.11:80              Masq    1      0          0');

const control = [
  '200 CONTROL / MONITORING - LVS Console',
  'Name | Address | Forwarding | Weight | Active | Inactive | State',
  'web | TCP 10.0.0.100:80 | rr | | 2 | 25 | as in lvs.cf',
  'rs1 | 192.168.10.11:80 | Masq | 1 | 2 | 12 | as in lvs.cf DRAIN / SET WEIGHT',
  'rs2 | 192.168.10.12:80 | Masq | 1 | 0 | 13 | as in lvs.cf DRAIN / SET WEIGHT',
  'rs3 | 192.168.10.13:80 | | | | | out: its check has not passed',
  'Read from the kernel:',
];

const routers = [
  'Name | Address | This router | Other router | Compared',
  'web | TCP 10.0.0.100:80 | 2 servers, 2 + 25 connections | 2 servers, 0 + 13 connections | the same',
];

const readings: Readings = { control, routers, here: [here, here], there: [there, there] };
const replaced = (lines: readonly string[], from: string, to: string) =>
  lines.map((line) => line.replace(from, to));

describe('The pages of a console', () => {
  test('agree with the kernels when they say the same', () => {
    expect(disagreements(readings)).toEqual([]);
  });

  test('agree when connections came meanwhile', () => {
    const later = printed('192.168.10.11:80              Masq    1      1          60');
    expect(disagreements({ ...readings, here: [here, later] })).toEqual([]);
  });

  test.each([
    ['another weight', '| Masq | 1 | 2 | 12', '| Masq | 3 | 2 | 12'],
    ['another forwarding', 'rs2 | 192.168.10.12:80 | Masq', 'rs2 | 192.168.10.12:80 | Route'],
    ['a server more', 'rs3 | 192.168.10.13:80 | | | | |', 'rs3 | 192.168.10.13:80 | Masq | 1 | 0 | 0 |'],
    ['numbers of long ago', '| 2 | 12 |', '| 2 | 900 |'],
    ['less than none', '| 0 | 13 |', '| 0 | -13 |'],
    ['no service', 'TCP 10.0.0.100:80', 'TCP 10.0.0.100:81'],
  ])('do not agree when the table shows %s', (_what, from, to) => {
    expect(disagreements({ ...readings, control: replaced(control, from, to) })).not.toEqual([]);
  });

  test.each([
    ['a server less', '2 servers, 0', '1 server, 0'],
    ['other numbers', '0 + 13', '0 + 900'],
    ['a difference that is none', 'the same', '192.168.10.11:80: weight 1 here, 2 there'],
    ['no service', '2 servers, 0 + 13 connections', 'not in the kernel'],
  ])('do not agree when ROUTERS shows %s', (_what, from, to) => {
    expect(disagreements({ ...readings, routers: replaced(routers, from, to) })).not.toEqual([]);
  });

  test('say of tables that they do not compare nothing but that', () => {
    const left = ['The tables are not compared, because nobody knows.', ...routers];
    expect(disagreements({ ...readings, routers: replaced(left, 'the same', 'unknown') })).toEqual([]);
    expect(disagreements({ ...readings, routers: left })).not.toEqual([]);
    expect(disagreements({ ...readings, routers: replaced(routers, 'the same', 'unknown') })).not.toEqual([]);
  });

  test('do not agree when they show nothing, or the kernels have become different', () => {
    expect(disagreements({ ...readings, control: [] })).not.toEqual([]);
    expect(disagreements({ ...readings, routers: [] })).not.toEqual([]);
    const drained = printed('192.168.10.11:80              Masq    0      0          0');
    expect(disagreements({ ...readings, there: [drained, drained] })).not.toEqual([]);
  });

  test('lack what they ought to say', () => {
    expect(unsaid('CONTROL', ['rs3 | * | out: *'], control)).toEqual([]);
    expect(unsaid('CONTROL', ['rs4 | *'], control)).toEqual(['not on CONTROL: rs4 | *']);
  });
});
