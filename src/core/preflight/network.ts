/** The network of a router: its interfaces, the floating addresses, and the real servers as it reaches them. */

import { floatingAddresses } from '../keepalived/addresses.js';
import { interfaceOf } from '../lvscf/aliases.js';
import type { Config } from '../lvscf/config.js';
import { prefixOfMask } from '../lvscf/kinds/addresses.js';
import type { PreflightSeen } from '../router/preflight.js';
import { isTold, type Remark, say, type Verdict, verdict, whyUnknown } from './verdict.js';
import type { Wish } from './wish.js';

/** Interfaces, masks, files of the system, ports of real servers, and who answers for a floating address. */
export function networkVerdicts(config: Config, seen: PreflightSeen, wish: Wish): Verdict[] {
  const { network } = seen;
  return [
    ...deviceVerdicts(config, network),
    staticAddresses(network, wish),
    ...(wish.line.ports.length === 0 ? [] : [realServers(network, wish)]),
    ...(wish.line.asked.length === 0 ? [] : [answers(network, wish)]),
  ];
}

function deviceVerdicts(config: Config, { devices }: PreflightSeen['network']): Verdict[] {
  const { addresses } = floatingAddresses(config);
  if (addresses.length === 0) return [];
  const fix = { page: 'virtual-servers' } as const;
  if (!isTold(devices)) {
    const unknown = [whyUnknown(devices)];
    return [verdict('devices', { unknown }, fix), verdict('masks', { unknown }, fix)];
  }
  const found: { open: Remark[]; unknown: Remark[] } = { open: [], unknown: [] };
  const masks: Remark[] = [];
  const commands = new Set<string>();
  const floating = new Set(addresses.map(({ address }) => address));
  for (const { address, device: alias, prefix } of addresses) {
    const device = interfaceOf(alias);
    const its = devices.find(({ name }) => name === device);
    if (its === undefined) {
      found.open.push(say('device_missing', { device, address }));
      continue;
    }
    if (its.isUp === false) {
      found.open.push(say('device_down', { device, address }));
      commands.add(`ip link set ${device} up`);
    }
    const own = its.addresses.filter((one) => !floating.has(one.address));
    // An address of its own, or one beside a device without any, has nothing to agree with.
    if (prefix === 32 || own.length === 0) continue;
    if (own.some(({ netmask }) => prefixOfMask(netmask) === prefix)) continue;
    const mask = `${address}/${prefix}`;
    const first = own.map((one) => `${one.address}/${prefixOfMask(one.netmask) ?? one.netmask}`).join(', ');
    masks.push(say('mask_other', { address, mask, device, own: first }));
  }
  return [
    verdict('devices', found, commands.size > 0 ? { commands: [...commands] } : fix),
    verdict('masks', { open: masks }, fix),
  ];
}

/** A router with a floating address of its own answers for it also when it is not the active one. */
function staticAddresses({ mentions }: PreflightSeen['network'], { left }: Wish): Verdict {
  const open = mentions.places.map(({ line, path, text }) => say('line', { place: `${path}:${line}`, text }));
  const unknown = [
    ...mentions.unread.map((path) => say('unread', { path })),
    ...(left.addresses > 0 ? [say('more', { count: left.addresses })] : []),
  ];
  return verdict('static-vip', { open, unknown }, { recipe: 'static-vip' });
}

function realServers({ ports }: PreflightSeen['network'], { left, line }: Wish): Verdict {
  const open = ports.flatMap(({ address, answer, port, system }) =>
    answer === 'open' ? [] : [say('port', { to: `${address}:${port}`, answer, system })],
  );
  const unseen = left.ports + line.ports.length - ports.length;
  const unknown = unseen > 0 ? [say('more', { count: unseen })] : [];
  return verdict('real-servers', { open, unknown }, { page: 'virtual-servers' });
}

/** The trouble that direct routing is known for: a real server answers for the floating address. */
function answers(
  { asked, devices, neighbours }: PreflightSeen['network'],
  { left, line, servers }: Wish,
): Verdict {
  const unseen = left.asked + line.asked.length - asked.length;
  const [open, unknown]: [Remark[], Remark[]] = [[], unseen > 0 ? [say('more', { count: unseen })] : []];
  const known = isTold(neighbours) ? neighbours : [];
  const own = isTold(devices)
    ? devices.flatMap(({ addresses }) => addresses.map(({ address }) => address))
    : [];
  const commands = new Set<string>();
  let hasRealServer = false;
  for (const { address, answers: told } of asked) {
    if (!isTold(told)) {
      unknown.push(whyUnknown(told));
      if (told.reason === 'absent') commands.add('apt-get install -y iputils-arping');
      continue;
    }
    const whose = told.map((hardware) => ({
      hardware,
      server: known.find((one) => one.hardware === hardware && servers.has(one.address))?.address,
    }));
    const wrong = whose.filter(({ server }) => server !== undefined);
    for (const { hardware, server = '' } of wrong) {
      hasRealServer = true;
      open.push(say('arp_real_server', { address, hardware, server: `${servers.get(server)}, ${server}` }));
    }
    if (wrong.length > 0) continue;
    const hardware = told.join(', ');
    if (own.includes(address)) {
      if (told.length > 0) open.push(say('arp_other', { address, hardware }));
    } else if (told.length > 1) open.push(say('arp_several', { address, hardware }));
    else if (told.length === 0) unknown.push(say('arp_nobody', { address }));
  }
  const fix = hasRealServer
    ? ({ recipe: 'hidden-address' } as const)
    : commands.size > 0
      ? { commands: [...commands] }
      : ({ page: 'routers' } as const);
  return verdict('arp', { open, unknown }, fix);
}
