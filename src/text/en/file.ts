import type { LinesRead } from '../../core/lvscf/plain-text.js';
import type { Severity } from '../../core/problem.js';

/** How many problems of each severity there are. */
export type ProblemCounts = Readonly<Record<Severity, number>>;

/** The count with its noun; nothing for none. */
function counted(count: number, one: string, many: string): string[] {
  if (count === 0) return [];
  return [count === 1 ? `1 ${one}` : `${count} ${many}`];
}

/** The counts as words, such as `2 errors, 1 warning`. */
function counts({ refused, broken, advice }: ProblemCounts): string {
  return [
    ...counted(refused, 'error', 'errors'),
    ...counted(broken, 'warning', 'warnings'),
    ...counted(advice, 'piece of advice', 'pieces of advice'),
  ].join(', ');
}

/** What the daemon makes of a file with carriage returns. */
function readToday({ read, total, firstPassedOver }: LinesRead): string {
  if (firstPassedOver === undefined) {
    return `The daemon reads all ${total} lines today, but no panel edits the file as it is.`;
  }
  const lines = read === 1 ? 'only 1' : read === 0 ? 'none' : `only ${read}`;
  return `Of the ${total} lines that say something the daemon reads ${lines} today, and passes over line ${firstPassedOver} as the first without a word. After the conversion it reads all ${total}.`;
}

/** The page FILE. */
export const file = {
  gloss: { download: '', convert: '', deleteLine: '', example: '', nearlyEmpty: '' },
  problemsTitle: (counts: string) => `What is wrong: ${counts}`,
  problemsThen: (counts: string) => `What will be wrong after the conversion: ${counts}`,
  noProblems: 'Nothing is wrong: the daemons take this file as it is.',
  counts,
  meaning: {
    refused: 'The daemons refuse the file as long as it has an error.',
    broken: 'The daemons take the file, but a warning means that something in it cannot work.',
    advice: 'The daemons take the file, and it works; something in it is probably not meant.',
  } satisfies Record<Severity, string>,
  inLine: (line: number, problem: string) => `Line ${line}: ${problem}`,
  inWhole: (problem: string) => `The whole file: ${problem}`,
  more: (count: number) =>
    count === 1 ? 'One more stands in the text below.' : `${count} more stand in the text below.`,
  onPanel: (line: number) => `Put line ${line} right on its panel`,
  textTitle: 'The text',
  part: (from: number, to: number, total: number) => `Lines ${from} to ${to} of ${total}`,
  first: 'First lines',
  previous: 'Lines before',
  next: 'Lines after',
  last: 'Last lines',
  parts: 'Parts of the text',
  deleteButton: (line: number) => `DELETE LINE ${line}`,
  editHint: 'the whole text',
  convert: {
    title: 'The file must be converted first',
    returns:
      'Its lines end in carriage returns, as files from Windows and from old Macs have them. The daemon cuts lines at those in a way of its own.',
    readToday,
    mark: 'It begins with a byte order mark, as some editors of Windows write it. The daemon takes that for a part of the first word.',
    unreadable:
      'It is no plain text in one byte per character; the daemon would crash on it. The conversion makes plain text of it.',
    what: 'The conversion changes the line ends and takes such a mark away. Every other character stays, and the serial number goes up. Nothing else edits the file before.',
    done: 'The file was converted: the daemon reads all of it now.',
  },
  create: {
    title: 'Begin with a file',
    missing: (path: string) => `There is no ${path} yet.`,
    empty: (path: string) => `${path} is there, but it is empty, and the daemon refuses an empty file.`,
    example:
      'A complete example: two routers, three virtual servers and their real servers, with comments. It shows how everything is meant; nothing in it is in use.',
    nearlyEmpty:
      'The head of a file with the usual values and no virtual servers. The panels fill it: begin with GLOBAL SETTINGS.',
    keeps: 'A file that is there is never overwritten.',
    done: (path: string) => `${path} was made.`,
  },
  lineDeleted: (line: number) => `Line ${line} was deleted.`,
  itWas: (text: string) => `It was: ${text}`,
  edit: {
    label: 'Text of lvs.cf',
    lead: 'This is the whole file. Comments, blank lines and the order of lines are yours; a text that brings new problems is not saved. The serial number goes up by itself unless you change it.',
    refused: 'Nothing was saved: the text would bring these problems. It is still below as you typed it.',
    /** After a save. */
    merged: 'What somebody else saved meanwhile is in the file too.',
    conflict: {
      title: 'Somebody else changed the file meanwhile',
      lead: {
        text: 'Nothing was saved, and your text is still below. Lines with - stand in the file now and not in your text; lines with + stand in your text only. ACCEPT replaces the file by your text: take over first what should stay.',
        objects:
          'Nothing was saved, and your text is still below. Both of you changed the objects in the table: choose whose version of each is saved. Everything else of both is kept. Lines with - stand in the file now and not in your text; lines with + stand in your text only.',
        comments:
          'Nothing was saved, and your text is still below. ACCEPT puts both together, but leaves out comments, blank lines and the order of lines that the other person changed: they are in the way of yours. Lines with - stand in the file now and not in your text; lines with + stand in your text only.',
      },
      same: 'The file holds your text already.',
      leftOut: 'The rest of the comparison is left out.',
    },
  },
};
