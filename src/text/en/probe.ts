import type { DetailTexts } from '../step.js';

/** Why a check was not tried at all. */
export const probeDetails = {
  probe_unknown: ({ server, virtual }) =>
    server === ''
      ? `lvs.cf of this router has no virtual server ${virtual} with a real server.`
      : `lvs.cf of this router has no real server ${server} in a virtual server ${virtual}.`,
  probe_wrong: ({ keyword }) => `What is typed for ${keyword} cannot be saved, so that it cannot be tried.`,
} satisfies Partial<DetailTexts>;

const bytes = (count: number) => (count === 1 ? '1 byte' : `${count} bytes`);

/** TEST: a check, tried at once. */
export const probe = {
  lead: 'The checker of the engine tries the check once, as this router would, and writes down what happens. No server is taken out or brought back by it.',
  typed: 'With what is typed above, which is not saved.',
  saved: 'With what lvs.cf says.',
  savedThere: 'With what lvs.cf of the other router says.',
  here: 'From this router',
  there: 'From the other router',
  gloss: { test: '' },
  hints: {
    typed: 'with what is typed, nothing is saved',
  },
  which: 'Real server:',
  all: 'all of them',
  none: 'This virtual server has no real server that could be tested.',
  from: 'From:',
  routers: { here: 'this router', other: 'the other router' },
  waits: 'This takes some seconds …',
  failed: (why: string) => `Nothing was tested: ${why}`,
  verdict: { up: 'passes', down: 'fails', not_run: 'not tested' },
  /** What decided, for a check that passes. */
  passes: {
    none: 'There was a connection, which is enough.',
    answered: 'Something came back, which is enough.',
    any: 'Something came back, and anything is accepted.',
    prefix: 'The reply begins with Expect.',
    regex: 'The expression of Expect is found in the reply.',
    equal: 'The program printed Expect and ended with status 0.',
    status: 'The program ended with status 0.',
  },
  noConnection: (system: string, seconds: number) =>
    system === '' ? `Nobody answered within ${seconds} s.` : `There was no connection: ${system}.`,
  silent: (seconds: number) => `There was a connection, but not enough of a reply within ${seconds} s.`,
  reply: {
    none: 'Nothing came back.',
    any: 'Nothing came back.',
    prefix: 'The reply does not begin with Expect.',
    regex: 'The expression of Expect is not found in the reply.',
    equal: 'The program did not print Expect.',
  },
  program: (status: number | null, seconds: number) =>
    status === null
      ? `The program did not end within ${seconds} s, or could not be run.`
      : `The program ended with status ${status}.`,
  notRun: (system: string) => (system === '' ? 'It has no address, or no time was left.' : system),
  connected: (ms: string) => `connected after ${ms} ms`,
  ran: (ms: string) => `ran for ${ms} ms`,
  sent: (count: number) => `Sent, ${bytes(count)}:`,
  received: (count: number, most: boolean) =>
    most ? `Received, the first ${bytes(count)}:` : `Received, ${bytes(count)}:`,
  expect: 'Expect:',
  at: (moment: string) => `Tested at ${moment}.`,
};
