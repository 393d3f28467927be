import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AuditRecord } from '../../src/core/audit/record.js';
import type { WantedService } from '../../src/core/ipvs/wanted.js';
import { snapshotOf } from '../../src/core/live/snapshot.js';
import { kernelNames } from '../../src/core/live/timeline.js';
import { ConsoleError } from '../../src/core/problem.js';
import { type EngineEvents, readEventsLine } from '../../src/core/router/events.js';
import { openEventLog } from '../../src/live/events.js';
import { procText, tableOf } from '../core/ipvs/captures.js';
import { openWebConsole, type WebConsole } from '../support/web-console.js';

const now = Date.now();
const minute = 60_000;

const wanted = [
  {
    virtual: 'HTTP & co',
    key: 'TCP 10.0.0.100:80',
    scheduler: 'rr',
    persistenceSeconds: 0,
    netmask: '255.255.255.255',
    forwarding: 'Masq',
    quiesce: false,
    destinations: [{ server: 'web<1>', key: '10.0.0.11:80', weight: 1 }],
    sorry: undefined,
  },
] satisfies readonly WantedService[];
const names = kernelNames(wanted);

/** The kernel has the service, and nobody behind it. */
const table = tableOf(procText('TCP  0A000064:0050 rr '));
const snapshot = snapshotOf({ at: now, value: table }, wanted, 100, undefined);
const liveTable = { now: async () => snapshot, follow: () => () => undefined };

const serverDown = 'RS [10.0.0.11]:tcp:80 [10.0.0.100]:tcp:80 DOWN';

/** A router that tells this: minutes ago, the word of the check, the words of the engine. */
function telling(
  file: 'vrrp' | 'checks',
  told: readonly (readonly [number, EngineEvents['events'][number]['word'], string])[],
) {
  const events = told.map(([minutes, word, text], index) => {
    return { file, number: index + 1, at: now - minutes * minute, word, text };
  });
  return async (line: string): Promise<EngineEvents> => ({
    at: Date.now(),
    events: events.filter(({ number }) => number > readEventsLine(line)[file]),
    told: { vrrp: 0, checks: 0, [file]: events.length },
    more: false,
    down: [{ service: 'TCP 10.0.0.100:80', destination: '10.0.0.11:80', at: now, word: 'reply' }],
  });
}

const record: AuditRecord = {
  number: 9,
  time: new Date(now - 5 * minute).toISOString(),
  user: 'marie',
  address: '',
  role: 'admin',
  action: 'apply',
  outcome: 'done',
};

let web: WebConsole;
let here: (line: string) => Promise<EngineEvents>;
let there: (line: string) => Promise<EngineEvents>;
let log: ReturnType<typeof openEventLog>;

beforeAll(async () => {
  const forwarded = new Proxy({} as typeof log, { get: (_, name) => log[name as keyof typeof log] });
  web = await openWebConsole(undefined, { eventLog: forwarded, liveTable });
});
beforeEach(() => {
  here = telling('checks', [
    [9, '', 'BEGIN 7'],
    [4, 'connect', serverDown],
    [4, '', 'VS [10.0.0.100]:tcp:80 DOWN'],
  ]);
  there = telling('vrrp', [[3, '', 'INSTANCE "LVS" MASTER 100']]);
  log = openEventLog({
    here: (line) => here(line),
    there: (line) => there(line),
    isThere: async () => true,
    changes: async ({ filter }) => ({
      records: filter.until !== undefined && filter.until < now - 5 * minute ? [] : [record],
    }),
    names: async () => names,
    everyMs: 0,
    clock: Date.now,
    onFault(error) {
      throw error;
    },
  });
});
afterAll(() => web.close());

/** The rows of the page as text. */
async function rows(query = ''): Promise<string[]> {
  const { body, statusCode } = await web.get(`/secure/events${query}`);
  expect(statusCode).toBe(200);
  return [...body.matchAll(/<tr[^>]*data-row[\s\S]*?<\/tr>/g)].map(([row]) =>
    row
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

describe('EVENTS', () => {
  test('shows what both routers told and who changed what, newest first, with the reason', async () => {
    const texts = (await rows()).map((row) => row.replace(/^.*?\d\d:\d\d:\d\d /, ''));
    expect(texts).toEqual([
      'the other router active router became the active router, and took the addresses',
      'this router virtual server HTTP &amp; co HTTP &amp; co has no real server that answers',
      'this router real server HTTP &amp; co web&lt;1&gt; is out for HTTP &amp; co: connection refused or no answer',
      'this router change marie: Apply (done)',
      'this router engine the engine began to check the real servers',
    ]);
    expect((await web.get('/secure/control')).body).toContain('href="/secure/events"');
  });

  test('shows what is looked for, and what is about one virtual server', async () => {
    expect(await rows('?kind=vrrp')).toHaveLength(1);
    expect(await rows('?router=here&kind=server')).toHaveLength(1);
    expect(await rows(`?virtual=${encodeURIComponent('HTTP & co')}`)).toHaveLength(2);
    const { body } = await web.get('/secure/events?virtual=gone');
    expect(body).toContain('Nothing was found.');
    expect(body).toContain('<option value="gone" selected>gone</option>');
  });

  test('marks the moment that was asked for, between what was before and what came after', async () => {
    const around = now - 4.5 * minute;
    const texts = await rows(`?around=${around}`);
    expect(texts.map((row) => row.includes('the moment that was asked for')).indexOf(true)).toBe(3);
    const { body } = await web.get(
      `/secure/events?around=${encodeURIComponent(new Date(around).toISOString())}`,
    );
    expect(body).toContain('id="moment"');
    // What was looked up does not move away while it is read.
    expect(body).not.toContain('data-live=');
    expect((await web.get('/secure/events?around=yesterday')).body).toContain(
      'yesterday is no date that is understood here.',
    );
  });

  test('has older events on the next page', async () => {
    here = telling(
      'checks',
      Array.from({ length: 120 }, (_, index) => [300 - index, '', 'VS [10.0.0.100]:tcp:80 UP'] as const),
    );
    const first = await web.get('/secure/events');
    const older = /href="(\/secure\/events\?before=\d+)"/.exec(first.body)?.[1] ?? '';
    expect(await rows(older.slice('/secure/events'.length))).toHaveLength(50);
    expect((await web.get(older)).body).toContain('>Newest</a>');
  });

  test('says why a router tells nothing, and shows what it told before', async () => {
    await rows();
    here = async () => {
      throw new ConsoleError('engine_refused', 'router_missing', { program: '/x/<y>' });
    };
    const { body } = await web.get('/secure/events');
    expect(body).toContain('What the engine of this router tells cannot be read:');
    expect(body).toContain('/x/&lt;y&gt;');
    expect(body).toContain('is out for');
  });

  test('says that no engine has told anything yet', async () => {
    here = telling('checks', []);
    there = telling('vrrp', []);
    expect((await web.get('/secure/events')).body).toContain('No engine has told anything yet.');
  });

  test('speaks French where that is wanted', async () => {
    const { body } = await web.get('/secure/events', { headers: { 'accept-language': 'fr' } });
    expect(body).toContain('connexion refusée ou aucune réponse');
  });
});

describe('LIVE ROUTING TABLE', () => {
  test('says why a real server is out, and leads to what happened to its virtual server', async () => {
    await log.soon(60_000);
    const { body } = await web.get('/secure/control');
    expect(body).toContain('out: its check has not passed (the reply was not what was expected)');
    expect(body).toContain('<a href="/secure/events?virtual=HTTP+%26+co">why</a>');
    expect(await rows('?virtual=HTTP+%26+co')).toHaveLength(2);
  });
});
