#!/usr/bin/env node
import { basename } from 'node:path';
import { runCommandLine } from './cli/index.js';
import { readSettings } from './settings.js';
import { auditTrouble } from './wire/audited.js';
import {
  listenAt,
  makeCertificate,
  openAudit,
  openEngine,
  openPlaces,
  openPushes,
  prepare,
  readCertificate,
  readGroups,
  readUsers,
  removeUser,
  setPassword,
  version,
} from './wire.js';

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
  serve: listenAt,
  engine: openEngine,
  otherRouter: openPushes,
  audit: openAudit,
  auditTrouble,
  places: async () => openPlaces(readSettings()),
  setPassword,
  readUsers,
  readGroups,
  removeUser,
  readCertificate,
  makeCertificate,
});
