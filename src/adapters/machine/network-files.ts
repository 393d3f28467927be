import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Mention, type Mentions, mentionsIn, networkPlaces } from '../../core/machine/mentions.js';
import { isKnown } from '../../core/machine/reading.js';
import { type MachineRoot, pathIn, systemCode } from './root.js';
import { readSmallFile } from './small-file.js';

/** Looks for addresses in the files by which the system sets up its network. */
export async function readMentions(root: MachineRoot, addresses: readonly string[]): Promise<Mentions> {
  const found: Mention[] = [];
  const unread: string[] = [];
  for (const place of networkPlaces) {
    for (const path of await filesAt(root, place, unread)) {
      const text = await readSmallFile(root, path);
      if (isKnown(text)) found.push(...mentionsIn(path, text.value, addresses));
      else if (text.reason !== 'absent') unread.push(path);
    }
  }
  return { found, unread };
}

/** The file itself, or the files in a folder; nothing where there is neither. */
async function filesAt(root: MachineRoot, place: string, unread: string[]): Promise<readonly string[]> {
  try {
    const entries = await readdir(pathIn(root, place), { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => join(place, name));
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOTDIR') return [place];
    if (code !== 'ENOENT') unread.push(place);
    return [];
  }
}
