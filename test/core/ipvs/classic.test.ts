import { expect, it } from 'vitest';
import { classicText } from '../../../src/core/ipvs/classic.js';
import { capture, tableOf } from './captures.js';

const HZ_OF_THE_CAPTURES = 100;

/** ipvsadm fills its last column with blanks, and asks netlink for scheduler flags that /proc does not have. */
const comparable = (text: string) => text.replace(/ +$/gm, '').replace(/ \(sh-[a-z,-]+\)$/gm, '');

it.each([
  ['proc_net_ip_vs-empty.txt', 'ipvsadm-Ln-empty.txt'],
  ['proc_net_ip_vs.txt', 'ipvsadm-Ln.txt'],
  ['large_1000x10_proc_net_ip_vs.txt.gz', 'large_1000x10_ipvsadm-Ln.txt.gz'],
])('%s becomes, to the letter, what ipvsadm printed into %s', (kernel, ipvsadm) => {
  const text = classicText(tableOf(capture(kernel)), HZ_OF_THE_CAPTURES);
  expect(text).toBe(comparable(capture(ipvsadm)));
});

it('says jiffies when nobody knows how many of them the kernel counts in a second', () => {
  const text = classicText(tableOf(capture('proc_net_ip_vs.txt')));
  expect(text).toContain('TCP  10.0.0.100:22 rr persistent 30000 jiffies\n');
  expect(text).toContain('FWM  80 wrr persistent 6000 jiffies mask 255.255.255.0\n');
});

it('shows a mask of unknown family as the digits it has', () => {
  const head = capture('proc_net_ip_vs-empty.txt');
  const text = classicText(tableOf(`${head}FWM  00000007 rr persistent 100 80000000\n`), HZ_OF_THE_CAPTURES);
  expect(text).toContain('FWM  7 rr persistent 1 mask 0x80000000\n');
});

it('keeps the columns aligned under an IPv6 address that is wider than its column', () => {
  const head = capture('proc_net_ip_vs-empty.txt');
  const wide = `[${'fd01:'.repeat(7)}fd01]:1F90`;
  const text = classicText(
    tableOf(
      `${head}TCP  ${wide} rr \n  -> ${wide} Route 1 0 0\nTCP  0A000064:0050 rr  \n  -> 0A00000B:0050 Masq 1 0 0\n`,
    ),
  );
  const columns = text
    .split('\n')
    .map((line) => line.search(/Forward|Route|Masq/))
    .filter((column) => column >= 0);
  expect(columns).toHaveLength(3);
  expect(new Set(columns).size).toBe(1);
});
