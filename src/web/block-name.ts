/** The name of a block in a form: the one input that is no keyword. */

import type { Finding } from '../core/lvscf/kind.js';
import { nameProblems } from '../core/lvscf/names.js';
import { problemOfForm } from '../core/lvscf/problem-at.js';
import { ConsoleError, type Problem, type Subject } from '../core/problem.js';
import type { Words } from '../text/index.js';
import { type FieldView, helpAnchor } from './field.js';
import { idOf, remarks } from './stanza-form.js';

/** A block with a name that can be edited. */
export interface NamedBlock {
  readonly subject: Subject & { readonly scope: 'virtual' | 'server' };
  /** The name in the file as a person reads it; empty for a new block. */
  readonly name: string;
  /** What is wrong with a name that another block beside it has. */
  readonly taken: (name: string) => Finding | undefined;
}

/** The name input stands for the block itself; in a problem's subject it counts as this keyword. */
const keyword = 'name';

/** Another name, and what is wrong with it. */
export interface NameReading {
  readonly name?: string;
  readonly problems: readonly Problem[];
}

/** Reads a name: blanks become underscores, as in the original. A name that was not touched is not judged. */
export function readName(named: NamedBlock, typed = named.name): NameReading {
  const name = typed.trim().replaceAll(/[ \t]+/g, '_');
  if (named.name !== '' && (typed === named.name || name === named.name)) return { problems: [] };
  const { subject } = named;
  const taken = named.taken(name);
  const findings = [...nameProblems(subject.scope, name), ...(taken === undefined ? [] : [taken])];
  const problems = findings.map((finding) => problemOfForm(finding, { ...subject, keyword }));
  return { name, problems };
}

/** Looks again once nobody else can save. @throws ConsoleError `invalid` when the name is taken by now. */
export function requireFreeName(named: NamedBlock | undefined, typed: string | undefined): void {
  if (named === undefined) return;
  const { problems } = readName(named, typed);
  if (problems.length === 0) return;
  throw new ConsoleError('invalid', 'adds_problems', { count: problems.length }, { problems });
}

/** The input for the name. */
export function nameField(
  { subject, name }: NamedBlock,
  typed: string | undefined,
  problems: readonly Problem[],
  words: Words,
): FieldView {
  const said = words.fields.names[subject.scope];
  return {
    id: idOf(keyword),
    name: keyword,
    label: `${said.label}:`,
    gloss: said.gloss,
    key: subject.scope,
    helpHref: `/secure/help#${helpAnchor(subject.scope, keyword)}`,
    help: said.help,
    control: { type: 'text', size: 24, maxlength: 64 },
    value: typed ?? name,
    problems: remarks(problems.map(atName), { ...subject, keyword, input: 0 }, words),
  };
}

/** In the file a name has no keyword: what is said about it belongs beside this input. */
function atName(problem: Problem): Problem {
  const isAboutName = problem.code.startsWith('name_') || problem.code.startsWith('duplicate_');
  if (!isAboutName || problem.subject.keyword !== undefined) return problem;
  return { ...problem, subject: { ...problem.subject, keyword } };
}
