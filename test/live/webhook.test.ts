import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openWebhook, WebhookFailure } from '../../src/adapters/webhook/webhook.js';
import type { EventLog } from '../../src/core/live/event-log.js';
import { openQuiet, type Telling } from '../../src/core/live/quiet.js';
import type { EngineEntry } from '../../src/core/live/timeline.js';
import { toldOf } from '../../src/core/live/told.js';
import { startWebhook, type WebhookNeeds } from '../../src/live/webhook.js';

const minute = 60_000;
const start = Date.UTC(2026, 10, 21, 12);

let numbers = 0;
function entry(what: 'up' | 'down' = 'down', more: Partial<EngineEntry> = {}): EngineEntry {
  numbers += 1;
  return {
    kind: 'server',
    what,
    at: start,
    id: `here-checks-${numbers}`,
    side: 'here',
    service: 'TCP 10.0.0.100:80',
    destination: '10.0.0.11:80',
    virtual: 'web',
    server: 'rs1',
    word: what === 'down' ? 'connect' : '',
    ...more,
  } as EngineEntry;
}

describe('Of one subject', () => {
  test('is told what happens first, and what the other router tells of it is not told again', () => {
    const quiet = openQuiet(10 * minute);
    const down = entry();
    expect(quiet.take(down, start)).toEqual({ entry: down, heldBack: 0 });
    expect(quiet.take(entry('down', { side: 'there' }), start + 1000)).toBeUndefined();
    expect(quiet.take(entry('down', { destination: '10.0.0.12:80' }), start + 1000)).toBeDefined();
    expect(quiet.due(start + 11 * minute)).toEqual([]);
  });

  test('is told after the quiet time how things are then, and how much was left out', () => {
    const quiet = openQuiet(10 * minute);
    quiet.take(entry('down'), start);
    quiet.take(entry('up'), start + minute);
    quiet.take(entry('down'), start + 2 * minute);
    const up = entry('up');
    quiet.take(up, start + 3 * minute);
    expect(quiet.due(start + 9 * minute)).toEqual([]);
    expect(quiet.due(start + 10 * minute)).toEqual([{ entry: up, heldBack: 2 }]);
    expect(quiet.due(start + 30 * minute)).toEqual([]);
  });

  test('is told everything without a quiet time', () => {
    const quiet = openQuiet(0);
    for (const what of ['down', 'up', 'down'] as const) expect(quiet.take(entry(what), start)).toBeDefined();
  });
});

/** A time line to which a test adds. */
function timeline() {
  let entries: readonly EngineEntry[] = [];
  let see: (() => void) | undefined;
  const eventLog: Pick<EventLog, 'follow' | 'told'> = {
    told: async () => entries,
    follow(given) {
      see = () => given({} as never);
      return () => {
        see = undefined;
      };
    },
  };
  return {
    eventLog,
    happens(...fresh: EngineEntry[]) {
      entries = [...fresh.reverse(), ...entries];
      see?.();
    },
    isFollowed: () => see !== undefined,
  };
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function started(needs: Partial<WebhookNeeds> = {}) {
  const line = timeline();
  const told: string[] = [];
  const troubles: boolean[] = [];
  const end = startWebhook({
    eventLog: line.eventLog,
    tell: async ({ entry: { destination, what } }) => void told.push(`${destination} ${what}`),
    quietMs: 10 * minute,
    clock: () => start,
    onTrouble: (_, isGivenUp) => troubles.push(isGivenUp),
    retryMs: [1, 1],
    ...needs,
  });
  ends.push(end);
  return { ...line, told, troubles, end };
}

/** Waits until this is so, however slow the machine is. */
const until = (what: () => void) => vi.waitFor(what, { timeout: 15_000, interval: 5 });

describe('Another program', () => {
  test('is told once of what happens, and of nothing that happened before', async () => {
    const { happens, told } = started();
    happens(entry('down', { at: start - minute, destination: '10.0.0.9:80' }), entry('down'));
    happens(entry('down', { destination: '10.0.0.12:80' }));
    happens(
      entry('up', { kind: 'engine', what: 'reloaded' } as never),
      entry('up', { destination: '10.0.0.13:80' }),
    );
    await until(() => expect(told).toEqual(['10.0.0.11:80 down', '10.0.0.12:80 down', '10.0.0.13:80 up']));
  });

  test('is told again when it could not be reached, and not for ever', async () => {
    let tries = 0;
    const tell = async ({ entry: { destination } }: Telling) => {
      tries += 1;
      if (destination === '10.0.0.11:80' || tries < 5) throw new Error('away');
    };
    const { happens, troubles } = started({ tell });
    happens(entry('down'), entry('down', { destination: '10.0.0.12:80' }));
    // Three times for the first one, which is given up then; the second one arrives when it is tried again.
    await until(() => expect([tries, troubles]).toEqual([5, [false, false, true, false]]));
  });

  test('is told in time how things are when the quiet time is over', async () => {
    let now = start;
    const { happens, told } = started({ clock: () => now, everyMs: 5 });
    happens(entry('down'));
    await until(() => expect(told).toHaveLength(1));
    happens(entry('up'));
    now += 11 * minute;
    await until(() => expect(told).toEqual(['10.0.0.11:80 down', '10.0.0.11:80 up']));
  });

  test('is told nothing any more when it is ended', () => {
    const { end, isFollowed } = started();
    expect(isFollowed()).toBe(true);
    end();
    expect(isFollowed()).toBe(false);
  });
});

describe('A request', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function listening(answer: RequestListener): Promise<string> {
    server = createServer(answer).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  }

  test('carries the reason, the names, the router and the time as JSON', async () => {
    const requests: unknown[] = [];
    const url = await listening(async (request, answer) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      requests.push([request.method, request.url, request.headers['content-type'], JSON.parse(body)]);
      answer.writeHead(204).end();
    });
    const told = toldOf({ entry: entry(), heldBack: 2 }, 'lb1', 'rs1 is out for web');
    await openWebhook(url)(told);
    expect(requests).toEqual([
      [
        'POST',
        '/hook',
        'application/json',
        {
          format: 1,
          event: 'server_down',
          time: '2026-11-21T12:00:00.000Z',
          router: 'lb1',
          virtual: 'web',
          server: 'rs1',
          service: 'TCP 10.0.0.100:80',
          destination: '10.0.0.11:80',
          reason: 'connect',
          text: 'rs1 is out for web',
          heldBack: 2,
        },
      ],
    ]);
  });

  test('goes nowhere else, whatever the answer says', async () => {
    const paths: (string | undefined)[] = [];
    const url = await listening((request, answer) => {
      paths.push(request.url);
      answer.writeHead(307, { location: '/elsewhere' }).end();
    });
    await expect(openWebhook(url)({})).rejects.toThrow(new WebhookFailure('it answered with status 307'));
    expect(paths).toEqual(['/hook']);
  });

  test('is given up when there is no answer in time, or nobody', async () => {
    const url = await listening(() => undefined);
    await expect(openWebhook(url, 50)({})).rejects.toThrow('it did not answer within 0.05 seconds');
    await new Promise((done) => {
      server.closeAllConnections();
      server.close(done);
    });
    await expect(openWebhook(url)({})).rejects.toThrow('it cannot be reached (ECONNREFUSED)');
  });
});
