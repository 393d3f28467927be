import type { Config } from '../../../core/lvscf/config.js';
import type { Verdict } from '../../../core/recipes/preflight.js';
import { type Machine, machineName, type Recipe, type RecipeId } from '../../../core/recipes/recipe.js';
import { isBalancing, methodOf, recipesFor } from '../../../core/recipes/recipes.js';
import type { Words } from '../../../text/index.js';

/** All that the page is made from. */
export interface WhatToRunParts {
  readonly config: Config;
  readonly machines: readonly Machine[];
  readonly chosen: Machine | undefined;
  readonly device: string;
  /** How things stand where that can be seen. */
  readonly seen: ReadonlyMap<RecipeId, Verdict>;
}

/** What the template shows. */
export function whatToRunView(parts: WhatToRunParts, words: Words) {
  const { chosen, config, device, machines } = parts;
  const say = words.whatToRun;
  const recipes = chosen === undefined ? [] : recipesFor(config, chosen, device);
  return {
    device,
    machines: machines.map((machine) => ({
      value: machineName(machine),
      text: machineText(machine, words),
      selected: machine === chosen,
    })),
    title: chosen === undefined ? '' : machineText(chosen, words),
    remarks: [say.methods[methodOf(config)], ...(isBalancing(config) ? [] : [say.none])],
    nothing: recipes.length === 0,
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
  const verdict = parts.seen.get(id);
  return {
    id,
    title,
    why,
    expect,
    byConsole,
    now: verdict && { text: say.now[verdict.state], tone: tones[verdict.state], found: verdict.found },
    variants: variants.map(({ check, form, run, undo }) => ({
      name: say.forms[form],
      run,
      check,
      undo,
      href: downloadHref(parts, id, form),
    })),
  };
}

const tones: Readonly<Record<Verdict['state'], string>> = { done: 'good', open: 'bad', unknown: 'unsure' };

function downloadHref({ chosen, device }: WhatToRunParts, recipe: string, form: string): string {
  const machine = chosen === undefined ? '' : machineName(chosen);
  return `/secure/what-to-run/script?${new URLSearchParams({ machine, recipe, form, device })}`;
}
