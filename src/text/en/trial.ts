import { trialBecause } from './trial-details.js';

const left = (seconds: number): string => {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
};

/** Trials: a change that goes back by itself unless somebody confirms it. */
export const trial = {
  label: 'Trial',
  pending: (by: string, both: boolean) =>
    `${by} is trying lvs.cf on ${both ? 'both routers' : 'this router'}.`,
  until: (moment: string) => `It goes back at ${moment} unless somebody confirms it`,
  left: (seconds: number) => `(in ${left(seconds)})`,
  returning: 'Its time is over: what ran before comes back now.',
  wentBack: (moment: string) => `A trial went back at ${moment},`,
  because: {
    time: () => `${trialBecause.time}.`,
    restart: () => `${trialBecause.restart}.`,
    asked: (by: string) => `as ${by} asked for.`,
    failed: () => `${trialBecause.failed}.`,
  },
  file: {
    put_back: 'lvs.cf is as it was before, too; what was tried is among the versions.',
    there_already: 'lvs.cf is as it was before.',
    left: 'lvs.cf was left as it is: what runs is older.',
    changed_since: 'lvs.cf was saved again during the trial and was left as it is: what runs is older.',
    missing: 'lvs.cf was taken away during the trial, and was not made anew.',
  },
  engineTrouble: 'The files are back, but the engine does not do what they say: look at CONTROL/MONITORING.',
  bothBack: 'It was tried on both routers, and the other one goes back in the same way.',
  lead: 'TRY makes this router run lvs.cf as it is saved, as APPLY does, and goes back by itself unless somebody presses CONFIRM in time: also when you have cut yourself off, when the console has ended, or when the router starts anew.',
  elsewhere: 'tries it on both routers.',
  minutesLabel: 'Go back after',
  minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
  here: 'on this router',
  both: 'on both routers',
  pushLead:
    'TRY pushes lvs.cf, has both routers run it, and lets both go back by themselves unless somebody presses CONFIRM in time.',
  hints: {
    here: 'applies for a while; keepalived.conf and lvs.cf go back unless you confirm',
    both: 'pushes and applies for a while; both routers go back unless you confirm',
  },
  gloss: { try: '', confirm: '', goBack: '', read: '' },
  waits: 'This takes some seconds …',
  begun: 'It runs, for a while: CONFIRM keeps it.',
  ended: {
    confirm: {
      ok: 'Confirmed: what runs stays.',
      failed: 'Not confirmed everywhere: what is not confirmed goes back by itself at its time.',
    },
    'go-back': {
      ok: 'What ran before runs again.',
      failed: 'It has not gone back everywhere: what is left goes back by itself at its time.',
    },
  },
  there: (sentence: string) => `On the other router: ${sentence}`,
  /** The command line. */
  cli: {
    until: (moment: string) => `It goes back at ${moment}. To keep it: lvs-console confirm`,
    none: 'No trial is pending.',
  },
};
