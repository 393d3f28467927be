#!/usr/bin/env node
import { basename } from 'node:path';
import { runCommandLine } from './cli/index.js';
import { readSettings } from './settings.js';
import { auditTrouble } from './wire/audited.js';
import { makeCertificate, readCertificate } from './wire/certificate.js';
import { connectToConsole, readClientSettings } from './wire/client.js';
import { exportConsole } from './wire/export.js';
import { prepare } from './wire/first-run.js';
import {
  openAudit,
  openEngine,
  openOverridesFor,
  openPlaces,
  openPreflightsFor,
  openProbes,
  openPushes,
  openRoutersFor,
  openTable,
  openTrialsFor,
} from './wire/for-commands.js';
import { aroundHere, saveImport } from './wire/importing.js';
import { rebuildConsole } from './wire/rebuild.js';
import { readGroups, readUsers, removeUser, setPassword } from './wire/users.js';
import { version } from './wire/version.js';
import { openVersions } from './wire/versions.js';

// Whoever reads the output may have seen enough, as `head` has; the exit status stays what it is.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// The original's command of that name sets the password too.
const isPasswordCommand = basename(process.argv[1] ?? '') === 'piranha-passwd';
const words = process.argv.slice(2);

process.exitCode = await runCommandLine(isPasswordCommand ? ['passwd', ...words] : words, process, {
  version,
  readSettings,
  prepare,
  // The other commands need nothing of the pages, which take longer to load than most commands to run.
  serve: async (settings) => (await import('./wire.js')).listenAt(settings),
  engine: openEngine,
  liveTable: openTable,
  routers: openRoutersFor,
  preflights: openPreflightsFor,
  otherRouter: openPushes,
  around: aroundHere,
  saveImport,
  versions: openVersions,
  exportConsole,
  rebuildConsole,
  trials: openTrialsFor,
  overrides: openOverridesFor,
  probes: openProbes,
  audit: openAudit,
  auditTrouble,
  places: async () => openPlaces(readSettings()),
  readClientSettings,
  connectToConsole,
  setPassword,
  readUsers,
  readGroups,
  removeUser,
  readCertificate,
  makeCertificate,
});
