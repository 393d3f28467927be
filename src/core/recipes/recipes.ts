/** What to run where, for a configuration. */

import type { Config } from '../lvscf/config.js';
import { isDeviceName } from '../lvscf/kinds/addresses.js';
import { activeOnes, machinesOf, servicesOf, vipsOf } from './facts.js';
import { realServerRecipes } from './real-server.js';
import { type Machine, machineName, type Recipe, type Variant } from './recipe.js';
import { partnerOf, routerRecipes } from './router.js';

export { machinesOf, methodOf } from './facts.js';

/** The device of a real server where nobody says another. */
export const usualDevice = 'eth0';

/** A device that may stand in a recipe: an interface itself, no alias; nothing for anything else. */
export function recipeDevice(text: string): string | undefined {
  return isDeviceName(text) && !text.includes(':') ? text : undefined;
}

/** What is run on a machine. @param device of a real server, towards the routers; see `recipeDevice` */
export function recipesFor(config: Config, machine: Machine, device = usualDevice): Recipe[] {
  const checked = recipeDevice(device) ?? usualDevice;
  const all =
    machine.kind === 'router'
      ? routerRecipes(config, partnerOf(machinesOf(config), machine))
      : realServerRecipes(config, machine, checked);
  return all.filter(({ variants }) => variants.length > 0);
}

/** The floating addresses of active virtual servers. */
export function floatingOf(config: Config): string[] {
  return vipsOf(servicesOf(config));
}

/** Whether any virtual server is active. */
export function isBalancing(config: Config): boolean {
  return activeOnes(config).length > 0;
}

/** The machine of this name; nothing where there is none. */
export function machineNamed(config: Config, name: string): Machine | undefined {
  return machinesOf(config).find((machine) => machineName(machine) === name);
}

/** A way as a script of its own, with how to check it and how to undo it as comments. @param title in English */
export function script({ check, run, undo }: Variant, title: string): string {
  const told = (what: string, text: string) =>
    text === '' ? '' : `\n# ${what}:\n${text.replace(/^(?=.)/gm, '#   ')}`;
  return `#!/bin/sh\n# ${title}\n\n${run}${told('Check', check)}${told('Undo', undo)}`;
}
