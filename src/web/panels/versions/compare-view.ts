import { readConfig } from '../../../core/lvscf/config.js';
import { ConsoleError } from '../../../core/problem.js';
import { parseSide } from '../../../core/versions/side.js';
import type { SideText } from '../../../core/versions/sides.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Language, Words } from '../../../text/index.js';
import { momentText } from '../../../text/moment.js';
import { versionWho } from '../../../text/versions.js';
import { differenceView } from '../../difference-view.js';
import { remedyOf } from '../../remedy.js';
import { versionHref, versionsHref } from '../../versions.js';

/** All that the page is made from. */
export interface CompareParts {
  readonly asked: { readonly from: string; readonly to: string };
  /** The two texts, or why there are none; nothing before anything is asked. */
  readonly pair?: readonly [SideText, SideText] | ConsoleError;
  readonly words: Words;
  readonly language: Language;
}

/** What the template shows. */
export function compareView(parts: CompareParts) {
  const { asked, pair, words } = parts;
  const { compare: say } = words.versions;
  const wrong = (['from', 'to'] as const).filter(
    (name) => asked[name] !== '' && parseSide(asked[name]) === undefined,
  );
  const form = {
    from: asked.from,
    to: asked.to,
    wrong: { from: wrong.includes('from'), to: wrong.includes('to') },
    remarks: wrong.map((name) => say.notASide(asked[name])),
    listHref: versionsHref,
  };
  if (pair === undefined) return form;
  if (pair instanceof ConsoleError) return { ...form, failure: failureView(pair, words) };
  const [from, to] = pair;
  const [before, after] = [readConfig(from.text), readConfig(to.text)];
  return {
    ...form,
    sides: pair.map((side) => sideView(side, parts)),
    swapHref: `${versionsHref}/compare?from=${asked.to}&to=${asked.from}`,
    difference: differenceView(before, after, words, from.traffic),
    textLead: say.textLead(words.versions.side(from.side), words.versions.side(to.side)),
  };
}

function failureView(error: ConsoleError, words: Words) {
  const { text, title, ...rest } = sentencesOf(error, words);
  return {
    ...rest,
    title: words.versions.compare.failed,
    text: `${title}. ${text}`,
    remedy: remedyOf(error.reason),
  };
}

function sideView({ side, version }: SideText, { language, words }: CompareParts) {
  const { versions: say } = words;
  if (version === undefined) return { name: say.side(side), remark: say.compare.noVersion };
  const { number, note, time } = version;
  const facts = [momentText(Date.parse(time), language), versionWho(version, words), note];
  return {
    name: say.side(side),
    ...(typeof side !== 'number' && { version: say.side(number) }),
    href: versionHref(number),
    remark: facts.filter(Boolean).join(', '),
  };
}
