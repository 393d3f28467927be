import type { Config } from '../../../core/lvscf/config.js';
import { tallyOf } from '../../../core/preflight/preflight.js';
import type { RouterReport } from '../../../core/preflight/report.js';
import type { Fix, Remark, Verdict } from '../../../core/preflight/verdict.js';
import { wishOf } from '../../../core/preflight/wish.js';
import type { Machine, RecipeId } from '../../../core/recipes/recipe.js';
import { recipesFor } from '../../../core/recipes/recipes.js';
import { sentencesOf } from '../../../text/failure.js';
import type { Language, Words } from '../../../text/index.js';
import { momentText } from '../../../text/moment.js';
import { remarkSentence } from '../../../text/preflight.js';
import { panelHref } from '../../panel-names.js';

const tones: Readonly<Record<Verdict['state'], string>> = { done: 'good', open: 'bad', unknown: 'unsure' };

/** What is open comes first. */
const order: readonly Verdict['state'][] = ['open', 'unknown', 'done'];

/** How both routers stand, in numbers. */
export function tallies(reports: readonly RouterReport[], language: Language, words: Words) {
  const { preflight: say } = words;
  return reports.map((report) => {
    const { at, isReachable, role, side, trouble, verdicts } = report;
    const tally = verdicts && tallyOf(verdicts);
    const failure = trouble && sentencesOf(trouble, words);
    const waiting = trouble === undefined && at === undefined;
    const isNobody = role === undefined && side === 'here';
    return {
      name: routerName(report, words),
      side: say.sides[side],
      href: role === undefined ? undefined : `/secure/what-to-run?machine=${role}`,
      text: tally === undefined ? '' : say.counts(tally),
      tone: tally === undefined ? 'unsure' : tally.open > 0 ? 'bad' : tally.unknown > 0 ? 'unsure' : 'good',
      remarks: [...(waiting && isReachable ? [say.notYet] : []), ...(isNobody ? [say.noRole] : [])],
      isSetUp: isReachable,
      trouble: failure && {
        intro: verdicts === undefined ? '' : say.withoutRights,
        text: failure.text,
        advice: failure.advice,
        commands: failure.commands,
      },
      at:
        at === undefined || verdicts === undefined
          ? undefined
          : { machine: new Date(at).toISOString(), text: momentText(at, language) },
    };
  });
}

/** Everything that was looked at on one router. */
export function verdictRows(
  config: Config,
  machine: Machine,
  reports: readonly RouterReport[],
  words: Words,
) {
  const recipes = new Set(recipesFor(config, machine).map(({ id }) => id));
  const report = reports.find(({ role }) => machine.kind === 'router' && role === machine.role);
  const rows = (report?.verdicts ?? []).map((verdict) => verdictRow(verdict, recipes, words));
  return rows.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

function verdictRow({ fix, found, id, state }: Verdict, recipes: ReadonlySet<RecipeId>, words: Words) {
  const { preflight: say } = words;
  return {
    id,
    state,
    title: say.checks[id],
    text: say.states[state],
    tone: tones[state],
    found: found.map((remark) => remarkSentence(remark, words)),
    fix: state === 'done' ? undefined : fixView(fix, state, recipes, words),
  };
}

function fixView(
  { commands = [], page, recipe }: Fix,
  state: 'open' | 'unknown',
  recipes: ReadonlySet<RecipeId>,
  words: Words,
) {
  const { preflight: say, whatToRun } = words;
  const isBelow = recipe !== undefined && recipes.has(recipe);
  const link = isBelow
    ? { href: `#${recipe}`, text: say.fixRecipe(whatToRun.recipes[recipe].title), lang: undefined }
    : page && { href: panelHref(page) ?? '', text: say.fixPages[page], lang: 'en' };
  if (link === undefined && commands.length === 0) return undefined;
  return { intro: state === 'open' ? say.fix : say.fixIf, link, commands };
}

/** How one recipe stands on each router that told of it. */
export function recipeStates(recipe: RecipeId, reports: readonly RouterReport[], words: Words) {
  const { preflight: say } = words;
  return reports.flatMap((report) =>
    (report.verdicts ?? [])
      .filter(({ fix }) => fix.recipe === recipe)
      .map(({ found, id, state }) => ({
        who: routerName(report, words),
        what: say.checks[id],
        text: say.states[state],
        tone: tones[state],
        found: found.map((remark) => remarkSentence(remark, words)),
      })),
  );
}

/** What the routers see of a real server: its ports, and whether it answers for an address that is not its. */
export function realServerRows(
  config: Config,
  address: string,
  reports: readonly RouterReport[],
  words: Words,
) {
  const { preflight: say } = words;
  // Over UDP nothing answers unasked, and of many only the first are tried.
  if (!wishOf(config).line.ports.some(([tried]) => tried === address)) return [];
  const concerns = (remark: Remark) =>
    (remark.code === 'port' && remark.params.to.startsWith(`${address}:`)) ||
    (remark.code === 'arp_real_server' && remark.params.server.endsWith(`, ${address}`));
  return reports.flatMap((report) => {
    const its = (report.verdicts ?? []).filter(({ id }) => id === 'real-servers' || id === 'arp');
    if (its.length === 0) return [];
    const found = its.flatMap((one) => one.found.filter(concerns));
    const who = routerName(report, words);
    const said = found.map((remark) => remarkSentence(remark, words));
    if (said.length > 0) return [{ who, tone: 'bad', found: said }];
    const isCut = its.some((one) => one.found.some(({ code }) => code === 'more'));
    if (isCut) return [{ who, tone: 'unsure', found: [say.states.unknown] }];
    return [{ who, tone: 'good', found: [say.answersOnPorts] }];
  });
}

function routerName({ role }: RouterReport, { preflight: { roles } }: Words): string {
  return roles[role ?? 'unknown'];
}
