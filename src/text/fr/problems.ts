import type { ProblemTexts } from '../problem-text.js';
import { ruleProblems } from './problems/rules.js';
import { structureProblems } from './problems/structure.js';
import { valueProblems } from './problems/values.js';

/** What is said about each problem of a file, in French. */
export const problems: ProblemTexts = { ...structureProblems, ...valueProblems, ...ruleProblems };
