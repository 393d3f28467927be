import type { RunningUnknown, VersionErrorParams } from '../../core/versions/failures.js';
import type { RestoreObject } from '../../core/versions/object.js';
import type { Side } from '../../core/versions/side.js';
import type { FailureText } from './errors.js';

type VersionReasons = {
  [Reason in keyof VersionErrorParams]: (params: VersionErrorParams[Reason]) => FailureText;
};

const runningUnknown: Record<RunningUnknown, string> = {
  nothing: 'Nothing was applied on this router yet.',
  foreign: 'The configuration on this router was not made by LVS Console.',
  unknown:
    'What runs here was made of an lvs.cf that no version holds: it was applied before this console kept versions, or by somebody else.',
  unreadable: 'The account of the console cannot see what was applied here.',
};

/** Why something cannot be done with versions. */
export const versionReasons: VersionReasons = {
  no_such_version: ({ number }) => ({
    title: 'There is no such version',
    text: `There is no version ${number}. Versions older than 90 days are thinned out to one a day, except those that are pinned.`,
    advice: [],
  }),
  undo_moved_on: () => ({
    title: 'Nothing was undone',
    text: 'The file was changed after this page was opened: the last change is another one now.',
    advice: [],
  }),
  nothing_to_undo: () => ({
    title: 'Nothing can be undone',
    text: 'No version is kept from before the last change.',
    advice: [],
  }),
  running_unknown: ({ why }) => ({
    title: 'Nobody can tell what runs here was made of',
    text: runningUnknown[why],
    advice: why === 'foreign' || why === 'nothing' ? [] : ['After the next APPLY it is known.'],
  }),
  object_not_there: ({ object }) => ({
    title: 'It cannot be brought back',
    text: `${object}: the version does not have it, or the file does not have the virtual server it belongs to.`,
    advice: ['A real server comes back together with its virtual server.'],
  }),
  not_by_object: ({ which }) => ({
    title: 'Not object by object',
    text:
      which === 'file'
        ? 'The file has errors that the daemon refuses, so single objects cannot be put into it.'
        : 'The version has errors that the daemon refuses, so single objects cannot be taken out of it.',
    advice: ['The whole version can be restored, or compared and typed over.'],
  }),
};

const object = (one: RestoreObject) => {
  if (one.scope === 'head') return 'the head of the file';
  if (one.scope === 'server') return `real server ${one.server} of ${one.virtual}`;
  return one.scope === 'failover' ? `failover service ${one.virtual}` : `virtual server ${one.virtual}`;
};

const side = (one: Side) => {
  if (one === 'saved') return 'the file as it is saved';
  if (one === 'running') return 'what runs on this router';
  return one === 'backup' ? 'what the other router has' : `version ${one}`;
};

const lines = (count: number) => (count === 1 ? '1 line' : `${count} lines`);

/** The pages of VERSIONS, and the line about the last change on every page. */
export const versions = {
  /** What stands beside the original words. Nothing in English. */
  gloss: {
    search: '',
    compare: '',
    restore: '',
    undo: '',
    redo: '',
    pin: '',
    unpin: '',
    note: '',
    download: '',
    find: '',
    cancel: '',
  },
  object,
  side,
  lead: 'Every saved state of lvs.cf, the newest first. Each can be looked at, compared and brought back; nothing is lost by that, for what it replaces stays here too.',
  compareNow: 'Compare the file as it is saved with',
  outside: 'outside the console',
  /** Where a version was made that was made on no panel. */
  otherPanels: { 'command line': 'command line' } as Readonly<Record<string, string>>,
  nobody: '(unknown)',
  isNow: 'the file now',
  pinned: 'pinned',
  skipped: 'never in use',
  skippedMeans:
    'Never in use: the save was cut off before it reached the file, or the file was put back outside.',
  andMore: (count: number) => (count === 1 ? 'and 1 more' : `and ${count} more`),
  notWritten: 'What it changed was not written down; its page shows it.',
  noChange: 'No setting changed.',
  firstOne: 'The first version.',
  head: { from: 'From', to: 'To', number: 'Version', time: 'Time', who: 'Who', what: 'What changed' },
  fromVersion: (number: number) => `From version ${number}`,
  toVersion: (number: number) => `To version ${number}`,
  title: 'Versions',
  none: 'No version was found.',
  pages: 'Parts of the list',
  newest: 'Newest',
  newer: 'Newer',
  older: 'Older',
  filter: {
    title: 'Search',
    user: 'User',
    panel: 'Panel',
    object: 'Server or key',
    note: 'Note',
    from: 'From',
    to: 'Until',
    any: 'any',
    all: 'Show everything',
    notAMoment: (text: string) => `${text} is no date that is understood here.`,
    help: 'Parts of names are enough. From and Until: 2026-11-20, 2026-11-20 14:30, or how long ago: 12h, 7d',
  },
  deleted: {
    title: 'Find something that was deleted',
    subject: 'deleted',
    lead: 'Virtual and real servers that were in lvs.cf once and are not there now. RESTORE shows first what would come back.',
    name: 'Name',
    help: 'Part of a name; nothing typed lists all, what was deleted last first.',
    none: 'Nothing of this name was deleted, or it is there again.',
    head: { object: 'What', when: 'Deleted', who: 'Who' },
    last: (number: number) => `last in version ${number}`,
    cut: 'More was deleted than is listed here; a longer part of the name finds less.',
  },
  one: {
    subject: (number: number) => `version ${number}`,
    isNow: 'This is the file as it is now.',
    older: (number: number) => `Version ${number} before it`,
    newer: (number: number) => `Version ${number} after it`,
    state: 'State',
    time: 'Saved',
    who: 'By',
    panel: 'Panel',
    note: 'Note',
    hash: 'SHA-256',
    size: 'Size',
    bytes: (bytes: number, count: number) => `${bytes} bytes, ${lines(count)}`,
    changes: 'What it changed',
    before: (number: number) => `Compared with version ${number}, from which it was made.`,
    beforeGone: 'The version from which it was made is no longer kept.',
    compareTitle: 'Compare',
    with: (other: Side) =>
      typeof other === 'number' ? `with version ${other}, before it` : `with ${side(other)}`,
    withNumber: 'with version',
    noteTitle: 'Note and pin',
    noteHelp: 'For those who come after you: why it was changed, or what this state is good for.',
    pinHelp: 'A pinned version is kept for ever. The others are thinned out to one a day after 90 days.',
    noted: 'The note is kept.',
    pinnedNow: 'This version is kept for ever.',
    unpinnedNow: 'This version may go when it is old.',
    restoreTitle: 'Bring it back',
    restoreHint: '-- Shows first what would change',
    same: 'The file holds the same bytes now.',
    objectsLead: 'Or one object of it alone. These are otherwise in the file now, or are gone from it:',
    gone: 'deleted since',
    differs: 'differs',
    objectsCut: (count: number) => `${count} more differ; COMPARE shows all.`,
    notByObject: {
      file: 'Single objects cannot be brought back while the file has errors that the daemon refuses.',
      version: 'Single objects cannot be taken out of this version: it has errors that the daemon refuses.',
    },
    textTitle: 'The text',
    part: (from: number, to: number, total: number) => `Lines ${from} to ${to} of ${total}`,
    parts: 'Parts of the text',
    previousLines: 'Lines before',
    nextLines: 'Lines after',
  },
  compare: {
    subject: (from: string, to: string) => `${from} → ${to}`,
    title: 'Compare',
    from: 'From',
    to: 'To',
    help: 'The number of a version, or saved, running (on this router), backup (the other router).',
    notASide: (text: string) => `${text} is neither a number nor one of these words.`,
    sides: 'What is compared',
    changes: 'What is different',
    same: 'Both are the same, byte for byte.',
    noSetting: 'No setting. Only comments, blanks, the serial number or the order of lines differ.',
    cut: (count: number) => `${count} more are left out.`,
    textTitle: 'As text',
    textLead: (from: string, to: string) => `- ${from}, + ${to}`,
    textCut: 'The rest is left out.',
    noVersion: 'No version has these bytes.',
    swap: 'The other way round',
    failed: 'They could not be compared',
  },
  restore: {
    subject: (what: string, number: number) =>
      what === '' ? `restore version ${number}` : `restore ${what}`,
    whole: (number: number) => `Put all of version ${number} in the place of the file?`,
    object: (what: string, number: number) => `Bring back ${what} as it was in version ${number}?`,
    means:
      'This saves a new version of lvs.cf; the one that is there now stays in the list. What runs does not change before APPLY.',
    wholeBytes: 'The file will have the bytes of that version, its serial number too.',
    changes: 'What changes in the file',
    refused: 'It cannot be restored: the file would have these problems, which it does not have now.',
    changed:
      'Nothing was restored: the file was changed after this page was opened. This is how it would be now.',
    nothing: 'Nothing to bring back: the file has it like this already.',
    done: (number: number) => `Version ${number} is restored.`,
    /** On the command line. */
    kept: (number: number) => `Saved in lvs.cf, as version ${number}.`,
    objectDone: (what: string, number: number) => `Brought back from version ${number}: ${what}.`,
  },
  last: {
    label: 'Last change:',
    line: (time: string, who: string) => `${time}, by ${who}`,
    outside: (time: string) => `${time}, outside the console`,
    undoHint: 'takes back the last change of lvs.cf',
    redoHint: 'makes the change again that was undone',
    done: (number: number) => `Version ${number} is undone: lvs.cf is as it was before it.`,
    redone: 'Done again: lvs.cf is as it was before the undo.',
  },
};
