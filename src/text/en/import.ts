import { kinds, outcomes, remarks } from './import-remarks.js';

export const importing = {
  title: 'Come with what you have',
  lead: 'Paste the files of your routers, one in each box, or take what is on this machine. Nothing is saved before you have seen what becomes of every line.',
  hint: '-- Make it of the files of keepalived, ipvsadm or heartbeat',
  begin: 'Or make it of what other tools have: keepalived, ipvsadm, heartbeat, the kernel.',
  boxes: (number: number) => `File ${number}`,
  kind: 'What it is',
  kindFound: 'find out by itself',
  file: 'Fill from a file',
  kinds,
  here: {
    title: 'From this machine',
    keepalived: (path: string) => `${path}, as it lies here`,
    table: 'the table of the kernel, as it is now',
    files: (paths: readonly string[]) =>
      `${paths.join(', ')}: the files of ipvsadm and heartbeat that lie here`,
  },
  gloss: {
    review: 'Shows what becomes of every line. Nothing is saved.',
    accept: 'Saves the proposed file in place of the present one.',
    cancel: 'Saves nothing.',
  },
  review: {
    title: 'What becomes of each line',
    nothing: 'Nothing was pasted.',
    unknownKind: (name: string) =>
      `Nobody can tell what ${name} is. Choose its kind beside it, and send it again.`,
    refused: 'Nothing is proposed as long as this is so.',
    counts: (tally: Readonly<Record<keyof typeof outcomes, number>>) =>
      Object.entries(outcomes)
        .flatMap(([outcome, name]) => {
          const count = tally[outcome as keyof typeof outcomes];
          return count === 0 ? [] : [`${count} ${name}`];
        })
        .join(', '),
    line: 'Line',
    text: 'Text',
    outcome: 'What becomes of it',
    why: 'Why',
    all: 'The whole',
    more: (count: number) => `${count} more lines are not shown.`,
    proposal: 'The proposed lvs.cf',
    proposalLead:
      'You may still change it here. It takes the place of the whole present file when you press ACCEPT.',
    difference: 'Against the present file',
    same: 'The present file says the same.',
    leftOut: 'The rest of the comparison is left out.',
    problems: 'The proposed file is not saved with these problems:',
    changedMeanwhile:
      'The present file was changed by somebody else since. The comparison below is with what it is now: press ACCEPT again if it is still meant.',
  },
  outcomes,
  remarks,
};
