import type { DetailTexts } from '../step.js';

/** A moment as the command line and the pages say it. */
const at = (milliseconds: number) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }).format(milliseconds);

const because = {
  time: 'because nobody confirmed it in time',
  restart: 'because the router was started anew before anybody confirmed it',
  asked: 'as was asked for',
  failed: 'because it could not be applied everywhere',
} as const;

/** Why a trial goes back, or went back. */
export const trialBecause: Readonly<Record<keyof typeof because, string>> = because;

/** What a step says of a trial. */
export const trialDetails = {
  trial_armed: ({ until }) =>
    `What runs now is kept, was read back, and comes back at ${at(until)} unless somebody confirms.`,
  trial_pending: ({ by, since, until }) =>
    `A trial is pending: ${by} began it at ${at(since)}, and it goes back at ${at(until)}. CONFIRM it or GO BACK first.`,
  trial_none: () => 'No trial is pending.',
  trial_other: () => 'This is about another trial than the last one of this router.',
  trial_running: ({ until }) => `The trial is pending until ${at(until)}.`,
  trial_confirmed: () => 'The trial is confirmed: what runs stays.',
  trial_over: ({ why, at: ended }) => `Too late: the trial went back at ${at(ended)}, ${because[why]}.`,
  trial_not_applied: () => 'The trial was not applied here: there is nothing to confirm.',
  trial_other_file: ({ path }) => `${path} is not the file that was to be tried any more.`,
  trial_unwatched: () => 'Nobody could be started who waits for the deadline. Nothing was changed.',
  trial_unreadable: ({ path }) => `${path} is no record of a trial. Look at it, and take it away.`,
  trial_copies_lost: ({ path }) => `${path} is not what was kept there.`,
  trial_returns: ({ why }) => `The trial goes back, ${because[why]}.`,
  trial_ended: () => 'The trial is over.',
  applied_unknown: ({ path }) =>
    `Nobody knows which lvs.cf ${path} was made of, so that there is nothing to go back to. After one APPLY it is known.`,
  engine_not_running: () => 'The engine does not run: there is nothing to go back to.',
  line_refused: () => 'What was asked for is not understood.',
  lvs_cf_put_back: ({ path }) => `${path} holds again what it held before. What was tried is kept.`,
  lvs_cf_there: ({ path }) => `${path} holds already what it held before.`,
  lvs_cf_left: ({ path }) => `${path} is left as it is.`,
  lvs_cf_changed: ({ path }) => `${path} was saved again during the trial, and is left as it is.`,
  lvs_cf_missing: ({ path }) => `${path} was taken away during the trial; it is not made anew.`,
} satisfies Partial<DetailTexts>;

/** What became of a verb of a trial. */
export const trialResults = {
  arm: { ok: 'The trial is armed.', failed: 'No trial was begun.' },
  confirm: { ok: 'Confirmed: what runs stays.', failed: 'Not confirmed.' },
  'go-back': { ok: 'What ran before runs again.', failed: 'It has not gone back.' },
  expire: { ok: 'Nothing is left to do.', failed: 'The trial could not go back.' },
  boot: { ok: 'The engine may start.', failed: 'A trial could not go back.' },
} as const;
