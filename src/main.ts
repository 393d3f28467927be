#!/usr/bin/env node
import { runCommandLine } from './cli/index.js';
import { readSettings } from './settings.js';
import { listenAt, prepare, setPassword, version } from './wire.js';

process.exitCode = await runCommandLine(process.argv.slice(2), process, {
  version,
  readSettings,
  prepare,
  serve: listenAt,
  setPassword,
});
