import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { environment } from './environment.js';

/**
 * Starts a program that goes on when this one has ended: in a session of its own, which hears of no terminal and of no
 * connection that ends, and without a pipe that anybody would wait for.
 * @throws what the system throws, when it cannot be started
 */
export async function leaveRunning(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, { cwd: '/', detached: true, env: environment, stdio: 'ignore' });
  await once(child, 'spawn');
  child.unref();
}
