import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventsSeen } from '../../src/core/live/event-log.js';
import { type MeasuredLine, openSeries, type Series } from '../../src/core/live/series.js';
import type { Entry } from '../../src/core/live/timeline.js';
import { openWebConsole, testForm, type WebConsole } from '../support/web-console.js';

const service: MeasuredLine = {
  side: 'here',
  service: 'TCP 10.0.2.100:80',
  destination: '',
  virtual: 'shop <&>',
  server: '',
};
const servers = Array.from({ length: 12 }, (_, index) => ({
  ...service,
  destination: `10.0.3.${index + 1}:80`,
  server: `node${index + 1}`,
}));

const end = Date.UTC(2026, 10, 21, 12);

/** Two hours of values, with a gap of a minute before the last one. */
function measured(): Series {
  const series = openSeries();
  for (let at = end - 7_200_000; at <= end; at += 10_000) {
    const isGap = at > end - 70_000 && at < end;
    const values = isGap ? {} : { active: (at / 10_000) % 50, weight: 1 };
    series.take(
      at,
      [service, ...servers].map((line) => ({ line, values })),
    );
  }
  return series;
}

/** What happened: a server went out, a check of another one passed, and somebody saved something. */
const happened: readonly Entry[] = [
  {
    ...happening(300_000),
    kind: 'server',
    what: 'down',
    destination: '10.0.3.2:80',
    server: 'node2',
    word: 'connect',
  },
  { ...happening(600_000), kind: 'server', what: 'up', service: 'TCP 10.9.9.9:80', virtual: 'other' },
  { ...happening(600_500), kind: 'vrrp', what: 'master', service: '', virtual: '' },
  { ...happening(900_000), side: 'there', kind: 'vrrp', what: 'backup', service: '', virtual: '' },
] as Entry[];

function happening(beforeMs: number) {
  const at = end - beforeMs;
  const names = { service: service.service, destination: '', virtual: service.virtual, server: '' };
  return { at, id: String(at), side: 'here', word: '', ...names };
}

const seenEvents = {} as EventsSeen;

const eventLog = {
  latest: () => seenEvents,
  soon: async () => seenEvents,
  follow: () => () => undefined,
  page: async () => ({ entries: happened, hasOlder: false, trouble: undefined }),
  told: async () => [],
  wordFor: () => undefined,
};

let web: WebConsole;
let empty: WebConsole;
beforeAll(async () => {
  const series = measured();
  const liveSeries = {
    now: async () => series,
    follow: (see: (series: Series) => void) => {
      see(series);
      return () => undefined;
    },
  };
  web = await openWebConsole(testForm, { liveSeries, eventLog });
  empty = await openWebConsole(testForm, { graphsKept: 'off' });
  await writeFile(join(web.state, 'htgroup'), 'viewer: marie\n');
});
afterAll(async () => {
  await web.close();
  await empty.close();
});

const bodyOf = async (url: string, from = web) => (await from.get(url)).body;
const chosen = 'virtual=TCP+10.0.2.100%3A80';
const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

describe('GRAPHS', () => {
  test('shows each virtual server as a picture with its numbers in words', async () => {
    const body = await bodyOf('/secure/graphs');
    expect(count(body, /<figure/g)).toBe(1);
    expect(body).toMatch(
      /<g role="img" aria-label="shop &lt;&amp;&gt; \(TCP 10\.0\.2\.100:80\): Active connections/,
    );
    expect(body).toMatch(/now \d+, lowest 0, average [\d.]+, highest 49/);
    expect(body).toMatch(/<a href="\/secure\/graphs\?virtual=TCP\+10\.0\.2\.100%3A80">shop/);
    expect(body).toContain('class="gap"');
    expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|NaN|undefined/i);
  });

  test('shows a virtual server with its real servers, eight graphs at a time, on one scale', async () => {
    const first = await bodyOf(`/secure/graphs?${chosen}`);
    expect(count(first, /<figure/g)).toBe(8);
    expect(first).toContain('Part 1 of 2; 13 in all.');
    const second = await bodyOf(`/secure/graphs?${chosen}&part=2`);
    expect(count(second, /<figure/g)).toBe(5);
    expect(await bodyOf(`/secure/graphs?${chosen}&part=99`)).toContain('Part 2 of 2');
    expect(first).toContain('<option value="10.0.3.12:80">node12 (10.0.3.12:80)</option>');
  });

  test('shows one real server alone, and keeps it chosen', async () => {
    const body = await bodyOf(`/secure/graphs?${chosen}&server=10.0.3.2%3A80&span=day&measure=weight`);
    expect(count(body, /<figure class="chart chart-large">/g)).toBe(1);
    expect(body).toContain('<option value="10.0.3.2:80" selected>');
    expect(body).toContain('<option value="weight" selected>');
    expect(body).toContain('class="band"');
  });

  test('has the same as a table, newest first, where a gap is unknown and not 0', async () => {
    const body = await bodyOf(`/secure/graphs?${chosen}&server=10.0.3.2%3A80&as=table`);
    const rows = [
      ...body.matchAll(/<tr><th scope="row"><time datetime="([^"]+)">[^<]*<\/time><\/th>(.*?)<\/tr>/g),
    ];
    expect(rows).toHaveLength(60);
    expect(rows[0]?.[1]).toBe(new Date(end).toISOString());
    expect(rows[0]?.[2]).toMatch(/^<td>\d+<\/td><td><\/td>$/);
    expect(rows[1]?.[2]).toBe('<td>unknown</td><td></td>');
    expect(body).toContain('Part 1 of 6, the newest first.');
    expect(await bodyOf(`/secure/graphs?${chosen}&as=table&span=day&rows=2`)).toMatch(
      /<td>[\d.]+ \(\d+ to \d+\)<\/td>/,
    );
  });

  test('marks what happened to each server, and leads to it at an address that stays', async () => {
    const marksOf = (body: string) =>
      [...body.matchAll(/<a class="mark" href="([^"]+)" aria-label="([^"]+)">/g)].map(([, href, label]) => [
        href,
        label,
      ]);
    const whole = marksOf(await bodyOf('/secure/graphs'));
    expect(whole.map(([href]) => href)).toEqual([
      `/secure/events?around=${encodeURIComponent(new Date(end - 600_500).toISOString())}`,
      `/secure/events?around=${encodeURIComponent(new Date(end - 300_000).toISOString())}`,
    ]);
    expect(whole[1]?.[1]).toMatch(/node2/);
    expect(marksOf(await bodyOf(`/secure/graphs?${chosen}&server=10.0.3.2%3A80`))).toHaveLength(2);
    expect(marksOf(await bodyOf(`/secure/graphs?${chosen}&server=10.0.3.3%3A80`))).toHaveLength(1);
    const table = await bodyOf(`/secure/graphs?${chosen}&as=table`);
    expect(table).toContain('What happened');
    expect(count(table, /<td><a href="\/secure\/events\?around=/g)).toBe(1);
  });

  test('is as good in French', async () => {
    const { body } = await web.get(`/secure/graphs?${chosen}&as=table`, {
      headers: { 'accept-language': 'fr' },
    });
    expect(body).toContain('Connexions actives, dernière heure');
    expect(body).toContain('<td>inconnu</td>');
  });

  test('says what is not measured, and why', async () => {
    expect(await bodyOf('/secure/graphs?router=there')).toContain(
      'Nothing has been measured of this router yet.',
    );
    expect(await bodyOf('/secure/graphs?measure=rate')).toContain('measured only while somebody looks');
    expect(await bodyOf('/secure/graphs', empty)).toContain('is &quot;off&quot; in console.json');
  });

  test('takes an address that makes no sense for the usual one, and shows back nothing of it as it came', async () => {
    const wrong =
      '?virtual=%22%3E%3Cscript%3E&server=%3Cb%3E&measure=x&span=x&as=x&part=0&rows=-3&router=%00';
    const { body, statusCode } = await web.get(`/secure/graphs${wrong}`);
    expect(statusCode).toBe(200);
    expect(body).not.toMatch(/<script>|<b>/);
  });

  test('has links that stay the same as time passes', async () => {
    const linksOf = (body: string) => [...body.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
    const url = `/secure/graphs?${chosen}&as=table`;
    expect(linksOf(await bodyOf(url)).filter((href) => /\d{10}|T\d\d:/.test(href ?? ''))).toEqual([]);
  });

  test('follows by events, for a viewer too', async () => {
    const answer = await web.get(`/secure/graphs/live?${chosen}`, { as: 'marie' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(await bodyOf('/secure/graphs?span=day')).toContain('data-picture="/secure/graphs/live?span=day"');
  });
});
