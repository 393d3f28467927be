/** How sentences call a field: its label, which is the original English one in every language, and its keyword. */
import { globalFields } from './en/fields/global.js';
import { sharedFields } from './en/fields/shared.js';
import { virtualFields } from './en/fields/virtual.js';
import type { AnyFieldText } from './field-text.js';

const headFields = { ...globalFields, ...sharedFields };

/** A field at the head of the file, such as `Heartbeat interval (keepalive)`. */
export function globalField(keyword: keyof typeof headFields): string {
  return named(headFields[keyword], keyword);
}

/** A field of a virtual server; a keyword that is none stays as it is. */
export function virtualField(keyword: string): string {
  const texts: Readonly<Record<string, AnyFieldText>> = virtualFields;
  return named(texts[keyword], keyword);
}

/** The label of one input, less its unit, with the keyword behind it; the keyword alone where there is no label. */
export function named(text: AnyFieldText | undefined, keyword: string, input = 0): string {
  const label = (text?.inputs[input]?.label ?? '').replace(/ \(seconds\)$/, '');
  return label === '' ? keyword : `${label} (${keyword})`;
}
