import { describe, expect, test } from 'vitest';
import { isConnectionHead, parseConnection } from '../../../src/core/ipvs/parse-conn.js';
import { capture } from './captures.js';

const [head = '', ...lines] = capture('proc_net_ip_vs_conn.txt').trimEnd().split('\n');

/** The columns of ipvsadm -Lnc: protocol, state, client, virtual, destination. */
const byIpvsadm = capture('ipvsadm-Lnc.txt')
  .trimEnd()
  .split('\n')
  .slice(2)
  .map((line) => line.split(/ +/));

describe('The connections of the kernel', () => {
  test('are read as ipvsadm reads them', () => {
    expect(isConnectionHead(head)).toBe(true);
    const found = lines
      .map(parseConnection)
      .map((one) => [one?.protocol, one?.state, one?.client, one?.virtual, one?.destination]);
    expect(found).toEqual(byIpvsadm.map(([protocol, , ...rest]) => [protocol, ...rest]));
    expect(found.length).toBeGreaterThan(40);
  });

  test('expire when the kernel says, to the second of ipvsadm', () => {
    const seconds = byIpvsadm.map(([, expire = '']) => {
      const [minutes, rest] = expire.split(':').map(Number);
      return (minutes ?? 0) * 60 + (rest ?? 0);
    });
    for (const [index, line] of lines.entries()) {
      // Both were taken within a second or two.
      const difference = (parseConnection(line)?.expiresInSeconds ?? 0) - (seconds[index] ?? 0);
      expect(Math.abs(difference)).toBeLessThanOrEqual(3);
    }
  });

  test.each([
    ['with the name and data of a persistence engine', `${lines[0]} sip call-4711@10.0.0.1`],
    [
      'with a destination of the other family',
      'TCP 0A000001 D2B4 0A000064 0050  fd00:0000:0000:0000:0000:0000:0000:0012 0050 FIN_WAIT        106',
    ],
  ])('are read %s', (_, line) => {
    expect(parseConnection(line)?.client).toBe('10.0.0.1:53940');
  });

  test.each([
    ['nothing', ''],
    ['a line that was cut off', (lines[0] ?? '').slice(0, 40)],
    ['other columns', (lines[0] ?? '').replace('FIN_WAIT', '')],
    ['words', 'No such file or directory'],
  ])('are no connections when a line holds %s', (_, line) => {
    expect(parseConnection(line)).toBeUndefined();
    expect(isConnectionHead(line)).toBe(false);
  });
});
