/** What a user may do: `admin` everything, `viewer` see and change nothing. */
export type Role = 'admin' | 'viewer';

/** Group name to its members, from an Apache group file. */
export type Groups = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reads `group: user user`, one group a line; a group may stand on several lines.
 * Source: Apache HTTP Server 2.4, mod_authz_groupfile, AuthGroupFile.
 * @param text one character per byte.
 */
export function parseGroups(text: string): Groups {
  const groups = new Map<string, Set<string>>();
  for (const line of Buffer.from(text, 'latin1').toString('utf8').split(/\r?\n/)) {
    const [, name = '', members = ''] = /^\s*([^#:\s][^:]*?)\s*:(.*)$/.exec(line) ?? [];
    if (name === '') continue;
    const known = groups.get(name) ?? new Set();
    for (const member of members.split(/\s+/).filter(Boolean)) known.add(member);
    groups.set(name, known);
  }
  return groups;
}

/**
 * The role of a user. Without a group file everybody is an administrator, as in the original; with one, only the
 * members of `admin` are, and not those of `viewer`.
 */
export function roleOf(groups: Groups | undefined, user: string): Role {
  if (groups === undefined) return 'admin';
  const isIn = (name: Role) => groups.get(name)?.has(user) === true;
  return isIn('admin') && !isIn('viewer') ? 'admin' : 'viewer';
}
