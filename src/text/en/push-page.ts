import type { MergeChoice, MergeObject } from '../../core/push/merge.js';
import type { Because } from '../../core/push/order.js';
import type { Receipt } from '../../core/push/steps.js';

const because: Record<Because, string> = {
  router_addresses: 'the addresses of the routers',
  router_id: 'the virtual router ID',
  heartbeat_device: 'the heartbeat device',
  interval: 'the time between two heartbeats',
  stable_address: 'the first floating address',
  pair: 'whether a backup router stands by',
};

const changes = (count: number) => (count === 1 ? '1 change' : `${count} changes`);

/** The panel PUSH, and the line about the other router at the head of every page. */
export const pushPage = {
  /** What stands beside the original words. Nothing in English. */
  gloss: { push: '', dryRun: '', keepOurs: '', takeTheirs: '', takeChosen: '', connection: '', again: '' },
  state: {
    label: (to: string) => `Other router ${to}:`,
    not_looked: 'not looked at yet',
    unfinished: 'the connection is not complete yet',
    unreachable: (since: string) => `unreachable since ${since}`,
    never_pushed: 'nothing was pushed to it yet',
    in_sync: 'in sync',
    to_push: (count: number | null) => {
      if (count === 0) return 'the text to push, no setting differs';
      return count === null ? 'changes to push' : `${changes(count)} to push`;
    },
    changed_there: 'its lvs.cf was changed there',
    both_changed: 'lvs.cf was changed on both routers',
    running: (by: string) => `a push is under way, by ${by}`,
    age: (seconds: number) => {
      if (seconds < 2) return 'seen just now';
      if (seconds < 120) return `seen ${seconds} s ago`;
      return seconds < 7200
        ? `seen ${Math.floor(seconds / 60)} min ago`
        : `seen ${Math.floor(seconds / 3600)} h ago`;
    },
  },
  /** Beside a button while the answer is on its way. */
  asking: 'Asking the other router …',
  /** Beside PUSH, after a save. */
  offer: 'The other router does not have this yet.',
  lead: 'PUSH copies lvs.cf to the other router, checks it there, keeps the file that was there, reads every byte back and applies it there.',
  notSetUp: 'No connection to the other router is set up yet.',
  failed: 'The other router could not be compared with this one',
  running: {
    title: 'Under way',
    lead: (by: string, since: string) => `Begun by ${by} at ${since}. This page follows by itself.`,
    elsewhere: 'It was begun elsewhere: its steps will be listed here once it is done.',
  },
  kind: {
    never_pushed: 'Nothing was pushed to this router yet.',
    in_sync: 'Both routers have the same file, byte for byte.',
    to_push: 'The other router has the file that was pushed last.',
    changed_there: 'Somebody changed the file on the other router since the last push. Here nothing changed.',
    both_changed: 'The file was changed on both routers since the last push.',
  },
  onBackup: 'This is the backup router: a push goes to the primary. Usually it goes the other way.',
  hash: {
    both: 'On both routers:',
    here: 'Here:',
    there: 'There:',
    last: 'Pushed last:',
    none: 'no file',
    note: 'SHA-256 of lvs.cf: sha256sum prints the same on each router.',
  },
  copyOnly:
    'LVS Console is not installed on the other router: the file is copied and read back, but nobody there checks it or applies it.',
  refused: 'The file here has errors that the daemon refuses. Nothing is pushed before they are gone.',
  toPush: {
    title: 'What a push changes there',
    nothing: 'No setting. Only comments, blanks or the order of lines differ.',
  },
  doneThere: 'What was changed there since the last push',
  doneHere: 'What was changed here since the last push',
  asText: 'As text: - is there now, + is here',
  leftOut: 'The rest is left out.',
  applyThere: 'Apply it there too, so that it counts at once',
  together: (reasons: readonly Because[]) =>
    `Apply it here at the same time: the routers hear each other only while they agree on ${reasons.map((one) => because[one]).join(', ')}.`,
  hints: {
    connection: '-- Address, host key, login and test',
    push: '-- Every step is shown as it is done',
    dryRun: '-- Checks everything there and changes nothing',
    keepOurs: '-- The file here replaces theirs. Theirs is kept there as the previous file.',
    takeTheirs: '-- Their file replaces the one here. The one here stays in the history.',
    takeChosen: '-- What is ticked is taken from there into the file here. Then push the outcome.',
  },
  choose: {
    title: 'The file there was not pushed from here',
    lead: 'Nothing is replaced before you choose: keep ours, take theirs, or decide object by object.',
    leadRefused: 'Nothing is replaced before you choose. Ours cannot be pushed while it has errors.',
    ours: 'Keep ours',
    theirs: 'Take theirs',
    perObject: 'Object by object',
    perObjectLead: 'Tick what is to be taken from the other router; the rest stays as it is here.',
    columns: { object: 'Object', here: 'Here', there: 'There', changedBy: 'Changed' },
    unmergeable: {
      ours_refused: 'Object by object is not possible: the file here has errors that the daemon refuses.',
      theirs_refused: 'Object by object is not possible: the file there has errors that the daemon refuses.',
    },
    nothingTicked: 'Nothing was ticked, so nothing was taken.',
  },
  object: ({ scope, virtual, server }: MergeObject): string => {
    if (scope === 'global') return 'GLOBAL SETTINGS';
    if (scope === 'redundancy') return 'REDUNDANCY';
    if (scope === 'server') return `real server ${server} of ${virtual}`;
    return scope === 'failover' ? `failover service ${virtual}` : `virtual server ${virtual}`;
  },
  changedBy: { ours: 'here', theirs: 'there', both: 'on both', unknown: 'unknown' } satisfies Record<
    MergeChoice['changedBy'],
    string
  >,
  absent: 'not there',
  present: 'all of it',
  done: {
    theirs: 'The file of the other router is now the one here. APPLY makes this router run it.',
    chosen: 'What was ticked was taken from the other router. Push the outcome, so that both have it.',
    push: { ok: 'Pushed.', failed: 'Not everything was done: look at the steps.' },
    dryRun: {
      ok: 'A push would come to its end. Nothing was changed.',
      failed: 'A push would fail. Nothing was changed.',
    },
  },
  receipts: {
    title: 'What was done',
    none: 'Nothing was pushed from here yet.',
    what: { push: 'PUSH', dry_run: 'DRY RUN' } satisfies Record<Receipt['what'], string>,
    line: (by: string, to: string, version: string) =>
      [`by ${by}, to ${to}`, version && `version ${version} there`].filter(Boolean).join(', '),
    hashes: (here: string, there: string) => `SHA-256 here ${here}, there ${there}`,
    unknownHash: 'unknown',
    ok: 'done',
    failed: 'failed',
    earlier: 'Earlier ones',
  },
};
