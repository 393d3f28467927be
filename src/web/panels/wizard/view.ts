import { readable } from '../../../core/lvscf/bytes.js';
import { type Config, readConfig } from '../../../core/lvscf/config.js';
import type { Typed } from '../../../core/lvscf/form.js';
import { runnerInLine } from '../../../core/lvscf/programs.js';
import type { ConsoleError, Problem } from '../../../core/problem.js';
import { type Machine, machineName } from '../../../core/recipes/recipe.js';
import { machinesOf, recipesFor } from '../../../core/recipes/recipes.js';
import type { Answers } from '../../../core/wizard/answers.js';
import { questionsOf, wizardKinds } from '../../../core/wizard/kinds.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Words } from '../../../text/index.js';
import { sentence } from '../../../text/sentence.js';
import { type ComparisonRow, comparisonOf, shownRows } from '../../comparison.js';
import { type SummaryLine, summaryOf } from '../../field.js';
import type { Notice } from '../../flash.js';
import { type FormParts, wizardFields } from './form.js';

/** The cases, to choose one. */
export function casesView({ wizard: { kinds } }: Words) {
  return { cases: wizardKinds.map((kind) => ({ ...kinds[kind], href: `/secure/wizard?kind=${kind}` })) };
}

/** The questions of a case, with what was typed and what is wrong with it. */
export function questionsView(parts: FormParts, problems: readonly Problem[] = []) {
  const { config, kind, words, wrong } = parts;
  const { filled, open } = wizardFields(parts);
  const others = problems.map(
    (problem): SummaryLine => ({ severity: 'refused', text: sentence(words, problem) }),
  );
  const isRefused = wrong.length > 0 || problems.length > 0;
  return {
    kind,
    ...words.wizard.kinds[kind],
    remark: words.wizard.remark[kind],
    open,
    filled,
    summary: [...summaryOf([...open, ...filled]), ...others],
    alert: isRefused,
    lead: words.frame.nothingSaved,
    ...(config.readOnly && { readOnly: words.saving.readOnly[config.readOnly] }),
  };
}

/** What the review is made from. */
export interface ReviewParts {
  readonly answers: Answers;
  readonly typed: Typed;
  /** The file as it is, and the text that would be saved. */
  readonly before: Config;
  readonly text: string;
  /** Mark of what was reviewed. */
  readonly revision: string;
  readonly error?: ConsoleError;
}

/** The lines that would be added, what is worth knowing of them, and what is to be run where. */
export function reviewView({ answers, before, error, revision, text, typed }: ReviewParts, words: Words) {
  const after = readConfig(text);
  const first = before.virtualServers.length;
  const isNew = ({ subject }: Problem) => subject.scope !== 'global' && (subject.block ?? 0) >= first;
  const isChanged = error?.reason === 'block_changed';
  const sent = questionsOf(answers.kind).map((name) => ({ name, value: typed[name] ?? '' }));
  return {
    name: words.wizard.kinds[answers.kind].name,
    sent: [{ name: 'kind', value: answers.kind }, ...sent],
    revision,
    rows: addedRows(before, after, words),
    remarks: after.problems.filter(isNew).map((problem) => ({
      severity: problem.severity,
      text: sentence(words, problem),
    })),
    machines: machinesToTell(answers, after).map((machine) => toRun(machine, after, words)),
    ...(isChanged && { changed: words.wizard.review.again }),
    ...(error !== undefined && !isChanged && { failure: sentencesOf(error, words) }),
  };
}

/** The lines at the head that change, and every line of the new blocks: a comparison could begin in the middle of one. */
function addedRows(before: Config, after: Config, words: Words): readonly ComparisonRow[] {
  const linesOf = ({ document }: Config, from = 0, to = document.lines.length) =>
    document.lines.slice(from, to).map(({ text }) => text);
  const { open: from = 0 } = after.virtualServers[before.virtualServers.length]?.block ?? {};
  const { close: to = from } = after.virtualServers.at(-1)?.block ?? {};
  const now = [...linesOf(after, 0, from), ...linesOf(after, to + 1)];
  const { rows } = comparisonOf(linesOf(before).join('\n'), now.join('\n'), () => undefined);
  const added = linesOf(after, from, to + 1).map((text) => ({ where: 'new', text }) as const);
  const markOf = (line: string) => {
    const runner = runnerInLine(after, line);
    return runner && words.saving.runs(runner);
  };
  return [...rows, ...shownRows(added, markOf).rows];
}

/** The routers, and the real servers of this case. */
function machinesToTell({ servers }: Answers, after: Config): Machine[] {
  const own = new Set(servers.map(({ values }) => values.address));
  return machinesOf(after).filter((machine) => machine.kind === 'router' || own.has(machine.address));
}

function toRun(machine: Machine, after: Config, words: Words) {
  const { machines: say, recipes } = words.whatToRun;
  const { byApply, nothingToRun } = words.wizard.review;
  const { address } = machine;
  const told = recipesFor(after, machine).map(({ byConsole, id }) =>
    byConsole ? `${recipes[id].title} ${byApply}` : recipes[id].title,
  );
  return {
    href: `/secure/what-to-run?${new URLSearchParams({ machine: machineName(machine) })}`,
    name:
      machine.kind === 'router'
        ? say[machine.role](address === '' ? '' : `, ${address}`)
        : say.realServer(machine.names.map(readable).join(', '), address),
    recipes: told.length === 0 ? nothingToRun : told.join(', '),
  };
}

/** The message after ACCEPT: what there is now, and what comes next. */
export function wizardNotice(names: readonly string[]): Notice {
  return {
    kind: 'done',
    isSave: true,
    text: ({ wizard }) => wizard.saved(names.join(', ')),
    details: ({ wizard }) => wizard.next,
  };
}
