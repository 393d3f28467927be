import type { Config } from '../../../core/lvscf/config.js';
import type { RouterReport } from '../../../core/preflight/report.js';
import { type Machine, machineName, type Recipe } from '../../../core/recipes/recipe.js';
import { isBalancing, methodOf, recipesFor } from '../../../core/recipes/recipes.js';
import type { Language, Words } from '../../../text/index.js';
import { realServerRows, recipeStates, tallies, verdictRows } from './preflight-view.js';

/** All that the page is made from. */
export interface WhatToRunParts {
  readonly config: Config;
  readonly machines: readonly Machine[];
  readonly chosen: Machine | undefined;
  readonly device: string;
  /** How both routers stand, as far as they have told. */
  readonly reports: readonly RouterReport[];
}

/** What the template shows. */
export function whatToRunView(parts: WhatToRunParts, language: Language, words: Words) {
  const { chosen, config, device, machines, reports } = parts;
  const say = words.whatToRun;
  const recipes = chosen === undefined ? [] : recipesFor(config, chosen, device);
  return {
    device,
    machines: machines.map((machine) => ({
      value: machineName(machine),
      text: machineText(machine, words),
      selected: chosen !== undefined && machineName(machine) === machineName(chosen),
    })),
    title: chosen === undefined ? '' : machineText(chosen, words),
    remarks: [say.methods[methodOf(config)], ...(isBalancing(config) ? [] : [say.none])],
    nothing: recipes.length === 0,
    tallies: tallies(reports, language, words),
    verdicts: chosen?.kind === 'router' ? verdictRows(config, chosen, reports, words) : [],
    seenOf: chosen?.kind === 'real_server' ? realServerRows(config, chosen.address, reports, words) : [],
    isRealServer: chosen?.kind === 'real_server',
    recipes: recipes.map((recipe) => recipeView(recipe, parts, words)),
  };
}

function machineText(machine: Machine, { whatToRun: { machines: say } }: Words): string {
  if (machine.kind === 'real_server') return say.realServer(machine.names.join(', '), machine.address);
  return say[machine.role](machine.address === '' ? '' : `, ${machine.address}`);
}

function recipeView({ byConsole, id, variants }: Recipe, parts: WhatToRunParts, words: Words) {
  const say = words.whatToRun;
  const { expect, title, why } = say.recipes[id];
  return {
    id,
    title,
    why,
    expect,
    byConsole,
    now: parts.chosen?.kind === 'router' ? recipeStates(id, parts.reports, words) : [],
    variants: variants.map(({ check, form, run, undo }) => ({
      name: say.forms[form],
      run,
      check,
      undo,
      href: downloadHref(parts, id, form),
    })),
  };
}

function downloadHref({ chosen, device }: WhatToRunParts, recipe: string, form: string): string {
  const machine = chosen === undefined ? '' : machineName(chosen);
  return `/secure/what-to-run/script?${new URLSearchParams({ machine, recipe, form, device })}`;
}
