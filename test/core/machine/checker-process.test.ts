import { describe, expect, test } from 'vitest';
import { checkerProcess, type EngineProcesses } from '../../../src/core/machine/checker-process.js';
import type { RunningProcess } from '../../../src/core/machine/processes.js';

const process = (pid: number, parent: number, state = 'S', commandLine = 'keepalived'): RunningProcess => ({
  pid,
  parent,
  user: 'root',
  state,
  name: 'keepalived',
  commandLine,
  startedAt: 0,
  elapsedSeconds: 1,
  cpuSeconds: 0,
});
const parent = process(10, 1);
const both = { pid: 10, hasServices: true, hasInstance: true, answers: true };
const of = (processes: readonly RunningProcess[], more: Partial<EngineProcesses> = {}) =>
  checkerProcess({ ...both, processes, ...more });

describe('The process of keepalived that runs the checks', () => {
  test('runs beside the one for VRRP', () => {
    expect(of([parent, process(11, 10), process(12, 10)])).toBe('running');
  });

  test('runs alone where the router has no partner', () => {
    expect(of([parent, process(11, 10)], { hasInstance: false, answers: false })).toBe('running');
    expect(of([parent], { hasInstance: false, answers: false })).toBe('missing');
  });

  test('is missing when only the one that answers is left', () => {
    expect(of([parent, process(12, 10)])).toBe('missing');
    expect(of([parent])).toBe('missing');
    // A zombie does nothing any more, and the processes of another keepalived are not this one's.
    expect(of([parent, process(11, 10, 'Z'), process(12, 10)])).toBe('missing');
    expect(of([parent, process(12, 10), process(21, 20)])).toBe('missing');
    // What a check starts has its name until it is another program.
    expect(of([parent, process(12, 10), process(13, 12)])).toBe('missing');
  });

  test('is not missing when it is the other one that does not answer', () => {
    expect(of([parent, process(11, 10)], { answers: false })).toBe('running');
  });

  test.each(['T', 't'])('is found when somebody has stopped it (%s)', (state) => {
    expect(of([parent, process(11, 10, state), process(12, 10)])).toBe('stopped');
    expect(of([parent, process(11, 10, state)], { hasInstance: false, answers: false })).toBe('stopped');
    expect(of([parent, process(11, 10, state), process(12, 10, state)], { answers: false })).toBe('stopped');
  });

  test('is not taken for stopped when the other one is, and does not answer', () => {
    expect(of([parent, process(11, 10), process(12, 10, 'T')], { answers: false })).toBe('running');
  });

  test('is not looked for where there is nothing to check', () => {
    expect(of([parent, process(12, 10)], { hasServices: false })).toBe('none');
    for (const words of ['/usr/sbin/keepalived --vrrp', '/usr/sbin/keepalived -nP -f /x']) {
      expect(of([process(10, 1, 'S', words), process(12, 10)]), words).toBe('none');
    }
    const named = '/usr/sbin/keepalived --vrrp_pid=/run/x -p /run/P';
    expect(of([process(10, 1, 'S', named), process(11, 10), process(12, 10)])).toBe('running');
    const checksOnly = process(10, 1, 'S', '/usr/sbin/keepalived -C');
    expect(of([checksOnly, process(11, 10)], { answers: false })).toBe('running');
  });
});
