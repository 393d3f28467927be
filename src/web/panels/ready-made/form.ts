/** What is filled in on READY-MADE CHECKS, as it was sent, and as it is shown. */

import { z } from 'zod';
import type { CheckSettings } from '../../../core/nanny/check.js';
import {
  type Ask,
  type AskFault,
  type AskKind,
  type AskOption,
  type AskTexts,
  askKinds,
  askOptionNames,
  askSeconds,
  choicesOf,
  hasOption,
  usualPorts,
} from '../../../core/nanny/ready-made.js';
import type { Words } from '../../../text/index.js';
import type { FieldControl, FieldView } from '../../field.js';

/** What an input of the form is for. */
type Input = 'port' | AskOption;

/** The texts of the inputs, as typed. */
export type AskTyped = Readonly<Partial<Record<Input, string>>>;

/** What is printed instead of judged has a button, and no input. */
const optionsOf = (kind: AskKind): AskOption[] =>
  askOptionNames.filter((option) => option !== 'take' && hasOption(kind, option));

const text = z.string().max(1000).optional();

const shape = z.object({
  kind: z.enum(askKinds),
  _take: z.enum(['md5', 'sha256']).optional(),
  ...(Object.fromEntries(['port', ...askOptionNames].map((name) => [name, text])) as Record<
    Input,
    typeof text
  >),
});

/** What was sent; undefined for anything that the page does not send. */
export function readAsk(body: unknown) {
  const { data } = shape.safeParse(body);
  if (data === undefined) return undefined;
  const { kind, _take: take, ...typed } = data;
  return { kind, take, typed: typed as AskTyped };
}

/** The kind that an address asks for, if it asks for one. */
export function kindIn(query: unknown): AskKind | undefined {
  return z.object({ kind: z.enum(askKinds) }).safeParse(query).data?.kind;
}

/** What is typed, as a check: blank is nothing. */
export function askOf(kind: AskKind, typed: AskTyped): Ask {
  const given = optionsOf(kind).flatMap((option) => {
    const value = typed[option]?.trim() ?? '';
    return value === ''
      ? []
      : [[option, option === 'md5' || option === 'sha256' ? value.toLowerCase() : value]];
  });
  const port = typed.port?.trim() ?? '';
  return {
    kind,
    port: /^[0-9]{1,5}$/.test(port) ? Number(port) : 0,
    options: Object.fromEntries(given) as AskTexts,
  };
}

/** What a form begins with: what the file has, when it is of this kind, else what is usual. */
export function beginning(
  kind: AskKind,
  present: Ask | undefined,
  {
    port,
    protocol,
    timeoutSeconds,
  }: Pick<CheckSettings, 'port' | 'protocol'> & { readonly timeoutSeconds: number },
): AskTyped {
  if (present?.kind === kind) return { ...present.options, port: String(present.port) };
  const seconds = askSeconds(timeoutSeconds);
  const isOfAnother = port !== usualPorts[kind] && Object.values(usualPorts).includes(port);
  return {
    port: String(isOfAnother ? usualPorts[kind] : port),
    ...(kind === 'dns' && protocol === 'tcp' ? { over: 'tcp' } : {}),
    ...(seconds === undefined ? {} : { seconds: String(seconds) }),
  };
}

/** What the program takes where nothing is said. Source: the head of `config/lvs-ask`. */
const usual: AskTyped = {
  path: '/',
  status: '200-299',
  type: 'SOA',
  answers: '1',
  over: 'udp',
  user: 'lvs_ask',
  seconds: '5',
};

const sizes: AskTyped = {
  port: '6',
  days: '6',
  answers: '6',
  seconds: '6',
  md5: '34',
  sha256: '66',
  path: '40',
};

/** The inputs, each with what is wrong with it. */
export function askFields(
  kind: AskKind,
  typed: AskTyped,
  faults: readonly AskFault[],
  { readyMade: say }: Words,
): FieldView[] {
  const inputs: readonly Input[] = ['port', ...optionsOf(kind)];
  return inputs.map((name) => {
    const { gloss, help, label } = say.options[name];
    const common = usual[name];
    return {
      id: `ask-${name}`,
      name,
      key: name,
      label,
      help,
      helpHref: '/secure/help#monitoring-scripts',
      value: typed[name] ?? '',
      control: controlOf(name, typed[name] ?? ''),
      problems: faults.flatMap((fault) => {
        const isHere = fault.option === name || (fault.option === 'whole' && name === 'port');
        return isHere ? [{ severity: 'refused' as const, text: say.fault(fault, typed[name] ?? '') }] : [];
      }),
      ...(gloss === '' ? {} : { gloss }),
      ...(common === undefined ? {} : { default: say.blank(common) }),
    };
  });
}

function controlOf(name: Input, value: string): FieldControl {
  const choices = name === 'port' ? undefined : choicesOf(name);
  if (choices?.length === 1) return { type: 'checkbox', value: 'yes', checked: value === 'yes' };
  if (choices !== undefined) {
    const options = ['', ...choices].map((one) => ({ value: one, text: one, selected: one === value }));
    return { type: 'select', options };
  }
  const isNumber = ['port', 'days', 'answers', 'seconds'].includes(name);
  return {
    type: 'text',
    size: Number(sizes[name] ?? '30'),
    monospace: true,
    ...(isNumber ? { inputmode: 'numeric' as const } : {}),
  };
}
