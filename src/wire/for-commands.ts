/** What the command line is given: it changes things as the user of the operating system, and the audit log says so. */

import type { AuditLog } from '../adapters/files/audit-log.js';
import { openMachine } from '../adapters/machine/machine.js';
import type { OpenOverrides, OpenPreflights, OpenProbes, OpenRouters, OpenTrials } from '../cli/command.js';
import { actionOf, outcomeOf } from '../core/audit/engine.js';
import type { EnginePlaces } from '../core/keepalived/places.js';
import { isKnown } from '../core/machine/reading.js';
import type { Push } from '../core/push/api.js';
import { isTaken } from '../core/push/override-api.js';
import type { LiveTable } from '../live/live-table.js';
import type { RouterFromConsole } from '../router/from-console.js';
import { readEnginePlaces } from '../router/settings.js';
import type { Settings } from '../settings.js';
import { auditAt, audited } from './audited.js';
import { configFileOf } from './config-file.js';
import { engineOf } from './engine.js';
import { type Foresee, openForesight } from './foresight.js';
import { liveTableOf } from './live.js';
import { openOtherRouter } from './other-router.js';
import { openOverridesHere } from './overrides.js';
import { preflightsOf } from './preflight.js';
import { probeOn } from './probe.js';
import { routersOf } from './routers.js';
import { openTrialsHere } from './trials.js';
import { version } from './version.js';

/** The router program, for the command line: the audit log tells what it was told to change. */
export function openEngine(settings: Settings): RouterFromConsole & { readonly foresee: Foresee } {
  const [configFile, machine] = [configFileOf(settings), openMachine()];
  const engine = engineOf(settings, configFile, machine);
  return {
    ...engine,
    foresee: openForesight({ configFile, machine }),
    run(verb) {
      const action = actionOf(verb);
      if (action === undefined) return engine.run(verb);
      return audited(settings, { action }, () => engine.run(verb), outcomeOf);
    },
  };
}

/** The other router, for the command line: the audit log tells what was pushed to it. */
export function openPushes(settings: Settings): Push {
  const configFile = configFileOf(settings);
  const engine = engineOf(settings, configFile, openMachine());
  const { push } = openOtherRouter(settings, configFile, engine, version);
  return {
    ...push,
    push: (order) =>
      order.dryRun
        ? push.push(order)
        : audited(settings, { action: 'push' }, () => push.push(order), outcomeOf),
  };
}

/** What the kernel of this machine balances, for the command line. */
export function openTable(settings: Settings): Pick<LiveTable, 'now'> {
  const fault = (error: unknown) => {
    throw error;
  };
  return liveTableOf(configFileOf(settings), openMachine(), fault);
}

/** Both routers, for the command line. */
export function openRoutersFor(settings: Settings): OpenRouters {
  const configFile = configFileOf(settings);
  const engine = engineOf(settings, configFile, openMachine());
  const other = openOtherRouter(settings, configFile, engine, version);
  const { look } = routersOf(engine, other, () => {});
  return { look, close: other.push.close };
}

/** How both routers are set up, for the command line. */
export function openPreflightsFor(settings: Settings): OpenPreflights {
  const [configFile, machine] = [configFileOf(settings), openMachine()];
  const engine = engineOf(settings, configFile, machine);
  const other = openOtherRouter(settings, configFile, engine, version);
  const devices = async () => {
    const seen = await machine.devices();
    return isKnown(seen) ? seen.value : [];
  };
  const preflights = preflightsOf(configFile, devices, engine, other, () => {});
  return { preflights, close: other.push.close };
}

/** Trials, for the command line: the audit log tells who began and who ended them. */
export function openTrialsFor(settings: Settings): OpenTrials {
  const configFile = configFileOf(settings);
  const engine = engineOf(settings, configFile, openMachine());
  const { push } = openOtherRouter(settings, configFile, engine, version);
  const trials = openTrialsHere(engine, configFile, push);
  return {
    trials: {
      ...trials,
      tryHere: (order) => audited(settings, { action: 'arm' }, () => trials.tryHere(order), outcomeOf),
      end: (wish) =>
        audited(
          settings,
          { action: wish.how },
          () => trials.end(wish),
          ({ ok }) => ({ outcome: ok ? 'done' : 'failed' }),
        ),
    },
    close: push.close,
  };
}

/** Temporary weights, for the command line: the audit log tells who gave them and who put them back. */
export function openOverridesFor(settings: Settings): OpenOverrides {
  const configFile = configFileOf(settings);
  const engine = engineOf(settings, configFile, openMachine());
  const { push } = openOtherRouter(settings, configFile, engine, version);
  const overrides = openOverridesHere(engine, push);
  return {
    overrides: {
      ...overrides,
      set(order, routers) {
        const { destination, service, weight } = order;
        const object = `${service} ${destination}: ${weight ?? 'put back'}, ${routers}`;
        return audited(
          settings,
          { action: 'override', object },
          () => overrides.set(order, routers),
          (end) => ({ outcome: isTaken(end) ? 'done' : 'failed' }),
        );
      },
    },
    config: async () => (await configFile.read()).parsed,
    close: push.close,
  };
}

/** Checks that are tried at once, for the command line; nothing is changed by them. */
export function openProbes(settings: Settings): OpenProbes {
  const configFile = configFileOf(settings);
  const engine = engineOf(settings, configFile, openMachine());
  const { push } = openOtherRouter(settings, configFile, engine, version);
  return {
    probe: probeOn(engine, push),
    config: async () => (await configFile.read()).parsed,
    close: push.close,
  };
}

/** The audit log, for the command line. */
export function openAudit(settings: Settings): AuditLog {
  return auditAt(settings);
}

/** Where this router has what is made of lvs.cf, whether a console runs on it or not. */
export async function openPlaces(settings: Settings): Promise<EnginePlaces> {
  return readEnginePlaces(settings.router.settings);
}
