import { describe, expect, test } from 'vitest';
import { fits } from '../../src/core/audit/filter.js';
import type { AuditRecord } from '../../src/core/audit/record.js';
import { kernelNames } from '../../src/core/live/timeline.js';
import { ConsoleError } from '../../src/core/problem.js';
import { type EngineEvents, readEventsLine } from '../../src/core/router/events.js';
import { type EventLogNeeds, openEventLog } from '../../src/live/events.js';

const minute = 60_000;
const now = Date.UTC(2026, 10, 21, 12);

const nothing: EngineEvents = { at: now, events: [], told: { vrrp: 0, checks: 0 }, more: false, down: [] };

/** A router on which these texts were told, a minute apart. It tells no more than two at a time. */
function router(texts: readonly string[], more: Partial<EngineEvents> = {}) {
  return async (line: string): Promise<EngineEvents> => {
    const { checks } = readEventsLine(line);
    const events = texts.map((text, index) => ({
      file: 'checks' as const,
      number: index + 1,
      at: now - (texts.length - index) * minute,
      word: '' as const,
      text,
    }));
    const fresh = events.filter(({ number }) => number > checks);
    const told = fresh.slice(0, 2);
    return {
      ...nothing,
      events: told,
      told: { vrrp: 0, checks: told.at(-1)?.number ?? texts.length },
      more: fresh.length > 2,
      ...more,
    };
  };
}

function opened(given: Partial<EventLogNeeds> = {}) {
  return openEventLog({
    here: router(['VS FWM 7 DOWN', 'VS FWM 7 UP', 'VS FWM 7 DOWN']),
    there: router([]),
    isThere: async () => false,
    changes: async () => ({ records: [] }),
    names: async () => kernelNames([]),
    everyMs: 0,
    clock: () => now,
    onFault(error) {
      throw error;
    },
    ...given,
  });
}

const soon = 60_000;

describe('The time line of both routers', () => {
  test('gathers everything once, however often it is asked', async () => {
    const log = opened();
    await log.soon(soon);
    await log.soon(soon);
    const { entries } = await log.page({ filter: {}, limit: 10 });
    expect(entries.map((entry) => 'what' in entry && entry.what)).toEqual(['down', 'up', 'down']);
  });

  test('puts what changed between what happened because of it', async () => {
    const record: AuditRecord = {
      number: 1,
      time: new Date(now - 1.5 * minute).toISOString(),
      user: 'ann',
      address: '',
      role: 'admin',
      action: 'apply',
      outcome: 'done',
    };
    const log = opened({
      changes: async ({ filter }) => ({ records: [record].filter((one) => fits(one, filter)) }),
    });
    await log.soon(soon);
    const all = await log.page({ filter: {}, limit: 10 });
    expect(all.entries.map(({ kind }) => kind)).toEqual(['service', 'change', 'service', 'service']);
    const first = await log.page({ filter: {}, limit: 2 });
    expect(first).toMatchObject({ hasOlder: true });
    const until = first.entries.at(-1)?.at ?? 0;
    const older = await log.page({ filter: {}, limit: 2, until });
    expect(older.entries.map(({ at }) => at)).toEqual([now - 2 * minute, now - 3 * minute]);
    expect(older.hasOlder).toBe(false);
  });

  test('has the other router at the right time, also when its clock is wrong', async () => {
    const hour = 60 * minute;
    const late = router(['VS FWM 7 DOWN'], { at: now + hour });
    const there = async (line: string) => {
      const answer = await late(line);
      return { ...answer, events: answer.events.map((event) => ({ ...event, at: event.at + hour })) };
    };
    const log = opened({ here: router([]), there, isThere: async () => true });
    const seen = await log.soon(soon);
    expect(seen.there?.aheadMs).toBe(hour);
    const { entries } = await log.page({ filter: { side: 'there' }, limit: 10 });
    expect(entries.map(({ at }) => at)).toEqual([now - minute]);
  });

  test('keeps what it knows of a router that does not answer, and says why it does not', async () => {
    let isAway = false;
    const answers = router(['VS FWM 7 DOWN']);
    const error = new ConsoleError('push_failed', 'push_copy_only', {});
    const there = async (line: string) => {
      if (isAway) throw error;
      return answers(line);
    };
    const log = opened({ here: router([]), there, isThere: async () => true });
    await log.soon(soon);
    isAway = true;
    expect(await log.soon(soon)).toMatchObject({ there: { trouble: error, since: now } });
    expect((await log.page({ filter: {}, limit: 10 })).entries).toHaveLength(1);
  });

  test('says that nobody knows who changed what when the audit log cannot be read', async () => {
    const error = new ConsoleError('file_unavailable', 'disk_failed', {
      path: '/x',
      action: 'read',
      system: '',
    });
    const log = opened({ changes: () => Promise.reject(error) });
    await log.soon(soon);
    const page = await log.page({ filter: {}, limit: 10 });
    expect(page.trouble).toBe(error);
    expect(page.entries).toHaveLength(3);
  });

  test('knows why a real server of this router is out, for as long as that is news', async () => {
    let at = now;
    const down = [{ service: 'FWM 7', destination: '10.0.0.1:0', at: now, word: 'connect' as const }];
    const log = opened({ here: async () => ({ ...nothing, down }), clock: () => at });
    expect(log.wordFor('FWM 7', '10.0.0.1:0')).toBeUndefined();
    await log.soon(soon);
    expect(log.wordFor('FWM 7', '10.0.0.1:0')).toBe('connect');
    expect(log.wordFor('FWM 7', '10.0.0.2:0')).toBeUndefined();
    at += 10 * minute;
    expect(log.wordFor('FWM 7', '10.0.0.1:0')).toBeUndefined();
  });

  test('tells whoever follows of each look, and asks nobody when nobody follows', async () => {
    let asked = 0;
    const here = async () => {
      asked += 1;
      return nothing;
    };
    const log = opened({ here, everyMs: 1, clock: Date.now });
    expect(asked).toBe(0);
    await new Promise<void>((done) => {
      const end = log.follow(() => {
        if (asked < 3) return;
        end();
        done();
      });
    });
    expect(asked).toBeGreaterThanOrEqual(3);
  });
});
