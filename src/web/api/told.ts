/** What the JSON interface says of problems, changes and effects: the code for programs, the sentence for people. */

import { toldOf } from '../../core/audit/changes.js';
import type { Consequence } from '../../core/effects/effects.js';
import type { Config } from '../../core/lvscf/config.js';
import type { Difference } from '../../core/lvscf/diff.js';
import type { MemberProblem } from '../../core/lvscf/json-edit.js';
import type { BodyFault, Problem } from '../../core/problem.js';
import { effectSentence } from '../../text/effect.js';
import { wordsFor } from '../../text/index.js';
import { sentence } from '../../text/sentence.js';

/** The interface is for programs: they are not told in the language of a browser. */
export const apiWords = wordsFor('en');

/** One thing that is wrong. */
export interface ToldProblem {
  readonly code: string;
  readonly severity: Problem['severity'];
  /** In the text that was sent, or would be saved; nothing where it is about the whole, or about a member. */
  readonly line?: number;
  readonly column?: number;
  /** The member that it is about: `server[1].address.device`. */
  readonly field?: string;
  /** The blocks that it is about, by reference. */
  readonly virtual?: string;
  readonly server?: string;
  readonly message: string;
}

/** A problem with where it is: in a member of what was sent, or in a block of the file. */
export type LocatedProblem = MemberProblem & { readonly virtual?: string; readonly server?: string };

/** Problems with the names of the blocks that they are about: nobody has the lines of a text that was not saved. */
export function locatedIn(
  { failovers, virtualServers }: Config,
  problems: readonly Problem[],
): LocatedProblem[] {
  return problems.map((problem) => {
    const { block, scope, server } = problem.subject;
    const around =
      block === undefined ? undefined : (scope === 'failover' ? failovers : virtualServers)[block];
    const inner = server === undefined ? undefined : around?.realServers[server];
    return { ...problem, ...(around && { virtual: around.ref }), ...(inner && { server: inner.ref }) };
  });
}

/** A problem of a text or of values. */
export function toldProblem(problem: LocatedProblem): ToldProblem {
  const { code, inside, place, server, severity, subject, virtual } = problem;
  const field = [inside, subject.keyword, subject.input === 1 ? 'device' : undefined]
    .filter(Boolean)
    .join('.');
  return {
    code,
    severity,
    ...(place.line > 0 && { line: place.line, column: place.column }),
    ...(field !== '' && { field }),
    ...(virtual !== undefined && { virtual }),
    ...(server !== undefined && { server }),
    message: sentence(apiWords, problem),
  };
}

/** How many problems, and how many changes, one answer lists: a text of eight mebibytes may be wrong in each line. */
const mostListed = 1000;

/** Problems, as far as an answer lists them. */
export function toldProblems(problems: readonly LocatedProblem[]) {
  const more = problems.length - mostListed;
  return {
    problems: problems.slice(0, mostListed).map(toldProblem),
    ...(more > 0 && { moreProblems: more }),
  };
}

/** A member that is not as it should be. */
export function toldFault(fault: BodyFault): ToldProblem {
  return {
    code: fault.fault,
    severity: 'refused',
    ...(fault.field !== '' && { field: fault.field }),
    message: apiWords.api.fault(fault),
  };
}

/** Changes of lvs.cf. The value of a key that the catalogue does not know may be a password: it is not told. */
export function toldDifferences(changes: readonly Difference[]): object[] {
  return toldOf(changes.slice(0, mostListed)).map((told, index) => {
    const change = changes[index];
    return { ...told, ...(change && { message: changeSentence(change) }) };
  });
}

/** How many changes are not listed, where there are any. */
export function moreThanTold(changes: readonly Difference[]): { readonly moreDifferences?: number } {
  const more = changes.length - mostListed;
  return more > 0 ? { moreDifferences: more } : {};
}

/** What each change does once it is applied. */
export function toldEffects(consequences: readonly Consequence[]): object[] {
  return consequences.slice(0, mostListed).map(({ difference, effects }) => ({
    change: changeSentence(difference),
    effects: effects.map((effect) => ({
      gravity: effect.gravity,
      code: effect.code,
      ...(effect.stake !== undefined && { connections: effect.stake }),
      message: effectSentence(apiWords, effect),
    })),
  }));
}

function changeSentence(change: Difference): string {
  const [told] = toldOf([change]);
  const { keyword = '' } = change;
  return told?.hidden === true ? apiWords.audit.hidden(keyword) : apiWords.saving.difference(change);
}
