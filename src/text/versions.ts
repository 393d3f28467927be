import type { Version } from '../core/history/version.js';
import type { Words } from './index.js';

/** Whether somebody changed the file without the console. */
export function isOutside({ panel }: Pick<Version, 'panel'>): boolean {
  return panel === 'outside';
}

/** Who made a version: a user, or whoever changed the file outside the console. */
export function versionWho(version: Pick<Version, 'panel' | 'user'>, words: Words): string {
  const { versions: say } = words;
  if (isOutside(version)) return say.outside;
  return version.user === '' ? say.nobody : version.user;
}
