import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { ClientSaid } from './core/client/settings.js';
import { routerSettingsPath } from './core/router/verbs.js';
import {
  checkSetting,
  type Given,
  type GraphsSetting,
  type Kinds,
  SettingError,
  settingsIn,
} from './setting-kinds.js';

/** The folder that holds `package.json`, `views`, `public` and `config`, whatever the current folder is. */
export const packageFolder = dirname(import.meta.dirname);

/** What a person types to call this program: in a working copy, which has the sources, npm finds it. */
const ownCommand = existsSync(join(packageFolder, 'src')) ? 'npx lvs-console' : 'lvs-console';

/** Where an installed console has its files; the settings file there is what makes it an installed one. */
export const installed = {
  config: '/etc/lvs-console/console.json',
  file: '/etc/lvs-console/lvs.cf',
  users: '/etc/lvs-console/htpasswd',
  state: '/var/lib/lvs-console',
  router: '/usr/local/bin/lvs-console-router',
} as const;

/** The state folder of a console that is not installed. */
const developmentState = join(packageFolder, 'var');

/** What the console runs with. All paths are absolute. */
export interface Settings {
  /** Address or name to listen on; `localhost` is both 127.0.0.1 and ::1. */
  readonly host: string;
  readonly port: number;
  /** Folder of what the console keeps for itself. */
  readonly state: string;
  /** The `lvs.cf` that is edited. */
  readonly file: string;
  /** The settings file, which need not exist when it is the default one. */
  readonly config: string;
  /** User names and password hashes. */
  readonly users: string;
  /** What TLS needs. */
  readonly tls: TlsPlace;
  /** For how many seconds browsers are told to come back over HTTPS only. */
  readonly hsts: number | undefined;
  /** More names the console answers to. */
  readonly hosts: readonly string[];
  /** What a person types to call this program. */
  readonly command: string;
  /** How the router program is called. */
  readonly router: RouterCall;
  /** What is measured for the graphs while nobody looks. */
  readonly graphs: GraphsSetting;
  /** Whether `/metrics` is there for Prometheus. */
  readonly metrics: boolean;
  /** Who is told what happens on the routers, if anybody. */
  readonly webhook: WebhookSetting | undefined;
  /** Addresses and networks of reverse proxies, whose word on where a request comes from is taken. */
  readonly trustedProxies: readonly string[];
  /** The address of the SSH agent of whoever started this; blank without one. */
  readonly agent: string;
  /** The first run puts an example in place of `file`; not when installed, nor for a file named by somebody. */
  readonly startsFromExamples: boolean;
}

/** Another program that is told what happens on the routers. */
export interface WebhookSetting {
  readonly url: string;
  /** From what was told of a subject to what is told next. */
  readonly quietMinutes: number;
}

/** Where the certificate and its key lie, both in PEM. */
export interface TlsPlace {
  readonly certificate: string;
  readonly key: string;
  /** The settings name them, so they have to be there. Otherwise TLS is spoken when one was made on this machine. */
  readonly isNamed: boolean;
}

/** How the console calls the program that does what needs rights. */
export interface RouterCall {
  /** The program and its words before the verb. */
  readonly command: readonly string[];
  /** The settings file of that program, which need not exist. */
  readonly settings: string;
}

/** The settings a flag or a variable may give. */
export const settingNames = ['host', 'port', 'state', 'file', 'config'] as const;

/** Flags as given on the command line, not yet checked. */
export type SettingFlags = { readonly [Name in (typeof settingNames)[number]]?: string | undefined };

/**
 * The settings: flags first, then the environment, then the settings file, then defaults.
 * @param environment the process's, by default. Relative paths in it and in flags start at the current folder,
 * those in the settings file at the folder of that file.
 * @throws SettingError
 */
export function readSettings(flags: SettingFlags = {}, environment = process.env): Settings {
  // 1. The settings file itself.
  const config = fromOutside('config', flags, environment) ?? {
    value: defaultConfig(fromOutside('state', flags, environment)),
    origin: 'default',
  };
  const configPath = resolve(checkSetting('config', config));
  const inFile = readSettingsFile(configPath, config.origin === 'default');
  // 2. Each setting, from the first place that has it.
  const pick = <Name extends keyof Kinds>(name: Name) => {
    const given = isFlag(name) ? fromOutside(name, flags, environment) : undefined;
    return (
      given ?? (name in inFile ? { value: inFile[name], origin: `"${name}" in ${configPath}` } : undefined)
    );
  };
  const value = <Name extends keyof Kinds, Default>(name: Name, absent: Default) => {
    const given = pick(name);
    return given === undefined ? absent : checkSetting(name, given);
  };
  const place = (name: 'state' | 'file', absent: string) => {
    const given = pick(name);
    if (given === undefined) return absent;
    const from = given.origin.endsWith(configPath) ? dirname(configPath) : '';
    return resolve(from, checkSetting(name, given));
  };
  const certificate = (folder: string): TlsPlace => {
    const named = value('tls', undefined);
    const isNamed = named !== undefined;
    if (!isNamed)
      return { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem'), isNamed };
    const from = dirname(configPath);
    return { certificate: resolve(from, named.certificate), key: resolve(from, named.key), isNamed };
  };
  // 3. Places, which follow from each other.
  const isInstalled = configPath === installed.config;
  const state = place('state', isInstalled ? installed.state : developmentState);
  return {
    host: value('host', 'localhost'),
    port: value('port', 3636),
    state,
    file: place('file', isInstalled ? installed.file : join(state, 'lvs.cf')),
    config: configPath,
    users: isInstalled ? installed.users : join(state, 'htpasswd'),
    tls: certificate(join(state, 'tls')),
    hsts: value('hsts', undefined),
    hosts: value('hosts', []),
    graphs: value('graphs', 'connections'),
    metrics: value('metrics', false),
    webhook: value('webhook', undefined),
    trustedProxies: value('trustedProxies', []),
    agent: environment['SSH_AUTH_SOCK'] ?? '',
    command: ownCommand,
    router: isInstalled ? installedRouter(value('router', installed.router)) : ownRouter(state),
    startsFromExamples: !isInstalled && pick('file') === undefined,
  };
}

/** Who called sudo to run this program, as sudo says; nothing when nobody did. Source: sudo(8), Environment. */
export function sudoCaller(environment = process.env): string | undefined {
  return environment['SUDO_USER'] || undefined;
}

/** What the environment says of the console that commands ask, and where the file of whoever runs them is. */
export function clientEnvironment(environment = process.env): {
  readonly said: ClientSaid;
  readonly file: string;
} {
  const named = (name: string) => environment[`LVS_CONSOLE_${name}`] || undefined;
  const folder = environment['XDG_CONFIG_HOME'] || join(environment['HOME'] || homedir(), '.config');
  return {
    said: {
      console: named('URL'),
      user: named('USER'),
      passwordFile: named('PASSWORD_FILE'),
      ca: named('CA'),
    },
    file: join(folder, 'lvs-console', 'client.json'),
  };
}

/** Installed, the console has no rights of its own: sudo's rules name the program and each of its verbs. */
function installedRouter(program: string): RouterCall {
  const command = process.geteuid?.() === 0 ? [program] : ['sudo', '-n', program];
  return { command, settings: routerSettingsPath };
}

/** Not installed, the program of this package runs with the rights that the console has. */
function ownRouter(state: string): RouterCall {
  const settings = join(state, 'router.json');
  const program = join(packageFolder, 'dist', 'router', 'main.js');
  return { command: [process.execPath, program, '--settings', settings], settings };
}

/** The installed settings file, else one in the state folder. */
function defaultConfig(state: Given | undefined): string {
  if (!isMissing(installed.config)) return installed.config;
  return join(state === undefined ? developmentState : resolve(checkSetting('state', state)), 'console.json');
}

/** Whether nothing of this name is there; what this account may not see is not missing. */
function isMissing(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    // Reading it says why it cannot be.
    return false;
  }
}

function isFlag(name: keyof Kinds): name is (typeof settingNames)[number] {
  return settingNames.some((flag) => flag === name);
}

function fromOutside(
  name: (typeof settingNames)[number],
  flags: SettingFlags,
  environment: NodeJS.ProcessEnv,
): Given | undefined {
  if (flags[name] !== undefined) return { value: flags[name], origin: `--${name}` };
  const variable = `LVS_CONSOLE_${name.toUpperCase()}`;
  // An empty variable is one that was not set, as in most shells' habits.
  return environment[variable] ? { value: environment[variable], origin: variable } : undefined;
}

function readSettingsFile(file: string, mayBeMissing: boolean): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && mayBeMissing) return {};
    throw new SettingError(`${file}: the settings file cannot be read (${code})`, { cause: error });
  }
  return settingsIn(text, file);
}
