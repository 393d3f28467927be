/**
 * A guest that is a copy of this Debian, to install packages in: its files are those of this machine, and what it
 * writes is forgotten with it. It has eth0 with 10.0.2.50, eth1 with 10.0.3.15, and the whole of IPVS.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startKernel, whatIsMissing } from '../../e2e/lab/host/kernel.js';

/** What starts programs there: systemd, or nothing but init scripts that are called by hand. */
export type GuestInit = 'systemd' | 'scripts';

/** How lines of shell ended. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A booted guest. */
export interface DebianGuest {
  /** Seen as /out there. */
  readonly folder: string;
  /** Runs lines of shell as root, and ends at the first one that fails. @throws when the guest ends */
  run(lines: string): Promise<Ended>;
  /** The same, and returns what they print. @throws when they fail */
  shell(lines: string): Promise<string>;
  /** Switches it off. */
  end(): Promise<void>;
}

const scripts = resolve(import.meta.dirname, '../package/guest');

/** @param folder gets all that the guest reads and leaves @param seconds after which it is ended */
export function bootDebian(folder: string, init: GuestInit, seconds: number): DebianGuest {
  const missing = whatIsMissing('package');
  if (missing !== undefined) throw new Error(missing);
  if (process.getuid?.() !== 0) throw new Error('A copy of this Debian can only be made by root.');
  mkdirSync(folder, { recursive: true });
  for (const name of ['systemd.sh', 'orders.sh']) copyFileSync(join(scripts, name), join(folder, name));
  const first = init === 'systemd' ? '/out/systemd.sh' : '/out/orders.sh';
  const kernel = startKernel(folder, ['/bin/sh', first], seconds);
  let number = 0;

  async function run(lines: string): Promise<Ended> {
    number++;
    const at = (name: string) => join(folder, `${name}-${number}`);
    writeFileSync(at('written'), lines);
    renameSync(at('written'), at('order'));
    while (!existsSync(at('status'))) {
      if (!kernel.isRunning()) throw new Error(`The guest has ended: see ${folder}/console.log`);
      await pause(100);
    }
    const [status, stdout, stderr] = ['status', 'stdout', 'stderr'].map((name) =>
      readFileSync(at(name), 'utf8'),
    ) as [string, string, string];
    return { status: Number(status), stdout, stderr };
  }
  return {
    folder,
    run,
    async shell(lines) {
      const { status, stdout, stderr } = await run(lines);
      if (status !== 0) throw new Error(`${lines}\nended with ${status}\n${stdout}${stderr}`);
      return stdout;
    },
    end: kernel.end,
  };
}
