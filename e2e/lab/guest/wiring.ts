/** The commands that give a machine its cards, cables and addresses. */

import type { Action, MachinePlan, MarkRule } from '../scenario.js';

/** The far end of a card's cable, which is plugged into a switch. */
export function portOf(machine: string, device: string): string {
  return `${machine}-${device}`;
}

/** Commands for ip that put cards into the machine with this process, and their cables into switches. */
export function cables(plan: MachinePlan, pid: number): string[] {
  return plan.cards.flatMap(({ device, network, address }) => {
    const port = portOf(plan.name, device);
    return [
      `link add ${port} type veth peer name ${device} address ${hardwareAddress(address)} netns ${pid}`,
      `link set ${port} master ${network} up`,
    ];
  });
}

/** A card keeps its hardware address when its machine is switched off and on: others remember it. */
function hardwareAddress(address: string): string {
  const octets = address.split(/[./]/).slice(0, 4);
  return ['02', '00', ...octets.map((octet) => Number(octet).toString(16).padStart(2, '0'))].join(':');
}

/** What a machine itself runs when it is switched on. */
export function setupScript({
  cards,
  addresses = [],
  gateway,
  kernel = {},
  marks = [],
}: MachinePlan): string {
  const commands = [
    'link set lo up',
    ...cards.map(({ device, address }) => `addr add ${address} brd + dev ${device}`),
    ...cards.map(({ device }) => `link set ${device} up`),
    ...addresses.map(({ device }) => `link set ${device} up`),
    ...addresses.map(({ device, address }) => `addr add ${address} dev ${device}`),
    ...(gateway === undefined ? [] : [`route add default via ${gateway}`]),
  ];
  return [
    ...Object.entries(kernel).map(([key, value]) => `echo ${value} >/proc/sys/net/ipv4/${key}`),
    ...marks.map(markCommand),
    `ip -batch - <<'END'\n${commands.join('\n')}\nEND`,
  ].join('\n');
}

/** The kernel of the guest has no working nft backend, so the older one is named. */
function markCommand({ mark, address, ports }: MarkRule): string {
  const match = `-p tcp -d ${address} -m multiport --dports ${ports}`;
  return `iptables-legacy -t mangle -A PREROUTING ${match} -j MARK --set-mark ${mark}`;
}

/** An action on cables: a card without carrier knows it, a cable that ends nowhere is only silent. */
export type CableAction = Extract<Action, { do: 'unplug' | 'plug' | 'cut off' | 'reconnect' }>;

/** Commands for ip that do this to the machine's cables. */
export function cableCommands(action: CableAction, { name, cards }: MachinePlan): string[] {
  const only = 'device' in action ? action.device : undefined;
  const done = {
    unplug: () => 'down',
    plug: () => 'up',
    'cut off': () => 'nomaster',
    reconnect: (network: string) => `master ${network}`,
  }[action.do];
  return cards
    .filter(({ device }) => only === undefined || device === only)
    .map(({ device, network }) => `link set ${portOf(name, device)} ${done(network)}`);
}
