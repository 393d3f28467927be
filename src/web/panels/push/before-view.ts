import { besideNotes } from '../../../core/keepalived/beside.js';
import type { Identity } from '../../../core/keepalived/identity.js';
import type { ConsoleError } from '../../../core/problem.js';
import type { BeforePush } from '../../../core/push/api.js';
import { type Hashes, replacesTheirs, type Separation } from '../../../core/push/compare.js';
import type { MergeChoice, MergeValue } from '../../../core/push/merge.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Words } from '../../../text/index.js';
import { noteSentence } from '../../../text/rendering.js';
import { sentence } from '../../../text/sentence.js';
import { shownRows } from '../../comparison.js';
import { effectLines } from '../../effects.js';

/** How many problems of the file here are listed. */
const problemsListed = 20;

/** What a person sees before a push, and what can be chosen. */
export function beforeView(before: BeforePush, words: Words) {
  const { choices, comparison, copyOnly, files, identity, order, refused, standsBy, unmergeable } = before;
  const { hashes, kind } = comparison;
  const say = words.pushPage;
  const isTheirs = replacesTheirs(hashes);
  const count = comparison.toPush.changes.length;
  return {
    kind: say.kind[kind],
    thisRouter: 'role' in identity ? identitySentence(identity, words) : '',
    warnings: [
      ...('role' in identity ? [] : [identitySentence(identity, words)]),
      ...('role' in identity && identity.role === 'backup' ? [say.onBackup] : []),
      ...(copyOnly ? [say.copyOnly] : []),
    ],
    refused: refused.slice(0, problemsListed).map((problem) => ({
      severity: problem.severity,
      text: words.file.inLine(problem.place.line, sentence(words, problem)),
      href: '/secure/file',
    })),
    toPush: {
      ...shownRows(comparison.toPush.lines),
      isText: count === 0,
      effects: effectLines(words, files.there, files.here, { kind: standsBy ? 'standby' : 'unknown' }),
    },
    doneThere: isTheirs && comparison.doneThere ? changesOf(comparison.doneThere, words) : [],
    doneHere: isTheirs && comparison.doneHere ? changesOf(comparison.doneHere, words) : [],
    hashes,
    hashRows: hashRows(hashes, words),
    pushLabel: count === 0 ? 'PUSH' : `PUSH (${count})`,
    canPush: kind !== 'in_sync' && refused.length === 0,
    // Where nobody knows which router this is, the differences are shown, and that is all.
    isKnown: 'role' in identity,
    canTake: isTheirs && hashes.there !== undefined,
    isTheirs,
    canApply: !copyOnly,
    beside: copyOnly ? [] : besideNotes(files.here).map((note) => noteSentence(words, note)),
    together: order.order === 'together' && !copyOnly ? say.together(order.because) : '',
    unmergeable: unmergeable === undefined ? '' : say.choose.unmergeable[unmergeable],
    choices: choices.map((choice) => choiceRow(choice, words)),
  };
}

/** Why nothing can be shown before a push. */
export function failureView(error: ConsoleError, words: Words) {
  const { text, title, ...rest } = sentencesOf(error, words);
  return { ...rest, title: words.pushPage.failed, text: `${title}. ${text}` };
}

function identitySentence(identity: Identity, { engine: say }: Words): string {
  if ('role' in identity) return say.role[identity.role](identity.address, identity.device);
  return say.unknown[identity.unknown](identity.primary, identity.backup);
}

/** The three files by their hashes, as sha256sum prints them; those that are alike in one row. */
function hashRows({ here, last, there }: Hashes, { pushPage: { hash: say } }: Words) {
  if (here === there) return [{ label: say.both, hash: here }];
  return [
    { label: say.here, hash: here },
    { label: say.there, hash: there ?? say.none },
    ...(last === undefined ? [] : [{ label: say.last, hash: last }]),
  ];
}

function changesOf({ changes }: Separation, words: Words): string[] {
  return changes.map((change) => words.saving.difference(change));
}

function choiceRow({ changedBy, key, object, on, values }: MergeChoice, words: Words) {
  const say = words.pushPage;
  const side = (of: 'ours' | 'theirs') => {
    if (on !== 'both' && on !== of) return [say.absent];
    return on === of ? [say.present] : values.map((value) => valueText(value, of, words));
  };
  return {
    key,
    label: say.object(object),
    here: side('ours'),
    there: side('theirs'),
    changedBy: say.changedBy[changedBy],
    // Whoever alone changed an object is most likely right about it.
    isTicked: changedBy === 'theirs',
  };
}

function valueText(value: MergeValue, of: 'ours' | 'theirs', { pushPage: say }: Words): string {
  return `${value.keyword} = ${value[of] ?? say.absent}`;
}
