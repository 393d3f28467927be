/** What a save must not do to a file: bring problems that were not there before. */

import type { Problem } from '../problem.js';
import { type Config, isStructural, type VirtualServer } from './config.js';

/** Every problem that the second file has, the first had not, and that stops a save. */
export function addedProblems(before: Config, after: Config): readonly Problem[] {
  const old = before.problems.filter((problem) => stops(before, problem));
  const now = after.problems.filter((problem) => stops(after, problem));
  // 1. The same problem of the same block, wherever its line is now.
  const exact = unmatched(
    old.map((problem) => ({ problem, key: exactKey(before, problem) })),
    now.map((problem) => ({ problem, key: exactKey(after, problem) })),
  );
  // 2. What is left over may have moved with a block that got another name.
  const loose = unmatched(
    exact.old.map((problem) => ({ problem, key: looseKey(problem) })),
    exact.now.map((problem) => ({ problem, key: looseKey(problem) })),
  );
  return loose.now.filter((problem) => !isStep(before, problem));
}

function stops(config: Config, problem: Problem): boolean {
  return problem.severity === 'refused' || (problem.severity === 'broken' && counts(config, problem));
}

interface Keyed {
  readonly problem: Problem;
  readonly key: string;
}

/** The problems of each side that have no partner of the same key on the other. */
function unmatched(old: readonly Keyed[], now: readonly Keyed[]): { old: Problem[]; now: Problem[] } {
  const waiting = new Map<string, Problem[]>();
  for (const { problem, key } of old) {
    const alike = waiting.get(key);
    if (alike === undefined) waiting.set(key, [problem]);
    else alike.push(problem);
  }
  const left = now.filter(({ key }) => waiting.get(key)?.pop() === undefined);
  return { old: [...waiting.values()].flat(), now: left.map(({ problem }) => problem) };
}

/** Parameters that say where something is, or how large. */
const positions: ReadonlySet<string> = new Set(['line', 'first', 'lines', 'bytes', 'active']);
/** Parameters that hold the name of a block. */
const names: ReadonlySet<string> = new Set(['name', 'other', 'virtual', 'server']);

function without(params: object, left: (key: string) => boolean): unknown[] {
  return Object.entries(params).filter(([key]) => !left(key));
}

function exactKey(config: Config, { code, params, subject }: Problem): string {
  const { scope, keyword, input } = subject;
  const block = blockOf(config, subject);
  const server = subject.server === undefined ? undefined : block?.realServers[subject.server];
  const shown = without(params, (key) => positions.has(key));
  return JSON.stringify([code, shown, scope, block?.ref, server?.ref, keyword, input]);
}

function looseKey({ code, params, subject: { scope, keyword, input } }: Problem): string {
  const shown = without(params, (key) => positions.has(key) || names.has(key));
  return JSON.stringify([code, shown, scope, keyword, input]);
}

function blockOf(config: Config, { scope, block }: Problem['subject']): VirtualServer | undefined {
  if (block === undefined) return undefined;
  return (scope === 'failover' ? config.failovers : config.virtualServers)[block];
}

/**
 * A broken value stops a save while its block (and the virtual server around it) is active, and a broken structure always does. What a file as a
 * whole lacks does not: half-built states are normal work.
 */
function counts(config: Config, { code, subject }: Problem): boolean {
  if (isStructural(code) || code === 'file_large') return true;
  if (subject.keyword === undefined) return false;
  if (subject.block === undefined) return true;
  const block = blockOf(config, subject);
  const server = subject.server === undefined ? undefined : block?.realServers[subject.server];
  return block?.values.active === true && (server === undefined || server.values.active === true);
}

/** Two blocks that should say the same, and the problem of their saying it. */
const pairs: Partial<Record<Problem['code'], Problem['code']>> = {
  shared_mark_differs: 'shared_mark',
  same_service_differs: 'same_service',
};

/** Two running blocks that say the same can be changed only one after the other: between the saves they differ. */
function isStep(before: Config, { code, params }: Problem): boolean {
  const same = pairs[code];
  if (same === undefined) return false;
  const pairOf = (of: object) => JSON.stringify(Object.entries(of).filter(([key]) => names.has(key)));
  return before.problems.some(
    (old) =>
      (old.code === same || (old.code === code && stops(before, old))) &&
      pairOf(old.params) === pairOf(params),
  );
}
