import type { DetailTexts } from '../step.js';

/** A moment as the command line and the pages say it. */
const at = (milliseconds: number) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }).format(milliseconds);

const next = (seconds: number) => (seconds === 1 ? 'within a second' : `within ${seconds} seconds`);

/** What a step says of a temporary weight. */
export const overrideDetails = {
  override_given: ({ destination, service, seconds, until, weight }) =>
    [
      weight === 'drain'
        ? `${destination} of ${service} is drained: no new clients from its next check on, which comes ${next(seconds)}; those that are there may finish.`
        : `${destination} of ${service} has weight ${weight} from its next check on, which comes ${next(seconds)}.`,
      until === 0 ? 'It stays so until somebody puts it back.' : `It ends by itself at ${at(until)}.`,
    ].join(' '),
  override_ended: ({ destination, service, seconds }) =>
    seconds === 0
      ? `${destination} of ${service} has no temporary weight any more.`
      : `${destination} of ${service} has its weight of lvs.cf again from its next check on, which comes ${next(seconds)}.`,
  override_none: ({ destination, service }) => `${destination} of ${service} had no temporary weight.`,
  override_unknown: ({ destination, service }) =>
    `The engine of this router checks no ${destination} of ${service}. APPLY first, if lvs.cf has it.`,
  override_limited: ({ destination, most, weight }) =>
    `${destination} has weight ${weight} in lvs.cf, and a check can report ${most} at most: the engine keeps such a weight itself, so that nothing can be put in its place without a reload. Write a smaller weight and APPLY.`,
  override_many: ({ most }) => `This router has ${most} temporary weights already. Put some back first.`,
  override_over: () => 'The end that was asked for has passed already.',
  overrides_laid: ({ count }) =>
    count === 1 ? 'One temporary weight goes on.' : `${count} temporary weights go on.`,
} satisfies Partial<DetailTexts>;

/** What became of the verb. */
export const overrideResult = { ok: 'Done.', failed: 'Nothing was changed.' } as const;
