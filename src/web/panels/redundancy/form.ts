import type { Config } from '../../../core/lvscf/config.js';
import { entryOf } from '../../../core/lvscf/document.js';
import { inputNames, shownTexts, type Typed } from '../../../core/lvscf/form.js';
import { panelKeys } from '../../../core/lvscf/panel-keys.js';
import { headStanza } from '../../../core/lvscf/shared-lines.js';
import type { Keyword, Patch, Stanza } from '../../../core/lvscf/stanza.js';
import type { Located, Query } from '../../block-form.js';
import type { Head } from '../../head-form.js';

/** What ENABLE and DISABLE write; no input shows it. */
const switches: readonly Keyword<Head>[] = ['backup_active', 'heartbeat'];

/** What RESET sets; the boxes and the sync daemon are left alone, as in the original. */
const resettable: readonly Keyword<Head>[] = [
  'backup',
  'backup_private',
  'keepalive',
  'deadtime',
  'heartbeat_port',
];

/** Whether there is a second heartbeat path, or half of one that has to be seen. */
export function hasPrivatePath({ document: { root } }: Config): boolean {
  return ['primary_private', 'backup_private'].some((keyword) => entryOf(root, keyword) !== undefined);
}

/** The keys with an input: the private address only where the primary router has one too. */
export function shownKeywords(config: Config): readonly Keyword<Head>[] {
  const hidden = hasPrivatePath(config) ? switches : [...switches, 'backup_private'];
  return panelKeys.redundancy.keywords.filter((keyword) => !hidden.includes(keyword));
}

/** What ENABLE and RESET open the form with. */
export function beginRedundancy(query: Query, { source, keywords }: Located<Head>): Typed | undefined {
  const active = source.values.backup_active === true;
  const { block } = source;
  if ('enable' in query && !active) {
    return beginWith(source, keywords, (keyword) => block && entryOf(block, keyword) === undefined);
  }
  if ('reset' in query && active) {
    return beginWith(source, keywords, (keyword) => resettable.includes(keyword));
  }
  return undefined;
}

/** All texts of the form, some of them as the original tool begins. */
function beginWith(
  source: Located<Head>['source'],
  keywords: readonly Keyword<Head>[],
  anew: (keyword: Keyword<Head>) => boolean | undefined,
): Typed {
  const stanza: Stanza = headStanza;
  const texts = keywords.flatMap((keyword) => {
    const { kind, initial, offered } = stanza[keyword] ?? {};
    if (kind === undefined) return [];
    const shown = shownTexts(source, keyword);
    const first = initial === undefined ? kind.inputs.map(() => '') : kind.show(initial);
    const used = anew(keyword) && offered === undefined ? first : shown;
    return inputNames(keyword, kind).map((name, index) => [name, used[index] ?? '']);
  });
  return Object.fromEntries(texts);
}

/** What ACCEPT writes besides the form while the backup is inactive. `heartbeat` was always 1 in the original. */
export function valuesOfEnabling({ global }: Config): Patch<Head> {
  if (global.backup_active === true) return {};
  return { backup_active: true, heartbeat: global.heartbeat ?? true };
}
