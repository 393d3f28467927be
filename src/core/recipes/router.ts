/** What is run on the routers. Source: guide, sections 2.5, 3.4, 3.5 and 3.6. */

import type { Config } from '../lvscf/config.js';
import { globalStanza } from '../lvscf/global.js';
import { effective } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import { networkPlaces } from '../machine/mentions.js';
import { markRules } from '../packet-filter/filter.js';
import { chain, type MarkRule } from '../packet-filter/rule.js';
import { nothingOfOurs, restoreInput, tableWith } from '../packet-filter/table.js';
import { activeOnes, dataPortsOf, insideOf, methodOf, type Service, servicesOf, vipsOf } from './facts.js';
import { byIptables, byNft, byRestore, type FilterRule } from './filter-rules.js';
import type { Machine, Recipe, RecipeId, Variant } from './recipe.js';
import { lines, sysctls, writes } from './shell.js';

type Router = Extract<Machine, { kind: 'router' }>;

/** What a router needs beside the engine. @param partner address of the other router; blank for none */
export function routerRecipes(config: Config, partner: string): Recipe[] {
  const services = servicesOf(config);
  const { shared } = config;
  const marks = markVariants(config);
  return [
    recipe('modules', [modules(config)]),
    recipe('forwarding', [forwarding()], shared['ip-forwarding'] === 'yes'),
    ...(marks.length === 0 ? [] : [recipe('marks', marks, shared['mark-rules'] === 'yes')]),
    ...activeFtp(config, services),
    recipe('router-firewall', openings(config, services, partner)),
    ...(services.length === 0 ? [] : [recipe('static-vip', [staticAddresses(services)])]),
  ];
}

/** The address of the other router. */
export function partnerOf(machines: readonly Machine[], { role }: Router): string {
  const other = machines.find((one): one is Router => one.kind === 'router' && one.role !== role);
  return other?.address ?? '';
}

function recipe(id: RecipeId, variants: readonly Variant[], byConsole = false): Recipe {
  return { id, variants, byConsole };
}

function modules(config: Config): Variant {
  const schedulers = activeOnes(config).map(({ values }) => effective(virtualStanza, values, 'scheduler'));
  const names = ['ip_vs', ...new Set(schedulers.map((name) => `ip_vs_${name}`))];
  const path = '/etc/modules-load.d/lvs.conf';
  return {
    form: 'any',
    run: lines(
      writes(path, names),
      names.map((name) => `modprobe ${name}`),
    ),
    check: lines('cat /proc/net/ip_vs'),
    undo: lines(`rm -f ${path}`),
  };
}

function forwarding(): Variant {
  const path = '/etc/sysctl.d/90-lvs-forwarding.conf';
  return {
    form: 'any',
    run: lines(sysctls(path, [['net.ipv4.ip_forward', 1]])),
    check: lines('sysctl net.ipv4.ip_forward'),
    undo: lines(`rm -f ${path}`, 'sysctl -w net.ipv4.ip_forward=0'),
  };
}

/** The rules that the console makes itself where the file asks for it; so it takes these over. */
function markVariants(config: Config): Variant[] {
  const data = dataPortsOf(config);
  const rules = markRules({
    ...config,
    shared: { ...config.shared, ...(data && { 'ftp-data-ports': `${data.first}:${data.last}` }) },
  });
  if (!rules.some(({ mark }) => mark !== undefined)) return [];
  const table = tableWith(rules);
  const made = restoreInput(nothingOfOurs, table);
  const undone = restoreInput(table, nothingOfOurs);
  // A second time, what is there is emptied first and not sent into twice.
  const again = [`iptables -t mangle -D PREROUTING -j ${chain} 2>/dev/null`];
  return [
    ...byRestore(made, undone, `iptables -t mangle -S ${chain}`).map((variant) => ({
      ...variant,
      run: variant.run.replace('iptables-restore', `${again.join('\n')}\niptables-restore`),
    })),
    byNft(
      'lvs_marks',
      ['chain prerouting {', '  type filter hook prerouting priority mangle; policy accept;'],
      rules.map(nftMark),
    ),
  ];
}

function nftMark({ address, mark, ports, protocol }: MarkRule): string {
  const match = ports === undefined ? `ip protocol ${protocol}` : `${protocol} dport ${nftPorts(ports)}`;
  return `ip daddr ${address} ${match} ${mark === undefined ? 'return' : `meta mark set ${mark}`}`;
}

function nftPorts({ first, last }: NonNullable<Service['ports']>): string {
  return first === last ? String(first) : `${first}-${last}`;
}

/** Data connections of active FTP begin at the real server. Source: guide, section 3.5.3.1. */
function activeFtp(config: Config, services: readonly Service[]): Recipe[] {
  const inside = insideOf(config);
  const isNeeded = methodOf(config) === 'nat' && services.some(({ isFtp }) => isFtp);
  if (!isNeeded || inside === undefined) return [];
  const from = `${inside.network}/${inside.bits}`;
  const rule: FilterRule = {
    table: 'nat',
    chain: 'POSTROUTING',
    iptables: `-p tcp -s ${from} --sport 20 -j MASQUERADE`,
    nft: `ip saddr ${from} tcp sport 20 masquerade`,
  };
  const nat = ['chain postrouting {', '  type nat hook postrouting priority srcnat; policy accept;'];
  return [recipe('ftp-active', [...byIptables([rule], '-A'), byNft('lvs_ftp', nat, [rule.nft])])];
}

/** Where the kernel's connection table of one router is told to the other. Source: ipvsadm(8). */
const syncGroup = { address: '224.0.0.81', port: 8848 };

function openings(config: Config, services: readonly Service[], partner: string): Variant[] {
  const fromPartner: FilterRule[] =
    partner === ''
      ? []
      : [input(`-s ${partner} -p 112 -j ACCEPT`, `ip saddr ${partner} ip protocol 112 accept`)];
  const isSynced = partner !== '' && effective(globalStanza, config.global, 'syncdaemon') === true;
  const { address, port } = syncGroup;
  const sync = isSynced
    ? [
        input(
          `-d ${address} -p udp --dport ${port} -j ACCEPT`,
          `ip daddr ${address} udp dport ${port} accept`,
        ),
      ]
    : [];
  const forClients = services.map(({ ports, protocol, vip }) =>
    ports === undefined
      ? input(`-d ${vip} -p ${protocol} -j ACCEPT`, `ip daddr ${vip} ip protocol ${protocol} accept`)
      : input(
          `-d ${vip} -p ${protocol} --dport ${iptablesPorts(ports)} -j ACCEPT`,
          `ip daddr ${vip} ${protocol} dport ${nftPorts(ports)} accept`,
        ),
  );
  const rules = [...fromPartner, ...sync, ...forClients];
  const rich = [
    ...(partner === '' ? [] : [`source address="${partner}" protocol value="vrrp"`]),
    ...(isSynced ? [`destination address="${address}" port port="${port}" protocol="udp"`] : []),
    ...services.map(({ ports, protocol, vip }) => {
      const what =
        ports === undefined
          ? `protocol value="${protocol}"`
          : `port port="${nftPorts(ports)}" protocol="${protocol}"`;
      return `destination address="${vip}" ${what}`;
    }),
  ].map((what) => `rule family="ipv4" ${what} accept`);
  const firewalld = (action: string) => rich.map((one) => `firewall-cmd --permanent ${action}='${one}'`);
  return rules.length === 0
    ? []
    : [
        ...byIptables(rules, '-I'),
        {
          form: 'nft',
          run: lines(
            '# For as long as the machine runs; and by hand at the head of the same chain in /etc/nftables.conf.',
            rules.map(({ nft }) => `nft insert rule inet filter input ${nft}`),
          ),
          check: lines('nft list chain inet filter input'),
          undo: lines(
            '# Take the lines out of /etc/nftables.conf first.',
            'systemctl reload nftables.service',
          ),
        },
        {
          form: 'firewalld',
          run: lines(firewalld('--add-rich-rule'), 'firewall-cmd --reload'),
          check: lines('firewall-cmd --list-rich-rules'),
          undo: lines(firewalld('--remove-rich-rule'), 'firewall-cmd --reload'),
        },
      ];
}

function input(iptables: string, nft: string): FilterRule {
  return { table: 'filter', chain: 'INPUT', iptables, nft };
}

function iptablesPorts({ first, last }: NonNullable<Service['ports']>): string {
  return first === last ? String(first) : `${first}:${last}`;
}

/** A router that has a floating address of its own answers for it also when it is not the active one. */
function staticAddresses(services: readonly Service[]): Variant {
  const asked = vipsOf(services).map((vip) => `-e ${vip}`);
  const look = `grep -rnwF ${asked.join(' ')} ${networkPlaces.join(' ')} 2>/dev/null`;
  return { form: 'any', run: lines(look), check: '', undo: '' };
}
