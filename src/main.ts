#!/usr/bin/env node
import { runCommandLine } from './cli/index.js';
import { readSettings } from './settings.js';
import { listenAt, openEngine, prepare, setPassword, version } from './wire.js';

// Whoever reads the output may have seen enough, as `head` has; the exit status stays what it is.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2), process, {
  version,
  readSettings,
  prepare,
  serve: listenAt,
  engine: openEngine,
  setPassword,
});
