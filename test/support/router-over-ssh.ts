/** The other router over a real sshd: an account whose key starts our program on a folder of its own. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { placesIn } from './router-places.js';
import { launchSshd, type Sshd, type SshdOptions } from './sshd.js';

const program = resolve(import.meta.dirname, '../../dist/router/main.js');

/** What the console writes for authorized_keys: from this machine only, our program and nothing else. */
const ownLine = /^restrict,from="127\.0\.0\.1",command="lvs-console-router remote" ssh-ed25519 /;

/** The other router. */
export interface RouterOverSsh {
  readonly sshd: Sshd;
  /** Its lvs.cf, which is not there at first. */
  readonly file: string;
  /** Its fields on CONNECTION TO THE BACKUP, for the key of the console. */
  readonly fields: Readonly<Record<'address' | 'port' | 'user' | 'login', string>>;
  /**
   * Lets the console's key in, with the path of the built program in place of the installed one.
   * @throws when the line would let in more than our program, or from elsewhere
   */
  letIn(line: string): void;
}

/** Starts it in this folder; whoever called ends `sshd`. */
export async function launchRouterOverSsh(folder: string, options: SshdOptions = {}): Promise<RouterOverSsh> {
  const sshd = await launchSshd(folder, options);
  const router = join(folder, 'router');
  for (const name of ['', 'conf', 'lib', 'run', 'dump']) mkdirSync(join(router, name), { mode: 0o700 });
  const settings = join(router, 'router.json');
  writeFileSync(settings, JSON.stringify(placesIn(router)), { mode: 0o600 });
  chmodSync(folder, 0o700);
  const command = `${process.execPath} ${program} --settings ${settings} remote`;
  return {
    sshd,
    file: join(router, 'lvs.cf'),
    fields: { address: '127.0.0.1', port: String(sshd.port), user: sshd.user, login: 'console_key' },
    letIn(line) {
      if (!ownLine.test(line)) throw new Error(`not a line for our program and nothing else: ${line}`);
      sshd.authorize(line.replace('lvs-console-router remote', command));
    },
  };
}
