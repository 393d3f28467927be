import type { AuditAction, AuditOutcome, AuditRole } from '../../core/audit/record.js';
import type { Fault } from '../../core/audit/verify.js';

const actions: Record<AuditAction, string> = {
  save: 'Save lvs.cf',
  create: 'Make lvs.cf',
  restore: 'Restore a version',
  undo: 'Undo the last change',
  mark: 'Note or pin a version',
  allowlist: 'Change the allowlists',
  password: 'Set a password',
  'remove-user': 'Remove a user',
  login: 'Log in',
  open: 'Open a page',
  engine: 'Tell the engine something',
  install: 'Install',
  apply: 'Apply',
  adopt: 'Take over',
  reload: 'Reload',
  revert: 'Put the previous file back',
  start: 'Start',
  stop: 'Stop',
  'hand-over': 'Hand over',
  enable: 'Start with the machine',
  disable: 'No start with the machine',
  arm: 'Try for some minutes',
  confirm: 'Confirm a trial',
  'go-back': 'Go back from a trial',
  override: 'Temporary weight of a real server',
  connection: 'Set up the connection to the backup router',
  push: 'Push to the backup router',
  certificate: 'Make a certificate',
  export: 'Export the console to an archive',
  rebuild: 'Rebuild the console from an archive',
  missed: 'Events that are missing here',
  damage: 'Damage of this log',
};

const outcomes: Record<AuditOutcome, string> = { done: 'done', refused: 'refused', failed: 'failed' };

const roles: Record<AuditRole, string> = {
  admin: 'admin',
  viewer: 'viewer',
  nobody: 'not logged in',
  'command line': 'command line',
  console: '',
};

const lines = (count: number) => (count === 1 ? 'one line' : `${count} lines`);

const faults: Record<Fault, (count: number) => string> = {
  unreadable: () => 'it is no line of this log',
  edited: () => 'it was changed after it was written',
  missing: (count) => `${lines(count)} before it ${count === 1 ? 'is' : 'are'} gone`,
  moved: () => 'the lines do not stand in the order in which they were written',
  repeated: () => 'it stands there a second time, or in the wrong place',
  previous: () => 'the line before it is not the one behind which it was written',
  cut: (count) => `from here on the end is cut off: ${lines(count)} gone`,
  head: () =>
    'the file head.json, which names the last line, was gone, unreadable or of another log; a cut end might not show',
};

/** Why, by code; what has no sentence here is shown as its code. */
const reasons: Record<string, string> = {
  role: 'the role viewer changes nothing',
  token: 'the form did not carry its mark, or was too old',
  origin: 'sent by a page of another site',
  malformed: 'not a form of this console',
  too_large: 'too large',
  media_type: 'not a form',
  invalid: 'the form had wrong values',
  adds_problems: 'it would have added problems to the file',
  dangerous: 'it takes much away, and the name was not typed',
  weight_of_virtual_server: 'a virtual server has no weight',
  port_between: 'a port line stands between the real servers',
  block_changed: 'somebody else had changed it meanwhile',
  structure_wrong: 'lvs.cf has to be repaired first',
  carriage_returns: 'lvs.cf has carriage returns',
  no_such_virtual_server: 'there is no such virtual server',
  no_such_real_server: 'there is no such real server',
  no_such_version: 'there is no such version',
  object_not_there: 'there is no such object, or nowhere to put it',
  not_by_object: 'errors in one of the two files',
  undo_moved_on: 'somebody else had changed it meanwhile',
  nothing_to_undo: 'no version from before it is kept',
  file_missing: 'there is no such file',
  file_exists: 'the file is there already',
  no_right: 'the account of the console has no right to',
  not_a_file: 'something that is no file lies there',
  unsafe_place: 'the file does not lie safely',
  disk_failed: 'the disk refused',
  locked: 'somebody else was writing all the time',
  shuts_out: 'it would shut out who sent it, and was not confirmed',
  password: 'wrong password',
  unknown_user: 'no such user',
  too_many_tries: 'too many wrong passwords: none is looked at for a while',
  no_such_user: 'no such user',
  user_refused: 'no name that a user can have',
  router_missing: 'a program is missing',
  router_denied: 'sudo does not allow it',
  router_refused: 'the router program refused',
  router_garbled: 'the router program gave no answer that can be understood',
  router_other_file: 'this router runs another file',
  torn: 'a power cut or a full disk left half a line before this one',
  cut: 'lines at the end were gone',
  head: 'head.json was gone, unreadable or of another log',
  unexpected: 'something unexpected; the log of the console has more',
};

/** The page AUDIT, and the command of that name. */
export const audit = {
  actions,
  outcomes,
  roles,
  faults,
  reasons,
  /** Who acts when nobody is known. */
  nobody: '(unknown)',
  itself: 'LVS Console',
  /** Whom or what an action is about. */
  about: (object: string) => `: ${object}`,
  throughSudo: (user: string, caller: string) => `${user} (sudo: ${caller})`,
  rule: { site: 'list for everything', secure: 'list behind the password' },
  added: (where: string, line: string) => `${where}: + ${line}`,
  removed: (where: string, line: string) => `${where}: - ${line}`,
  hidden: (keyword: string) => `${keyword} changed; the value of an unknown key is not recorded`,
  leftOut: (count: number) =>
    count === 1 ? 'and one more change' : `and ${count} more changes, which the version of the file has`,
  confirmed: (name: string) => `confirmed by typing ${name}`,
  version: (number: number) => `kept as version ${number}`,
  times: (count: number) => `${count} times`,
  since: (time: string) => `since ${time}`,
  because: (outcome: string, reason: string) => `${outcome}: ${reason}`,
  trouble: {
    title: 'Changes are made, but not recorded',
    since: (time: string, missed: number) =>
      missed === 0
        ? `The audit log cannot be written since ${time}.`
        : `The audit log cannot be written since ${time}, and ${missed === 1 ? 'one event is' : `${missed} events are`} missing there.`,
  },
  /** On the command line. */
  notTold: 'What was done is not in the audit log.',
  lead: 'Who changed or tried to change what, when and from where; the newest first. The file only grows, and nothing here can be changed.',
  inFile: (path: string) => `File ${path}`,
  state: {
    title: 'State of the log',
    sound: (count: number) =>
      count === 0
        ? 'Nothing has been recorded yet.'
        : `${count === 1 ? 'The one line is' : `All ${count} lines are`} as written, and none is gone.`,
    misfit: (line: number, fault: string) => `The log is damaged at line ${line}: ${fault}.`,
    torn: (list: string) =>
      `Left by a power cut or a full disk, and harmless: half a line at ${list}. The line behind it tells of it.`,
    at: (time: string) => `Read as a whole on ${time}.`,
    meaning:
      'Each line carries the hash of the line before it. That finds damage and careless changes; it proves nothing against somebody who has the rights to write the whole file anew.',
    again: 'Read it again now',
  },
  filter: {
    title: 'Search',
    user: 'User',
    object: 'What',
    objectHelp:
      'What: part of a name, a key, a panel, an action or an address, such as web1, weight, apply, 192.0.2.7',
    result: 'Result',
    any: 'any',
    from: 'From',
    to: 'Until',
    momentHelp: 'From and Until: 2026-11-20, 2026-11-20 14:30, or how long ago: 12h, 7d',
    notAMoment: (text: string) => `${text} is no date that is understood here.`,
    all: 'Show everything',
  },
  head: { time: 'Time', who: 'Who', what: 'What', result: 'Result' },
  title: 'Records',
  none: 'Nothing was found.',
  noneHere: 'Nothing was found in this part of the log.',
  pages: 'Parts of the log',
  newest: 'Newest',
  older: 'Older',
  gloss: { search: '' },
};
