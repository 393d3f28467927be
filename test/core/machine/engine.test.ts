import { describe, expect, it } from 'vitest';
import { type Engine, engineState, pidsOf } from '../../../src/core/machine/engine.js';
import type { ProcessList } from '../../../src/core/machine/processes.js';
import type { Reading } from '../../../src/core/machine/reading.js';

const AT = 1_000;
const denied = { at: AT, reason: 'denied', path: '/proc' } as const;
const known = <Value>(value: Value) => ({ at: AT, value });

describe('an engine', () => {
  const path = '/usr/sbin/keepalived';
  const absent = { at: AT, reason: 'absent', path } as const;
  const cases: [title: string, installed: Engine['installed'], pids: Engine['pids'], state: string][] = [
    ['runs when it has processes', known(path), known([7, 8]), 'running'],
    ['runs although its program lies where nobody looked', absent, known([7]), 'running'],
    ['is stopped when it is installed and has none', known(path), known([]), 'stopped'],
    ['is not installed when its program is nowhere', absent, known([]), 'not_installed'],
    ['is unknown, not stopped, when processes are hidden', known(path), denied, 'unknown'],
    ['is unknown, not absent, when nobody may look for it', denied, known([]), 'unknown'],
  ];
  it.each(cases)('%s', (_title, installed, pids, state) => {
    expect(engineState({ installed, pids })).toBe(state);
  });
});

describe('the processes of an engine', () => {
  const list = (names: [name: string, state: string][], complete = true): Reading<ProcessList> => {
    const processes = names.map(([name, state], index) => {
      const [user, commandLine] = ['root', name];
      return {
        pid: index + 1,
        parent: 0,
        user,
        state,
        name,
        commandLine,
        startedAt: 0,
        elapsedSeconds: 0,
        cpuSeconds: 0,
      };
    });
    return known({ processes, complete });
  };

  it('are those of its name, and its children with names of their own', () => {
    const processes = list([
      ['keepalived', 'S'],
      ['keepalived_vrrp', 'R'],
      ['keepalivedX', 'S'],
      ['pulse', 'S'],
    ]);
    expect(pidsOf('keepalived', processes)).toEqual(known([1, 2]));
    expect(pidsOf('pulse', processes)).toEqual(known([4]));
  });

  it('do not count when they are dead', () => {
    expect(pidsOf('pulse', list([['pulse', 'Z']]))).toEqual(known([]));
  });

  it('are unknown when the list is, or hides those of others', () => {
    expect(pidsOf('pulse', denied)).toEqual(denied);
    expect(pidsOf('pulse', list([['nanny', 'S']], false))).toEqual(denied);
    expect(pidsOf('pulse', list([['pulse', 'S']], false))).toEqual(known([1]));
  });
});
