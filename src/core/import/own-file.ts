/** An `lvs.cf` as it is: every byte is kept, and its problems are said at their lines. */

import { type Config, readConfig } from '../lvscf/config.js';
import { plainText } from '../lvscf/plain-text.js';
import type { Report } from './report.js';

/** The largest file that is looked at: as much as the daemon takes. */
export const largestSource = 8 * 1024 * 1024;

/** Reads the file; carriage returns and byte order marks go, as FILE takes them out. */
export function readOwnFile(
  text: string,
  report: Report,
): { readonly text: string; readonly config: Config } {
  const plain = plainText(text);
  const config = readConfig(plain);
  for (const [index, { text: line }] of config.document.lines.entries()) {
    const ink = line.trim();
    if (ink !== '' && ink !== '}' && !ink.startsWith('#')) report.at(index + 1);
  }
  for (const problem of config.problems) {
    if (problem.severity === 'advice') continue;
    const line = report.at(Math.max(1, problem.place.line));
    line.say(problem.severity === 'refused' ? 'unknown' : 'changed', 'problem', { problem });
  }
  if (plain !== text) report.say('text_form', {});
  return { text: plain, config };
}
