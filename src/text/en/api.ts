import type { BodyFault, ErrorParams } from '../../core/problem.js';
import type { FailureText } from './errors.js';

const faults: Record<BodyFault['fault'], (fault: BodyFault) => string> = {
  unknown_member: ({ field }) => `There is no member ${field} here.`,
  missing_member: ({ field }) => `The member ${field} is missing.`,
  read_only_member: ({ field }) =>
    `The member ${field} can be read only: leave it out, or send it as it was.`,
  wrong_type: ({ field, expected = '' }) =>
    field === ''
      ? `What is expected is of the type ${expected}.`
      : `The member ${field} is of the type ${expected}.`,
  wrong_value: ({ field, expected = '' }) =>
    expected === ''
      ? `The member ${field} cannot have this value.`
      : `The member ${field} is one of: ${expected}.`,
  too_large: ({ field, expected = '' }) =>
    `The member ${field} is too large or too long: at most ${expected}.`,
  too_small: ({ field, expected = '' }) =>
    `The member ${field} is too small or too short: at least ${expected}.`,
};

type Reason = 'revision_wanted' | 'revision_stale' | 'wrong_method' | 'body_refused';

/** Failures that only the JSON interface has. */
export const apiReasons: { [One in Reason]: (params: ErrorParams[One]) => FailureText } = {
  revision_wanted: ({ current }) => ({
    title: 'If-Match is missing',
    text: 'A change says from which state it was made. Nothing was changed.',
    advice: [
      `Read what is to be changed, and send the ETag of that answer as If-Match. At this moment it is ${current}.`,
    ],
  }),
  revision_stale: ({ current }) => ({
    title: 'It has changed since',
    text: 'What is to be changed is not as it was when it was read. Nothing was changed.',
    advice: [`Read it again, and decide anew. At this moment its ETag is ${current}.`],
  }),
  wrong_method: ({ method, allowed }) => ({
    title: 'Not with this method',
    text: `There is no ${method} here, only ${allowed.join(', ')}.`,
    advice: [],
  }),
  body_refused: ({ where, faults: found }) => ({
    title: where === 'body' ? 'The body is not accepted' : 'The parameters are not accepted',
    text: `${found.map((fault) => faults[fault.fault](fault)).join(' ')} Nothing was changed.`,
    advice: ['/api/v1/openapi.json describes what is accepted.'],
  }),
};

/** The JSON interface. */
export const api = {
  fault: (fault: BodyFault) => faults[fault.fault](fault),
  stepFailed: 'A step failed',
  notJson: {
    title: 'Not JSON',
    text: 'Here the console takes application/json only, and where a whole text is sent, text/plain. Nothing was changed.',
    advice: [] as string[],
  },
};
