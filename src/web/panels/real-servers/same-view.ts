import { readable } from '../../../core/lvscf/bytes.js';
import type { Config, VirtualServer } from '../../../core/lvscf/config.js';
import type { TakeOver } from '../../../core/lvscf/copy.js';
import { commentsIn, textOfBlock } from '../../../core/lvscf/document.js';
import type { Problem } from '../../../core/problem.js';
import type { Words } from '../../../text/index.js';
import { differenceView } from '../../difference-view.js';
import { realServersHref, sameRealServersHref } from '../../panel-names.js';
import { problemLines } from '../../problem-lines.js';

/** What the address asks for, and why the page is shown again. */
export interface Asked {
  readonly from?: string | undefined;
  readonly how: TakeOver;
  readonly refusal?: string;
}

/** All that the page is made from. */
export interface SameParts {
  readonly now: Config;
  readonly after: Config;
  readonly to: VirtualServer;
  /** Nothing before it is chosen. */
  readonly from: VirtualServer | undefined;
  readonly choice: Asked;
  /** What the change would add that stands wrong. */
  readonly problems: readonly Problem[];
  readonly words: Words;
}

const problemsListed = 50;

/** The choice, and once it is made what it changes. */
export function sameView({ after, choice, from, now, problems, to, words }: SameParts) {
  const { same: say } = words.several;
  const { gloss } = words.lists;
  const name = readable(to.name);
  return {
    lead: say.lead(name),
    action: sameRealServersHref(to.ref),
    options: now.virtualServers
      .filter((one) => one !== to)
      .map((one) => ({
        value: one.ref,
        text: say.option(readable(one.name), one.realServers.length),
        selected: one === from,
      })),
    hows: (['add', 'replace'] as const).map((how) => ({
      value: how,
      text: say.how[how],
      checked: how === choice.how,
    })),
    ...(from && { change: changeView({ after, choice, from, now, problems, to, words }, from) }),
    cancel: { label: 'CANCEL', gloss: gloss.cancel, href: realServersHref(to.ref) },
    ...(choice.refusal && { refusal: { text: choice.refusal, lines: [] } }),
    ...(now.readOnly && { readOnly: words.saving.readOnly[now.readOnly] }),
  };
}

function changeView({ after, choice, now, problems, to, words }: SameParts, from: VirtualServer) {
  const { same: say } = words.several;
  const [name, other] = [readable(to.name), readable(from.name)];
  const difference = differenceView(now, after, words);
  const isPossible = problems.length === 0 && !difference.isSame;
  const comments = choice.how === 'replace' ? commentsLost(now, to, from) : 0;
  return {
    from: from.ref,
    how: choice.how,
    question: say.question(name, other),
    facts: [
      say.how[choice.how],
      ...(to.values.port === from.values.port ? [] : [say.port(other, name)]),
      ...(comments > 0 ? [say.comments(comments)] : []),
    ],
    difference,
    nothing: difference.isSame ? say.nothing : '',
    refused: problemLines(now, problems.slice(0, problemsListed), words),
    accept: isPossible ? [{ label: 'ACCEPT', gloss: words.lists.gloss.accept }] : [],
  };
}

/** How many comment lines stand in the real servers that the other does not have. */
function commentsLost({ document }: Config, to: VirtualServer, from: VirtualServer): number {
  const kept = new Set(from.realServers.map(({ ref }) => ref));
  const gone = to.realServers.filter(({ ref }) => !kept.has(ref));
  const texts = gone.map(({ block }) => textOfBlock(document, block));
  return commentsIn(texts.join('\n'));
}
