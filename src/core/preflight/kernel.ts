/** The kernel of a router: what it has loaded and how it is set, now and after a start of the machine. */

import type { Config } from '../lvscf/config.js';
import { effective } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import { keysOf, valueAtBoot } from '../machine/boot-files.js';
import type { PreflightSeen } from '../router/preflight.js';
import { isTold, type Remark, say, type Verdict, verdict, whyUnknown } from './verdict.js';

type Kernel = PreflightSeen['kernel'];

const forwarding = 'net.ipv4.ip_forward';

/** Modules, forwarding, and where packets may come from. */
export function kernelVerdicts(config: Config, seen: PreflightSeen, devices: readonly string[]): Verdict[] {
  const { kernel } = seen;
  const modules = modulesOf(config);
  const own = forwardingVerdicts(kernel);
  return [...moduleVerdicts(kernel, modules), ...own, reversePath(seen, devices)];
}

/** IPVS itself, and the schedulers of active virtual servers. */
export function modulesOf({ virtualServers }: Pick<Config, 'virtualServers'>): string[] {
  const active = virtualServers.filter(({ values }) => values.active === true);
  return [
    ...new Set([
      'ip_vs',
      ...active.map(({ values }) => `ip_vs_${effective(virtualStanza, values, 'scheduler')}`),
    ]),
  ];
}

function moduleVerdicts({ ipvs, modules, modulesAtBoot }: Kernel, wanted: readonly string[]): Verdict[] {
  const named = new Set(modulesAtBoot.places.map(({ text }) => text.split(/\s/, 1)[0]));
  const fix = { recipe: 'modules' } as const;
  const now = isTold(ipvs)
    ? !ipvs
      ? { open: [say('no_ipvs', {})] }
      : isTold(modules)
        ? { open: missing(wanted, new Set(['ip_vs', ...modules]), 'module_missing') }
        : // A kernel without modules has all that it will ever have.
          { unknown: [whyUnknown(modules)] }
    : { unknown: [whyUnknown(ipvs)] };
  const unread = modulesAtBoot.unread.map((path) => say('unread', { path }));
  const notNamed = missing(wanted, named, 'module_not_kept');
  const later =
    unread.length > 0 && notNamed.length > 0 ? { unknown: [...unread, ...notNamed] } : { open: notNamed };
  return [verdict('modules', now, fix), verdict('modules-boot', later, fix)];
}

function missing(
  wanted: readonly string[],
  there: ReadonlySet<string | undefined>,
  code: 'module_missing' | 'module_not_kept',
): Remark[] {
  return wanted.filter((name) => !there.has(name)).map((name) => say(code, { name }));
}

function forwardingVerdicts({ settings, settingsAtBoot: { places, unread } }: Kernel): Verdict[] {
  const fix = { recipe: 'forwarding' } as const;
  const now = settings.find(({ key }) => key === forwarding)?.value;
  const key = forwarding;
  const isOn = (value: string) => value !== '0';
  const nowFound =
    now === undefined || !isTold(now)
      ? { unknown: now === undefined ? [say('setting_not_kept', { key })] : [whyUnknown(now)] }
      : { open: isOn(now) ? [] : [say('setting', { key, value: now })] };
  // The two are one switch. Source: Linux, Documentation/networking/ip-sysctl.rst, ip_forward.
  const same = 'net.ipv4.conf.all.forwarding';
  const lines = places.map((place) => ({ ...place, text: place.text.replace(same, key) }));
  const byNetworkd = places.some(
    ({ path }) => path.startsWith('/etc/systemd/network') || path.startsWith('/run/systemd/network'),
  );
  const later = valueAtBoot(key, lines);
  const notRead = unread.map((path) => say('unread', { path }));
  const laterFound =
    later === undefined
      ? byNetworkd
        ? {}
        : notRead.length > 0
          ? { unknown: notRead }
          : { open: [say('setting_not_kept', { key })] }
      : isOn(later.value)
        ? { unknown: notRead }
        : { open: [say('line', { place: `${later.at.path}:${later.at.line}`, text: later.at.text })] };
  return [verdict('forwarding', nowFound, fix), verdict('forwarding-boot', laterFound, fix)];
}

/** Strict where the way back does not lead through the interface: packets of clients are dropped. Source: RFC 3704. */
function reversePath({ kernel: { settings }, network }: PreflightSeen, devices: readonly string[]): Verdict {
  const { defaultDevices: ways } = network;
  const open: Remark[] = [];
  const unknown: Remark[] = [];
  const strictness = (device: string) =>
    settings.find(({ key }) => keysOf(key) === `net/ipv4/conf/${device}/rp_filter`)?.value;
  const commands: string[] = [];
  for (const device of devices) {
    const values = [strictness('all'), strictness(device)];
    const untold = values.find((value) => value !== undefined && !isTold(value));
    if (untold !== undefined && !isTold(untold)) unknown.push(whyUnknown(untold));
    // The larger one of the two counts. Source: Linux, Documentation/networking/ip-sysctl.rst, rp_filter.
    const isStrict = Math.max(...values.map((value) => Number(typeof value === 'string' ? value : 0))) === 1;
    if (!isStrict) continue;
    if (!isTold(ways)) unknown.push(whyUnknown(ways));
    else if (ways.length > 0 && !ways.includes(device)) {
      open.push(say('strict_elsewhere', { device, ways: ways.join(', ') }));
      commands.push(`sysctl -w net/ipv4/conf/${device}/rp_filter=2`);
    }
  }
  return verdict('reverse-path', { open, unknown }, { commands });
}
