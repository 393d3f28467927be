/** Files that a machine reads at its start: kernel settings, in the order in which they count. */

/** One line of such a file. */
export interface Entry {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** Folders of files of kernel settings: a name in an earlier one hides it in later ones. Source: sysctl.d(5). */
export const sysctlFolders = [
  '/etc/sysctl.d',
  '/run/sysctl.d',
  '/usr/local/lib/sysctl.d',
  '/usr/lib/sysctl.d',
];

/** The paths in the order in which the system reads them: by name, whatever the folder; each name once. */
export function orderOfFiles(found: readonly { readonly folder: string; readonly name: string }[]): string[] {
  const byName = new Map<string, string>();
  for (const { folder, name } of found) if (!byName.has(name)) byName.set(name, `${folder}/${name}`);
  return [...byName].sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, path]) => path);
}

/** Where a setting lies below `/proc/sys`. The first separator says which of the two is one. Source: sysctl(8). */
export function keysOf(key: string): string {
  return /^[^./]*\//.test(key)
    ? key
    : [...key].map((one) => (one === '.' ? '/' : one === '/' ? '.' : one)).join('');
}

/** The lines of a file that set one of these; a star in a line stands for any part of a key. */
export function sysctlEntries(path: string, text: string, keys: readonly string[]): Entry[] {
  const wanted = keys.map(keysOf);
  return text.split('\n').flatMap((line, index) => {
    const key = /^\s*-?([^\s#;=][^\s=]*)\s*=/.exec(line)?.[1];
    if (key === undefined) return [];
    const isWanted = wanted.some((one) => matches(keysOf(key), one));
    return isWanted ? [{ path, line: index + 1, text: line.trim().slice(0, 200) }] : [];
  });
}

/** The value that a setting has after the start, and where; nothing where no line sets it. */
export function valueAtBoot(
  key: string,
  entries: readonly Entry[],
): { value: string; at: Entry } | undefined {
  const wanted = keysOf(key);
  const set = entries.flatMap((at) => {
    const [, name = '', value = ''] = /^-?([^\s=]+)\s*=\s*(.*?)\s*$/.exec(at.text) ?? [];
    return matches(keysOf(name), wanted) ? [{ value, at, isExact: !name.includes('*') }] : [];
  });
  // A line without a star counts more than one with, wherever it stands. Source: sysctl.d(5).
  return set.findLast(({ isExact }) => isExact) ?? set.at(-1);
}

function matches(pattern: string, key: string): boolean {
  const [own, asked] = [pattern.split('/'), key.split('/')];
  return (
    own.length === asked.length && own.every((part, i) => part === asked[i] || fits(part, asked[i] ?? ''))
  );
}

function fits(part: string, asked: string): boolean {
  if (!part.includes('*')) return false;
  const [head = '', ...tails] = part.split('*');
  let rest = asked.startsWith(head) ? asked.slice(head.length) : undefined;
  for (const tail of tails.slice(0, -1)) {
    const at = rest?.indexOf(tail) ?? -1;
    rest = at < 0 ? undefined : rest?.slice(at + tail.length);
  }
  return rest?.endsWith(tails.at(-1) ?? '') === true;
}
