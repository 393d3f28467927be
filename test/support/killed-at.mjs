/**
 * Loaded before a program, kills it with SIGKILL when it is about to change a file, or to signal a process, for the
 * n-th time: KILL_AT.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const at = Number(process.env.KILL_AT);
const { promises } = fs;
const kill = process.kill.bind(process);
let calls = 0;

function counted() {
  calls += 1;
  if (calls === at) kill(process.pid, 'SIGKILL');
}

function countCalls(object, names, counts = () => true) {
  for (const name of names) {
    const call = object[name];
    object[name] = function (...args) {
      if (counts(...args)) counted();
      return call.apply(this, args);
    };
  }
}

const handle = await promises.open('/dev/null');
countCalls(Object.getPrototypeOf(handle), ['chmod', 'chown', 'sync', 'writeFile']);
await handle.close();
countCalls(promises, [
  'chown',
  'copyFile',
  'link',
  'mkdir',
  'rename',
  'rm',
  'rmdir',
  'unlink',
  'utimes',
  'writeFile',
]);
countCalls(promises, ['open'], (_path, flags) => typeof flags === 'string' && /[wax+]/.test(flags));
countCalls(process, ['kill'], (pid, signal) => pid !== process.pid && signal !== 0);
syncBuiltinESMExports();
