import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openAccessFile } from './adapters/files/access-files.js';
import type { AuditLog } from './adapters/files/audit-log.js';
import { type ConfigFile, openConfigFile } from './adapters/files/config-file.js';
import { exists, putExample } from './adapters/files/first-run.js';
import { makeStateFolder } from './adapters/files/folders.js';
import { readOrMakeKey } from './adapters/files/key-file.js';
import { openLockoutFile } from './adapters/files/lockout-file.js';
import { openRulesFile } from './adapters/files/rules-file.js';
import { type Machine, openMachine } from './adapters/machine/machine.js';
import { ownNames } from './adapters/machine/own-names.js';
import { programRunner } from './adapters/programs/run.js';
import { type KeptCertificate, keepCertificate } from './adapters/tls/kept-certificate.js';
import { readKeyPair } from './adapters/tls/key-pair.js';
import { isCertificateName, makeSelfSigned } from './adapters/tls/self-signed.js';
import type { Prepared, Running } from './cli/command.js';
import { parseAccessRules } from './core/access/htaccess.js';
import { hashPassword } from './core/access/password.js';
import { type Groups, parseGroups } from './core/access/roles.js';
import { actionOf, outcomeOf } from './core/audit/engine.js';
import type { EnginePlaces } from './core/keepalived/places.js';
import { type Config, readConfig } from './core/lvscf/config.js';
import { globalStanza } from './core/lvscf/global.js';
import { effective } from './core/lvscf/stanza.js';
import type { NetworkDevice } from './core/machine/devices.js';
import { isKnown } from './core/machine/reading.js';
import { ConsoleError } from './core/problem.js';
import type { Push } from './core/push/api.js';
import type { Certificate } from './core/tls/certificate.js';
import { type RouterFromConsole, routerFromConsole } from './router/from-console.js';
import { readEnginePlaces } from './router/settings.js';
import { installed, packageFolder, type Settings, type TlsPlace } from './settings.js';
import { createFormTokens } from './web/form-token.js';
import { listen } from './web/listen.js';
import { buildServer, isInClear, type ServerNeeds } from './web/server.js';
import { auditAt, audited } from './wire/audited.js';
import { identityHere } from './wire/identity.js';
import { openOtherRouter } from './wire/other-router.js';

/** The console, connected and ready to listen. */
export interface Console {
  readonly app: FastifyInstance;
  /** The certificate, if there is one: then HTTPS is spoken, and nothing else. */
  readonly tls: KeptCertificate | undefined;
  close(): Promise<void>;
}

/** The version in `package.json`. */
export const version: string = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;

/**
 * The one place that connects everything: the executable, the tests and the browser tests all start here.
 * @param overrides parts to put in place of the real ones.
 */
export async function wire(settings: Settings, overrides: Partial<ServerNeeds> = {}): Promise<Console> {
  const key = await readOrMakeKey(keyPath(settings));
  const configFile = openConfigFile({
    path: settings.file,
    historyFolder: join(settings.state, 'history'),
    parse: readConfig,
  });
  const machine = openMachine();
  const engine = engineOf(settings, configFile, machine);
  const otherRouter = openOtherRouter(settings, configFile, engine, version);
  const accessFolder = dirname(settings.users);
  const lockout = openLockoutFile(join(settings.state, 'lockout.json'));
  const audit = auditAt(settings);
  const tls = await openTls(settings.tls, (error) =>
    app.log.warn({ err: error }, 'the new certificate cannot be used; the one before stays'),
  );
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
    keepalivedFile: machine.keepalivedFile,
    enginePlaces: () => readEnginePlaces(settings.router.settings),
    serviceInFile: () => serviceIn(configFile),
    engine,
    otherRouter: otherRouter.push,
    identity: () => identityHere(configFile, () => devicesOf(machine)),
    connectionSetup: otherRouter.setup,
    namesAt: (virtual, server) => namesAt(configFile, virtual, server),
    ...overrides,
  });
  const close = async () => {
    tls?.close();
    await app.close();
    await otherRouter.push.close();
    await Promise.all([lockout.settled(), audit.settled()]);
  };
  return { app, tls, close };
}

/** The router program of this machine; whoever may not call it is told the command that gives the right. */
function engineOf(
  settings: Settings,
  lvsCf: Pick<ConfigFile<Config>, 'path' | 'read'>,
  machine: Machine,
): RouterFromConsole {
  const rules = join(packageFolder, 'config', 'sudoers');
  const rightCommands = [`install -o root -g root -m 0440 ${rules} /etc/sudoers.d/lvs-console`];
  return routerFromConsole({ ...settings.router, rightCommands, lvsCf, machine });
}

/** The router program, for the command line: the audit log tells what it was told to change. */
export function openEngine(settings: Settings): RouterFromConsole {
  const { file: path, state } = settings;
  const historyFolder = join(state, 'history');
  const engine = engineOf(
    settings,
    openConfigFile({ path, historyFolder, parse: readConfig }),
    openMachine(),
  );
  return {
    ...engine,
    run(verb) {
      const action = actionOf(verb);
      if (action === undefined) return engine.run(verb);
      return audited(settings, { action }, () => engine.run(verb), outcomeOf);
    },
  };
}

/** The other router, for the command line: the audit log tells what was pushed to it. */
export function openPushes(settings: Settings): Push {
  const { file: path, state } = settings;
  const historyFolder = join(state, 'history');
  const configFile = openConfigFile({ path, historyFolder, parse: readConfig });
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

/** The audit log, for the command line. */
export function openAudit(settings: Settings): AuditLog {
  return auditAt(settings);
}

/** Where this router has what is made of lvs.cf, whether a console runs on it or not. */
export async function openPlaces(settings: Settings): Promise<EnginePlaces> {
  return readEnginePlaces(settings.router.settings);
}

/** The first thing a console makes that nobody else puts there: without it, none ran here before. */
function keyPath(settings: Settings): string {
  return join(settings.state, 'keys', 'forms.key');
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
  const { app, tls, close } = await wire(settings);
  const { host, port, trustedProxies } = settings;
  const addresses = await listen(app, { host, port, tls });
  return {
    addresses,
    isInClear: isInClear(app, { tls, trustedProxies }),
    certificate: tls?.current().facts,
    close,
  };
}

/** One that the settings name has to be there; one that could have been made on this machine need not. */
async function openTls(place: TlsPlace, onRefused: (error: unknown) => void) {
  return (await hasCertificate(place)) ? keepCertificate(place, { onRefused }) : undefined;
}

async function hasCertificate({ certificate, key, isNamed }: TlsPlace): Promise<boolean> {
  return isNamed || (await exists(certificate)) || (await exists(key));
}

/** The certificate as it lies on the disk, if there is one. */
export async function readCertificate({ tls }: Settings): Promise<Certificate | undefined> {
  return (await hasCertificate(tls)) ? (await readKeyPair(tls)).facts : undefined;
}

/**
 * Makes a self-signed certificate for these names, for those in the settings, and for all that this machine has now,
 * but for addresses that mean something on one network only.
 */
export async function makeCertificate(settings: Settings, names: readonly string[], replace: boolean) {
  const own = [...settings.hosts, ...ownNames(), 'localhost'];
  const usable = own.filter((name) => isCertificateName(name) && !/^fe[89ab][0-9a-f]:/i.test(name));
  const all = [...new Set([...names, ...usable].map((name) => name.toLowerCase()))];
  return audited(settings, { action: 'certificate', object: all.join(', ') }, async () =>
    makeSelfSigned({
      place: settings.tls,
      names: all,
      replace,
      owner: await stat(settings.state),
      run: programRunner(),
    }),
  );
}

/**
 * Makes the state folder ready: on the first run with the shipped examples, and with a random password for
 * the first user if somebody is there to read it.
 */
export async function prepare(settings: Settings, mayShowPassword: boolean): Promise<Prepared> {
  const firstRun = settings.startsFromExamples && !(await exists(keyPath(settings)));
  await makeStateFolder(settings.state);
  const examples = join(packageFolder, 'config');
  if (firstRun) await putExample(join(examples, 'console.json'), join(settings.state, 'console.json'));
  const copied = firstRun && (await putExample(join(examples, 'lvs.cf'), settings.file));
  if (settings.users !== installed.users) {
    for (const name of ['htaccess', 'secure.htaccess']) {
      await putExample(join(examples, name), join(dirname(settings.users), name));
    }
  }
  const example = copied ? { example: settings.file } : {};

  if (!(await exists(settings.router.settings)) && settings.startsFromExamples) {
    await writeFile(settings.router.settings, `${JSON.stringify({ file: settings.file }, null, 2)}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
  }
  const hasUsers = (await openAccessFile({ path: settings.users }).readUsers()).size > 0;
  if (hasUsers || !mayShowPassword) return { hasUsers, ...example };
  const firstUser = { user: 'piranha', password: randomPassword() };
  await setPassword(settings, firstUser.user, firstUser.password);
  return { hasUsers: true, firstUser, ...example };
}

/** Sets a password on the command line. */
export function setPassword(settings: Settings, user: string, password: string): Promise<void> {
  return audited(settings, { action: 'password', object: user }, () =>
    keepPassword(settings, user, password),
  );
}

/** Keeps the hash of a password; a running console takes it at once. */
async function keepPassword(settings: Settings, user: string, password: string): Promise<void> {
  await openAccessFile({ path: settings.users }).setUser(user, await hashPassword(password));
}

/** Who can log in: user name to password hash. */
export function readUsers(settings: Settings): Promise<ReadonlyMap<string, string>> {
  return openAccessFile({ path: settings.users }).readUsers();
}

/** The groups that give roles; nothing where there is no such file, and everybody is an administrator. */
export async function readGroups(settings: Settings): Promise<Groups | undefined> {
  return (await groupsOf(settings).read())?.parsed;
}

function groupsOf(settings: Settings) {
  return openRulesFile({ path: join(dirname(settings.users), 'htgroup'), parse: parseGroups });
}

/** Takes a user out; false when there is none. A running console lets nobody of that name in from then on. */
export function removeUser(settings: Settings, user: string): Promise<boolean> {
  return audited(
    settings,
    { action: 'remove-user', object: user },
    () => openAccessFile({ path: settings.users }).removeUser(user),
    (wasThere) => (wasThere ? { outcome: 'done' } : { outcome: 'refused', reason: 'no_such_user' }),
  );
}

/** About 79 bits, in groups that can be copied from a screen: no letters that look alike. */
function randomPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
