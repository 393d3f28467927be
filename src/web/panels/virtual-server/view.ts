import { readable } from '../../../core/lvscf/bytes.js';
import { virtualServerOf } from '../../../core/lvscf/change.js';
import type { Config, VirtualServer } from '../../../core/lvscf/config.js';
import type { Difference } from '../../../core/lvscf/diff.js';
import type { virtualStanza } from '../../../core/lvscf/virtual.js';
import type { Words } from '../../../text/index.js';
import type { Located } from '../../block-form.js';
import { choiceOf, statusOf } from '../../block-list.js';
import type { BlockFormView } from '../../block-view.js';
import type { SummaryLine } from '../../field.js';
import type { Notice } from '../../flash.js';
import { troubleOf } from '../../list-row.js';
import { realServerHref, rowIn, virtualServersHref } from '../../panel-names.js';

type Virtual = Located<typeof virtualStanza>;

/** What the form shows besides its fields: the status with (DE)ACTIVATE, and troubled real servers. */
export function editView(config: Config, { page }: Virtual, words: Words, form: BlockFormView) {
  const virtualServer = virtualServerOf(config, page?.virtualServer ?? '');
  const { ref } = virtualServer;
  const status = statusOf(virtualServer);
  return {
    status: {
      ...words.lists.status[status],
      name: status,
      choice: choiceOf(status, ref),
      action: virtualServersHref,
    },
    summary: [...form.summary, ...partLines(config, virtualServer, words)],
    ...buttons(rowIn(virtualServersHref, ref), words),
  };
}

function partLines(config: Config, { ref, realServers }: VirtualServer, words: Words): SummaryLine[] {
  return realServers.flatMap((realServer) => {
    const trouble = troubleOf(config, [realServer], words);
    if (trouble === undefined) return [];
    const text = words.virtualServer.part(readable(realServer.name), trouble.text);
    return [{ severity: trouble.severity, text, href: realServerHref(ref, realServer.ref) }];
  });
}

/** What the form of a new virtual server shows besides its fields. */
export function addView(_config: Config, _located: Virtual, words: Words) {
  return { adding: words.virtualServer.adding, ...buttons(virtualServersHref, words) };
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
