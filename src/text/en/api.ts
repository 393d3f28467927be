import type { BodyFault, ErrorParams } from '../../core/problem.js';
import type { FailureText } from './errors.js';

const types: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number, without quotes',
  number: 'a number, without quotes',
  object: 'an object',
  string: 'a text, in quotes',
};

const faults: Record<BodyFault['fault'], (fault: BodyFault) => string> = {
  unknown_member: ({ field }) => `There is no member ${field} here.`,
  missing_member: ({ field }) =>
    field === '' ? 'A JSON object has to be sent.' : `The member ${field} is missing.`,
  read_only_member: ({ field }) =>
    `The member ${field} can be read only: leave it out, or send it as it was.`,
  wrong_type: ({ field, expected = '' }) =>
    `${field === '' ? 'What is sent' : `The value of ${field}`} has to be ${types[expected] ?? expected}.`,
  wrong_value: ({ field, expected = '' }) =>
    expected === ''
      ? `The member ${field} cannot have this value.`
      : `The member ${field} is one of: ${expected}.`,
  too_large: ({ field, expected = '' }) =>
    `The member ${field} is too large or too long: at most ${expected}.`,
  too_small: ({ field, expected = '' }) =>
    `The member ${field} is too small or too short: at least ${expected}.`,
};

type Reason =
  | 'revision_wanted'
  | 'revision_stale'
  | 'wrong_method'
  | 'body_refused'
  | 'not_rendered'
  | 'not_imported'
  | 'answers_refused';

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
  not_rendered: ({ target, because }) => ({
    title: 'It cannot run as it is',
    text: `Nothing is rendered for ${target}.`,
    advice: [...because],
  }),
  answers_refused: ({ wrong }) => ({
    title: 'The answers are not accepted',
    text: `${wrong.map(({ message }) => message).join(' ')} Nothing was changed.`,
    advice: [],
  }),
  not_imported: ({ because }) => ({
    title: 'Nothing can be proposed',
    text: 'No lvs.cf can be made of this. Nothing was changed.',
    advice: [...because],
  }),
};

/** The JSON interface, and the page that explains it. */
export const api = {
  lead: 'All that the pages do, for programs: scripts, Ansible, a deployment. The rules, the roles, the passwords and the audit log are those of the pages.',
  document: 'Described for programs, as OpenAPI 3.1:',
  points: [
    'Each request carries user name and password of the console (HTTP Basic): from another machine over HTTPS only. A viewer reads, an administrator changes. The allowlists hold here too, and so does the wait after wrong passwords.',
    'What is read comes with an ETag. A change sends it back as If-Match, so that nobody overwrites what somebody else has changed meanwhile: without it the answer is 428, with an old one 412. If-Match: * is any state.',
    '?dryRun=true says what would change, what that does to live traffic, and what would be refused. Nothing is saved.',
    'What is sent as it is already changes nothing: saved is false, and no version is made. A playbook may run as often as it likes.',
    'PATCH changes the keys that it names, and null takes one out of the file; PUT takes out all that it does not name. A member or a parameter that there is not is refused by its name.',
    'A change that takes much away is refused with the code dangerous and a name; it is made with ?confirm= and that name.',
    'What fails is answered as application/problem+json: code for programs, detail for people, and problems one by one, with the member, the block or the line.',
    'Saving changes lvs.cf, and nothing that runs: POST /api/v1/engine/apply makes this router run it, POST /api/v1/push takes it to the backup.',
  ] as readonly string[],
  examplesTitle: 'Examples',
  netrc:
    'With -n, curl takes the password from ~/.netrc, so that it stands on no command line. There, in a file that only you can read:',
  examples: {
    read: 'Read a virtual server:',
    change: 'Change it as it was read; without dryRun it is saved:',
    ansible: 'The same in a playbook of Ansible:',
  },
  failuresTitle: 'What fails',
  failuresLead:
    'With status and code. The sentences may change, the codes do not. Other codes are those of the pages: their sentence says what helps.',
  failures: {
    password: 'No user name, or not the right password.',
    role: 'A viewer changes nothing, and is given no file.',
    origin: 'A browser says that a page of another site has sent this.',
    locked: 'Somebody else is saving at this moment: try again in a few seconds.',
    revision_stale: 'If-Match names another state than the present one, whose ETag the answer has.',
    media_type: 'Neither application/json nor, for a whole text, text/plain. A POST always says which.',
    body_refused: 'A member or a parameter is unknown, is missing or has another type: problems names each.',
    adds_problems: 'The values, or the file with them, would be wrong: problems says where and why.',
    dangerous: 'It takes much away. confirm has the name to send, and what would happen.',
    structure_wrong: 'The file itself is broken, so that only PUT /api/v1/lvs.cf changes it.',
    revision_wanted: 'If-Match is missing.',
    too_many_tries: 'Wrong passwords came from there before. Retry-After says how long to wait.',
  },
  routesTitle: 'What can be asked',
  routesLead: 'Names in braces are those of the file, encoded; the second block of one name is NAME~2.',
  head: { request: 'Request', summary: 'What it does', who: 'Role' },
  adminOnly: 'admin',
  fault: (fault: BodyFault) => faults[fault.fault](fault),
  stepFailed: 'A step failed',
  nothingThere: { title: 'Nothing there', advice: ['/api/v1/openapi.json lists every address.'] },
  malformed: (said: string) => ({
    title: 'Not JSON',
    text: `The body cannot be read as JSON: ${said}. Nothing was changed.`,
    advice: [] as string[],
  }),
  notJson: {
    title: 'Not JSON',
    text: 'Here the console takes application/json only, and where a whole text is sent, text/plain. Nothing was changed.',
    advice: [] as string[],
  },
};
