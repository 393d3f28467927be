import { shownTexts } from '../../../core/lvscf/form.js';
import type { Words } from '../../../text/index.js';
import type { Located } from '../../block-form.js';
import type { BlockFormView } from '../../block-view.js';
import type { FieldView } from '../../field.js';
import type { Head } from '../../head-form.js';

/** What the template shows besides the form: the type in the file, and which fields count with NAT only. */
export function globalSettingsView(source: Located<Head>['source'], words: Words, form: BlockFormView) {
  const [type = ''] = shownTexts(source, 'network');
  const current = { text: 'Current type is:', value: type };
  const isNat = ({ name }: FieldView) => name.startsWith('nat_');
  return {
    fields: form.fields
      .filter((field) => !isNat(field))
      .map((field) => (field.name === 'network' ? { ...field, current } : field)),
    natFields: form.fields.filter(isNat),
    accept: { label: 'ACCEPT', hint: words.globalSettings.accept },
  };
}
