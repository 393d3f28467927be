/** Passing a verb on to the router program with rights. */

import { dirname, join } from 'node:path';
import { programRunner } from '../../adapters/programs/run.js';
import { openRouterProgram } from '../../adapters/router/router-program.js';
import type { FarVerb } from '../../core/push/requests.js';
import type { Answer } from '../../core/router/answer.js';
import type { LookAnswers } from '../../core/router/look-shapes.js';
import type { Look } from '../../core/router/verbs.js';

/** The rules of sudo as they come with this package. */
const rules = join(dirname(dirname(dirname(import.meta.dirname))), 'config', 'sudoers');

/** What gives the account the right to have it done. */
export const rightCommands = [`install -o root -g root -m 0440 ${rules} /etc/sudoers.d/lvs-console`];

/** What the router program sees. @param line what the look is told @throws ConsoleError engine_refused */
export function seenByEngine<Name extends Look>(
  command: readonly string[],
  look: Name,
  line?: string,
): Promise<LookAnswers[Name]> {
  return openRouterProgram({ run: programRunner(), command, rightCommands }).look(look, line);
}

/** What the router program says. @param line what the verb is told @throws ConsoleError engine_refused */
export function askedOfEngine(command: readonly string[], verb: FarVerb, line?: string): Promise<Answer> {
  return openRouterProgram({ run: programRunner(), command, rightCommands }).run(verb, line);
}
