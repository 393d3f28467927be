/** What a file states although keepalived has nothing for it. */

import type { Model } from '../lvscf/config.js';
import { globalStanza } from '../lvscf/global.js';
import { sameValue } from '../lvscf/kind.js';
import type { Stanza } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import { type FieldMapping, mapping } from './mapping.js';
import type { Note } from './note.js';

/** One remark for each setting that is stated, was of use to the old daemons and is not rendered. */
export function unusedSettings({ global, virtualServers }: Pick<Model, 'global' | 'virtualServers'>): Note[] {
  return [
    ...ofBlock(globalStanza, mapping.global, global, ''),
    ...virtualServers
      .filter(({ values }) => values.active === true)
      .flatMap(({ name, values }) => ofBlock(virtualStanza, mapping.virtual, values, name)),
  ];
}

function ofBlock(
  stanza: Stanza,
  fields: Readonly<Record<string, FieldMapping>>,
  values: Readonly<Record<string, unknown>>,
  virtual: string,
): Note[] {
  return Object.entries(stanza).flatMap(([keyword, { kind, absent, initial }]): Note[] => {
    const field = fields[keyword];
    const value = values[keyword];
    if (field?.fit !== 'none' || value === undefined) return [];
    if (field.reason === 'never_used' || field.reason === 'counts_saves') return [];
    // What the original tool writes into every file was nobody's wish.
    if (sameValue(kind, value, absent) || sameValue(kind, value, initial)) return [];
    return [{ code: 'setting_unused', params: { keyword, virtual, reason: field.reason } }];
  });
}
