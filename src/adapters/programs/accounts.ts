import type { RunProgram } from '../../core/machine/program.js';

/** An account of this machine, wherever it is kept: in files or in a directory. */
export interface Account {
  readonly uid: bigint;
  /** The group of its own name. */
  readonly gid: bigint;
  /** All its groups. */
  readonly gids: ReadonlySet<bigint>;
}

const limits = { seconds: 10 };

/**
 * Finds an account that has a group of its own name; undefined where one of the two is missing.
 * @param name letters, digits, `_` and `-`, not beginning with `-`
 */
export async function findAccount(run: RunProgram, name: string): Promise<Account | undefined> {
  const [user, groups, own] = await Promise.all([
    run('id', ['-u', name], limits),
    run('id', ['-G', name], limits),
    run('getent', ['group', name], limits),
  ]);
  if (user.status !== 0 || groups.status !== 0 || own.status !== 0) return undefined;
  // Source: group(5): name, password, number, members.
  const gid = BigInt(own.stdout.trim().split(':')[2] ?? '');
  return { uid: BigInt(user.stdout.trim()), gid, gids: new Set(groups.stdout.trim().split(' ').map(BigInt)) };
}
