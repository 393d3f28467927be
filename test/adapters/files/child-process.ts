import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Answer, Order } from './child.js';

/** Another process that works on the same files. */
export interface Child {
  tell(order: Order): Promise<Answer>;
  end(): Promise<void>;
}

/** Starts another process, as another account when one is given. */
export function startChild(account?: { uid: number; gid: number }): Child {
  const program = join(import.meta.dirname, 'child.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    ...account,
    cwd: join(import.meta.dirname, '..', '..', '..'),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async tell(order) {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      const { value, done } = await lines.next();
      if (done) {
        throw new Error('the other process ended without an answer');
      }
      return JSON.parse(value);
    },
    async end() {
      child.stdin.end();
      await ended;
    },
  };
}
