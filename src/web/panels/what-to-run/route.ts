import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { RouterReport } from '../../../core/preflight/report.js';
import { ConsoleError } from '../../../core/problem.js';
import { forms, recipeIds } from '../../../core/recipes/recipe.js';
import {
  machineNamed,
  machinesOf,
  recipeDevice,
  recipesFor,
  script,
  usualDevice,
} from '../../../core/recipes/recipes.js';
import { wordsFor } from '../../../text/index.js';
import type { EditingNeeds } from '../../editing.js';
import { whatToRunView } from './view.js';

const asked = z.object({
  machine: z.string().max(100).catch(''),
  device: z
    .string()
    .trim()
    .transform((text) => recipeDevice(text) ?? usualDevice)
    .catch(usualDevice),
});

const wanted = asked.extend({
  recipe: z.enum(recipeIds).optional().catch(undefined),
  form: z.enum(forms).optional().catch(undefined),
});

/** A page is never kept waiting longer for a router that does not answer. */
const patienceMs = 5000;

/** What WHAT TO RUN is given. */
export interface WhatToRunNeeds extends Pick<EditingNeeds, 'configFile'> {
  readonly preflights: {
    /** How both routers are set up, as far as it is known after so long. */
    soon(ms: number): Promise<readonly RouterReport[]>;
  };
}

/** WHAT TO RUN: what people run themselves on each machine, for the file as it is. It changes nothing. */
export function whatToRun(scope: FastifyInstance, needs: WhatToRunNeeds): void {
  const { configFile } = needs;

  scope.get('/what-to-run', async (request, reply) => {
    const { words } = request;
    const { device, machine } = asked.parse(request.query);
    const { parsed: config } = await configFile.read();
    const machines = machinesOf(config);
    const chosen = machineNamed(config, machine) ?? machines[0];
    const reports = await needs.preflights.soon(patienceMs);
    const view = whatToRunView({ config, machines, chosen, device, reports }, request.language, words);
    return reply.page({ panel: 'what-to-run', template: 'what-to-run/what-to-run', view });
  });

  scope.get('/what-to-run/script', async (request, reply) => {
    const { device, form, machine, recipe } = wanted.parse(request.query);
    const { parsed: config } = await configFile.read();
    const chosen = machineNamed(config, machine);
    const all = chosen === undefined ? [] : recipesFor(config, chosen, device);
    const found = all.find(({ id }) => id === recipe)?.variants.find((variant) => variant.form === form);
    if (recipe === undefined || found === undefined)
      throw new ConsoleError('not_found', 'no_such_page', { path: '/secure/what-to-run/script' });
    const { title } = wordsFor('en').whatToRun.recipes[recipe];
    return reply
      .type('text/plain')
      .header('content-disposition', `attachment; filename="lvs-${recipe}-${found.form}.sh"`)
      .send(script(found, title));
  });
}
