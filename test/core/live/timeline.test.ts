import { describe, expect, test } from 'vitest';
import type { AuditRecord } from '../../../src/core/audit/record.js';
import {
  changeEntry,
  type EngineEntry,
  engineEntries,
  isWanted,
  kernelNames,
  newestFirst,
} from '../../../src/core/live/timeline.js';
import type { EngineEvent } from '../../../src/core/router/events.js';

const wanted = {
  scheduler: 'rr',
  persistenceSeconds: 0,
  netmask: '255.255.255.255',
  forwarding: 'Masq',
  quiesce: false,
  sorry: undefined,
} as const;
const names = kernelNames([
  {
    ...wanted,
    virtual: 'web',
    key: 'TCP 10.0.0.100:80',
    destinations: [{ server: 'rs1', key: '192.168.10.11:80', weight: 1 }],
  },
  {
    ...wanted,
    virtual: 'ftp',
    key: 'FWM 7',
    destinations: [{ server: 'rs2', key: '192.168.10.12:0', weight: 1 }],
  },
]);

/** Events of one file, a second apart. */
function events(texts: readonly string[], file: EngineEvent['file'] = 'checks'): EngineEvent[] {
  return texts.map((text, index) => ({ file, number: index + 1, at: index * 1000, word: '', text }));
}

const told = (entries: readonly EngineEntry[]) =>
  entries.map(({ kind, server, virtual, what }) => [kind, what, virtual, server].join(' ').trim());

describe('What keepalived tells', () => {
  test('is told with the names of lvs.cf, services of a mark too', () => {
    const lines = [
      'RS [192.168.10.11]:tcp:80 [10.0.0.100]:tcp:80 DOWN',
      'VS [10.0.0.100]:tcp:80 DOWN',
      'RS [192.168.10.12]:none:0 FWM 7 UP',
      'VS FWM 7 UP',
      'RS [192.168.10.99]:tcp:80 [10.0.0.100]:tcp:80 UP',
    ];
    const entries = engineEntries(events(lines), 'here', names);
    expect(told(entries)).toEqual([
      'server down web rs1',
      'service down web',
      'server up ftp rs2',
      'service up ftp',
      'server up web',
    ]);
    expect(entries[0]).toMatchObject({
      side: 'here',
      service: 'TCP 10.0.0.100:80',
      destination: '192.168.10.11:80',
    });
  });

  // As keepalived 2.2.7 wrote it on a router of a pair.
  test('is told of VRRP', () => {
    const lines = [
      'INSTANCE "LVS" BACKUP 150',
      'INSTANCE "LVS" MASTER 150',
      'INSTANCE "LVS" FAULT 150',
      'INSTANCE "LVS" STOP 150',
    ];
    expect(told(engineEntries(events(lines, 'vrrp'), 'there', names))).toEqual([
      'vrrp backup',
      'vrrp master',
      'vrrp fault',
      'vrrp stop',
    ]);
  });

  test('says a start, a reload and an end once, of which both halves of the engine tell', () => {
    const lines = ['BEGIN 7', 'END', 'BEGIN 7', 'END', 'BEGIN 9', 'END'];
    expect(told(engineEntries(events(lines), 'here', names))).toEqual([
      'engine began',
      'engine reloaded',
      'engine ended',
      'engine began',
      'engine ended',
    ]);
    expect(engineEntries(events(lines, 'vrrp'), 'here', names)).toEqual([]);
  });

  test.each([
    'INSTANCE "LVS" MASTER_RX_LOWER_PRI 150',
    'VS nonsense UP',
    'RS [1.2.3.4]:tcp:80 DOWN',
    '<b>',
    '',
  ])('is left out when it is %j', (text) => {
    expect(engineEntries(events([text]), 'here', names)).toEqual([]);
  });
});

describe('A time line', () => {
  const record = (more: Partial<AuditRecord>): AuditRecord => ({
    number: 5,
    time: '2026-11-21T10:00:00.000Z',
    user: 'ann',
    address: '',
    role: 'admin',
    action: 'save',
    outcome: 'done',
    ...more,
  });

  test('has what changed something, and no log-in and nothing that was refused', () => {
    expect(changeEntry(record({}))).toMatchObject({ kind: 'change', at: Date.UTC(2026, 10, 21, 10) });
    expect(changeEntry(record({ action: 'apply', outcome: 'failed' }))).toBeDefined();
    expect(changeEntry(record({ action: 'login' }))).toBeUndefined();
    expect(changeEntry(record({ outcome: 'refused' }))).toBeUndefined();
  });

  test('shows what is about one virtual server, changes of it too', () => {
    const [down] = engineEntries(events(['VS FWM 7 DOWN']), 'here', names);
    const saved = changeEntry(
      record({ changes: [{ what: 'changed', scope: 'server', virtual: 'ftp', server: 'rs2' }] }),
    );
    for (const entry of [down, saved]) {
      if (entry === undefined) throw new Error('there is one');
      expect(isWanted(entry, { virtual: 'ftp' })).toBe(true);
      expect(isWanted(entry, { virtual: 'web' })).toBe(false);
      expect(isWanted(entry, { side: 'there' })).toBe(false);
    }
  });

  test('has the newest first, and of one moment what was told last', () => {
    const [first, second, third] = engineEntries(
      events(['VS FWM 7 DOWN', 'VS FWM 7 UP', 'END']),
      'here',
      names,
    );
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('there are three');
    const same = { ...second, at: first.at };
    expect(newestFirst([first, same, third])).toEqual([third, same, first]);
  });
});
