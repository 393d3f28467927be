/** How everything around the engine of a router stands, for a configuration. */

import { floatingAddresses } from '../keepalived/addresses.js';
import { sharedSettings } from '../keepalived/shared-settings.js';
import { interfaceOf } from '../lvscf/aliases.js';
import type { Config } from '../lvscf/config.js';
import { machinesOf } from '../recipes/recipes.js';
import { partnerOf } from '../recipes/router.js';
import type { PreflightSeen } from '../router/preflight.js';
import { filterVerdicts } from './filter.js';
import { kernelVerdicts } from './kernel.js';
import { networkVerdicts } from './network.js';
import { checkIds, isTold, say, type Verdict, verdict, whyUnknown } from './verdict.js';
import { wishOf } from './wish.js';

/** When a router was asked and when it answered, by the clock of the console, in milliseconds since 1970. */
export interface AskedAt {
  readonly from: number;
  readonly to: number;
}

/** What is put together. */
export interface PreflightParts {
  readonly config: Config;
  readonly role: 'primary' | 'backup';
  readonly seen: PreflightSeen;
  /** Of this console. */
  readonly version: string;
  /** Nothing for the router of the console itself: its clock is the one that others are compared with. */
  readonly asked: AskedAt | undefined;
}

/** Every check that there is something to be said of, in the order of `checkIds`. */
export function preflight(parts: PreflightParts): Verdict[] {
  const { config, role, seen } = parts;
  const wish = wishOf(config);
  const [machine] = machinesOf(config).filter((one) => one.kind === 'router' && one.role === role);
  const partner = machine?.kind === 'router' ? partnerOf(machinesOf(config), machine) : '';
  const floating = floatingAddresses(config).addresses;
  const vip = floating.at(-1);
  const facts = {
    partner,
    into: vip && interfaceOf(vip.device),
    servers: [...wish.servers.keys()],
  };
  const all = [
    ...engineVerdicts(parts),
    ...checkVerdicts(config, seen),
    ...kernelVerdicts(config, seen, wish.line.devices),
    ...networkVerdicts(config, seen, wish),
    ...filterVerdicts(config, seen, facts),
    ...clockVerdicts(parts),
  ];
  return all.sort((a, b) => checkIds.indexOf(a.id) - checkIds.indexOf(b.id));
}

/** How many there are of each kind. */
export interface Tally {
  readonly all: number;
  readonly done: number;
  readonly open: number;
  readonly unknown: number;
}

/** Counts them. */
export function tallyOf(verdicts: readonly Verdict[]): Tally {
  const count = (state: Verdict['state']) => verdicts.filter((one) => one.state === state).length;
  return { all: verdicts.length, done: count('done'), open: count('open'), unknown: count('unknown') };
}

function engineVerdicts({ seen: { engine, version: there }, version: here }: PreflightParts): Verdict[] {
  const { boot, control, name, program, version } = engine;
  const install = { commands: ['apt-get install -y keepalived ipvsadm'] };
  const installed =
    name === null
      ? { open: [say('engine_missing', { program })] }
      : isTold(version)
        ? { open: version !== '' && isOld(version) ? [say('engine_version', { version })] : [] }
        : { unknown: [whyUnknown(version)] };
  const atBoot =
    boot === 'enabled'
      ? {}
      : boot === 'disabled'
        ? { open: [say('boot_disabled', { unit: name ?? 'keepalived' })] }
        : { unknown: [say('boot_unknown', { control })] };
  const ours = { open: there === here ? [] : [say('other_version', { here, there })] };
  return [
    verdict('engine', installed, install),
    ...(name === null ? [] : [verdict('engine-boot', atBoot, { page: 'control' as const })]),
    verdict('version', ours, {}),
  ];
}

/** What is rendered is proven with 2.2.7; before 2.1 a reload loses its checks. Source: keepalived, ChangeLog. */
function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 2 || (major === 2 && minor < 2);
}

function checkVerdicts(config: Config, { checks, engine }: PreflightSeen): Verdict[] {
  const { checkerAccount: account } = sharedSettings(config);
  const programs = checks.programs.flatMap(({ path, state }) => {
    if (state === 'missing') return [say('checker_missing', { path })];
    return state === 'other' ? [say('checker_other', { path })] : [];
  });
  const unread = checks.programs.flatMap(({ path, state }) =>
    state === 'unknown' ? [say('unread', { path })] : [],
  );
  const missing = checks.account === 'missing' ? [say('account_missing', { account: account ?? '' })] : [];
  const command = `useradd --system --user-group --shell /usr/sbin/nologin ${account}`;
  return [
    ...(engine.name === 'pulse'
      ? []
      : [verdict('checkers', { open: programs, unknown: unread }, { page: 'control' })]),
    ...(checks.account === null ? [] : [verdict('account', { open: missing }, { commands: [command] })]),
  ];
}

/** Two seconds apart, events and logs of the routers cannot be told in one order any more. */
const mostMs = 2000;

function clockVerdicts({ asked, seen: { at, tookMs } }: PreflightParts): Verdict[] {
  if (asked === undefined) return [];
  // It answered at some time after it began to look and before the answer was here.
  const [most, least] = [at - asked.from - tookMs, at - asked.to];
  const apart = least > 0 ? least : Math.min(most, 0);
  const open = Math.abs(apart) > mostMs ? [say('clock', { seconds: Math.round(apart / 1000) })] : [];
  return [verdict('clock', { open }, { commands: ['apt-get install -y chrony'] })];
}
