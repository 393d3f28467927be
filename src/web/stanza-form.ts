/** Forms out of the catalogue: the fields of a block as a page shows them, with what is wrong beside each. */

import { type FormSource, inputNames, shownTexts, type Typed } from '../core/lvscf/form.js';
import type { Input } from '../core/lvscf/kind.js';
import type { Field, Keyword, Stanza } from '../core/lvscf/stanza.js';
import type { Problem, Subject } from '../core/problem.js';
import type { AnyFieldText, Caption, InputText } from '../text/field-text.js';
import type { Words } from '../text/index.js';
import { sentence } from '../text/sentence.js';
import { type Choice, type FieldControl, type FieldRemark, type FieldView, helpAnchor } from './field.js';

/** What the fields of a form are made of. */
export interface FieldsOf<S extends Stanza> {
  readonly source: FormSource<S>;
  readonly keywords: readonly Keyword<S>[];
  /** What was typed, when the form is shown again. */
  readonly typed?: Typed;
  /** Problems of the file or of what was typed; those of other fields are passed over. */
  readonly problems: readonly Problem[];
  readonly words: Words;
  readonly offers: Offers;
}

/** What this machine has that a field may want; offered, never enforced. */
export interface Offers {
  /** Names of its network devices, and of aliases on them that are free. */
  readonly devices: Readonly<Record<NonNullable<Input['devices']>, readonly string[]>>;
  /** Its own addresses, without those that float between the routers. */
  readonly addresses: readonly string[];
}

/** The inputs of these keywords, in this order. */
export function fieldViews<S extends Stanza>(of: FieldsOf<S>): FieldView[] {
  return of.keywords.flatMap((keyword) => inputsOf(of, keyword));
}

function inputsOf<S extends Stanza>(of: FieldsOf<S>, keyword: Keyword<S>): FieldView[] {
  const { source, typed, words, offers } = of;
  const field = source.stanza[keyword];
  if (field === undefined) return [];
  const text = fieldText(words, source.subject.scope, keyword);
  const shown = shownTexts(source, keyword);
  return inputNames(keyword, field.kind).map((name, index): FieldView => {
    const said = text.inputs[index] ?? { label: keyword, gloss: '', help: '' };
    const value = typedText(field, name, typed) ?? shown[index] ?? '';
    const input = field.kind.inputs[index] ?? { control: 'text' };
    return {
      id: idOf(name),
      name,
      label: `${said.label}:`,
      gloss: said.gloss,
      ...(said.note === undefined ? {} : { note: said.note }),
      key: keyword,
      helpHref: `/secure/help#${helpAnchor(source.subject.scope, name)}`,
      ...unit(field, said, words),
      help: said.help,
      default: ifBlank(field, index, text, words),
      control: control(field, input, value, { text, words, offers }),
      value,
      problems: remarks(of.problems, { ...source.subject, keyword, input: index }, words),
    };
  });
}

/** The anchor of an input in its page. */
export function idOf(name: string): string {
  return `field-${name.replaceAll('_', '-')}`;
}

/** What is said about a keyword of a scope. */
export function fieldText(words: Words, scope: Subject['scope'], keyword: string): AnyFieldText {
  const texts: Readonly<Record<string, AnyFieldText>> = words.fields[scope];
  return texts[keyword] ?? { inputs: [], more: [] };
}

/** A box that is not ticked sends nothing: in a form that was sent that is a 0, not an old value. */
function typedText(field: Field<unknown>, name: string, typed: Typed | undefined): string | undefined {
  return typed === undefined ? undefined : (typed[name] ?? (field.offered === 'checkbox' ? '0' : undefined));
}

/** The unit beside the input, unless the label says it already. */
function unit(field: Field<unknown>, { label }: InputText, { units }: Words): { readonly unit?: string } {
  if (field.unit === undefined || label.includes(units[field.unit])) return {};
  return { unit: units[field.unit] };
}

/** What holds without the key: the daemon's own value, or in words what it amounts to. */
export function ifBlank(field: Field<unknown>, index: number, text: AnyFieldText, { frame }: Words): string {
  const inWords = text.inputs[index]?.blank;
  if (inWords !== undefined) return field.offered ? frame.defaultValue(inWords) : frame.blankMeans(inWords);
  const shown = field.absent === undefined ? '' : (field.kind.show(field.absent)[index] ?? '');
  if (shown === '') return '';
  const { text: caption, gloss } = text.captions?.[shown] ?? { text: shown, gloss: '' };
  return frame.defaultValue(gloss === '' ? caption : `${caption} (${gloss})`);
}

interface Around {
  readonly text: AnyFieldText;
  readonly words: Words;
  readonly offers: Offers;
}

function control(field: Field<unknown>, input: Input, value: string, around: Around): FieldControl {
  if (field.offered === 'checkbox') {
    // Another value than 0 and 1 counts as 1 and stays what it is as long as nobody touches the box.
    const checked = value !== '0' && value !== '';
    return { type: 'checkbox', value: checked ? value : '1', checked };
  }
  if (input.control === 'choice') {
    const options = choices(input, value, around);
    return field.offered === 'radio' ? { type: 'radio', options } : { type: 'select', options };
  }
  return {
    type: 'text',
    size: input.size ?? 20,
    ...(input.maxLength === undefined ? {} : { maxlength: input.maxLength }),
    ...(input.numeric ? { inputmode: 'numeric' } : {}),
    ...(input.devices ? { list: around.offers.devices[input.devices] } : {}),
    ...(field.ownAddress ? { list: around.offers.addresses } : {}),
    monospace: field.kind.expects.kind === 'exchange' || field.kind.expects.kind === 'program',
  };
}

/** A value outside the list is offered too, so that saving the form keeps it. */
function choices(input: Input, value: string, { text, words }: Around): Choice[] {
  const offered = input.choices ?? [];
  const values = offered.includes(value) ? offered : [value, ...offered];
  return values.map((one) => {
    const caption: Caption =
      text.captions?.[one] ?? (one === '' ? words.fields.unused : { text: one, gloss: '' });
    return { value: one, ...caption, selected: one === value };
  });
}

/** The remarks on one input: what is wrong with it, in words. */
export function remarks(problems: readonly Problem[], at: Subject, words: Words): FieldRemark[] {
  return problems
    .filter(({ subject }) => sameObject(subject, at) && subject.keyword === at.keyword)
    .filter(({ subject }) => (subject.input ?? 0) === (at.input ?? 0))
    .map((problem) => ({ severity: problem.severity, text: sentence(words, problem) }));
}

/** Whether two subjects are in the same block. */
export function sameObject(a: Subject, b: Subject): boolean {
  return a.scope === b.scope && a.block === b.block && a.server === b.server;
}
