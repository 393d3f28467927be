/** What people run themselves on each machine, in the JSON interface. It changes nothing. */

import { z } from 'zod';
import { readable } from '../../core/lvscf/bytes.js';
import { ConsoleError } from '../../core/problem.js';
import { type Machine, machineName } from '../../core/recipes/recipe.js';
import {
  machineNamed,
  machinesOf,
  recipeDevice,
  recipesFor,
  usualDevice,
} from '../../core/recipes/recipes.js';
import type { VersionedFile } from '../versions.js';
import { type ApiRoute, apiPrefix, apiRoute } from './route.js';
import { apiWords } from './told.js';

/** What these routes are given. */
export interface RecipeRoutesNeeds {
  readonly configFile: Pick<VersionedFile, 'read'>;
}

const tag = 'recipes';

const machineShape = z.object({
  machine: z.string().meta({ description: 'primary, backup, or the address of a real server.' }),
  kind: z.enum(['router', 'real_server']),
  address: z.string(),
  names: z.array(z.string()).meta({ description: 'Of a real server, in lvs.cf.' }),
});

const recipeShape = z.object({
  recipe: z.string(),
  title: z.string(),
  byConsole: z.boolean().meta({ description: 'APPLY does it itself, as lvs.cf says.' }),
  variants: z.array(
    z.object({
      form: z.string().meta({ description: 'By which tools.' }),
      run: z.string().meta({ description: 'Lines for a shell of root.' }),
      check: z.string().meta({ description: 'Shows whether it is done; changes nothing.' }),
      undo: z.string(),
    }),
  ),
});

const deviceQuery = z.strictObject({
  device: z
    .string()
    .max(64)
    .default(usualDevice)
    .meta({ description: 'The device by which a real server reaches the routers.' }),
});

/** These routes. */
export function recipeRoutes({ configFile }: RecipeRoutesNeeds): readonly ApiRoute[] {
  return [
    apiRoute({
      method: 'GET',
      path: '/recipes',
      tag,
      summary: 'The machines around lvs.cf as it is, and what is to be done on each',
      answers: {
        name: 'Machines',
        shape: z.object({ machines: z.array(machineShape.extend({ recipes: z.array(z.string()) })) }),
      },
      answer: async () => {
        const { parsed: config } = await configFile.read();
        const machines = machinesOf(config).map((machine) => ({
          ...toldMachine(machine),
          recipes: recipesFor(config, machine).map(({ id }) => id),
        }));
        return { json: { machines } };
      },
    }),
    apiRoute({
      method: 'GET',
      path: '/recipes/{machine}',
      tag,
      summary: 'What is to be run on a machine, with how to check and undo it',
      query: deviceQuery,
      answers: { name: 'Recipes', shape: machineShape.extend({ recipes: z.array(recipeShape) }) },
      answer: async ({ params: { machine: name = '' }, query }) => {
        const { parsed: config } = await configFile.read();
        const machine = machineNamed(config, name);
        const device = recipeDevice(query.device);
        if (machine === undefined || device === undefined) {
          throw new ConsoleError('not_found', 'no_such_page', { path: `${apiPrefix}/recipes/${name}` });
        }
        const recipes = recipesFor(config, machine, device).map(({ byConsole, id, variants }) => ({
          recipe: id,
          title: apiWords.whatToRun.recipes[id].title,
          byConsole,
          variants: variants.map((variant) => ({ ...variant })),
        }));
        return { json: { ...toldMachine(machine), recipes } };
      },
    }),
  ];
}

function toldMachine(machine: Machine): z.input<typeof machineShape> {
  const names = machine.kind === 'real_server' ? machine.names.map(readable) : [];
  return { machine: machineName(machine), kind: machine.kind, address: machine.address, names };
}
