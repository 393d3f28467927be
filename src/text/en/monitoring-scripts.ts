import type { Check } from '../../core/nanny/check.js';

/** What a check is, with its texts as they are stored in the file. */
export interface CheckFacts {
  readonly check: Check;
  /** The virtual server's port. */
  readonly port: number;
  readonly send: string;
  readonly expect: string;
  /** The pause between two checks, and the limit of each. */
  readonly seconds: number;
  /** Good checks in a row after which a real server that failed comes back. */
  readonly needed: number;
}

/** The panel MONITORING SCRIPTS. */
export const monitoringScripts = {
  /** What stands beside the original words. Nothing in English. */
  gloss: { current: '', replacement: '', noSendProgram: '', blankSend: '', blankExpect: '', note: '' },
  table: 'What is sent and what is expected',
  none: '(blank)',
  /** What the settings come to, in a sentence or two. */
  checkTitle: 'What is checked',
  check: ({ check, port, send, expect, seconds }: CheckFacts): string => {
    const every = `Every ${seconds} ${seconds === 1 ? 'second' : 'seconds'} the router`;
    if (check.kind === 'program') {
      const prints = expect === '' ? 'prints anything' : `prints exactly “${expect}”`;
      return `${every} runs “${check.command}” for each real server, which is well when the program ${prints}.`;
    }
    const where = `each real server on port ${port}, unless that has a port of its own`;
    const sends = send === '' ? 'sends nothing' : `sends “${send}”`;
    const first =
      check.kind === 'tcp'
        ? `${every} connects to ${where}, and ${sends}.`
        : `${every} turns to ${where}, by UDP, and ${sends}.`;
    const answer = {
      none: check.kind === 'tcp' ? 'A connection is enough.' : 'Any answer is enough.',
      any: 'Any answer is enough.',
      prefix: `The answer must begin with “${expect}”.`,
      regex: `The regular expression “${expect}” must match in the first 254 bytes of the answer.`,
    };
    return `${first} ${answer[check.mode]}`;
  },
  failing: ({ needed }: CheckFacts): string =>
    `The first failed check takes a real server out; ${needed === 1 ? 'one good check brings' : `${needed} good checks in a row bring`} it back.`,
  implied: 'This is what the daemon does on port 80 when all three boxes are blank.',
  /** Where no account is set. */
  asRoot:
    'The checks, and a program of your own with them, run as root: no Account for checks is set. An account without any rights is enough for them.',
  asRootLink: 'Set one on REDUNDANCY',
  notes: [
    'Send and Expect, or a program of your own: the program takes priority, and Send is not used beside it.',
    'The program must print a text that matches Expect. %h in its command is replaced by the address of the real server that is checked, %p by its port.',
    'In Send and Expect, \\n is a new line, \\r a carriage return, \\t a tab and \\\\ a backslash. A backslash before any other letter makes the check hang.',
    'Expect is the beginning of the first answer, or a regular expression when the box is ticked; * alone stands for any answer.',
    'An emptied box empties the value with ACCEPT. The button beside a box empties that one value at once, and saves nothing else.',
  ],
};
