/** What WHAT TO RUN says, run as it stands there on machines that have nothing of it. */

import { readConfig } from '../../../src/core/lvscf/config.js';
import type { Form, RecipeId } from '../../../src/core/recipes/recipe.js';
import { machineNamed, recipesFor, script } from '../../../src/core/recipes/recipes.js';
import type { MachinePlan, Scenario, Step } from '../scenario.js';
import { at } from './installed.js';
import { lvsCf } from './lvs-cf.js';
import {
  inside,
  insideAddress,
  natFile,
  natMachines,
  natTable,
  outside,
  outsideAddress,
  pairOfRouters,
  publicMachines,
  startBoth,
  vip,
  web,
  website,
} from './pair.js';

const names = ['rs1', 'rs2', 'rs3'] as const;

/** The kernel of the guest has no working nft backend, nothing is installed in it, and it does not start anew. */
const stand = '/usr/local/libexec/lab';
const programs = {
  [`${stand}/iptables`]: '#!/bin/sh\nexec iptables-legacy "$@"\n',
  [`${stand}/apt-get`]: '#!/bin/sh\n',
  [`${stand}/netfilter-persistent`]: '#!/bin/sh\n',
};

/** The machines with nothing set up but their cards. */
function bare(plans: readonly MachinePlan[]): readonly MachinePlan[] {
  return plans.map(({ addresses, gateway, kernel, ...plan }) => ({
    ...plan,
    ...(plan.does === 'ask' && { addresses: addresses ?? [] }),
    ...(plan.does === 'balance' && { kernel: { ip_forward: 0 } }),
    programs: { ...plan.programs, ...programs },
  }));
}

interface Recipe {
  readonly machine: string;
  /** As the page calls the machine. */
  readonly as: string;
  readonly id: RecipeId;
  readonly form: Form;
  /** What the check prints, as far as it is like this. */
  readonly seen: string;
}

/** Runs a recipe of a file, then its check. */
function followed(file: string, { as, form, id, machine, seen }: Recipe): Step[] {
  const config = readConfig(file);
  const named = machineNamed(config, as);
  const variant =
    named &&
    recipesFor(config, named)
      .find((one) => one.id === id)
      ?.variants.find((one) => one.form === form);
  if (variant === undefined) throw new Error(`there is no ${id} by ${form} for ${as}`);
  const path = `/tmp/${id}.sh`;
  const shell = `PATH=${stand}:$PATH sh`;
  return [
    { do: 'write', machine, path, text: script(variant, id) },
    { do: 'write', machine, path: `${path}.check`, text: variant.check },
    at(machine, `modprobe -a iptable_nat xt_REDIRECT; ${shell} ${path} >${path}.log 2>&1; echo run`, 'run\n'),
    at(machine, `${shell} ${path}.check | grep -o -e '${seen}'`, `${seen}\n`),
  ];
}

const forwarding = (file: string): Step[] =>
  (['primary', 'backup'] as const).flatMap((role) =>
    followed(file, {
      machine: role === 'primary' ? 'lb1' : 'lb2',
      as: role,
      id: 'forwarding',
      form: 'any',
      seen: 'ip_forward = 1',
    }),
  );

const nat = natFile({}, inside(...names));

export const natByRecipe: Scenario = {
  title: 'NAT as WHAT TO RUN says: forwarding on the routers, the default route on the real servers',
  machines: bare(natMachines()),
  steps: [
    ...forwarding(nat),
    ...names.flatMap((machine) =>
      followed(nat, {
        machine,
        as: insideAddress(machine),
        id: 'default-route',
        form: 'any',
        seen: 'default via 192.168.10.1 dev eth0',
      }),
    ),
    ...startBoth(nat, natTable(...names)),
    { do: 'ask', to: [website], times: 9, answers: { counts: { rs1: 3, rs2: 3, rs3: 3 } } },
  ],
};

/** Without a mask the address is a host's own, as on the real servers. */
const { vip_nmask, ...hostAddress } = web;

function publicFile(network: 'direct' | 'tunnel'): string {
  const site = { name: 'web', values: hostAddress, servers: outside(...names) };
  return lvsCf({ ...pairOfRouters, network }, [site]);
}

const publicTable = (word: 'Route' | 'Tunnel') => [
  `TCP ${vip}:80 rr`,
  ...names.map((name) => `-> ${outsideAddress(name)}:80 ${word} 1`),
];

const direct = publicFile('direct');

export const directByRecipe: Scenario = {
  title:
    'Direct routing as WHAT TO RUN says: the address hidden on two real servers, redirection on the third',
  machines: bare(publicMachines('lo')),
  steps: [
    ...(['rs1', 'rs2'] as const).flatMap((machine) =>
      followed(direct, {
        machine,
        as: outsideAddress(machine),
        id: 'hidden-address',
        form: 'any',
        seen: `${vip}/32`,
      }),
    ),
    ...followed(direct, {
      machine: 'rs3',
      as: outsideAddress('rs3'),
      id: 'redirect',
      form: 'iptables-debian',
      seen: '--dport 80 -j REDIRECT',
    }),
    ...startBoth(direct, publicTable('Route')),
    { do: 'ask', to: [website], times: 9, answers: { counts: { rs1: 3, rs2: 3, rs3: 3 } } },
  ],
};

const tunnel = publicFile('tunnel');

export const tunnelByRecipe: Scenario = {
  title: 'Tunnelling as WHAT TO RUN says: the address at the end of the tunnel',
  machines: bare(publicMachines('tunl0')),
  steps: [
    ...names.flatMap((machine) =>
      followed(tunnel, {
        machine,
        as: outsideAddress(machine),
        id: 'tunnel',
        form: 'any',
        seen: 'rp_filter = 0',
      }),
    ),
    ...startBoth(tunnel, publicTable('Tunnel')),
    { do: 'ask', to: [website], times: 9, answers: { counts: { rs1: 3, rs2: 3, rs3: 3 } } },
  ],
};
