/** What a change at the head of the file does. */

import { adverts } from '../keepalived/adverts.js';
import { commandLines } from '../keepalived/commands.js';
import { sharedSettings } from '../keepalived/shared-settings.js';
import type { Config } from '../lvscf/config.js';
import type { Difference } from '../lvscf/diff.js';
import { globalStanza } from '../lvscf/global.js';
import { effective } from '../lvscf/stanza.js';
import { packetFilterOf } from '../packet-filter/filter.js';
import type { Because } from '../push/order.js';
import type { Effect } from './effect.js';
import type { Telling } from './telling.js';

type Say = (telling: Telling) => Effect[];

/** What keys at the head do, one by one. A key that is not here is used by nobody at run time. */
const sayings: Readonly<Record<string, Say>> = {
  primary: ofPair((telling) => telling.ofBoth('router_addresses')),
  backup: ofPair((telling) => telling.ofBoth('router_addresses')),
  backup_active: (telling) => {
    const isPair = isPairIn(telling.after.config);
    if (isPair === isPairIn(telling.before.config)) return [];
    return [telling.effect('pair', { isPair }), ...telling.ofBoth('pair')];
  },
  keepalive: ofPair(timing),
  deadtime: ofPair(timing),
  network: (telling) => [
    ...whereDifferent(
      telling,
      ({ global }) => effective(globalStanza, global, 'network'),
      () => [telling.effect('forwarding')],
    ),
    ...natRouter(telling),
  ],
  nat_router: natRouter,
  nat_nmask: natRouter,
  active_cmd: commands,
  inactive_cmd: commands,
  rsh_command: (telling) =>
    [...telling.after.services.values()].some(
      ({ virtualServer }) => virtualServer.values.load_monitor === 'uptime',
    )
      ? [telling.effect('checks_again')]
      : [],
  monitor_links: ofPair((telling) => whereDifferent(telling, watched, () => [telling.effect('links')])),
  syncdaemon: ofPair(synchronisation),
  syncd_iface: ofPair(synchronisation),
  syncd_id: ofPair(synchronisation),
  tcp_timeout: timeouts,
  tcpfin_timeout: timeouts,
  udp_timeout: timeouts,
  'fail-back': ofPair((telling) => {
    const isOn = (config: Config) => sharedSettings(config).failBack;
    return whereDifferent(telling, isOn, () => [
      telling.effect(isOn(telling.after.config) ? 'fail_back_on' : 'fail_back_off'),
    ]);
  }),
  'virtual-router-id': ofPair((telling) => heartbeatAnew(telling, 'router_id')),
  'vrrp-device': ofPair((telling) => heartbeatAnew(telling, 'heartbeat_device')),
  'checker-account': (telling) =>
    telling.after.services.size === 0
      ? []
      : whereDifferent(
          telling,
          (config) => sharedSettings(config).checkerAccount,
          () => [telling.effect('checks_again')],
        ),
  'mark-rules': marks,
  'ftp-data-ports': marks,
  'ip-forwarding': (telling) => {
    const forwards = (config: Config) => packetFilterOf(config).forwarding;
    return whereDifferent(telling, forwards, () => [
      telling.effect(forwards(telling.after.config) ? 'forwards' : 'forwarding_left'),
    ]);
  },
};

/** What one change at the head of the file does. */
export function headEffects(telling: Telling, { keyword = '' }: Difference): Effect[] {
  const say = sayings[keyword];
  if (say === undefined) return [telling.effect('not_used')];
  const effects = say(telling);
  return effects.length > 0 ? effects : [telling.effect('same_as_before')];
}

function isPairIn({ global }: Config): boolean {
  return effective(globalStanza, global, 'backup_active');
}

/** What only two routers have: a single one has no use for it, and whoever becomes a pair begins with all of it. */
function ofPair(say: Say): Say {
  return (telling) => {
    const pairs = [telling.before, telling.after].filter(({ config }) => isPairIn(config));
    if (pairs.length === 2) return say(telling);
    return [telling.effect(pairs.length === 0 ? 'not_used' : 'part_of_other')];
  };
}

/**
 * What several keys bring about together is said once.
 * @param of what of a file decides whether anything is different at run time
 */
function whereDifferent(
  telling: Telling,
  of: (config: Config) => unknown,
  effects: () => Effect[],
): Effect[] {
  const [was, is] = [telling.before, telling.after].map(({ config }) => JSON.stringify(of(config)));
  return was === is ? [] : telling.once(of, effects);
}

function timing(telling: Telling): Effect[] {
  return whereDifferent(telling, adverts, () => {
    const both = telling.ofBoth('interval');
    return both.length > 0 ? both : [telling.effect('heartbeat_timing')];
  });
}

function heartbeatAnew(telling: Telling, part: Because): Effect[] {
  const both = telling.ofBoth(part);
  return both.length === 0 ? [] : [telling.effect('heartbeat_anew'), ...both];
}

function natRouter(telling: Telling): Effect[] {
  const addresses = [telling.before, telling.after].map(({ config }) => config.global.nat_router?.address);
  return telling.ofAddresses(addresses);
}

function commands(telling: Telling): Effect[] {
  return whereDifferent(telling, commandsIn, () => [telling.effect('command')]);
}

function commandsIn(config: Config): unknown {
  return commandLines(config.global, isPairIn(config) ? 'primary' : 'single').lines;
}

function watched(config: Config): unknown {
  return effective(globalStanza, config.global, 'monitor_links');
}

function synchronisation(telling: Telling): Effect[] {
  const isOn = telling.after.config.global.syncdaemon === true;
  return whereDifferent(telling, synchronised, () => [telling.effect(isOn ? 'sync_daemon' : 'sync_stays')]);
}

function synchronised({ global }: Config): unknown {
  if (global.syncdaemon !== true) return undefined;
  return [effective(globalStanza, global, 'syncd_iface'), effective(globalStanza, global, 'syncd_id')];
}

function marks(telling: Telling): Effect[] {
  return whereDifferent(telling, rulesIn, () => {
    const { length } = rulesIn(telling.after.config);
    return [length === 0 ? telling.effect('marks_taken') : telling.effect('marks_given', { rules: length })];
  });
}

function rulesIn(config: Config): readonly unknown[] {
  return packetFilterOf(config).rules;
}

function timeouts(telling: Telling): Effect[] {
  return whereDifferent(telling, statedTimeouts, () => [telling.effect('timeouts')]);
}

function statedTimeouts({ global: { tcp_timeout, tcpfin_timeout, udp_timeout } }: Config): unknown {
  return [tcp_timeout, tcpfin_timeout, udp_timeout].map((seconds = 0) => seconds);
}
