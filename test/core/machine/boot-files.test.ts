import { describe, expect, test } from 'vitest';
import { keysOf, orderOfFiles, sysctlEntries, valueAtBoot } from '../../../src/core/machine/boot-files.js';

const key = 'net.ipv4.ip_forward';
const read = (...texts: string[]) =>
  valueAtBoot(
    key,
    texts.flatMap((text, i) => sysctlEntries(`/etc/sysctl.d/${i}.conf`, text, [key])),
  );

describe('A kernel setting at the start of the machine', () => {
  test.each<[string, readonly string[], string | undefined, number | undefined]>([
    ['is what its line says', ['# x\n\nnet.ipv4.ip_forward = 1\n'], '1', 3],
    ['may be written with slashes, and without blanks', ['net/ipv4/ip_forward=1'], '1', 1],
    ['may be one that is not complained about', ['-net.ipv4.ip_forward = 1'], '1', 1],
    ['is what the last line says', ['net.ipv4.ip_forward = 1', 'net.ipv4.ip_forward = 0'], '0', 1],
    [
      'is not that of a comment',
      ['# net.ipv4.ip_forward = 1', '; net.ipv4.ip_forward=1'],
      undefined,
      undefined,
    ],
    ['is not that of another name', ['net.ipv4.ip_forward_use_pmtu = 1'], undefined, undefined],
    ['is that of a line without a star first', ['net.ipv4.ip_forward = 1', 'net.ipv4.ip_* = 0'], '1', 1],
    ['may come from a line with a star', ['net.ipv4.*forw* = 0'], '0', 1],
  ])('%s', (_what, texts, value, line) => {
    const found = read(...texts);
    expect([found?.value, found?.at.line]).toEqual([value, line]);
  });

  test('belongs to a device whose name has a dot in it', () => {
    expect(keysOf('net/ipv4/conf/eth0.5/rp_filter')).toBe('net/ipv4/conf/eth0.5/rp_filter');
    expect(keysOf('net.ipv4.conf.eth0/5.rp_filter')).toBe('net/ipv4/conf/eth0.5/rp_filter');
    const wanted = 'net/ipv4/conf/eth0.5/rp_filter';
    expect(
      sysctlEntries('/x', 'net.ipv4.conf.*.rp_filter = 2\nnet.ipv4.conf.eth0.rp_filter = 1', [wanted]),
    ).toEqual([{ path: '/x', line: 1, text: 'net.ipv4.conf.*.rp_filter = 2' }]);
  });
});

test('Files are read by their names, and the folder of the administrator hides a name in others', () => {
  const files = [
    { folder: '/etc/sysctl.d', name: '99-a.conf' },
    { folder: '/etc/sysctl.d', name: '50-b.conf' },
    { folder: '/usr/lib/sysctl.d', name: '99-a.conf' },
    { folder: '/usr/lib/sysctl.d', name: '60-c.conf' },
  ];
  expect(orderOfFiles(files)).toEqual([
    '/etc/sysctl.d/50-b.conf',
    '/usr/lib/sysctl.d/60-c.conf',
    '/etc/sysctl.d/99-a.conf',
  ]);
});
