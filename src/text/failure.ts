import type { ConsoleError, ErrorReason } from '../core/problem.js';
import type { Words } from './index.js';

/** A failed operation in words: what happened, what helps, and commands to type as they stand. */
export interface FailureSentences {
  readonly title: string;
  readonly text: string;
  readonly advice: readonly string[];
  readonly commands: readonly string[];
}

/** Says why an operation failed. */
export function sentencesOf(error: Pick<ConsoleError, 'reason' | 'params'>, words: Words): FailureSentences {
  const { reasons } = words.errors;
  // The reason and its parameters belong together; TypeScript does not follow that through the index.
  const say = reasons[error.reason] as (
    params: typeof error.params,
  ) => ReturnType<(typeof reasons)[ErrorReason]>;
  const commands = 'commands' in error.params ? error.params.commands : [];
  return { ...say(error.params), commands };
}
