import { adverts } from '../../../core/keepalived/adverts.js';
import type { Config } from '../../../core/lvscf/config.js';
import { type GlobalValues, globalStanza } from '../../../core/lvscf/global.js';
import { unspecified } from '../../../core/lvscf/kinds/addresses.js';
import { sharedStanza } from '../../../core/lvscf/shared-lines.js';
import type { Words } from '../../../text/index.js';
import type { Located } from '../../block-form.js';
import type { BlockFormView } from '../../block-view.js';
import type { FieldView } from '../../field.js';
import type { Head } from '../../head-form.js';
import { hasPrivatePath } from './form.js';

/** Whether the file says that a backup router stands by. */
export function isActive({ global }: Config): boolean {
  return global.backup_active === true;
}

/** What the template shows besides the form. */
export function redundancyView(config: Config, _located: Located<Head>, words: Words, form: BlockFormView) {
  const active = isActive(config);
  const say = words.redundancy;
  const open = active || form.begun || form.alert;
  const routers = ['backup', 'backup_private'];
  const isShared = ({ name }: FieldView) => Object.hasOwn(sharedStanza, name);
  return {
    state: stateRow(active, words),
    open,
    remark: remark(active, form, words),
    routers: form.fields.filter(({ name }) => routers.includes(name)),
    privateHint: hasPrivatePath(config) ? undefined : say.privateHint,
    heartbeat: form.fields
      .filter((field) => !routers.includes(field.name) && !isShared(field))
      .map((field) =>
        field.name === 'deadtime' ? { ...field, ...outcome(config, form.fields, words) } : field,
      ),
    shared: form.fields.filter(isShared),
    // RESET puts other values into a form that had some; after ENABLE there is nothing to lose.
    unsaved: form.alert || (active && form.begun),
    buttons: open
      ? {
          first: [{ label: 'ACCEPT', hint: say.accept }],
          last: active
            ? [
                {
                  label: 'DISABLE',
                  gloss: say.gloss.disable,
                  href: '/secure/redundancy/disable',
                  guarded: true,
                },
                { label: 'RESET', gloss: say.gloss.reset, href: '/secure/redundancy?reset' },
              ]
            : [{ label: 'CANCEL', gloss: say.gloss.cancel, href: '/secure/redundancy' }],
        }
      : { first: [{ label: 'ENABLE', gloss: say.gloss.enable, href: '/secure/redundancy?enable' }] },
  };
}

/** What the confirmation of DISABLE says. */
export function disableView(config: Config, words: Words) {
  const { disable, gloss } = words.redundancy;
  const { backup = unspecified } = config.global;
  return {
    state: stateRow(true, words),
    lead: disable.lead(backup === unspecified ? undefined : backup),
    buttons: {
      first: [{ label: 'DISABLE', gloss: gloss.disable }],
      last: [{ label: 'CANCEL', gloss: gloss.cancel, href: '/secure/redundancy' }],
    },
  };
}

function stateRow(active: boolean, words: Words) {
  const { inputs, captions } = words.fields.global.backup_active;
  const { text, gloss } = captions[active ? '1' : '0'];
  return { gloss: inputs[0].gloss, text, textGloss: gloss, tone: active ? 'good' : 'bad' };
}

function remark(active: boolean, form: BlockFormView, { redundancy: say }: Words): string | undefined {
  if (!active) return form.begun || form.alert ? say.enabling : say.inactive;
  return form.begun ? say.resetting : undefined;
}

/** What the two times in the form come to; nothing while one of them is no number. */
function outcome({ global }: Config, fields: readonly FieldView[], words: Words): Pick<FieldView, 'outcome'> {
  const inForm = (name: 'keepalive' | 'deadtime'): number | undefined => {
    const text = fields.find((field) => field.name === name)?.value.trim() ?? '';
    if (text === '') return globalStanza[name].absent;
    return /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : undefined;
  };
  const [keepalive, deadtime] = [inForm('keepalive'), inForm('deadtime')];
  if (keepalive === undefined || deadtime === undefined) return {};
  const values: GlobalValues = { ...global, keepalive, deadtime };
  const { interval, missed } = adverts({ global: values });
  return { outcome: words.redundancy.outcome({ interval, missed, deadtime }) };
}
