import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventsLine, eventsShape, mostEvents, noEvents } from '../../src/core/router/events.js';
import { engineEvents } from '../../src/router/events.js';
import { readRouterSettings } from '../../src/router/settings.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lvs-console-events-'));
  for (const name of ['own', 'own/events', 'checks']) mkdirSync(join(folder, name));
  const places = { ownFolder: join(folder, 'own'), checkState: join(folder, 'checks') };
  writeFileSync(join(folder, 'router.json'), JSON.stringify(places), { mode: 0o600 });
});

afterEach(() => rmSync(folder, { recursive: true }));

const keep = (name: string, text: string) => writeFileSync(join(folder, name), text);

/** What the router tells, in the shape in which it comes through sudo. */
async function told(after = noEvents) {
  const settings = await readRouterSettings(join(folder, 'router.json'));
  return eventsShape.parse(await engineEvents({ settings }, eventsLine(after)));
}

describe('The router program', () => {
  test('tells of a router on which nothing has happened yet', async () => {
    rmSync(join(folder, 'own/events'), { recursive: true });
    expect(await told()).toMatchObject({ events: [], told: noEvents, more: false, down: [] });
  });

  test('tells what happened since, out of both files of each half of the engine', async () => {
    keep('own/events/checks.1', '1 1795258460.000000 - BEGIN 9\n2 1795258461.000000 - VS FWM 7 DOWN\n');
    keep('own/events/checks', '3 1795258462.500000 connect RS [10.0.0.1]:none:0 FWM 7 DOWN\n4 17952');
    keep('own/events/vrrp', '1 1795258463.000000 - INSTANCE "LVS" MASTER 150\n');
    const all = await told();
    expect(all.events.map(({ file, number }) => `${file} ${number}`)).toEqual([
      'vrrp 1',
      'checks 1',
      'checks 2',
      'checks 3',
    ]);
    expect(all.told).toEqual({ vrrp: 1, checks: 3 });
    expect((await told(all.told)).events).toEqual([]);
    expect((await told({ vrrp: 1, checks: 2 })).events).toMatchObject([{ number: 3, word: 'connect' }]);
  });

  test('tells a long story in parts', async () => {
    const line = (number: number) => `${number} 1795258460.000000 - VS FWM 7 DOWN\n`;
    const lines = Array.from({ length: mostEvents + 3 }, (_, index) => line(index + 1));
    keep('own/events/checks', lines.join(''));
    const first = await told();
    expect([first.events.length, first.more]).toEqual([mostEvents, true]);
    const second = await told(first.told);
    expect([second.events.length, second.more]).toEqual([3, false]);
  });

  test('tells which real servers do not pass their checks now, and why', async () => {
    const now = Math.floor(Date.now() / 1000);
    keep('checks/10.0.2.100_80_tcp-10.0.0.11_80.down', `0 ${now} connect\n`);
    keep('checks/fwm7-10.0.0.12_80.down', `1 ${now} reentry\n`);
    keep('checks/fwm7-10.0.0.13_80.down', `0 ${now - 90_000} silent\n`);
    keep('checks/fwm7-10.0.0.14_80.down', `0 ${now} <b>\n`);
    keep('secret', `0 ${now} reply\n`);
    symlinkSync(join(folder, 'secret'), join(folder, 'checks/fwm7-10.0.0.15_80.down'));
    const { down } = await told();
    expect(down.map(({ destination, service, word }) => `${service} ${destination} ${word}`).sort()).toEqual([
      'FWM 7 10.0.0.12:0 reentry',
      'TCP 10.0.2.100:80 10.0.0.11:80 connect',
    ]);
  });
});
