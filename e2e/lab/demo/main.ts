/**
 * `npm run demo`: a network of two routers on this machine, the console of one of them in the browser, and a client
 * that comes ten times a second while things are broken and mended.
 */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hashPassword } from '../../../src/core/access/password.js';
import { compileGuests } from '../host/compile.js';
import { type Kernel, startKernel, whatIsMissing } from '../host/kernel.js';
import { type Doorway, openDoorway } from './doorway.js';
import { show } from './terminal.js';

/** The account of the console. */
const user = 'piranha';

const program = '/out/program/e2e/lab/demo/guest/main.js';

/** No time limit: somebody looks at it for as long as they like. */
const forever = 0;

const { values } = parseArgs({ options: { port: { type: 'string', default: '3636' } } });
try {
  const missing = whatIsMissing('demo');
  if (missing !== undefined) throw new Error(missing);
  await demonstrate(await openDoorway(Number(values.port)));
  console.log('\nEverything is switched off and removed.');
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exitCode = 1;
}
process.exit();

/** Runs until somebody has seen enough. @throws when it cannot begin, or ends by itself */
async function demonstrate(doorway: Doorway): Promise<void> {
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  const folder = mkdtempSync(join(tmpdir(), 'lvs-console-demo-'));
  let kernel: Kernel | undefined;
  try {
    console.log('A client, two routers and three real servers are switched on. It takes half a minute.');
    const password = randomBytes(9).toString('base64url');
    kernel = await boot(folder, password);
    const gone = kernel.gone.then(() => {
      throw new Error(`The guest has ended.\n${lastWords(folder)}`);
    });
    await Promise.race([interrupted, gone, show(kernel.lines, doorway, { user, password })]);
  } finally {
    doorway.close();
    await kernel?.end();
    rmSync(folder, { recursive: true });
  }
}

async function boot(folder: string, password: string): Promise<Kernel> {
  compileGuests(join(folder, 'program'));
  writeFileSync(join(folder, 'htpasswd'), `${user}:${await hashPassword(password)}\n`, { mode: 0o600 });
  return startKernel(folder, [process.execPath, program], forever, 2);
}

function lastWords(folder: string): string {
  const logs = ['console.log', 'program.log'].map((name) => readFileSync(join(folder, name), 'utf8'));
  return logs.join('').split('\n').slice(-20).join('\n');
}
