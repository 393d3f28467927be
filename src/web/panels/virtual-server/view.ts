import { readable } from '../../../core/lvscf/bytes.js';
import { virtualServerOf } from '../../../core/lvscf/change.js';
import type { Config } from '../../../core/lvscf/config.js';
import type { Difference } from '../../../core/lvscf/diff.js';
import type { virtualStanza } from '../../../core/lvscf/virtual.js';
import type { Words } from '../../../text/index.js';
import type { Located } from '../../block-form.js';
import { choiceOf, statusOf } from '../../block-list.js';
import type { Notice } from '../../flash.js';

type Virtual = Located<typeof virtualStanza>;

const listHref = '/secure/virtual-servers';

/** What the form of a virtual server shows besides its fields: the status, with (DE)ACTIVATE. */
export function editView(config: Config, { page }: Virtual, words: Words) {
  const ref = page?.virtualServer ?? '';
  const status = statusOf(virtualServerOf(config, ref));
  return {
    status: { ...words.lists.status[status], name: status, choice: choiceOf(status, ref), action: listHref },
    ...buttons(`${listHref}?selected=${encodeURIComponent(ref)}`, words),
  };
}

/** What the form of a new virtual server shows besides its fields. */
export function addView(_config: Config, _located: Virtual, words: Words) {
  return { adding: words.virtualServer.adding, ...buttons(listHref, words) };
}

function buttons(cancelHref: string, { virtualServer }: Words) {
  return {
    accept: { label: 'ACCEPT', hint: virtualServer.accept },
    cancel: { label: 'CANCEL', hint: virtualServer.cancel, href: cancelHref },
  };
}

/** The message after ADD: what comes next. */
export function addedNotice(changes: readonly Difference[]): Notice {
  const name = readable(changes.find(({ what }) => what === 'added')?.virtual ?? '');
  return {
    kind: 'done',
    text: ({ virtualServer }) => virtualServer.added(name),
    details: ({ virtualServer }) => virtualServer.next,
  };
}
