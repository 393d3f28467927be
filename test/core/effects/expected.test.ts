import { describe, expect, it } from 'vitest';
import type { Consequence } from '../../../src/core/effects/effects.js';
import { verdictsOf } from '../../../src/core/effects/expected.js';
import { trafficThrough } from '../../../src/core/effects/foresight.js';
import type { ServiceFate } from '../../../src/core/effects/happened.js';
import { nobody } from '../../../src/core/effects/traffic.js';

const service = 'TCP 198.51.100.1:80';
const some = { active: 3, inactive: 1 };

function fate(more: Partial<ServiceFate> = {}): ServiceFate {
  const counts = { before: some, after: some, cut: nobody };
  return { fate: 'kept', virtual: 'HTTP', service, was: '', ...counts, ...more };
}

/** A change with one effect. */
function said(effect: Partial<Consequence['effects'][number]>): Consequence[] {
  const difference = { what: 'changed', scope: 'virtual' } as const;
  return [{ difference, effects: [{ gravity: 'breaks', ...effect } as Consequence['effects'][number]] }];
}

describe('what happened beside what was said', () => {
  it('is as said where a service of which nothing was said was left alone', () => {
    expect(verdictsOf([fate()], [])).toEqual([
      { happened: fate(), expected: { fate: 'kept', isCut: false }, isOtherwise: false },
    ]);
  });

  it.each([
    ['a server that was taken out', said({ code: 'server_removed', params: { service, destination: '' } })],
    ['a sorry server that left', said({ code: 'sorry_left', params: { service, destination: '' } })],
    ['servers that rested', said({ code: 'quiesce_off', params: { service } })],
    ['a virtual server in its place', said({ code: 'service_replaced', params: { service } })],
  ])('is as said where connections were cut with %s', (_what, consequences) => {
    expect(verdictsOf([fate({ cut: some })], consequences)).toMatchObject([{ isOtherwise: false }]);
    // That nobody happened to be connected is nothing else than was said.
    expect(verdictsOf([fate()], consequences)).toMatchObject([{ isOtherwise: false }]);
  });

  it.each([
    ['new', said({ code: 'service_added', params: { service } })],
    ['gone', said({ code: 'service_removed', params: { service } })],
    ['recreated', said({ code: 'service_recreated', params: { from: 'FWM 5', to: service } })],
  ] as const)('is as said of a service that is %s', (came, consequences) => {
    expect(verdictsOf([fate({ fate: came })], consequences)).toMatchObject([{ isOtherwise: false }]);
    expect(verdictsOf([fate()], consequences)).toMatchObject([{ isOtherwise: true }]);
  });

  it('is otherwise where connections were cut although nobody said so', () => {
    expect(verdictsOf([fate({ cut: some })], [])).toMatchObject([{ isOtherwise: true }]);
  });

  it('is otherwise where a service is gone although nobody said so', () => {
    expect(verdictsOf([fate({ fate: 'gone' })], [])).toMatchObject([{ isOtherwise: true }]);
  });

  it('is compared with nothing where nobody knew what ran', () => {
    expect(verdictsOf([fate({ fate: 'gone' })], undefined)).toEqual([
      { happened: fate({ fate: 'gone' }), expected: undefined, isOtherwise: false },
    ]);
  });
});

describe('what passes through a router', () => {
  const table = { version: '1.2.1', connectionTableSize: 4096, services: [] };
  const absent = { at: 0, reason: 'absent', path: '/proc/net/ip_vs' } as const;

  it('is nothing while it stands by, whether its table can be read or not', () => {
    expect(trafficThrough({ state: 'BACKUP' }, { at: 0, value: table })).toEqual({ kind: 'standby' });
    expect(trafficThrough({ state: 'BACKUP' }, absent)).toEqual({ kind: 'standby' });
  });

  it('is in its table while it is active, and where there is no heartbeat', () => {
    for (const vrrp of [{ state: 'MASTER' } as const, null]) {
      expect(trafficThrough(vrrp, { at: 0, value: table })).toEqual({ kind: 'table', table });
    }
  });

  it('is unknown, not nothing, where its table cannot be read', () => {
    expect(trafficThrough({ state: 'MASTER' }, absent)).toEqual({ kind: 'unknown', because: absent });
  });
});
