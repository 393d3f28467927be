import type { Remark, RemarkParams } from '../core/preflight/verdict.js';
import type { Words } from './index.js';
import { unknownSentence } from './unknown.js';

/** What was found on a router, in words. */
export function remarkSentence(remark: Remark, { control, preflight }: Words): string {
  if (remark.code === 'unknown') return unknownSentence(control, remark.params.unknown);
  return sayOf(preflight, remark.code, remark.params);
}

function sayOf(
  { remarks }: Words['preflight'],
  code: Exclude<Remark['code'], 'unknown'>,
  params: Remark['params'],
): string {
  // The code and its parameters belong together; TypeScript does not follow that through the index.
  const say = remarks[code] as (given: RemarkParams[keyof RemarkParams]) => string;
  return say(params);
}
