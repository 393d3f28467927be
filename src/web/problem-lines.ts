import type { Config } from '../core/lvscf/config.js';
import type { Problem } from '../core/problem.js';
import type { Words } from '../text/index.js';
import { sentence } from '../text/sentence.js';
import type { SummaryLine } from './field.js';
import { hrefOfProblem } from './problem-href.js';

/** Problems as a page lists them that has none of their inputs: each with the page where it can be put right. */
export function problemLines(config: Config, problems: readonly Problem[], words: Words): SummaryLine[] {
  return problems.map((problem) => ({
    severity: problem.severity,
    text: sentence(words, problem),
    href: hrefOfProblem(config, problem),
  }));
}
