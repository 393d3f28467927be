import type { Config } from '../../../core/lvscf/config.js';
import { shownTexts } from '../../../core/lvscf/form.js';
import { sharedStanza } from '../../../core/lvscf/shared-lines.js';
import { markRules } from '../../../core/packet-filter/filter.js';
import { nothingOfOurs, restoreInput, tableWith } from '../../../core/packet-filter/table.js';
import type { Words } from '../../../text/index.js';
import type { Located } from '../../block-form.js';
import type { BlockFormView } from '../../block-view.js';
import type { FieldView } from '../../field.js';
import type { Head } from '../../head-form.js';

/** What the template shows besides the form: the type in the file, and which fields belong together. */
export function globalSettingsView(
  config: Config,
  source: Located<Head>['source'],
  words: Words,
  form: BlockFormView,
) {
  const [type = ''] = shownTexts(source, 'network');
  const current = { text: 'Current type is:', value: type };
  const isNat = ({ name }: FieldView) => name.startsWith('nat_');
  const isShared = ({ name }: FieldView) => Object.hasOwn(sharedStanza, name);
  const rules = markRules(config);
  return {
    fields: form.fields
      .filter((field) => !isNat(field) && !isShared(field))
      .map((field) => (field.name === 'network' ? { ...field, current } : field)),
    natFields: form.fields.filter(isNat),
    filterFields: form.fields.filter(isShared),
    rules: rules.length === 0 ? '' : restoreInput(nothingOfOurs, tableWith(rules)),
    accept: { label: 'ACCEPT', hint: words.globalSettings.accept },
  };
}
