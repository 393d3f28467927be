/** The questions of the wizard as fields of a form: those of the file look as they do on its panels. */

import type { Config } from '../../../core/lvscf/config.js';
import type { Typed } from '../../../core/lvscf/form.js';
import { sharedStanza } from '../../../core/lvscf/shared-lines.js';
import { virtualStanza } from '../../../core/lvscf/virtual.js';
import type { Wrong } from '../../../core/wizard/answers.js';
import {
  checks,
  databases,
  openQuestions,
  ownPorts,
  type Question,
  questionsOf,
  type WizardKind,
  ways,
} from '../../../core/wizard/kinds.js';
import { deviceFor } from '../../../core/wizard/read.js';
import type { Words } from '../../../text/index.js';
import { sentence } from '../../../text/sentence.js';
import { nameField } from '../../block-name.js';
import type { Choice, FieldControl, FieldRemark, FieldView } from '../../field.js';
import { fieldViews, idOf, type Offers } from '../../stanza-form.js';

/** All that the form is made from. */
export interface FormParts {
  readonly kind: WizardKind;
  readonly config: Config;
  readonly typed: Typed;
  readonly wrong: readonly Wrong[];
  readonly words: Words;
  readonly offers: Offers;
}

/** The fields, those to be answered apart from those that have an answer. */
export function wizardFields(parts: FormParts): { readonly open: FieldView[]; readonly filled: FieldView[] } {
  const asked = questionsOf(parts.kind);
  const known = ofTheFile(parts);
  const fields = (isOpen: boolean) =>
    asked
      .filter((question) => openQuestions.has(question) === isOpen)
      .map((question) => {
        const field = known.find(({ name }) => name === question) ?? ownField(question, parts);
        return { ...field, problems: remarksOn(question, parts) };
      });
  return { open: fields(true), filled: fields(false) };
}

/** What is wrong with an answer, in words. */
function remarksOn(question: Question, { words, wrong }: FormParts): FieldRemark[] {
  return wrong
    .filter((one) => one.question === question)
    .map((one) => ({
      severity: 'refused',
      text:
        'fault' in one
          ? words.wizard.faults[one.fault](one.value, one.against ?? '')
          : sentence(words, one.problem),
    }));
}

/** Keys of the file, with the words and inputs of the panels. */
function ofTheFile({ config, kind, offers, typed, words }: FormParts): FieldView[] {
  const common = { typed, problems: [], words, offers };
  const virtual = fieldViews({
    ...common,
    source: { stanza: virtualStanza, subject: { scope: 'virtual' }, values: {} },
    keywords: ['address', 'vip_nmask', 'fwmark', 'persistent'],
  });
  const head = fieldViews({
    ...common,
    source: { stanza: sharedStanza, subject: { scope: 'global' }, values: {} },
    keywords: ['ftp-data-ports'],
  });
  const named = { subject: { scope: 'virtual' }, name: '', taken: () => undefined } as const;
  const device = deviceFor(config, typed['address'] ?? '', offers.devices.interface);
  return [
    nameField(named, typed['name'], [], words),
    ...virtual.map((field) => ({ ...field, ...differently(field, device, kind, words) })),
    ...head,
  ];
}

/** What a field of a panel says differently here: a blank is refused, or filled in by itself. */
function differently(
  { name }: FieldView,
  device: string,
  kind: WizardKind,
  { wizard: say }: Words,
): Partial<FieldView> {
  if (name === 'address' || name === 'vip_nmask') return { default: '' };
  if (name === 'address_device') return { default: say.devicePlace(device) };
  const other: Readonly<Record<string, string>> = kind === 'web' ? {} : say.help;
  return { ...(other[name] && { help: other[name], default: '' }) };
}

type OwnQuestion = keyof Words['wizard']['fields'];

/** What a question is about in the file. */
const keys: Readonly<Record<OwnQuestion, string>> = {
  servers: 'server',
  zone: 'send_program',
  ports: 'port',
  database: 'port',
  port: 'port',
  way: 'fwmark',
  rules: 'mark-rules',
  path: 'send_program',
  host: 'send_program',
  check: 'expect',
  active: 'active',
};

function ownField(question: Question, parts: FormParts): FieldView {
  const { kind, typed, words } = parts;
  const name = question as OwnQuestion;
  const { gloss, help, label } = words.wizard.fields[name];
  const withPort = name === 'servers' && ownPorts.has(kind) ? ` ${words.wizard.withPort}` : '';
  return {
    id: idOf(name),
    name,
    label: `${label}:`,
    gloss,
    help: help + withPort,
    key: keys[name],
    helpHref: '/secure/help#wizard',
    control: controlOf(name, parts),
    value: typed[name] ?? '',
    problems: [],
  };
}

function controlOf(name: OwnQuestion, parts: FormParts): FieldControl {
  const { choices } = parts.words.wizard;
  const typed = parts.typed[name] ?? '';
  const radio = <T extends string>(
    values: readonly T[],
    said: Readonly<Record<T, Pick<Choice, 'text' | 'gloss'>>>,
  ) => {
    const options = values.map((value) => ({ value, ...said[value], selected: value === typed }));
    return { type: 'radio', options } as const;
  };
  switch (name) {
    case 'way':
      return radio(ways, choices.way);
    case 'check':
      return radio(checks, choices.check);
    case 'database':
      return radio(databases, choices.database);
    case 'rules':
    case 'active':
      return { type: 'checkbox', value: '1', checked: typed !== '' };
    case 'servers':
      return { type: 'text', size: 48, maxlength: 4000, list: serversThere(parts.config) };
    case 'port':
      return { type: 'text', size: 6, maxlength: 5, inputmode: 'numeric' };
    default:
      return { type: 'text', size: 32, maxlength: 253 };
  }
}

/** The real servers that other virtual servers have, to be taken as they are. */
function serversThere({ virtualServers }: Config): string[] {
  const lists = virtualServers.map(({ realServers }) =>
    realServers.flatMap(({ name, values }) =>
      values.address === undefined ? [] : `${name}=${values.address}`,
    ),
  );
  return [...new Set(lists.map((list) => list.join(' ')))].filter((list) => list !== '').slice(0, 20);
}
