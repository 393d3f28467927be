/** Commands run in this process on real files, as `main` wires them. */
import { PassThrough } from 'node:stream';
import type { Tools } from '../../src/cli/command.js';
import { runCommandLine } from '../../src/cli/index.js';
import { readSettings } from '../../src/settings.js';
import { auditTrouble } from '../../src/wire/audited.js';
import * as certificate from '../../src/wire/certificate.js';
import * as client from '../../src/wire/client.js';
import { exportConsole } from '../../src/wire/export.js';
import { prepare } from '../../src/wire/first-run.js';
import * as forCommands from '../../src/wire/for-commands.js';
import { aroundHere, saveImport } from '../../src/wire/importing.js';
import { rebuildConsole } from '../../src/wire/rebuild.js';
import * as users from '../../src/wire/users.js';
import { openVersions } from '../../src/wire/versions.js';
import { listenAt } from '../../src/wire.js';
import type { Ended } from './run-command.js';

const tools: Tools = {
  version: '',
  readSettings: (flags) => readSettings(flags, {}),
  prepare,
  serve: listenAt,
  engine: forCommands.openEngine,
  liveTable: forCommands.openTable,
  routers: forCommands.openRoutersFor,
  preflights: forCommands.openPreflightsFor,
  otherRouter: forCommands.openPushes,
  around: aroundHere,
  saveImport,
  versions: openVersions,
  exportConsole,
  rebuildConsole,
  trials: forCommands.openTrialsFor,
  overrides: forCommands.openOverridesFor,
  probes: forCommands.openProbes,
  audit: forCommands.openAudit,
  auditTrouble,
  readClientSettings: (flags, mayGoInClear) =>
    client.readClientSettings(flags, mayGoInClear, { said: {}, file: '/nonexistent/client.json' }),
  connectToConsole: client.connectToConsole,
  setPassword: users.setPassword,
  readUsers: users.readUsers,
  readGroups: users.readGroups,
  removeUser: users.removeUser,
  places: () => forCommands.openPlaces(readSettings({}, {})),
  readCertificate: certificate.readCertificate,
  makeCertificate: certificate.makeCertificate,
};

/** Runs a command line; `typed` is its standard input. */
export async function runRealCommand(args: readonly string[], typed = ''): Promise<Ended> {
  const stdin = new PassThrough();
  stdin.end(typed);
  const output = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof output) =>
    new PassThrough({ encoding: 'utf8' }).on('data', (chunk: string) => {
      output[name] += chunk;
    });
  const io = { stdin, stdout: stream('stdout'), stderr: stream('stderr') };
  const status = await runCommandLine(args, io, tools);
  return { status, ...output };
}
