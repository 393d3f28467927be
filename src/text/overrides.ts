import type { ConsoleError } from '../core/problem.js';
import type { OverrideEnd, PlacedOverride } from '../core/push/override-api.js';
import type { Answer } from '../core/router/answer.js';
import { sentencesOf } from './failure.js';
import type { Language, Words } from './index.js';
import { momentText } from './moment.js';
import { stepSentence } from './step.js';

/** A real server as people call it: by the names of lvs.cf, else as the kernel does. */
export function serverText({
  destination,
  server,
  service,
  virtual,
}: Pick<PlacedOverride, 'destination' | 'server' | 'service' | 'virtual'>): string {
  return `${virtual || service} / ${server || destination}`;
}

/** One temporary weight in a few words. */
export function overrideText(one: PlacedOverride, words: Words, language: Language): string {
  const { overrides: say } = words;
  const until = one.until === null ? '' : say.until(momentText(one.until, language));
  return [serverText(one), say.is(one.weight), until, say.places[one.place]].filter(Boolean).join(' ');
}

/** How it went as a whole. */
export function endSentence({ here, there }: OverrideEnd, { overrides: { done: say } }: Words): string {
  const ends = [here, there].filter((end) => end !== undefined);
  const taken = ends.filter((end) => 'ok' in end && end.ok).length;
  if (taken === 0) return say.none;
  if (taken < ends.length) return say.partly;
  return taken === 1 ? say.one : say.both;
}

/** How it went on each router, a sentence each. */
export function endDetails({ here, isPaired, there }: OverrideEnd, words: Words): string[] {
  const { overrides: say } = words;
  return [
    ...sentencesOn(here, words).map(say.onHere),
    ...sentencesOn(there, words).map(say.onThere),
    ...(isPaired ? [] : [say.unpaired]),
  ];
}

function sentencesOn(end: Answer | ConsoleError | undefined, words: Words): string[] {
  if (end === undefined) return [];
  if ('steps' in end) return end.steps.map((step) => stepSentence(words, step));
  const { advice, commands, text } = sentencesOf(end, words);
  return [[text, ...advice, ...commands].join(' ')];
}
