import { describe, expect, test } from 'vitest';
import {
  downFileOf,
  type EngineEvent,
  eventsLine,
  newsOf,
  noEvents,
  readEventsLine,
  readKeptEvent,
} from '../../../src/core/router/events.js';

describe('A line that a router kept', () => {
  test('tells the number, the moment, the word of the check and the words of the engine', () => {
    const text = 'RS [10.0.0.11]:tcp:80 [10.0.2.100]:tcp:80 DOWN';
    expect(readKeptEvent('checks', `12 1795258466.123456 connect ${text}`)).toEqual({
      file: 'checks',
      number: 12,
      at: 1_795_258_466_123,
      word: 'connect',
      text,
    });
    expect(readKeptEvent('vrrp', '3 1795258466.123456 - INSTANCE "LVS" MASTER 150')).toMatchObject({
      word: '',
    });
  });

  test.each([
    '12 17952',
    '',
    'x 1795258466.1 - END',
    '12 1795258466.123456 - a \u00e9',
    `12 1795258466.123456 - ${'x'.repeat(301)}`,
  ])('is none when it is %j', (line) => {
    expect(readKeptEvent('checks', line)).toBeUndefined();
  });
});

describe('Events that somebody knows', () => {
  const event = (number: number): EngineEvent => ({ file: 'checks', number, at: 0, word: '', text: '' });
  const numbersOf = (events: readonly EngineEvent[]) => events.map(({ number }) => number);

  test('are not told again', () => {
    expect(numbersOf(newsOf([event(4), event(5), event(6)], 5))).toEqual([6]);
    expect(newsOf([], 5)).toEqual([]);
  });

  test('are told from the first on when the file was begun anew', () => {
    expect(numbersOf(newsOf([event(1), event(2)], 900))).toEqual([1, 2]);
  });

  test('are asked for by the number of the last one, and by nothing else', () => {
    const after = { vrrp: 7, checks: 41 };
    expect(readEventsLine(eventsLine(after))).toEqual(after);
    for (const line of ['', '{', '{"after":7}', '{"after":{"vrrp":-1,"checks":0}}', 'null'])
      expect(readEventsLine(line)).toEqual(noEvents);
  });
});

describe('A file of the checker', () => {
  test('is about a real server, as the kernel names it', () => {
    expect(downFileOf('10.0.2.100_80_tcp-10.0.0.11_8080.down')).toEqual({
      service: 'TCP 10.0.2.100:80',
      destination: '10.0.0.11:8080',
    });
    expect(downFileOf('fwm7-10.0.0.11_8080.down')).toEqual({ service: 'FWM 7', destination: '10.0.0.11:0' });
  });

  test.each(['10.0.2.100_80_tcp-10.0.0.11_8080.weight', '.checks.lock', 'fwm-10.0.0.1_1.down', '../x.down'])(
    'is of no interest when it is called %s',
    (name) => {
      expect(downFileOf(name)).toBeUndefined();
    },
  );
});
