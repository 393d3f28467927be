/** Rules across fields and blocks, one function each. */

import type { Problem } from '../problem.js';
import type { Model } from './config.js';

/** Every problem that shows only when values are seen together. */
export function ruleProblems(_model: Model): Problem[] {
  return [];
}
