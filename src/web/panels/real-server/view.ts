import { readable } from '../../../core/lvscf/bytes.js';
import type { Config } from '../../../core/lvscf/config.js';
import type { Difference } from '../../../core/lvscf/diff.js';
import type { serverStanza } from '../../../core/lvscf/server.js';
import type { Words } from '../../../text/index.js';
import type { Located } from '../../block-form.js';
import type { Notice } from '../../flash.js';

type Server = Located<typeof serverStanza>;

/** What the form of a real server shows besides its fields. */
export function editView(_config: Config, located: Server, words: Words) {
  return buttons(located.after(undefined), words);
}

/** What the form of a new real server shows besides its fields. */
export function addView(_config: Config, located: Server, words: Words) {
  return { adding: words.realServer.adding, ...buttons(located.after(undefined), words) };
}

function buttons(cancelHref: string, { lists: { gloss } }: Words) {
  return {
    accept: { label: 'ACCEPT', gloss: gloss.accept },
    cancel: { label: 'CANCEL', gloss: gloss.cancel, href: cancelHref },
  };
}

/** The message after ADD: what comes next. */
export function addedNotice(changes: readonly Difference[]): Notice {
  const { virtual = '', server = '' } = changes.find(({ what }) => what === 'added') ?? {};
  return {
    kind: 'done',
    text: ({ realServer }) => realServer.added(readable(server), readable(virtual)),
    details: ({ realServer }) => realServer.next,
  };
}
