import type { Note, Obstacle } from '../core/keepalived/note.js';
import type { Subject } from '../core/problem.js';
import type { Words } from './index.js';
import { fieldName, sentence, shortened } from './sentence.js';

/** A remark on a rendering, in a sentence or two. */
export function noteSentence(words: Words, { code, params }: Note): string {
  const { notes, reasons } = words.keepalived;
  const keyword = 'keyword' in params ? params.keyword : '';
  const virtual = 'virtual' in params && params.virtual !== '';
  const subject: Subject = { scope: virtual ? 'virtual' : 'global', keyword };
  const say = notes[code] as (params: object) => string;
  const why = 'reason' in params ? reasons[params.reason] : '';
  return say({ ...shortened(params), field: fieldName(words.fields, subject), why });
}

/** Why nothing is rendered, in a sentence or two. */
export function obstacleSentence(words: Words, obstacle: Obstacle): string {
  if (obstacle.code === 'problem') return sentence(words, obstacle.params.problem);
  const say = words.keepalived.obstacles[obstacle.code] as (params: object) => string;
  return say({ ...shortened(obstacle.params), field: fieldName(words.fields, obstacle.subject), why: '' });
}
