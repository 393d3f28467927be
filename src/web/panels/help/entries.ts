import { fieldOf } from '../../../core/lvscf/config.js';
import { inputNames } from '../../../core/lvscf/form.js';
import { panelKeys } from '../../../core/lvscf/panel-keys.js';
import { type ReferenceRow, referenceOf, rowOf } from '../../../core/lvscf/reference.js';
import { sharedPrefix, sharedStanza } from '../../../core/lvscf/shared-lines.js';
import type { Scope } from '../../../core/problem.js';
import type { InputText } from '../../../text/field-text.js';
import type { Words } from '../../../text/index.js';
import { helpAnchor } from '../../field.js';
import { fieldText, ifBlank } from '../../stanza-form.js';

/** The panels that HELP explains. */
export type HelpSection = keyof Words['help']['sections'];

/** One field, explained. */
export interface HelpEntry {
  /** Anchor in the page. */
  readonly id: string;
  /** Empty for a key that no panel shows. */
  readonly label: string;
  readonly gloss: string;
  /** Keyword in `lvs.cf`. */
  readonly key: string;
  readonly paragraphs: readonly string[];
  /** A line as it may stand in the file, and short facts about its value. */
  readonly example?: string;
  readonly facts: readonly string[];
}

/** Every field of a panel, as the catalogue and the wording have it. */
export function helpEntries(section: HelpSection, words: Words): readonly HelpEntry[] {
  switch (section) {
    case 'global-settings':
    case 'redundancy':
    case 'virtual-servers':
    case 'monitoring-scripts':
      return keyEntries(section, words);
    case 'virtual-server':
      return [nameEntry('virtual', words), ...keyEntries('virtual-server', words)];
    case 'real-servers':
      return [
        nameEntry('server', words),
        ...keyEntries('real-server', words),
        ...keyEntries('real-servers', words),
      ];
    case 'file':
      return (['global', 'virtual', 'server'] as const).flatMap((scope) =>
        referenceOf(scope)
          .filter(({ panel }) => panel === undefined)
          .flatMap((row) => entriesOf(scope, row, words)),
      );
    default:
      return [];
  }
}

function keyEntries(panel: keyof typeof panelKeys, words: Words): HelpEntry[] {
  const { scope, keywords } = panelKeys[panel];
  return keywords.flatMap((keyword) => {
    const field = fieldOf(scope, keyword);
    return field === undefined ? [] : entriesOf(scope, rowOf(scope, keyword, field), words);
  });
}

/** One entry for each input of a key; what is true of the whole line stands at the first. */
function entriesOf(scope: Scope, row: ReferenceRow, words: Words): HelpEntry[] {
  const { keyword } = row;
  const field = fieldOf(scope, keyword);
  if (field === undefined) return [];
  const text = fieldText(words, scope, keyword);
  return inputNames(keyword, field.kind).map((name, index) => {
    const { label = '', gloss = '', help = '' }: Partial<InputText> = text.inputs[index] ?? {};
    const entry = { id: helpAnchor(scope, name), label, gloss, key: keyword };
    const blank = ifBlank(field, index, text, words);
    const facts = blank === '' ? [] : [blank];
    if (index > 0) return { ...entry, paragraphs: [help], facts };
    return {
      ...entry,
      paragraphs: [help, ...text.more],
      example: `${Object.hasOwn(sharedStanza, keyword) ? sharedPrefix : ''}${keyword} = ${row.example}`,
      facts: [kindOf(row, words), ...facts, ...more(row, words)],
    };
  });
}

function kindOf({ expects, unit }: ReferenceRow, { reference, units }: Words): string {
  const kind = reference.kinds[expects.kind](expects);
  return unit === undefined ? kind : reference.withUnit(kind, units[unit]);
}

function more({ initial, absent, since, obsolete }: ReferenceRow, { reference }: Words): string[] {
  return [
    ...(initial === undefined || initial === absent ? [] : [reference.initial(initial)]),
    ...(since === undefined ? [] : [reference.since(since)]),
    ...(obsolete ? [reference.obsolete] : []),
  ];
}

function nameEntry(scope: 'virtual' | 'server', words: Words): HelpEntry {
  const { label, gloss, help } = words.fields.names[scope];
  return {
    id: helpAnchor(scope, 'name'),
    label,
    gloss,
    key: scope,
    paragraphs: [help],
    example: `${scope} ${scope === 'virtual' ? 'HTTP' : 'web1'} {`,
    facts: [],
  };
}
