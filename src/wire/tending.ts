import type { ConfigFile } from '../adapters/files/config-file.js';
import type { Push } from '../core/push/api.js';
import type { RouterFromConsole } from '../router/from-console.js';

/** What the history belongs to, and who may refer to a version of it. */
export interface TendingParts {
  readonly configFile: Pick<ConfigFile<unknown>, 'tendHistory'>;
  readonly engine: Pick<RouterFromConsole, 'run'>;
  readonly push: Pick<Push, 'receipts'>;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Has the history tended now and once a day, beside whatever else goes on. What runs here stays in it, and what
 * the last trial and the receipts of pushes name.
 * @param complain is told why it could not be done; the next day it is tried again
 * @returns ends it, once what was begun is done
 */
export function tendDaily(parts: TendingParts, complain: (error: unknown) => void): () => Promise<void> {
  const needed = () => neededHashes(parts);
  let tending: Promise<unknown> = Promise.resolve();
  const tend = () => {
    tending = parts.configFile.tendHistory(needed).catch(complain);
  };
  tend();
  const timer = setInterval(tend, dayMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await tending;
  };
}

async function neededHashes({ engine, push }: TendingParts): Promise<ReadonlySet<string>> {
  const [{ state }, receipts] = await Promise.all([engine.run('state'), push.receipts()]);
  const { applied, trial } = state ?? {};
  const ofPushes = receipts.flatMap(({ hash }) => [hash.here, hash.there]);
  const hashes = [applied?.hash, trial?.tries, trial?.before.lvsCf, ...ofPushes];
  return new Set(hashes.flatMap((hash) => hash ?? []));
}
