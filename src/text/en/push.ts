import type { FarProblem, FarRefusal } from '../../core/push/answers.js';
import type { FarFault, PushErrorParams } from '../../core/push/failures.js';
import type { FindingCode, FindingName, FindingParams } from '../../core/push/findings.js';
import type { Because } from '../../core/push/order.js';
import type { PushDetailCode, PushDetailParams, PushStep, PushStepName } from '../../core/push/steps.js';
import { momentText } from '../moment.js';
import type { FailureText } from './errors.js';

const at = (milliseconds: number) => momentText(milliseconds, 'en');

type PushReasons = { [Reason in keyof PushErrorParams]: (params: PushErrorParams[Reason]) => FailureText };
type Details = {
  [Code in Exclude<PushDetailCode, 'failed' | 'not_applied' | 'not_armed'>]: (
    params: PushDetailParams[Code],
  ) => string;
};
type Findings = { [Code in FindingCode]: (params: FindingParams[Code]) => string };

const faults: Record<FarFault, string> = {
  closed: 'It ended before it had answered.',
  slow: 'It did not finish its answer in time.',
  garbled: 'What it said is not what our program says.',
  too_large: 'It sent more than anybody may send.',
  other_answer: 'It answered something else than what was asked.',
  other_bytes: 'The file that it sent is not the one that it says it sent.',
};

const refusals: Record<PushErrorParams['push_far_refused']['why'], string> = {
  request: 'It did not understand what it was asked.',
  settings: 'Its settings cannot be used.',
  fault: 'It failed.',
  other_bytes: 'The file came there with other bytes than were sent.',
  offer_gone: 'What was sent is not there any more: it took too long.',
};

const fileRefusals: Record<Extract<FarRefusal, { refused: 'file' }>['reason'], string> = {
  file_missing: 'its folder is missing, or the symbolic link leads nowhere.',
  no_right: 'the account there may not do it.',
  not_a_file: 'this is no ordinary file.',
  unsafe_place: 'others could put something else there.',
  disk_failed: 'the disk refused.',
  locked: 'somebody else was changing it all the time.',
  file_exists: 'somebody else made it meanwhile.',
  file_large: 'it is far too large.',
};

const engineRefusals: Record<PushErrorParams['push_far_engine']['why'], string> = {
  missing: 'The router program there cannot be called: there is no such program.',
  denied: 'sudo there does not let the account call the router program.',
  refused: 'The router program there refused.',
  garbled: 'The router program there ended without an answer that can be understood.',
};

const because: Record<Because, string> = {
  router_addresses: 'the addresses of the routers themselves change',
  router_id: 'the virtual router ID changes',
  heartbeat_device: 'the heartbeat moves to another device',
  interval: 'the interval of the heartbeat changes',
  stable_address: 'the first floating address changes',
  pair: 'the pair is switched on or off',
};

const changes = (count: number) => (count === 1 ? 'one change' : `${count} changes`);
const blank = (text: string) => (text === '' ? '' : ` ${text}`);
const where = ({ severity, code, line }: FarProblem) => `line ${line}: ${code} (${severity})`;

/** Why something between the two routers failed. */
export const pushReasons: PushReasons = {
  push_running: ({ by, since }) => ({
    title: 'A push is under way',
    text: `${by} began one at ${at(Date.parse(since))}. There is one at a time.`,
    advice: ['Wait until it has ended; its steps are shown as they are done.'],
  }),
  trial_pending: ({ by, until }) => ({
    title: 'A trial is pending',
    text: `${by} began it, and it goes back at ${at(until)} unless somebody confirms it.`,
    advice: ['CONFIRM it, or GO BACK, at the head of every page.'],
  }),
  trial_other: () => ({
    title: 'This is another trial by now',
    text: 'The trial that you saw is over. Nothing was changed.',
    advice: ['Look at the head of the page: it says what is pending, and what went back.'],
  }),
  push_not_set_up: () => ({
    title: 'No connection to the other router',
    text: 'Nothing says yet how the other router is reached.',
    advice: ['Set it up under Connection to the backup, on REDUNDANCY.'],
  }),
  push_moved_on: ({ where: side }) => ({
    title: 'The file has changed since you looked',
    text:
      side === 'here'
        ? 'The file on this router is not the one that was compared.'
        : 'The file on the other router is not the one that was compared.',
    advice: ['Compare again. Nothing was changed.'],
  }),
  push_nothing_there: () => ({
    title: 'There is no file to take',
    text: 'The other router has no lvs.cf.',
    advice: ['PUSH makes it.'],
  }),
  push_copy_only: () => ({
    title: 'Nobody there to ask',
    text: 'The connection is for copying only: LVS Console on the other router is not asked.',
    advice: ['With LVS Console there, choose so under Connection to the backup.'],
  }),
  push_far_fault: ({ why, seen }) => ({
    title: 'The other router did not answer as it should',
    text: faults[why],
    advice: seen === '' ? [] : [`It said: ${seen}`],
  }),
  push_far_format: ({ here, there, older }) => ({
    title: 'The two programs do not understand each other',
    text: `This one speaks format ${here}, the one on the other router format ${there}. Nothing was sent.`,
    advice: [`Bring LVS Console ${older === 'here' ? 'on this router' : 'on the other router'} up to date.`],
  }),
  push_far_version: ({ here, there, older }) => ({
    title: 'The two routers have different versions',
    text: `This router has LVS Console ${here}, the other one ${there}. What they make of one file may differ, so nothing was sent.`,
    advice: [`Bring LVS Console ${older === 'here' ? 'on this router' : 'on the other router'} up to date.`],
  }),
  push_far_refused: ({ why, said }) => ({
    title: 'The other router refused',
    text: `${refusals[why]}${blank(said)}`,
    advice: [],
  }),
  push_far_problems: ({ count, problems }) => ({
    title: 'The other router refused the file',
    text:
      count === 1
        ? 'One thing in it would be wrong there that is not wrong now.'
        : `${count} things in it would be wrong there that are not wrong now.`,
    advice: problems.slice(0, 10).map(where),
  }),
  push_far_changed: () => ({
    title: 'The file there changed meanwhile',
    text: 'Somebody changed the file on the other router while this push was under way. Theirs was left as it is.',
    advice: ['Compare again.'],
  }),
  push_far_file: ({ reason, path, said }) => ({
    title: 'The other router cannot replace its file',
    text: `${path}: ${fileRefusals[reason]}${blank(said)}`,
    advice: reason === 'no_right' ? ['On the other router, as root:'] : [],
  }),
  push_far_engine: ({ why, said }) => ({
    title: 'The other router could not do it',
    text: `${engineRefusals[why]}${blank(said)}`,
    advice: why === 'denied' ? ['On the other router, as root:'] : [],
  }),
};

const details: Details = {
  connected: ({ to, version }) => `${to} answers, with LVS Console ${version}.`,
  connected_copy_only: ({ to }) =>
    `${to} answers, without LVS Console: the file is copied, and nobody there checks or applies it.`,
  same: () => 'Both routers have the same file, byte for byte.',
  as_pushed: ({ changes: count }) => `The other router has what was pushed last; ${changes(count)} to push.`,
  first_push: () => 'The first push: there is no file on the other router yet.',
  replaces_theirs: ({ changes: count }) =>
    `The file there was not pushed from here, and is given up as was asked for (${changes(count)}).`,
  changed_there: ({ changes: count }) =>
    `Somebody changed the file there since the last push (${changes(count)}). Look at it first, and choose.`,
  file_of_theirs: ({ changes: count }) =>
    `There is a file on the other router that was never pushed from here (${changes(count)}). Look at it first, and choose.`,
  problems_here: ({ count }) =>
    count === 1 ? 'One line of the file here is refused.' : `${count} lines of the file here are refused.`,
  identity_neither: ({ primary, backup }) =>
    `This machine has neither the address of the primary router (${primary || 'none given'}) nor that of the backup router (${backup || 'none given'}), so that nothing is pushed from it.`,
  identity_both: ({ primary, backup }) =>
    `This machine has the addresses of both routers (${primary} and ${backup}), so that nothing is pushed from it.`,
  uploaded: ({ bytes }) => `${bytes} bytes are on the disk there, beside the file.`,
  nothing_to_send: () => 'The same bytes lie there already.',
  checked: ({ advice }) =>
    advice === 0
      ? 'The rules there have nothing against it.'
      : `The rules there have nothing against it that was not so before; ${advice} remarks.`,
  not_checked: () => 'Nobody there could check it.',
  kept_in_history: ({ path }) => `The file before is kept in the history there, ${path}.`,
  kept_beside: ({ path }) => `The file before is kept as ${path}.`,
  nothing_to_keep: () => 'There was no file before.',
  replaced: () => 'The file there was replaced in one step.',
  read_back: ({ hash }) => `Fetched again: every byte is there (SHA-256 ${hash.slice(0, 12)}).`,
  read_back_differs: ({ wanted, seen }) =>
    `Other bytes lie there than were sent: SHA-256 ${seen.slice(0, 12)} in place of ${wanted.slice(0, 12)}.`,
  armed: ({ until }) => `What runs is kept, and comes back at ${at(until)} unless somebody confirms.`,
  went_back: () => 'What ran before runs again.',
  goes_back: ({ until }) =>
    `It did not answer that it has gone back. It does so by itself, at ${at(until)} at the latest.`,
  applied: ({ order, because: reasons }) =>
    order === 'together'
      ? `Applied on both at once, because ${reasons.map((one) => because[one]).join(' and ')}.`
      : 'Applied.',
  left_stopped: () => 'The file is in place. The engine is stopped: nothing runs until it is started.',
  not_asked: () => 'Not asked for.',
  not_possible: () => 'Not possible without LVS Console there. Somebody has to do it there.',
  state_told: ({ engine, role, vrrp }) =>
    [`The engine is ${engine}`, role && `it is the ${role}`, vrrp && `state ${vrrp}`]
      .filter((part) => part !== '')
      .join(', ')
      .concat('.'),
  state_unknown: () => 'The other router did not tell.',
};

const notArmed = (why: string) => `No trial was begun, and nothing was changed. ${why}`;

const notApplied = (step: string, why: string) =>
  `Not applied: “${step}” failed. What ran before goes on running. ${why}`;

const findings: Findings = {
  program_same: ({ version, host, account }) =>
    `LVS Console ${version}, the same as here, on ${host} as ${account}.`,
  program_differs: ({ here, there, older }) =>
    `LVS Console ${there} there, ${here} here. Bring the one ${older === 'here' ? 'here' : 'there'} up to date.`,
  folder_fit: ({ path, owner, group }) => `${path} belongs to ${owner}:${group}, and files can be put there.`,
  folder_missing: ({ path }) => `The folder of ${path} is missing.`,
  folder_closed: ({ path, account, commands }) =>
    `${account} may not put files in ${path}.${blank(asRoot(commands))}`,
  space_enough: ({ mebibytes }) => `${mebibytes} MiB are free.`,
  space_short: ({ mebibytes }) => `Only ${mebibytes} MiB are free. Make room first.`,
  file_there: ({ path, bytes }) => `${path} is there, ${bytes} bytes.`,
  file_none: ({ path }) => `There is no ${path} yet; the first push makes it.`,
  file_hindered: ({ path, said, commands }) =>
    `${path} cannot be replaced: ${said}.${blank(asRoot(commands))}`,
  sudo_allows: () => 'sudo lets the account call the router program.',
  sudo_refuses: ({ verbs, account }) =>
    `sudo does not let ${account} call the router program (${verbs}): the file is copied, but APPLY has to be pressed there. The shipped rules of sudo give the right.`,
  engine_running: ({ engine }) => `${engine} runs.`,
  engine_not_running: ({ engine, status }) => `${engine} does not run (${status}). A push does not start it.`,
  engine_missing: () => 'Neither keepalived nor pulse is installed.',
  engine_untold: () => 'The router program there did not tell.',
  identity_other: ({ role, address }) => `It is the ${role} (${address}).`,
  identity_same: ({ role }) =>
    `It takes itself for the ${role}, and so does this router. Is it another machine, and has it the right address?`,
  identity_unknown: ({ addresses }) =>
    `By the file there it is neither primary nor backup, or both. Its addresses: ${addresses}.`,
  identity_untold: () => 'Without a file there, it does not know which router it is.',
  clock_same: ({ seconds }) => `The clocks agree (${seconds} s).`,
  clock_differs: ({ seconds }) =>
    `The clock there is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind'}: the times in its logs mean something else.`,
};

function asRoot(commands: readonly string[]): string {
  return commands.length === 0 ? '' : `As root: ${commands.join('; ')}`;
}

const steps: Record<PushStepName, string> = {
  connect: 'Connect',
  compare: 'Compare',
  arm: 'Arm the trial there',
  arm_here: 'Arm the trial here',
  upload: 'Send',
  check: 'Check',
  keep: 'Keep the previous file',
  rename: 'Replace',
  read_back: 'Read back',
  apply: 'Apply there',
  apply_here: 'Apply here',
  go_back: 'Go back there',
  go_back_here: 'Go back here',
  state: 'Look at the state there',
};

const findingNames: Record<FindingName, string> = {
  program: 'Our program',
  folder: 'Folder',
  space: 'Free space',
  file: 'lvs.cf',
  sudo: 'Rights',
  engine: 'Engine',
  identity: 'Which router',
  clock: 'Clock',
};

const outcome: Record<PushStep['outcome'], string> = { done: 'done', failed: 'failed', unknown: 'unknown' };

/** What happens between the two routers. */
export const push = { steps, outcome, details, notApplied, notArmed, findingNames, findings };
