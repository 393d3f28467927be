/** Two routers between a public network with the clients and a private one with three real servers. */

import type { Role } from '../../../src/core/keepalived/obstacles.js';
import type { MachinePlan, Offer, Step, Target, Traffic } from '../scenario.js';
import { lvsCf, type Virtual } from './lvs-cf.js';
import { routerProgram } from './router-program.js';

/** The address that clients use. */
export const vip = '10.0.0.100';

export const website: Target = { kind: 'http', address: vip, port: 80 };

const client: MachinePlan = {
  name: 'client',
  does: 'ask',
  cards: [{ device: 'eth0', network: 'public', address: '10.0.0.1/24' }],
  addresses: [51, 52].map((host) => ({ device: 'eth0', address: `10.0.0.${host}/24` })),
};

const hosts = { lb1: 2, lb2: 3, rs1: 11, rs2: 12, rs3: 13 };

/** A router with a card on both networks. */
function router(name: 'lb1' | 'lb2', more: Partial<MachinePlan>): MachinePlan {
  return {
    name,
    does: 'balance',
    cards: [
      { device: 'eth0', network: 'public', address: `10.0.0.${hosts[name]}/24` },
      { device: 'eth1', network: 'private', address: `192.168.10.${hosts[name]}/24` },
    ],
    kernel: { ip_forward: 1 },
    ...more,
    programs: { ...routerProgram, ...more.programs },
  };
}

type ServerName = 'rs1' | 'rs2' | 'rs3';
const serverNames: readonly ServerName[] = ['rs1', 'rs2', 'rs3'];

/** A real server of address translation: in the private network, its gateway the floating address of the routers. */
function natServer(name: ServerName, offers: readonly Offer[]): MachinePlan {
  return {
    name,
    does: 'serve',
    cards: [{ device: 'eth0', network: 'private', address: `${insideAddress(name)}/24` }],
    gateway: '192.168.10.1',
    offers,
  };
}

/** The network for address translation. */
export function natMachines(
  offers: readonly Offer[] = [{ kind: 'http', port: 80 }],
  routers: Partial<MachinePlan> = {},
): readonly MachinePlan[] {
  return [
    client,
    router('lb1', routers),
    router('lb2', routers),
    ...serverNames.map((name) => natServer(name, offers)),
  ];
}

/** A real server that answers clients itself: it has the virtual address too, and hides it from ARP. */
function publicServer(name: ServerName, device: 'lo' | 'tunl0', offers: readonly Offer[]): MachinePlan {
  const hidden = { arp_ignore: 1, arp_announce: 2, rp_filter: 0 };
  const kernel = ['all', 'eth0', device].flatMap((card) =>
    Object.entries(hidden).map(([key, value]) => [`conf/${card}/${key}`, value] as const),
  );
  return {
    name,
    does: 'serve',
    cards: [{ device: 'eth0', network: 'public', address: `${outsideAddress(name)}/24` }],
    addresses: [{ device, address: `${vip}/32` }],
    kernel: Object.fromEntries(kernel),
    offers,
  };
}

/** The network for direct routing (`lo`) and tunnelling (`tunl0`): servers beside the routers, seen by clients. */
export function publicMachines(
  device: 'lo' | 'tunl0',
  offers: readonly Offer[] = [{ kind: 'http', port: 80 }],
  routers: Partial<MachinePlan> = {},
): readonly MachinePlan[] {
  return [
    client,
    router('lb1', routers),
    router('lb2', routers),
    ...serverNames.map((name) => publicServer(name, device, offers)),
  ];
}

export function insideAddress(name: ServerName): string {
  return `192.168.10.${hosts[name]}`;
}

export function outsideAddress(name: ServerName): string {
  return `10.0.0.${hosts[name]}`;
}

/** Heartbeats every 2 seconds; a router silent for 6 is dead. */
export const pairOfRouters = {
  serial_no: 1,
  primary: '10.0.0.2',
  primary_private: '192.168.10.2',
  service: 'lvs',
  backup_active: 1,
  backup: '10.0.0.3',
  backup_private: '192.168.10.3',
  heartbeat: 1,
  heartbeat_port: 539,
  keepalive: 2,
  deadtime: 6,
};

export const nat = {
  network: 'nat',
  nat_router: '192.168.10.1 eth1:1',
  nat_nmask: '255.255.255.0',
};

/** A web site whose servers are checked every 3 seconds. */
export const web = {
  address: `${vip} eth0:1`,
  vip_nmask: '255.255.255.0',
  port: 80,
  send: String.raw`"GET / HTTP/1.0\r\n\r\n"`,
  expect: '"HTTP"',
  use_regex: 0,
  load_monitor: 'none',
  scheduler: 'rr',
  protocol: 'tcp',
  timeout: 3,
  reentry: 6,
  quiesce_server: 0,
};

/** Real servers at their inside addresses. */
export const inside = (...names: ServerName[]): Record<string, { address: string; weight: number }> =>
  Object.fromEntries(names.map((name) => [name, { address: insideAddress(name), weight: 1 }]));

/** Real servers at their outside addresses. */
export const outside = (...names: ServerName[]): Record<string, { address: string; weight: number }> =>
  Object.fromEntries(names.map((name) => [name, { address: outsideAddress(name), weight: 1 }]));

/** The table that a web site with these inside servers has. */
export function natTable(...names: ServerName[]): string[] {
  return [`TCP ${vip}:80 rr`, ...names.map((name) => `-> ${insideAddress(name)}:80 Masq 1`)];
}

/** A file for address translation with one web site. */
export function natFile(values: Virtual['values'], servers: Virtual['servers'], global = {}): string {
  return lvsCf({ ...pairOfRouters, ...nat, ...global }, [
    { name: 'web', values: { ...web, ...values }, servers },
  ]);
}

/** Both routers get this file. */
export function configureBoth(file: string): Step[] {
  const roles = { lb1: 'primary', lb2: 'backup' } as const satisfies Record<string, Role>;
  return Object.entries(roles).map(([router, role]) => ({ do: 'configure', router, role, lvsCf: file }));
}

/** Both routers are started, the primary first, until it has the address and both have this table. */
export function startBoth(file: string, lines: readonly string[]): Step[] {
  return [
    ...configureBoth(file),
    { do: 'start', router: 'lb1' },
    { do: 'expect table', router: 'lb1', lines, within: 30 },
    { do: 'wait', seconds: 2 },
    { do: 'start', router: 'lb2' },
    { do: 'expect table', router: 'lb2', lines, within: 30 },
    { do: 'expect holders', routers: ['lb1'], of: vip, within: 30 },
  ];
}

/** What clients notice of a planned change on a router: nothing. */
export const undisturbed: Traffic = { lost: 0, gapSeconds: 1 };

/**
 * The most seconds until the other router is active when it has heard a farewell: 0.9 when the lab was built. Without a
 * farewell it waits for more than four.
 */
export const farewell = 3;

/**
 * The same when a router falls silent: three intervals of two seconds, of which a part has passed, and up to one that
 * a backup router waits for a better one. Source: RFC 3768, section 6.1, Skew_Time. Then the slowness of the machine.
 */
export const silence = 9;

/**
 * The longest silence on one connection when nobody is active for so many seconds: each time that a packet meets nobody,
 * TCP waits twice as long before the next one. Source: RFC 6298, section 5.5.
 */
export const onOneConnection = (seconds: number): number => 2 * seconds + 1;

/** What clients notice when a router gives way on purpose, or knows that it has failed. */
export const handOver: Traffic = { lost: 0, cut: 'open', gapSeconds: farewell };

/** What clients who come ten times a second notice when a router is gone. */
export const fault: Traffic = { lost: silence * 10, cut: 'open', gapSeconds: silence };

/** A client that comes ten times a second. */
export function come(visit: string): Step {
  return { do: 'visit', visit, to: website, everyMs: 100 };
}
