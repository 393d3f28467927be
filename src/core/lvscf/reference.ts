/** The catalogues as a reference: what is true of each key, in the notation of the file. */

import type { Scope } from '../problem.js';
import { stanzas } from './config.js';
import type { Expects } from './kind.js';
import { type KeyPanel, panelOf } from './panel-keys.js';
import { sharedStanza } from './shared-lines.js';
import type { Field, Unit } from './stanza.js';

/** One key. */
export interface ReferenceRow {
  readonly keyword: string;
  readonly expects: Expects;
  readonly unit?: Unit;
  /** What the daemon assumes without the key; nothing when there is no value at all. */
  readonly absent?: string;
  /** What the console writes when it makes the block, or begins the panel. */
  readonly initial?: string;
  /** The first release whose reader knows the key, where older ones refuse the file. */
  readonly since?: string;
  readonly obsolete: boolean;
  /** The panel that edits it; none where only the text of the file does. */
  readonly panel?: KeyPanel;
  /** A typical value, as it stands behind the equal sign. */
  readonly example: string;
  readonly source: string;
}

/** Every key of a scope, in canonical order. */
export function referenceOf(scope: Scope): ReferenceRow[] {
  return Object.entries(stanzas[scope]).map(([keyword, field]) => rowOf(scope, keyword, field));
}

/** Every setting that stands in a comment line of ours, in canonical order. */
export function sharedReference(): ReferenceRow[] {
  return Object.entries(sharedStanza).map(([keyword, field]) =>
    rowOf('global', keyword, field as Field<unknown>),
  );
}

/** What is true of one key. */
export function rowOf(scope: Scope, keyword: string, field: Field<unknown>): ReferenceRow {
  const { kind, absent, initial, unit, since, obsolete = false, good, source } = field;
  const panel = panelOf(scope, keyword);
  return {
    keyword,
    expects: kind.expects,
    ...(unit === undefined ? {} : { unit }),
    ...(absent === undefined ? {} : { absent: kind.write(absent) }),
    ...(initial === undefined ? {} : { initial: kind.write(initial) }),
    ...(since === undefined ? {} : { since }),
    obsolete,
    ...(panel === undefined ? {} : { panel }),
    example: good[0],
    source,
  };
}
