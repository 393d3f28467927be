import type { Obstacle } from '../core/keepalived/note.js';
import type { Config } from '../core/lvscf/config.js';
import type { Severity } from '../core/problem.js';
import type { Words } from '../text/index.js';
import { obstacleSentence } from '../text/rendering.js';
import { hrefOfInput, hrefOfProblem } from './problem-href.js';

/** Why nothing can run, with the way to where it can be put right. */
export interface ObstacleLine {
  readonly severity: Severity;
  readonly text: string;
  readonly href: string;
}

/** One obstacle as a page shows it. */
export function obstacleLine(config: Config, obstacle: Obstacle, words: Words): ObstacleLine {
  const text = obstacleSentence(words, obstacle);
  if (obstacle.code !== 'problem') {
    return { severity: 'broken', text, href: hrefOfInput(config, obstacle.subject) ?? '/secure/file' };
  }
  const { problem } = obstacle.params;
  const { line } = problem.place;
  return {
    severity: problem.severity,
    text: line === 0 ? text : words.keepalived.inLine(line, text),
    href: hrefOfProblem(config, problem),
  };
}
