/** What the rules of this router have against a file that is to replace the one here. */

import { readConfig } from '../../core/lvscf/config.js';
import { addedByText } from '../../core/lvscf/whole-text.js';
import type { Problem } from '../../core/problem.js';
import type { FarProblem } from '../../core/push/answers.js';
import { FileRefused } from './reply.js';

/** As many as anybody reads. */
const most = 200;

/**
 * The problems that a file has and that do not stop it.
 * @param present the file here; undefined where there is none
 * @throws FileRefused: lines that the reader refuses, or that are broken and were not so before
 */
export function checked(present: string | undefined, offered: string): readonly FarProblem[] {
  const after = readConfig(offered);
  const { problems } = after;
  // What the present file has matters only beside something that may stop the new one.
  if (problems.some(({ severity }) => severity !== 'advice')) {
    const added = new Set(addedByText(readConfig(present ?? ''), after));
    const against = problems.filter((problem) => problem.severity === 'refused' || added.has(problem));
    if (against.length > 0) throw new FileRefused(against.map(farProblem));
  }
  return problems.slice(0, most).map(farProblem);
}

function farProblem({ code, place, severity }: Problem): FarProblem {
  return { severity, code, line: place.line };
}
