import { describe, expect, it } from 'vitest';
import { parseThresholds } from '../../../src/core/ipvs/parse-thresholds.js';
import { capture } from './captures.js';

const HEAD = capture('ipvsadm-Ln-thresholds.txt').split('\n').slice(0, 3).join('\n');
const SERVER = '  -> 10.0.0.11:22                 100        50         5          0         ';
const withLines = (...lines: string[]) => `${[HEAD, ...lines].join('\n')}\n`;

function servicesOf(text: string) {
  const parsed = parseThresholds(text);
  if (!parsed.ok) throw new Error(`line ${parsed.line} (${parsed.why}): ${parsed.text}`);
  return parsed.services;
}

describe('what ipvsadm -Ln --thresholds prints', () => {
  it('gives the limits of each server, and the persistence of its service in seconds', () => {
    expect(servicesOf(capture('ipvsadm-Ln-thresholds.txt'))[0]).toEqual({
      key: 'TCP 10.0.0.100:22',
      scheduler: 'rr',
      schedulerFlags: [],
      onePacket: false,
      persistenceSeconds: 300,
      persistenceMask: '',
      persistenceEngine: '',
      destinations: [
        { key: '10.0.0.11:22', upper: 100, lower: 50 },
        { key: '10.0.0.12:22', upper: 0, lower: 0 },
      ],
    });
  });

  it('gives flags of schedulers, single packets, and masks of both families', () => {
    const services = servicesOf(capture('ipvsadm-Ln-thresholds.txt'));
    expect(services.map(({ destinations: _, ...flags }) => flags)).toMatchObject([
      {},
      { scheduler: 'wlc', persistenceSeconds: 0 },
      { scheduler: 'sh', schedulerFlags: ['sh-fallback', 'sh-port'] },
      {},
      {},
      { scheduler: 'sh', onePacket: true },
      {},
      {},
      { persistenceSeconds: 120, persistenceMask: '64' },
      { key: 'FWM 6 IPv6', persistenceSeconds: 50, persistenceMask: '' },
      { key: 'FWM 80', persistenceSeconds: 60, persistenceMask: '255.255.255.0' },
    ]);
  });

  it('gives the module that tells clients of a protocol apart', () => {
    const [service] = servicesOf(withLines('UDP  10.0.0.100:5060 rr ops persistent 60 pe sip'));
    expect(service).toMatchObject({ persistenceEngine: 'sip', persistenceSeconds: 60, onePacket: true });
  });

  const cases: [title: string, text: string, line: number, why: string][] = [
    ['an empty file', '', 1, 'header'],
    ['the list of counters', capture('ipvsadm-Ln-stats-exact.txt'), 2, 'header'],
    ['a service without a scheduler', withLines('TCP  10.0.0.100:22'), 4, 'service'],
    ['a word that is not known', withLines('TCP  10.0.0.100:22 rr later'), 4, 'service'],
    ['a time larger than the kernel’s', withLines('FWM  80 rr persistent 4294967296'), 4, 'number'],
    [
      'a limit larger than the kernel’s',
      withLines('FWM  80 rr', SERVER.replace('100', '4294967296')),
      5,
      'number',
    ],
    ['a missing column', withLines('FWM  80 rr', SERVER.replace('100 ', '')), 5, 'destination'],
  ];
  it.each(cases)('refuses, with the line to blame: %s', (_title, text, line, why) => {
    expect(parseThresholds(text)).toEqual({ ok: false, line, why, text: text.split('\n')[line - 1] ?? '' });
  });

  it('refuses a capture wherever it is cut, except between two lines', () => {
    const text = capture('ipvsadm-Ln-thresholds.txt');
    for (let length = 0; length < text.length; length++) {
      const between = text[length - 1] === '\n' && length > HEAD.length;
      expect(parseThresholds(text.slice(0, length)).ok, `cut after ${length} bytes`).toBe(between);
    }
  });
});
