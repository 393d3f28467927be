import { describe, expect, test } from 'vitest';
import { openProbeFindings, withStuck } from '../../../src/core/live/stuck.js';
import type { LiveService, LiveState } from '../../../src/core/live/table.js';
import type { ProbeOrder, ProbeSeen } from '../../../src/core/router/probe.js';

const service = (state: LiveState): LiveService => ({
  virtual: 'web',
  key: 'TCP 10.0.0.100:80',
  state: 'equal',
  differences: [],
  scheduler: 'wlc',
  persistenceSeconds: 0,
  activeConnections: 0,
  inactiveConnections: 0,
  servers: [
    {
      server: 'alice',
      destination: '10.0.0.11:80',
      state,
      differences: [],
      wantedWeight: 1,
      live: undefined,
    },
  ],
});

const order: ProbeOrder = { virtual: 'web', server: null, typed: null };
const found = (outcome: 'up' | 'down' | 'not_run') =>
  ({ at: 1, refused: null, check: null, tests: [{ server: 'alice', outcome }] }) as unknown as ProbeSeen;

const comesBackMs = 20_000;

/** The state of the server at a time, after what was found at others. */
function stateAt(
  now: number,
  findings: readonly (readonly [at: number, seen: ProbeSeen, order?: ProbeOrder])[],
  state: LiveState = 'out',
) {
  const kept = openProbeFindings();
  for (const [at, seen, asked = order] of findings) kept.note(asked, seen, at);
  const [only] = withStuck([service(state)], kept.foundUp, () => comesBackMs, now);
  return only?.servers[0]?.state;
}

describe('A real server that is missing in the kernel', () => {
  test('is out as long as nobody has tried it', () => {
    expect(stateAt(100_000, [])).toBe('out');
  });

  test('is stuck when our own probe found it up and it did not come back in its time', () => {
    expect(stateAt(100_000, [[100_000, found('up')]])).toBe('out');
    expect(stateAt(119_999, [[100_000, found('up')]])).toBe('out');
    expect(stateAt(120_000, [[100_000, found('up')]])).toBe('stuck');
  });

  test('is out again when it was found down since, or when nobody has tried it for long', () => {
    const findings = [
      [100_000, found('up')],
      [110_000, found('down')],
    ] as const;
    expect(stateAt(130_000, findings)).toBe('out');
    expect(stateAt(800_000, [[100_000, found('up')]])).toBe('out');
  });

  test('stays what it is when the probe could not be run, or tried what nobody saved', () => {
    const findings = [
      [100_000, found('up')],
      [110_000, found('not_run')],
    ] as const;
    expect(stateAt(130_000, findings)).toBe('stuck');
    expect(stateAt(130_000, [[100_000, found('up'), { ...order, typed: {} }]])).toBe('out');
  });

  test('is nothing else than what it is where it is not out', () => {
    expect(stateAt(130_000, [[100_000, found('up')]], 'quiesced')).toBe('quiesced');
  });
});
