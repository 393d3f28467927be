/** What the web side is given of the versions of lvs.cf. */

import type { Versions } from '../core/history/version.js';
import type { Side } from '../core/versions/side.js';
import type { ConfigSource } from './editing.js';

/** The one file with its versions. */
export interface VersionedFile extends ConfigSource {
  readonly history: Versions;
  /** Keeps what was changed outside the console as a version. @throws ConsoleError file_unavailable */
  noticeOutside(): Promise<unknown>;
}

/** Where everything about the versions is. */
export const versionsHref = '/secure/versions';

/** The page of one version. */
export function versionHref(number: number): string {
  return `${versionsHref}/${number}`;
}

/** Two sides, compared. */
export function compareHref(from: Side, to: Side): string {
  return `${versionsHref}/compare?from=${from}&to=${to}`;
}

/** The page that asks before a version is brought back, or one object of it, in the words of the file. */
export function restoreHref(number: number, object?: string): string {
  const asked = object === undefined ? '' : `?object=${encodeURIComponent(object)}`;
  return `${versionHref(number)}/restore${asked}`;
}
