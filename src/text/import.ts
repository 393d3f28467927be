import type { Remark } from '../core/import/remark.js';
import type { Words } from './index.js';
import { sentence, shortened } from './sentence.js';

/** A remark on an import, in a sentence or two. */
export function remarkSentence(words: Words, { code, params }: Remark): string {
  if (code === 'problem') return sentence(words, params.problem);
  const say = words.importing.remarks[code] as (params: object) => string;
  return say(shortened(params));
}
