import { describe, expect, test } from 'vitest';
import { parseVrrpDump } from '../../../src/core/machine/vrrp-state.js';

/** What keepalived 2.2.7 writes of its instance, as far as it is read, with these values in place of its own. */
function dump(data: object = {}, stats: object = {}): string {
  const instance = { iname: 'LVS', state: 2, effective_priority: 150, last_transition: 1795230986.25 };
  return JSON.stringify([
    {
      data: {
        ...instance,
        vrid: 51,
        nopreempt: true,
        vips: ['10.0.2.100/24 dev eth0 scope global set'],
        ...data,
      },
      stats: { advert_rcvd: 7, advert_sent: 3, ...stats },
    },
  ]);
}

describe('What keepalived tells of its instance', () => {
  test('is its state, since when, and how many adverts of the other router it has heard', () => {
    expect(parseVrrpDump(dump(), 'LVS')).toEqual({
      state: 'MASTER',
      priority: 150,
      since: 1795230986250,
      preempts: false,
      adverts: 7,
    });
    expect(parseVrrpDump(dump({ state: 3, nopreempt: false }, { advert_rcvd: 0 }), 'LVS')).toMatchObject({
      state: 'FAULT',
      preempts: true,
      adverts: 0,
    });
  });

  test('is nothing where there is no such instance', () => {
    expect(parseVrrpDump('[]', 'LVS')).toBeNull();
    expect(parseVrrpDump(dump({ iname: 'OTHER' }), 'LVS')).toBeNull();
  });

  test.each([
    ['a file that is half written', dump().slice(0, 40)],
    ['a state that there is not', dump({ state: 4 })],
    ['something else', '{"state":"MASTER"}'],
  ])('cannot be told from %s', (_what, text) => {
    expect(parseVrrpDump(text, 'LVS')).toBeUndefined();
  });
});
