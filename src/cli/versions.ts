/** What the commands of versions print alike. */

import type { Version } from '../core/history/version.js';
import { visible } from '../core/lvscf/bytes.js';
import { wordsFor } from '../text/index.js';
import { versionWho } from '../text/versions.js';

/** A version in one line: number, time, who from where, on which panel, note. */
export function versionLine(version: Version): string {
  const { address, note, number, panel, pinned, time } = version;
  const who = versionWho(version, wordsFor('en'));
  // The one locale that writes a date as it sorts.
  const at = new Date(time).toLocaleString('sv-SE');
  const from = [address, panel === 'outside' ? '' : panel].filter(Boolean).join(', ');
  return [
    `${number}  ${at}  ${visible(who)}${from === '' ? '' : ` (${visible(from)})`}`,
    ...(pinned ? ['pinned'] : []),
    ...(note === '' ? [] : [visible(note)]),
  ].join('  ');
}
