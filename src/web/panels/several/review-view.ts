import { readable, visible } from '../../../core/lvscf/bytes.js';
import { realServerOf, virtualServerOf } from '../../../core/lvscf/change.js';
import type { Config, RealServer, VirtualServer } from '../../../core/lvscf/config.js';
import { commentsIn } from '../../../core/lvscf/document.js';
import type { RowRef, SeveralChange } from '../../../core/lvscf/several.js';
import { textOfRows } from '../../../core/lvscf/several.js';
import type { Problem } from '../../../core/problem.js';
import type { Words } from '../../../text/index.js';
import { differenceView } from '../../difference-view.js';
import { severalHref } from '../../panel-names.js';
import { problemLines } from '../../problem-lines.js';
import { concerned, type Sent, type Ticked } from './form.js';
import { someOf } from './view.js';

/** All that the page is made from. */
export interface ReviewParts {
  readonly sent: Sent;
  readonly change: SeveralChange;
  /** The rows as they are now. */
  readonly ticked: readonly Ticked[];
  readonly now: Config;
  readonly after: Config;
  /** What it would add that stands wrong. */
  readonly problems: readonly Problem[];
  readonly words: Words;
}

const problemsListed = 50;

/** What is asked, what would change, and what stands in the way. */
export function reviewView({ after, change, now, problems, sent, ticked, words }: ReviewParts) {
  const { review: say } = words.several;
  const meant = concerned(ticked, change);
  const difference = differenceView(now, after, words);
  const { gloss } = words.lists;
  const isPossible = problems.length === 0 && !difference.isSame && now.readOnly === undefined;
  return {
    question: say.question(change, meant.length),
    facts: factsOf(now, change, ticked, words),
    difference,
    nothing: difference.isSame ? say.nothing : '',
    refused: problemLines(now, problems.slice(0, problemsListed), words),
    action: severalHref(),
    rows: meant.map(({ tick }) => tick).join(' '),
    button: sent.button,
    weight: sent.weight,
    filter: sent.filter,
    accept: isPossible ? [{ label: 'ACCEPT', gloss: gloss.accept }] : [],
    cancel: { label: 'CANCEL', gloss: gloss.cancel, href: listHref(sent.filter) },
    ...(now.readOnly && { readOnly: words.saving.readOnly[now.readOnly] }),
  };
}

/** The list with its filter. */
export function listHref(filter: string): string {
  return severalHref(filter === '' ? undefined : filter);
}

function factsOf(
  config: Config,
  change: SeveralChange,
  ticked: readonly Ticked[],
  words: Words,
): readonly string[] {
  const { review: say, serverOf } = words.several;
  const meant = concerned(ticked, change).map(({ ref }) => ref);
  const around = meant.filter(({ server }) => server === undefined);
  const inner = meant.filter(({ server }) => server !== undefined);
  const [outerNames, innerNames] = [around, inner].map((refs) =>
    someOf(refs.map((ref) => shownName(config, ref, serverOf))),
  );
  const already = meant.filter((ref) => isSo(blockOf(config, ref).values, change)).length;
  return [
    ...(outerNames?.first.length
      ? [say.virtualServers(around.length, outerNames.first, outerNames.more)]
      : []),
    ...(innerNames?.first.length ? [say.realServers(inner.length, innerNames.first, innerNames.more)] : []),
    ...(already > 0 ? [say.already(already)] : []),
    ...(ticked.length > meant.length ? [say.withoutWeight(ticked.length - meant.length)] : []),
    ...(change.what === 'delete' ? alongOf(config, meant, words) : []),
  ];
}

/** What goes with what is deleted. */
function alongOf(config: Config, refs: readonly RowRef[], { several: { review: say } }: Words): string[] {
  const gone = new Set(refs.flatMap(({ server, virtual }) => (server === undefined ? [virtual] : [])));
  const named = new Set(refs.map(({ server, virtual }) => JSON.stringify([virtual, server])));
  const inner = [...gone].flatMap((virtual) =>
    virtualServerOf(config, virtual).realServers.filter(
      ({ ref }) => !named.has(JSON.stringify([virtual, ref])),
    ),
  );
  const whole = refs.filter(({ server, virtual }) => server === undefined || !gone.has(virtual));
  const comments = commentsIn(textOfRows(config, whole));
  return [
    ...(inner.length > 0 ? [say.inner(inner.length)] : []),
    ...(comments > 0 ? [say.comments(comments)] : []),
  ];
}

function isSo({ active, ...values }: (VirtualServer | RealServer)['values'], change: SeveralChange): boolean {
  if (change.what === 'active') return active === change.active;
  return change.what === 'weight' && 'weight' in values && values.weight === change.weight;
}

function blockOf(config: Config, { server, virtual }: RowRef): VirtualServer | RealServer {
  const around = virtualServerOf(config, virtual);
  return server === undefined ? around : realServerOf(around, server);
}

/** A row as a person reads it. */
export function shownName(
  config: Config,
  ref: RowRef,
  serverOf: (server: string, virtual: string) => string,
): string {
  const shown = ({ name }: { readonly name: string }) => visible(readable(name));
  const around = virtualServerOf(config, ref.virtual);
  return ref.server === undefined
    ? shown(around)
    : serverOf(shown(realServerOf(around, ref.server)), shown(around));
}
