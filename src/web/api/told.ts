/** What the JSON interface says of problems, changes and effects: the code for programs, the sentence for people. */

import { toldOf } from '../../core/audit/changes.js';
import type { Consequence } from '../../core/effects/effects.js';
import type { Difference } from '../../core/lvscf/diff.js';
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
  readonly message: string;
}

/** A problem of a text or of values. @param inside the member of what was sent that holds the values */
export function toldProblem(problem: Problem, inside = ''): ToldProblem {
  const { code, place, severity, subject } = problem;
  const field = [inside, subject.keyword, subject.input === 1 ? 'device' : undefined]
    .filter(Boolean)
    .join('.');
  return {
    code,
    severity,
    ...(place.line > 0 && { line: place.line, column: place.column }),
    ...(field !== '' && { field }),
    message: sentence(apiWords, problem),
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
  return toldOf(changes).map((told, index) => {
    const change = changes[index];
    return { ...told, ...(change && { message: changeSentence(change) }) };
  });
}

/** What each change does once it is applied. */
export function toldEffects(consequences: readonly Consequence[]): object[] {
  return consequences.map(({ difference, effects }) => ({
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
