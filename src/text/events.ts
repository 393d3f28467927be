import type { ChangeEntry, EngineEntry, Entry } from '../core/live/timeline.js';
import { recordText } from './audit.js';
import type { Language, Words } from './index.js';

/** An entry of the time line in words. */
export interface EntryText {
  readonly what: string;
  /** What changed, a line each. */
  readonly details: readonly string[];
}

/** Says what an entry tells; a record has nothing in it that acts on a terminal. */
export function entryText(entry: Entry, words: Words, language: Language): EntryText {
  return entry.kind === 'change'
    ? changeText(entry, words, language)
    : { what: engineText(entry, words), details: [] };
}

/** Says what an engine told; of a server or service that lvs.cf does not know, in the kernel's words. */
export function engineText(entry: EngineEntry, { events: say }: Words): string {
  const virtual = entry.virtual || entry.service;
  const server = entry.server || entry.destination;
  switch (entry.kind) {
    case 'server': {
      if (entry.what === 'up') return say.server.up(server, virtual);
      const reason = entry.word === '' ? say.unsaid : say.reasons[entry.word];
      return say.because(say.server.down(server, virtual), reason);
    }
    case 'service':
      return say.service[entry.what](virtual);
    case 'vrrp':
      return say.vrrp[entry.what];
    case 'engine':
      return say.engine[entry.what];
  }
}

function changeText({ record }: ChangeEntry, words: Words, language: Language): EntryText {
  const { details, result, what, who } = recordText(record, words, language);
  return { what: words.events.done(who, what, result), details };
}
