/** Overrides where the checks read them: in a folder that belongs to the account that checks run as. */

import { join } from 'node:path';
import { ownUid } from '../../adapters/files/files.js';
import { type Owner, removeLeftovers, safeWrite } from '../../adapters/files/safe-write.js';
import { findAccount } from '../../adapters/programs/accounts.js';
import { sharedSettings } from '../../core/keepalived/shared-settings.js';
import type { Config } from '../../core/lvscf/config.js';
import { StepFailure } from '../../core/router/details.js';
import { type Override, overrideWords } from '../../core/router/override.js';
import type { Router } from '../router.js';

/** As closed as what the checks write there themselves. */
const modes = { folder: 0o700, file: 0o600 } as const;

/** Lays one where its check reads it. @throws StepFailure: account_missing, disk_failed; file_unavailable */
export async function lay(router: Router, config: Config, one: Override): Promise<void> {
  const { files, settings } = router;
  const { checkState: folder } = settings;
  const owner = await ownerOfChecks(router, config);
  await prepareFolder(router, owner);
  const target = fileOf(router, one);
  const place = { path: target, target, folder };
  await removeLeftovers(files, place);
  // A name that somebody has put there is replaced, never followed.
  const bytes = Buffer.from(overrideWords(one), 'latin1');
  await safeWrite(files, place, bytes, { over: 'anything', mode: modes.file, owner });
}

/** Takes one away; where there is none, that is as well. */
export async function takeAway(router: Router, one: Pick<Override, 'id'>): Promise<void> {
  try {
    await router.files.unlink(fileOf(router, one));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function fileOf({ settings }: Router, { id }: Pick<Override, 'id'>): string {
  return join(settings.checkState, `${id}.weight`);
}

/** Who the checks run as; only root can run something as somebody else. @throws StepFailure: account_missing */
async function ownerOfChecks({ run }: Router, config: Config): Promise<Owner> {
  const own = { uid: ownUid(), gid: BigInt(process.getegid?.() ?? 0), mode: BigInt(modes.file) };
  const account = own.uid === 0n ? sharedSettings(config).checkerAccount : undefined;
  if (account === undefined) return own;
  const found = await findAccount(run, account);
  if (found !== undefined) return { ...own, uid: found.uid, gid: found.gid };
  const command = `useradd --system --user-group --shell /usr/sbin/nologin ${account}`;
  throw new StepFailure({ code: 'account_missing', params: { account, command } });
}

/**
 * Makes the folder as the checker makes it, and gives it to whoever checks now. The folder above is root's, so that
 * nobody puts another one in its place meanwhile.
 */
async function prepareFolder({ files, settings }: Router, owner: Owner): Promise<void> {
  const { checkState: folder } = settings;
  try {
    await files.mkdir(folder, { mode: modes.folder });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const stats = await files.lstat(folder, { bigint: true });
  if (!stats.isDirectory()) {
    throw new StepFailure({ code: 'disk_failed', params: { path: folder, system: 'ENOTDIR' } });
  }
  if (stats.uid === owner.uid && stats.gid === owner.gid) return;
  await files.chown(folder, Number(owner.uid), Number(owner.gid));
}
