import { checkOfValues } from '../../../core/keepalived/check-command.js';
import { sharedSettings } from '../../../core/keepalived/shared-settings.js';
import { readable } from '../../../core/lvscf/bytes.js';
import type { Config } from '../../../core/lvscf/config.js';
import { shownTexts } from '../../../core/lvscf/form.js';
import { unquoted } from '../../../core/lvscf/kinds/strings.js';
import { effective } from '../../../core/lvscf/stanza.js';
import { virtualStanza } from '../../../core/lvscf/virtual.js';
import { successesNeeded } from '../../../core/nanny/check.js';
import { readReadyMade } from '../../../core/nanny/ready-made.js';
import type { Words } from '../../../text/index.js';
import type { Located } from '../../block-form.js';
import type { BlockFormView } from '../../block-view.js';
import type { FieldView } from '../../field.js';
import { readyMadeHref, virtualServerHref } from '../../panel-names.js';

type Source = Located<typeof virtualStanza>['source'];

/** The three rows of the original's table, each with the button that empties its value. */
const rows = [
  { keyword: 'send_program', button: 'NO SEND PROGRAM', gloss: 'noSendProgram' },
  { keyword: 'send', button: 'BLANK SEND', gloss: 'blankSend' },
  { keyword: 'expect', button: 'BLANK EXPECT', gloss: 'blankExpect' },
] as const;

/** What the template shows: the rows of the table, the box below it, and what the settings come to. */
export function monitoringScriptsView(
  config: Config,
  { source, page }: Located<typeof virtualStanza>,
  words: Words,
  form: BlockFormView,
) {
  const { monitoringScripts: say, lists } = words;
  const field = (name: string): FieldView | undefined => form.fields.find((one) => one.name === name);
  return {
    rows: rows.map(({ keyword, button, gloss }) => ({
      field: field(keyword),
      wrong: field(keyword)?.problems.some(({ severity }) => severity === 'refused') === true,
      current: shownTexts(source, keyword)[0] ?? '',
      button: { label: button, gloss: say.gloss[gloss], name: '_blank', value: keyword },
    })),
    regex: field('use_regex'),
    readyMade: {
      href: readyMadeHref(page?.virtualServer ?? ''),
      gloss: words.frame.gloss['ready-made'],
      present: presentIn(source, words),
    },
    ...checkView(source, words),
    ...(sharedSettings(config).checkerAccount === undefined ? { asRoot: say.asRoot } : {}),
    accept: { label: 'ACCEPT', gloss: lists.gloss.accept },
    cancel: {
      label: 'CANCEL',
      gloss: lists.gloss.cancel,
      href: virtualServerHref(page?.virtualServer ?? ''),
    },
  };
}

/** The ready-made check that the file has, if it has one. */
function presentIn({ values }: Source, { readyMade: say }: Words): string | undefined {
  const check = checkOfValues(values);
  const present = check.kind === 'program' ? readReadyMade(check.command) : undefined;
  return present && say.present(say.kinds[present.kind]);
}

/** Line ends as they are written in Send and Expect. */
function escaped(bytes: string): string {
  return bytes.replaceAll('\r', '\\r').replaceAll('\n', '\\n');
}

/** What is checked by the values in the file, in words. */
function checkView({ values }: Source, { monitoringScripts: say }: Words) {
  const textOf = (value: string | undefined) => (value === undefined ? '' : unquoted(value));
  const [send, expect] = [values.send, values.expect].map(textOf);
  const check = checkOfValues(values);
  const implied = check.kind !== 'program' && check.send !== '' && send === '';
  const seconds = effective(virtualStanza, values, 'timeout');
  const facts = {
    check: check.kind === 'program' ? { ...check, command: readable(check.command) } : check,
    port: effective(virtualStanza, values, 'port'),
    send: readable(implied ? escaped(check.send) : (send ?? '')),
    expect: readable(implied ? check.expect : (expect ?? '')),
    seconds,
    needed: successesNeeded(effective(virtualStanza, values, 'reentry'), seconds),
  };
  return { checks: [say.check(facts), ...(implied ? [say.implied] : []), say.failing(facts)] };
}
