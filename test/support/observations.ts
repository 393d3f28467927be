/** What a router may see of itself, for tests that are about something else. */
import type { Observation, ObservedDetails } from '../../src/core/router/observation.js';

const at = 1_700_000_000_000;

/** A router that has nothing to do, with whatever a test says. */
export function observationWith(more: Partial<Observation> = {}): Observation {
  return {
    at,
    engine: { name: 'keepalived', status: 'running', pid: 7, checker: 'running' },
    vrrp: 'none',
    addresses: { at, held: [] },
    file: null,
    installed: 'ours',
    applied: null,
    table: { at, version: '1.2.1', connectionTableSize: 4096, services: [] },
    counters: { at, services: [] },
    details: null,
    ...more,
  };
}

/** What the primary of the tests tells of its files: one floating address, and no server with limits. */
export function detailsWith(more: Partial<ObservedDetails> = {}): ObservedDetails {
  return {
    version: '2.2.7',
    file: 'a'.repeat(64),
    identity: { role: 'primary', device: 'eth0', address: '10.0.2.50' },
    floating: [{ address: '10.0.2.100', device: 'eth0:1' }],
    ticksPerSecond: 100,
    limits: { at, destinations: [] },
    ...more,
  };
}
