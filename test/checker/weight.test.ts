import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closedPort, Place } from './run-checker.js';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

describe('A weight that somebody gave', () => {
  test.each([
    ['drain', 2],
    ['drain\n', 2],
    ['0', 2],
    ['5\n', 7],
    ['253', 255],
    ['254', 12],
    ['-1', 12],
    ['007', 12],
    ['five', 12],
    ['', 12],
    ['drainage', 12],
  ])('%j makes a passed check end with status %i where 10 is configured', async (text, status) => {
    place.keep('server.weight', text);
    const port = await place.tcp(() => undefined);
    expect((await place.check({ port, weight: 10 })).status).toBe(status);
  });

  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

  test.each([
    ['lasts until its end', 'drain', inSeconds(86_400), 2],
    ['is over at its end', 'drain', inSeconds(-1), 12],
    ['is over also when it is a number', '5', inSeconds(-86_400), 12],
    ['lasts as a number, too', '5', inSeconds(86_400), 7],
    ['does not count with an end that is no time', 'drain', 'tomorrow', 12],
    ['does not count with two ends', 'drain', '4000000000 4000000000', 12],
  ])('%s', async (_title, word, end, status) => {
    place.keep('server.weight', `${word} ${end}\n`);
    const port = await place.tcp(() => undefined);
    expect((await place.check({ port, weight: 10 })).status).toBe(status);
  });

  test('never hides a failure', async () => {
    place.keep('server.weight', '5');
    expect((await place.check({ port: await closedPort(), weight: 10 })).status).toBe(1);
  });

  test('counts for one server only, and no longer than its file is there', async () => {
    const port = await place.tcp(() => undefined);
    place.keep('other.weight', 'drain');
    expect((await place.check({ port, weight: 10 })).status).toBe(12);
  });

  test('does not count where keepalived keeps the weight itself', async () => {
    place.keep('server.weight', 'drain');
    const port = await place.tcp(() => undefined);
    expect(await place.check({ port, weight: '-' })).toMatchObject({ status: 0, said: 'up' });
  });

  test('is never reported as status 0, whatever it is', async () => {
    const port = await place.tcp(() => undefined);
    for (const weight of [0, 1, 253]) expect((await place.check({ port, weight })).status).toBe(weight + 2);
  });
});

describe('The load of a real server', () => {
  const uptime = (load: string) => ` 12:00:00 up 3 days,  1 user,  load average: ${load}, 0.10, 0.20`;
  /** Checks once, long enough after the last look. */
  async function weightAt(load: string, weight = 8): Promise<number> {
    const port = await place.tcp(() => undefined);
    const program = place.program('load', `echo '${uptime(load)}'`);
    const file = join(place.state, 'server.load');
    if (existsSync(file)) writeFileSync(file, readFileSync(file, 'utf8').replace(/^[0-9]+/, '1000000000'));
    return (await place.check({ port, weight, load: program })).status - 2;
  }

  test.each([
    ['0.00', 12],
    ['1.00', 8],
    ['0.50', 11],
    ['0.99', 8],
    ['4.00', 8],
    ['0,00', 12],
  ])('%s at the first look makes 8 to %i', async (load, weight) => {
    expect(await weightAt(load)).toBe(weight);
  });

  test('adds up over several looks, to ten times the weight and not under it', async () => {
    const seen: number[] = [];
    for (const load of ['0.00', '0.00', '2.00', '2.00', '2.00']) seen.push(await weightAt(load));
    expect(seen).toEqual([12, 16, 12, 8, 8]);
    place.keep('server.load', '1000000000 78000 78');
    expect([await weightAt('0.00'), await weightAt('0.00')]).toEqual([80, 80]);
  });

  test('never asks for more than a check can report', async () => {
    place.keep('server.load', '1000000000 220000 220');
    expect(await weightAt('0.00', 100)).toBe(253);
  });

  test('is looked at every twenty seconds', async () => {
    expect(await weightAt('0.00')).toBe(12);
    const port = await place.tcp(() => undefined);
    const program = place.program('load', `echo '${uptime('0.00')}'`);
    expect((await place.check({ port, weight: 8, load: program })).status).toBe(14);
  });

  test.each([
    ['fails', 'exit 1'],
    ['says something else', 'echo no such host'],
    ['hangs', 'sleep 9'],
  ])('leaves the weight alone when the program %s', async (_title, lines) => {
    const port = await place.tcp(() => undefined);
    const load = place.program('load', lines);
    const outcome = await place.check({ port, weight: 8, load, seconds: 0.3 });
    expect(outcome.status).toBe(10);
    expect(outcome.milliseconds).toBeLessThan(4000);
  });

  test('starts anew when the weight in the file is another one', async () => {
    place.keep('server.load', '1000000000 80000 80');
    expect(await weightAt('1.00', 2)).toBe(2);
  });

  test('gives way to a weight that somebody gave, and to 0', async () => {
    place.keep('server.weight', 'drain');
    expect(await weightAt('0.00')).toBe(0);
    place.keep('server.weight', '');
    expect(await weightAt('0.00', 0)).toBe(0);
  });
});
