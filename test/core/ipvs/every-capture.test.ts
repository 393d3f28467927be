import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isConnectionHead, parseConnection } from '../../../src/core/ipvs/parse-conn.js';
import { parseProcIpvs } from '../../../src/core/ipvs/parse-proc.js';
import { parseStats } from '../../../src/core/ipvs/parse-stats.js';
import { parseThresholds } from '../../../src/core/ipvs/parse-thresholds.js';
import { capture } from './captures.js';

/** What a parser makes of a text: read, or the reason and the line that it gives. */
type Verdict = { readonly ok: true } | { readonly ok: false; readonly why: string; readonly line: number };

const parsers = {
  '/proc/net/ip_vs': parseProcIpvs as (text: string) => Verdict,
  'ipvsadm -Ln --stats --exact': parseStats as (text: string) => Verdict,
  'ipvsadm -Ln --thresholds': parseThresholds as (text: string) => Verdict,
  '/proc/net/ip_vs_conn': (text: string): Verdict => {
    const [head = '', ...lines] = text.split('\n');
    if (!isConnectionHead(head)) return { ok: false, why: 'header', line: 1 };
    // The last line is blank where the one before it is ended.
    const whole = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
    const bad = whole.findIndex((line) => parseConnection(line) === undefined);
    return bad < 0 ? { ok: true } : { ok: false, why: 'connection', line: bad + 2 };
  },
};

/** No page shows it: nobody may take it for something else. */
const noPage = 'no page';

const readers: Readonly<Record<string, keyof typeof parsers | typeof noPage>> = {
  'ipvsadm-L-daemon-backup.txt': noPage,
  'ipvsadm-L-daemon.txt': noPage,
  'ipvsadm-L-timeout.txt': noPage,
  'ipvsadm-L.txt': noPage,
  'ipvsadm-Ln-empty.txt': '/proc/net/ip_vs',
  'ipvsadm-Ln-persistent-conn.txt': noPage,
  'ipvsadm-Ln-rate.txt': noPage,
  'ipvsadm-Ln-sort.txt': noPage,
  'ipvsadm-Ln-stats-exact.txt': 'ipvsadm -Ln --stats --exact',
  'ipvsadm-Ln-stats.txt': 'ipvsadm -Ln --stats --exact',
  'ipvsadm-Ln-t.txt': noPage,
  'ipvsadm-Ln-thresholds.txt': 'ipvsadm -Ln --thresholds',
  'ipvsadm-Ln.txt': noPage,
  'ipvsadm-Lnc-persistent.txt': noPage,
  'ipvsadm-Lnc.txt': noPage,
  'ipvsadm-combined.txt': 'ipvsadm -Ln --stats --exact',
  'ipvsadm-restore-error.txt': noPage,
  'ipvsadm-save-n.txt': noPage,
  'ipvsadm-version.txt': noPage,
  'large_1000x10_ipvsadm-Ln-stats.txt.gz': 'ipvsadm -Ln --stats --exact',
  'large_1000x10_ipvsadm-Ln.txt.gz': noPage,
  'large_1000x10_proc_net_ip_vs.txt.gz': '/proc/net/ip_vs',
  'large_100x10_proc_net_ip_vs.txt.gz': '/proc/net/ip_vs',
  'proc_net_ip_vs-empty.txt': '/proc/net/ip_vs',
  'proc_net_ip_vs.txt': '/proc/net/ip_vs',
  'proc_net_ip_vs_app.txt': noPage,
  'proc_net_ip_vs_conn-empty.txt': '/proc/net/ip_vs_conn',
  'proc_net_ip_vs_conn.txt': '/proc/net/ip_vs_conn',
  'proc_net_ip_vs_conn_sync.txt': noPage,
  'proc_net_ip_vs_stats.txt': noPage,
  'proc_net_ip_vs_stats_percpu.txt': noPage,
};

const folder = new URL('../../captures/ipvs/', import.meta.url);

test('Every capture is named with the parser that reads it', () => {
  const files = readdirSync(folder).filter((name) => name !== 'README.md');
  expect(Object.keys(readers)).toEqual(files.sort());
});

test.each(Object.entries(readers))('%s is read as %s, and by no other parser', (name, reader) => {
  for (const [each, parse] of Object.entries(parsers)) {
    const verdict = parse(capture(name));
    expect([each, verdict.ok]).toEqual([each, each === reader]);
    if (!verdict.ok) expect(verdict).toMatchObject({ why: expect.any(String), line: expect.any(Number) });
  }
});

const read = Object.entries(readers).flatMap(([name, reader]) =>
  reader === noPage ? [] : [[name, reader] as const],
);

test.each(read)('%s, read as %s, is refused with a reason where it is cut within a line', (name, reader) => {
  const text = capture(name);
  const parse = parsers[reader];
  const headLines = reader === '/proc/net/ip_vs_conn' ? 1 : 3;
  const head = text.split('\n').slice(0, headLines).join('\n').length;
  // Everywhere in a short one, at some hundred places of a long one.
  const step = Math.max(1, Math.floor(text.length / 300));
  for (let length = 0; length < text.length; length += step) {
    const isBetweenLines = length > head && (text[length - 1] === '\n' || text[length] === '\n');
    if (isBetweenLines) continue;
    const verdict = parse(text.slice(0, length));
    expect([length, verdict.ok]).toEqual([length, false]);
    if (!verdict.ok) expect(verdict.why).not.toBe('');
  }
});
