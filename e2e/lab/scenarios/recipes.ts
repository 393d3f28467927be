/** What WHAT TO RUN says, run as it stands there on machines that have nothing of it. */

import { dirname } from 'node:path/posix';
import { readConfig } from '../../../src/core/lvscf/config.js';
import type { Form, RecipeId } from '../../../src/core/recipes/recipe.js';
import { machineNamed, recipesFor, script } from '../../../src/core/recipes/recipes.js';
import type { MachinePlan, Scenario, Step, Target } from '../scenario.js';
import { at, cli, lvsCfOfConsole, settledWith, withConsole } from './installed.js';
import { lvsCf } from './lvs-cf.js';
import {
  farewell,
  nat as globalNat,
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

/**
 * The kernel of the guest has nft for no family (its recipes are run in `test/keepalived`), nothing is installed in it,
 * and no unit is started. Rules are kept where both kinds of system keep them. Source: netfilter-persistent(8).
 */
const stand = '/usr/local/libexec/lab';
const programs = {
  [`${stand}/iptables`]: '#!/bin/sh\nexec iptables-legacy "$@"\n',
  [`${stand}/iptables-save`]: '#!/bin/sh\nexec iptables-legacy-save "$@"\n',
  [`${stand}/iptables-restore`]: '#!/bin/sh\nexec iptables-legacy-restore "$@"\n',
  [`${stand}/apt-get`]: '#!/bin/sh\n',
  [`${stand}/systemctl`]: '#!/bin/sh\n',
  [`${stand}/netfilter-persistent`]: keeper('$1', '/etc/iptables/rules.v4'),
  [`${stand}/service`]: keeper('$2', '/etc/sysconfig/iptables'),
  [`${stand}/chkconfig`]: '#!/bin/sh\n',
};

/** Keeps rules in a file and loads them again. */
function keeper(word: string, file: string): string {
  return `#!/bin/sh
mkdir -p ${dirname(file)}
case ${word} in
  save) iptables-legacy-save >${file} ;;
  start) iptables-legacy-restore <${file} ;;
esac
`;
}

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

const sticky = { persistent: 30, pmask: '255.255.255.0' };
const greeting = { send: String.raw`"quit\r\n"`, expect: '"220"' };

/** Enough to be one of several; each check costs the guest a part of its processor. */
const two = ['rs1', 'rs2'] as const;
const patient = { ...web, timeout: 10, reentry: 20 };

/** A web site on two ports under one mark, and FTP: all the rules are those that people make themselves. */
const marked = lvsCf(
  { ...pairOfRouters, ...globalNat },
  [
    { name: 'http', values: { ...patient, ...sticky, fwmark: 80 }, servers: inside(...two) },
    { name: 'https', values: { ...patient, ...sticky, fwmark: 80, port: 443 }, servers: inside(...two) },
    {
      name: 'ftp',
      values: { ...patient, ...greeting, fwmark: 21, port: 21, persistent: 300 },
      servers: inside(...two),
    },
  ],
  ['# lvs-console: ftp-data-ports = 10000:10100'],
);

const markedServers = two.map((name) => `-> ${insideAddress(name)}:0 Masq 1`);
const markedTable = [
  'FWM 21 rr persistent 300',
  ...markedServers,
  'FWM 80 rr persistent 30 mask 255.255.255.0',
  ...markedServers,
];

const secureWebsite: Target = { kind: 'https', address: vip, port: 443 };
const archive: Target = { kind: 'ftp', address: vip, port: 21 };

/** Both ports of the web site, and files by passive and by active FTP. */
const asks: readonly Step[] = [
  { do: 'ask', to: [website, secureWebsite], times: 3, answers: { counts: { 'one of them': 6 } } },
  { do: 'ask', to: [archive], times: 2, answers: { counts: { 'one of them': 2 } } },
  { do: 'ask', to: [{ ...archive, isActive: true }], times: 2, answers: { counts: { 'one of them': 2 } } },
];

const ofRouters = { lb1: 'primary', lb2: 'backup' } as const;

/** What the preflight says of these things on a router. */
function says(router: 'lb1' | 'lb2', state: string, ...things: readonly string[]): Step {
  const asked = things.map((thing) => `-e '${thing}$'`).join(' ');
  const lines = things.map((thing) => `  ${state.padEnd(11)}${thing}\n`);
  return at(router, `${cli} preflight --router here | grep ${asked} || true`, lines.join(''));
}

const forwarded = 'Packets are forwarded';
const aboutMarks = 'Packets get their firewall marks';
const aboutFtp = 'Data connections of active FTP are translated';
const others = [
  'VRRP of the other router is let in',
  'Clients are let in',
  'Answers of real servers are let through',
];

const kinds = { lb1: 'iptables-debian', lb2: 'iptables-redhat' } as const;
const forRouter = (machine: 'lb1' | 'lb2', id: RecipeId, seen: string) =>
  followed(marked, { machine, as: ofRouters[machine], id, form: kinds[machine], seen });

/** Folders that each router has for itself. */
const ownRules = `for d in /etc/iptables /etc/sysconfig; do mkdir -p $d; mount -t tmpfs tmpfs $d; done; echo own`;

/** As at a start of the machine: the kernel has nothing, and what is kept is loaded. */
const emptied = 'for t in mangle nat; do iptables-legacy -t $t -F; iptables-legacy -t $t -X; done';

export const marksByRecipe: Scenario = {
  title:
    'HTTP with HTTPS and FTP of both kinds as WHAT TO RUN says, kept over a start as Debian and as Red Hat do it, and seen by the preflight',
  machines: withConsole(
    bare(
      natMachines([
        { kind: 'http', port: 80 },
        { kind: 'https', port: 443 },
        { kind: 'ftp', port: 21, announces: vip },
      ]),
    ),
  ),
  steps: [
    ...(['lb1', 'lb2'] as const).flatMap((router): Step[] => [
      ...settledWith(router, { iptables: `${stand}/iptables` }),
      at(router, ownRules, 'own\n'),
      { do: 'write', machine: router, path: lvsCfOfConsole, text: marked },
      at(router, 'modprobe -a iptable_nat iptable_mangle; echo loaded', 'loaded\n'),
    ]),
    says('lb1', 'Not done', forwarded, aboutMarks, aboutFtp),
    ...forwarding(marked),
    ...(['lb1', 'lb2'] as const).flatMap((router) => [
      ...forRouter(router, 'marks', '--dport 10000:10100 -j MARK --set-xmark 0x15/0xffffffff'),
      ...forRouter(router, 'ftp-active', '--sport 20 -j MASQUERADE'),
      ...forRouter(router, 'router-firewall', '-p vrrp -j ACCEPT'),
    ]),
    ...two.flatMap((machine) =>
      followed(marked, {
        machine,
        as: insideAddress(machine),
        id: 'default-route',
        form: 'any',
        seen: 'default via 192.168.10.1 dev eth0',
      }),
    ),
    ...startBoth(marked, markedTable),
    ...(['lb1', 'lb2'] as const).map((router) =>
      says(router, 'Done', forwarded, aboutMarks, aboutFtp, ...others),
    ),
    ...asks,
    at('lb1', `${emptied}; ${stand}/netfilter-persistent start; echo again`, 'again\n'),
    ...asks,
    at('lb2', `${emptied}; ${stand}/service iptables start; echo again`, 'again\n'),
    { do: 'stop', router: 'lb1' },
    { do: 'expect holders', routers: ['lb2'], of: vip, within: farewell },
    { do: 'wait', seconds: 2 },
    ...asks,
  ],
};
