/** Forms of a page: what a person finds by the words beside it, and what the browser sends. */

import { allOf, around, type Element, textOf } from './html.js';

/** What is sent, and where to. */
export interface Submission {
  readonly method: 'get' | 'post';
  readonly action: string;
  readonly fields: URLSearchParams;
}

type Kind = 'text' | 'list' | 'choice';

const kinds: Readonly<Record<Kind, (control: Element) => boolean>> = {
  text: (control) =>
    control.name === 'textarea' ||
    (control.name === 'input' && ['text', 'password'].includes(typeOf(control))),
  list: ({ name }) => name === 'select',
  choice: isChoice,
};

/** Types into a field in place of what stands there. */
export function fill(page: Element, label: string, value: string): void {
  labelled(page, 'text', label).attributes.set('value', value);
}

/** Takes the option of a list that begins like this. */
export function choose(page: Element, label: string, option: string): void {
  const options = allOf(labelled(page, 'list', label), 'option');
  const taken = only(
    options.filter((one) => textOf(one).startsWith(option)),
    `option ${option} of ${label}`,
  );
  for (const one of options) one.attributes.delete('selected');
  taken.attributes.set('selected', '');
}

/** Ticks a box, or takes one of several choices. */
export function tick(page: Element, label: string): void {
  const taken = labelled(page, 'choice', label);
  if (typeOf(taken) === 'radio') {
    const group = allOf(around(taken, 'form') ?? page, 'input').filter(
      (one) => typeOf(one) === 'radio' && nameOf(one) === nameOf(taken),
    );
    for (const one of group) one.attributes.delete('checked');
  }
  taken.attributes.set('checked', '');
}

/** Presses the first button with this caption. */
export function press(page: Element, caption: string): Submission {
  const button = allOf(page, 'button').find((one) => textOf(one) === caption);
  const form = button && around(button, 'form');
  if (button === undefined || form === undefined) throw new Error(`no button ${caption}`);
  const { attributes } = form;
  return {
    method: attributes.get('method') === 'post' ? 'post' : 'get',
    action: button.attributes.get('formaction') ?? attributes.get('action') ?? '',
    fields: new URLSearchParams(fieldsOf(form, button)),
  };
}

/** Source: HTML, constructing the entry list. */
function fieldsOf(form: Element, pressed: Element): [string, string][] {
  return allOf(form, 'input', 'select', 'textarea', 'button').flatMap((control): [string, string][] => {
    if (nameOf(control) === '' || isDisabled(control)) return [];
    if (control.name === 'button' && control !== pressed) return [];
    if (isChoice(control) && !control.attributes.has('checked')) return [];
    return [[nameOf(control), sentValue(control)]];
  });
}

function sentValue(control: Element): string {
  if (control.name === 'select') {
    const options = allOf(control, 'option');
    const taken = options.find(({ attributes }) => attributes.has('selected')) ?? options[0];
    return taken?.attributes.get('value') ?? '';
  }
  const written = control.name === 'textarea' ? control.children.join('') : isChoice(control) ? 'on' : '';
  return control.attributes.get('value') ?? written;
}

function isChoice(control: Element): boolean {
  return control.name === 'input' && ['checkbox', 'radio'].includes(typeOf(control));
}

function isDisabled(control: Element): boolean {
  return (
    control.attributes.has('disabled') || around(control, 'fieldset')?.attributes.has('disabled') === true
  );
}

function nameOf({ attributes }: Element): string {
  return attributes.get('name') ?? '';
}

function typeOf({ attributes }: Element): string {
  return attributes.get('type') ?? 'text';
}

/** The one control of a kind whose label is this, or begins like this. */
function labelled(page: Element, kind: Kind, words: string): Element {
  const found = labels(page).filter(({ control }) => kinds[kind](control));
  const exactly = found.filter(({ label }) => label === words);
  const matching = exactly.length > 0 ? exactly : found.filter(({ label }) => label.startsWith(words));
  return only(
    matching.map(({ control }) => control),
    `${kind} ${words}`,
  );
}

function labels(page: Element): { readonly label: string; readonly control: Element }[] {
  const controls = allOf(page, 'input', 'select', 'textarea');
  const named = controls.map((control) => ({ label: control.attributes.get('aria-label'), control }));
  const written = allOf(page, 'label').map((element) => {
    const id = element.attributes.get('for');
    const [within] = allOf(element, 'input', 'select', 'textarea');
    const control =
      id === undefined ? within : controls.find(({ attributes }) => attributes.get('id') === id);
    return { label: textOf(element), control };
  });
  return [...named, ...written].flatMap(({ label, control }) =>
    label === undefined || control === undefined ? [] : [{ label, control }],
  );
}

function only(elements: readonly Element[], what: string): Element {
  const [one, other] = elements;
  if (one === undefined || other !== undefined) throw new Error(`${elements.length} times ${what}`);
  return one;
}
