/** Another process that pushes: says `held` once it is at it, and stays so until its input ends. */
import { once } from 'node:events';
import { openLedger } from '../../src/push/ledger.js';

const [folder = '', by = ''] = process.argv.slice(2);
await openLedger(folder).alone(by, async () => {
  process.stdout.write('held\n');
  process.stdin.resume();
  await once(process.stdin, 'end');
});
