import type { History } from '../adapters/files/history.js';
import type { ListedVersion } from '../core/history/version.js';

/** The newest version with these bytes; nothing when none has them. @throws ConsoleError file_unavailable */
export async function versionOf(
  history: Pick<History, 'list'>,
  hash: string,
): Promise<ListedVersion | undefined> {
  const all = await history.list({ limit: Number.POSITIVE_INFINITY });
  return all.find((version) => version.hash === hash);
}
