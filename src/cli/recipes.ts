import { parseArgs } from 'node:util';
import { visible } from '../core/lvscf/bytes.js';
import { type Config, readConfig } from '../core/lvscf/config.js';
import { type Machine, machineName, type Recipe } from '../core/recipes/recipe.js';
import {
  machineNamed,
  machinesOf,
  recipeDevice,
  recipesFor,
  script,
  usualDevice,
} from '../core/recipes/recipes.js';
import { wordsFor } from '../text/index.js';
import type { Command, Io } from './command.js';
import { InputError, readInput } from './input.js';

/** Prints what people run themselves on each machine. */
export const recipes: Command = {
  name: 'recipes',
  summary: 'prints what has to be run on each machine around an lvs.cf',
  usage: `Prints what has to be run on the routers and on the real servers for an lvs.cf: modules, forwarding,
firewall rules, routes, addresses that ARP does not tell, tunnels. It runs nothing of it.

Usage: lvs-console recipes FILE
       lvs-console recipes --machine NAME [--device DEVICE] FILE
       lvs-console recipes --machine NAME --recipe NAME --form FORM [--device DEVICE] FILE

Without --machine it prints the machines, with the names of their recipes and the forms of each. With
--recipe and --form it prints one script for a shell of root, with how to check it and how to undo it as
comments; without them all of them. FILE may be - for the standard input.

Options:
  --machine NAME   primary, backup, or the address of a real server
  --recipe NAME    one thing to do, such as hidden-address
  --form FORM      by which tools, such as netplan
  --device DEVICE  the device by which a real server reaches the routers; ${usualDevice} unless said otherwise

Exit status: 0 done, 1 when there is no such recipe for this file, 2 when wrongly called or it cannot be read.
`,

  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        machine: { type: 'string' },
        recipe: { type: 'string' },
        form: { type: 'string' },
        device: { type: 'string' },
      },
      allowPositionals: true,
    });
    const { device = usualDevice, form, machine, recipe } = values;
    const [file, extra] = positionals;
    if (file === undefined || extra !== undefined) return wrongCall(io, 'name one file');
    if (recipeDevice(device) === undefined) return wrongCall(io, `${visible(device)} is no network device`);
    if ((recipe === undefined) !== (form === undefined)) return wrongCall(io, 'give --recipe and --form');
    if (recipe !== undefined && machine === undefined) return wrongCall(io, 'say which machine: --machine');
    try {
      const config = readConfig(await readInput(file, io));
      if (machine === undefined) return print(io, overview(config));
      const chosen = machineNamed(config, machine);
      if (chosen === undefined) return missing(io, `${visible(file)} has no machine ${visible(machine)}`);
      const fitting = recipesFor(config, chosen, device)
        .filter(({ id }) => recipe === undefined || id === recipe)
        .map((one) => ({
          ...one,
          variants: one.variants.filter((each) => form === undefined || each.form === form),
        }));
      const scripts = fitting.flatMap(scriptsOf);
      return scripts.length === 0
        ? missing(io, `there is nothing of this name to run on ${visible(machine)}`)
        : print(io, scripts.join('\n'));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      io.stderr.write(`lvs-console: ${error.message}\n`);
      return 2;
    }
  },
};

function overview(config: Config): string {
  const parts = machinesOf(config).map((machine) => {
    const lines = recipesFor(config, machine).map(
      ({ id, variants }) => `  ${id.padEnd(17)}${variants.map(({ form }) => form).join(' ')}\n`,
    );
    return `${machineLine(machine)}\n${lines.join('')}`;
  });
  return parts.join('');
}

function machineLine(machine: Machine): string {
  const about = machine.kind === 'router' ? machine.address : machine.names.map(visible).join(', ');
  return `${machineName(machine)}${about === '' ? '' : ` (${about})`}`;
}

function scriptsOf({ byConsole, id, variants }: Recipe): string[] {
  const say = wordsFor('en').whatToRun;
  const title = byConsole ? `${say.recipes[id].title}. ${say.byConsole}` : say.recipes[id].title;
  return variants.map((one) => script(one, `${title} (${say.forms[one.form]})`));
}

function print(io: Io, text: string): number {
  io.stdout.write(text);
  return 0;
}

function missing(io: Io, sentence: string): number {
  io.stderr.write(`lvs-console: ${sentence}\n`);
  return 1;
}

function wrongCall(io: Io, sentence: string): number {
  io.stderr.write(`lvs-console: ${sentence}; see lvs-console recipes --help\n`);
  return 2;
}
