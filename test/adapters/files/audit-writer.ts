/**
 * Another process that writes the audit log in the folder of its first argument, as often as the second says,
 * once it is told to begin.
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { openAuditLog } from '../../../src/adapters/files/audit-log.js';

const [folder = '', times = '', user = ''] = process.argv.slice(2);
const log = openAuditLog({ folder });
process.stdout.write('ready\n');
await once(process.stdin, 'data');
for (let count = 0; count < Number(times); count++) {
  await log.record({ user, address: '', role: 'command line', action: 'apply', outcome: 'done' });
  // Time for the other one to get the lock.
  await pause(30 * Math.random());
}
process.exitCode = log.trouble() === undefined ? 0 : 1;
process.stdin.destroy();
