import { hostname } from 'node:os';
import { makeStateFolder } from '../adapters/files/folders.js';
import { addressTowards } from '../adapters/machine/address-towards.js';
import { openSshConnection } from '../adapters/ssh/connect.js';
import { fetchHostKey, refusalOf } from '../adapters/ssh/host-key.js';
import { installKey } from '../adapters/ssh/install-key.js';
import { ConsoleError } from '../core/problem.js';
import type { Push } from '../core/push/api.js';
import type { ConnectionSetup, ConnectionTest, OwnKeyLine, TestStep } from '../core/push/setup-api.js';
import type { BackupSettings } from '../core/ssh/backup-settings.js';
import { type PublicKey, shown } from '../core/ssh/host-key.js';
import { authorizedKeysLine } from '../core/ssh/key-text.js';
import { judgeHostKey, knownKeys } from '../core/ssh/known-hosts.js';
import { type ConnectionFiles, connectAsSetUp, settingsIn } from './connection.js';

/** What the setup of the connection works with. */
export interface SetupNeeds {
  readonly files: ConnectionFiles;
  /** Ends the connection that is kept, so that the next one is made with what was changed. */
  readonly renew: () => Promise<void>;
  readonly inspect: Push['inspect'];
}

/** Tells people, in a list of keys, which one this is. */
const comment = `lvs-console@${hostname()}`;

/** Opens what sets up the connection to the other router. */
export function openSetup({ files, inspect, renew }: SetupNeeds): ConnectionSetup {
  const { backup, key, knownHosts, passphrase } = files;
  const required = () => settingsIn(files);

  async function lineOf(publicKey: PublicKey, settings: BackupSettings | undefined): Promise<OwnKeyLine> {
    const own = settings && (await addressTowards(settings));
    const from = own === undefined ? [] : [own];
    return { ...shown(publicKey), line: authorizedKeysLine(publicKey, { from, comment }) };
  }

  const makeKey = async () => {
    await makeStateFolder(files.folder);
    return key.make(comment);
  };

  return {
    async look() {
      const settings = await backup.read();
      const [current, next, hosts] = await Promise.all([key.current(), key.next(), knownHosts.read()]);
      return {
        settings,
        hasPassphrase: (await passphrase.read()) !== undefined,
        key: current && (await lineOf(current.publicKey, settings)),
        nextKey: next && (await lineOf(next.publicKey, settings)),
        hostKeys: settings === undefined ? [] : knownKeys(hosts, settings).map(shown),
      };
    },

    async save(settings, secret) {
      await makeStateFolder(files.folder);
      await backup.save(settings);
      if (settings.login.kind !== 'key_file' || secret === '') await passphrase.forget();
      else if (secret !== undefined) await passphrase.keep(secret);
      await renew();
    },

    async fetchHostKey() {
      const settings = await required();
      const offered = await fetchHostKey(settings);
      const { known, verdict } = { known: [], ...judgeHostKey(await knownHosts.read(), settings, offered) };
      return { offered, ...shown(offered), verdict, known: known.map(shown) };
    },

    async confirmHostKey(offered) {
      const settings = await required();
      const { verdict } = judgeHostKey(await knownHosts.read(), settings, offered);
      // What was confirmed once is taken out on purpose, never replaced by the way.
      if (verdict !== 'unknown' && verdict !== 'known') {
        const { address, port } = settings;
        const params = { address, port, offered: shown(offered) };
        if (verdict === 'revoked') throw new ConsoleError('push_failed', 'ssh_host_revoked', params);
        const known = knownKeys(await knownHosts.read(), settings).map(shown);
        throw new ConsoleError('push_failed', 'ssh_host_changed', { ...params, known });
      }
      await knownHosts.confirm(settings, offered);
      await renew();
    },

    async forgetHostKey() {
      await knownHosts.remove(await required());
      await renew();
    },

    async makeKey() {
      await makeKey();
    },

    async useNextKey() {
      await key.takeNext();
      await renew();
    },

    async letKeyIn(password) {
      const settings = await required();
      const own = (await key.next()) ?? (await key.current()) ?? (await makeKey());
      const { line } = await lineOf(own.publicKey, settings);
      const connection = await openSshConnection({
        ...settings,
        login: { kind: 'password', password },
        hostKeys: await knownHosts.read(),
      });
      try {
        const session = await connection.files();
        const changed = await installKey(session, own.publicKey, line);
        session.close();
        return changed;
      } finally {
        connection.close();
      }
    },

    test: () => tested(files, inspect),
  };
}

/** Each step, up to the first that fails. */
async function tested(files: ConnectionFiles, inspect: Push['inspect']): Promise<ConnectionTest> {
  const steps: TestStep[] = [];
  /** Takes a step. @returns undefined when it failed */
  async function take<T>(name: TestStep['name'], work: () => Promise<T>): Promise<T | undefined> {
    const start = performance.now();
    const ms = () => Math.round(performance.now() - start);
    try {
      const result = await work();
      steps.push({ name, ms: ms() });
      return result;
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      steps.push({ name, ms: ms(), error });
      return undefined;
    }
  }

  const settings = await settingsIn(files);
  const known = await take('host_key', async () => {
    const offered = await fetchHostKey(settings);
    const refusal = refusalOf(await files.knownHosts.read(), settings, Buffer.from(offered.base64, 'base64'));
    if (refusal !== undefined) throw refusal;
    return true;
  });
  const connection = known ? await take('login', () => connectAsSetUp(files)) : undefined;
  const server = connection?.server ?? '';
  connection?.close();
  if (connection === undefined || settings.copyTo !== null) return { steps, server, findings: [] };
  const inspected = await take('program', inspect);
  return { steps, server, findings: inspected?.findings ?? [] };
}
