import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openAccessFile } from './adapters/files/access-files.js';
import type { ConfigFile } from './adapters/files/config-file.js';
import { readOrMakeKey } from './adapters/files/key-file.js';
import { openLockoutFile } from './adapters/files/lockout-file.js';
import { openRulesFile } from './adapters/files/rules-file.js';
import { type Machine, openMachine } from './adapters/machine/machine.js';
import { ownNames } from './adapters/machine/own-names.js';
import type { KeptCertificate } from './adapters/tls/kept-certificate.js';
import type { Running } from './cli/command.js';
import { parseAccessRules } from './core/access/htaccess.js';
import { openProbeFindings } from './core/live/stuck.js';
import type { Config } from './core/lvscf/config.js';
import { globalStanza } from './core/lvscf/global.js';
import { effective } from './core/lvscf/stanza.js';
import type { NetworkDevice } from './core/machine/devices.js';
import { isKnown } from './core/machine/reading.js';
import { ConsoleError } from './core/problem.js';
import { readEnginePlaces } from './router/settings.js';
import { packageFolder, type Settings } from './settings.js';
import { en } from './text/en.js';
import { engineText } from './text/events.js';
import { createFormTokens } from './web/form-token.js';
import { listen } from './web/listen.js';
import { buildServer, isInClear, type ServerNeeds } from './web/server.js';
import { auditAt } from './wire/audited.js';
import { openTls } from './wire/certificate.js';
import { configFileOf } from './wire/config-file.js';
import { engineOf } from './wire/engine.js';
import { eventLogOf } from './wire/events.js';
import { keyPath } from './wire/first-run.js';
import { openForesight } from './wire/foresight.js';
import { identityHere } from './wire/identity.js';
import { connectionNamesIn, kernelNamesIn, liveTableOf, modelIn, wantedIn } from './wire/live.js';
import { metricsOf } from './wire/metrics.js';
import { openOtherRouter } from './wire/other-router.js';
import { openOverridesHere } from './wire/overrides.js';
import { preflightsOf } from './wire/preflight.js';
import { noted, probeOn } from './wire/probe.js';
import { routersOf } from './wire/routers.js';
import { liveSeriesOf } from './wire/series.js';
import { openSides } from './wire/sides.js';
import { type TendingParts, tendDaily } from './wire/tending.js';
import { openTrialsHere } from './wire/trials.js';
import { groupsOf, keepPassword } from './wire/users.js';
import { version } from './wire/version.js';
import { webhookOf } from './wire/webhook.js';

/** The console, connected and ready to listen. */
export interface Console {
  readonly app: FastifyInstance;
  /** The certificate, if there is one: then HTTPS is spoken, and nothing else. */
  readonly tls: KeptCertificate | undefined;
  /** What is measured for as long as the console runs, where the settings say so. */
  readonly liveSeries: Pick<ReturnType<typeof liveSeriesOf>, 'keep'>;
  /** Begins to tell another program what happens, where the settings say so. Returns what ends it. */
  readonly startWebhook: () => () => void;
  /** What is to be tended for as long as the console runs. */
  readonly tended: TendingParts;
  close(): Promise<void>;
}

/**
 * The one place that connects everything: the executable, the tests and the browser tests all start here.
 * @param overrides parts to put in place of the real ones.
 */
export async function wire(settings: Settings, overrides: Partial<ServerNeeds> = {}): Promise<Console> {
  const key = await readOrMakeKey(keyPath(settings));
  const configFile = configFileOf(settings);
  const machine = openMachine();
  const engine = engineOf(settings, configFile, machine);
  const otherRouter = openOtherRouter(settings, configFile, engine, version);
  const accessFolder = dirname(settings.users);
  const lockout = openLockoutFile(join(settings.state, 'lockout.json'));
  const audit = auditAt(settings);
  const tls = await openTls(settings.tls, (error) =>
    app.log.warn({ err: error }, 'the new certificate cannot be used; the one before stays'),
  );
  const findings = openProbeFindings();
  const liveTable = liveTableOf(configFile, machine, (error) => app.log.error(error), findings.foundUp);
  const routers = routersOf(engine, otherRouter, (error) => app.log.error(error));
  const liveSeries = liveSeriesOf(
    settings,
    { table: liveTable, routers, wanted: () => wantedIn(configFile) },
    (error, what) => app.log.warn({ err: error }, what),
  );
  const measured = metricsOf({
    version,
    liveTable,
    routers,
    identity: () => identityHere(configFile, () => devicesOf(machine)),
    wanted: () => wantedIn(configFile),
    clock: Date.now,
  });
  const eventLog = eventLogOf({ audit, configFile, engine, otherRouter }, (error) => app.log.error(error));
  const app = await buildServer({
    packageFolder,
    version,
    logger: { level: 'warn' },
    users: openAccessFile({ path: settings.users }),
    setPassword: (user, password) => keepPassword(settings, user, password),
    audit,
    lockout,
    clock: Date.now,
    tokens: createFormTokens(key),
    passwordCommand: `${settings.command} passwd`,
    allowlists: {
      site: openRulesFile({ path: join(accessFolder, 'htaccess'), parse: parseAccessRules }),
      secure: openRulesFile({ path: join(accessFolder, 'secure.htaccess'), parse: parseAccessRules }),
    },
    groups: groupsOf(settings),
    trustedProxies: settings.trustedProxies,
    tls,
    hsts: settings.hsts,
    hosts: [settings.host, ...settings.hosts],
    ownNames,
    configFile,
    exampleFile: () => readFile(join(packageFolder, 'config', 'lvs.cf'), 'latin1'),
    devices: () => devicesOf(machine),
    lookAtMachine: machine.look,
    connections: machine.connections,
    connectionNames: () => connectionNamesIn(configFile),
    measured: settings.metrics ? measured : undefined,
    engineLog: (side) => (side === 'here' ? engine.look('log') : otherRouter.push.seeThere('log')),
    liveTable,
    liveSeries,
    graphsKept: settings.graphs,
    model: () => modelIn(configFile),
    routers,
    kernelNames: () => kernelNamesIn(configFile),
    eventLog,
    keepalivedFile: machine.keepalivedFile,
    routingTable: machine.routingTable,
    preflights: preflightsOf(
      configFile,
      () => devicesOf(machine),
      engine,
      otherRouter,
      (error) => app.log.error(error),
    ),
    ticksPerSecond: machine.ticksPerSecond,
    enginePlaces: () => readEnginePlaces(settings.router.settings),
    serviceInFile: () => serviceIn(configFile),
    engine,
    foresee: openForesight({ configFile, machine }),
    otherRouter: otherRouter.push,
    sides: openSides({ configFile, engine, machine, otherRouter: otherRouter.push }),
    trials: openTrialsHere(engine, configFile, otherRouter.push),
    overrides: openOverridesHere(engine, otherRouter.push),
    probe: noted(probeOn(engine, otherRouter.push), findings, Date.now),
    hasOther: async () => (await otherRouter.push.state()).kind !== 'not_set_up',
    identity: () => identityHere(configFile, () => devicesOf(machine)),
    connectionSetup: otherRouter.setup,
    namesAt: (virtual, server) => namesAt(configFile, virtual, server),
    ...overrides,
  });
  const startWebhook = () =>
    webhookOf(settings, {
      eventLog,
      push: otherRouter.push,
      sentenceOf: (entry) => engineText(entry, en),
      complain: (error, what) => app.log.warn({ err: error }, what),
    });
  const close = async () => {
    tls?.close();
    await liveSeries.close();
    await app.close();
    await otherRouter.push.close();
    await Promise.all([lockout.settled(), audit.settled()]);
  };
  return {
    app,
    tls,
    liveSeries,
    startWebhook,
    tended: { configFile, engine, push: otherRouter.push },
    close,
  };
}

/** Which daemon the file is written for: `fos` only when it says so. */
async function serviceIn(configFile: ConfigFile<Config>): Promise<'lvs' | 'fos'> {
  try {
    const { parsed } = await configFile.read();
    return effective(globalStanza, parsed.global, 'service');
  } catch (error) {
    // A missing or closed file is the concern of the panels that edit it.
    if (error instanceof ConsoleError) return 'lvs';
    throw error;
  }
}

/** The references of what stands at these positions of the file, counted from 1. */
async function namesAt(configFile: ConfigFile<Config>, virtual: number, server?: number) {
  const found = (await configFile.read()).parsed.virtualServers[virtual - 1];
  if (found === undefined) return {};
  const realServer = server === undefined ? undefined : found.realServers[server - 1];
  return { virtual: found.ref, ...(realServer && { server: realServer.ref }) };
}

/** The devices are offered, never required: without them a form has nothing to offer. */
async function devicesOf(machine: Machine): Promise<readonly NetworkDevice[]> {
  const devices = await machine.devices();
  return isKnown(devices) ? devices.value : [];
}

/** Connects everything and opens the port. */
export async function listenAt(settings: Settings): Promise<Running> {
  const { app, tls, liveSeries, startWebhook, tended, close } = await wire(settings);
  const { host, port, trustedProxies } = settings;
  const addresses = await listen(app, { host, port, tls });
  liveSeries.keep();
  const endWebhook = startWebhook();
  const endTending = tendDaily(tended, (error) =>
    app.log.warn({ err: error }, 'old versions were not removed'),
  );
  return {
    addresses,
    isInClear: isInClear(app, { tls, trustedProxies }),
    certificate: tls?.current().facts,
    close: async () => {
      endWebhook();
      await endTending();
      await close();
    },
  };
}
