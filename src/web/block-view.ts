/** A block form as its template shows it: the fields, what is wrong, and what became of an attempt to save. */

import { z } from 'zod';
import { freeAliases } from '../core/lvscf/aliases.js';
import { type Config, stanzas } from '../core/lvscf/config.js';
import { inputNames, type Typed } from '../core/lvscf/form.js';
import { dottedAddress } from '../core/lvscf/kinds/addresses.js';
import { remembered } from '../core/lvscf/remembered.js';
import type { Stanza } from '../core/lvscf/stanza.js';
import type { NetworkDevice } from '../core/machine/devices.js';
import type { ConsoleError, Problem, Scope } from '../core/problem.js';
import { type FailureSentences, sentencesOf } from '../text/failure.js';
import type { Words } from '../text/index.js';
import { sentence } from '../text/sentence.js';
import type { BlockPanel, Located } from './block-form.js';
import { nameField } from './block-name.js';
import { revisionOf } from './editing.js';
import { type FieldView, type SummaryLine, summaryOf } from './field.js';
import { isDangerous, type NameWanted, nameWanted } from './guard-rail.js';
import { hrefOfProblem } from './problem-href.js';
import { fieldText, fieldViews, type Offers, sameObject } from './stanza-form.js';

/** A form that was sent and is shown again: everything typed is kept. */
export interface Again {
  readonly typed: Typed;
  /** Of what was typed, or those that the change would add to the file. */
  readonly problems: readonly Problem[];
  /** Why the save failed. */
  readonly error?: ConsoleError;
  readonly status: number;
  /** It was sent to be tried, not to be saved; what came of it. */
  readonly tried?: object;
}

/** What every template of a block form is given. */
export interface BlockFormView {
  readonly action: string;
  readonly revision: string;
  /** SHA-256 of the file that it was made from. */
  readonly base: string;
  readonly fields: readonly FieldView[];
  readonly summary: readonly SummaryLine[];
  /** Above the summary: what became of the attempt. */
  readonly lead?: string;
  /** Why the file cannot be saved from any panel. */
  readonly readOnly?: string;
  /** It was sent, and nothing was saved. */
  readonly alert: boolean;
  /** It holds texts that are not in the file and were not typed either. */
  readonly begun: boolean;
  readonly failure?: FailureSentences;
  /** It takes much away: its name is to be typed. */
  readonly nameWanted?: NameWanted;
}

/** All that a form is made from. */
interface FormParts<S extends Stanza> {
  readonly panel: BlockPanel<S>;
  readonly located: Located<S>;
  readonly config: Config;
  /** SHA-256 of the whole file. */
  readonly hash: string;
  readonly words: Words;
  readonly offers: Offers;
  readonly again: Again | undefined;
  readonly begun: Typed | undefined;
}

/** The form of a block. */
export function formView<S extends Stanza>(parts: FormParts<S>): BlockFormView {
  const { located, config, words, again, begun } = parts;
  const reason = again?.error?.reason;
  const judged = again !== undefined && (reason === undefined || reason === 'adds_problems');
  const problems = judged ? again.problems.map(stopping) : ownProblems(config, located);
  const fields = fieldsOf(parts, problems, again?.typed ?? begun);
  const beside = new Set(fields.flatMap(({ problems: remarks }) => remarks.map(({ text }) => text)));
  const others = problems
    .map((problem) => summaryLine(config, located, problem, words))
    .filter(({ text }) => !beside.has(text));
  const question = isDangerous(again?.error)
    ? nameWanted(again.error.params.dangers, again.typed, words)
    : undefined;
  const isOther = !judged && question === undefined;
  const failed = again?.error !== undefined && isOther && config.readOnly === undefined;
  const lead = others.length > 0 ? words.saving.elsewhere : words.frame.nothingSaved;
  return {
    action: '',
    // What was typed was made from what was shown first, whatever the file says by now.
    revision: again?.typed['_revision'] ?? revisionOf(located.ownText),
    base: again?.typed['_base'] ?? parts.hash,
    fields,
    summary: [...others, ...summaryOf(fields)].filter((line) => again !== undefined || needsSummary(line)),
    alert: again !== undefined,
    begun: begun !== undefined,
    ...(judged ? { lead } : {}),
    ...(question && { nameWanted: question }),
    ...(failed && again?.error ? { failure: sentencesOf(again.error, words) } : {}),
    ...(config.readOnly === undefined ? {} : { readOnly: words.saving.readOnly[config.readOnly] }),
  };
}

/** A problem without an input here, with the page where it can be put right. */
function summaryLine<S extends Stanza>(
  config: Config,
  { source }: Located<S>,
  problem: Problem,
  words: Words,
): SummaryLine {
  const { severity, subject } = problem;
  const line = { severity, text: sentence(words, problem) };
  const isHere = sameObject(subject, source.subject);
  // A new block has no other page yet.
  if (isHere && (subject.keyword === undefined || source.block === undefined)) return line;
  return { ...line, href: hrefOfProblem(config, problem) };
}

/** On a page that was only opened, advice stands beside its field and nowhere else. */
function needsSummary({ severity, href }: SummaryLine): boolean {
  return severity !== 'advice' || href === undefined;
}

/** Whatever keeps a form from being saved is an error to the person in front of it. */
export function stopping(problem: Problem): Problem {
  return { ...problem, severity: 'refused' };
}

/** The fields of a form, the name first. @param typed what stands in them in place of what the file says */
export function fieldsOf<S extends Stanza>(
  { panel, located, words, offers }: Pick<FormParts<S>, 'panel' | 'located' | 'words' | 'offers'>,
  problems: readonly Problem[],
  typed: Typed | undefined,
): FieldView[] {
  const { source, keywords, named } = located;
  const fields = [
    ...(named === undefined ? [] : [nameField(named, typed?.['name'], problems, words)]),
    ...fieldViews({ source, keywords, problems, words, offers, ...(typed === undefined ? {} : { typed }) }),
  ];
  const { order } = panel;
  return order === undefined ? fields : fields.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

/** The problems of what this panel edits; those of the blocks in it, and of other keys, have other panels. */
function ownProblems<S extends Stanza>(config: Config, located: Located<S>): readonly Problem[] {
  const { source, keywords } = located;
  if (source.block === undefined) return [];
  const ofItsKeys = ({ subject: { keyword } }: Problem) =>
    keyword === undefined || keywords.includes(keyword);
  return config.problemsOf(source.subject).filter(located.concerns ?? ofItsKeys);
}

/** The inputs of a form that was sent, for a page that cannot show the form: their labels and texts. */
export function typedRows(
  scope: Scope,
  body: unknown,
  words: Words,
): { readonly label: string; readonly value: string }[] {
  const labels = new Map(scope === 'global' ? [] : [['name', words.fields.names[scope].label]]);
  for (const [keyword, { kind }] of Object.entries(stanzas[scope])) {
    const { inputs } = fieldText(words, scope, keyword);
    for (const [index, name] of inputNames(keyword, kind).entries()) {
      labels.set(name, inputs[index]?.label ?? keyword);
    }
  }
  return Object.entries(z.record(z.string(), z.string()).catch({}).parse(body)).flatMap(([name, value]) => {
    const label = labels.get(name);
    return label === undefined ? [] : [{ label, value }];
  });
}

/** The addresses that float between the routers. */
const floatingIn = remembered(
  ({ global, virtualServers }: Config) =>
    new Set(
      [global.nat_router, ...virtualServers.map(({ values }) => values.address)].map((one) => one?.address),
    ),
);

/** What the machine has that a field may want. An address that floats today is nobody's own. */
export function offersOf(devices: readonly NetworkDevice[], config: Config): Offers {
  const names = devices.map(({ name }) => name);
  const floating = floatingIn(config);
  const addresses = devices.flatMap((device) => device.addresses.map(({ address }) => address));
  return {
    devices: { interface: names, alias: freeAliases(config, names) },
    addresses: addresses.filter(
      (address) =>
        dottedAddress(address) !== undefined && !address.startsWith('127.') && !floating.has(address),
    ),
  };
}
