import { readable } from '../../../core/lvscf/bytes.js';
import { ownText, virtualServerOf } from '../../../core/lvscf/change.js';
import type { Config } from '../../../core/lvscf/config.js';
import { sourceOf } from '../../../core/lvscf/form.js';
import { initialVirtualServer, takenVirtualName } from '../../../core/lvscf/new-block.js';
import type { Keyword } from '../../../core/lvscf/stanza.js';
import { virtualStanza } from '../../../core/lvscf/virtual.js';
import type { Located } from '../../block-form.js';
import { virtualServerHref } from '../../panel-names.js';

type Virtual = typeof virtualStanza;
type Keywords = readonly Keyword<Virtual>[];

/** A virtual server of the file. @throws ConsoleError `not_found` */
export function locateVirtualServer(config: Config, ref: string, keywords: Keywords): Located<Virtual> {
  const virtualServer = virtualServerOf(config, ref);
  const name = readable(virtualServer.name);
  return {
    source: sourceOf(virtualStanza, config, virtualServer),
    keywords,
    ownText: ownText(config, virtualServer.block, keywords),
    named: {
      subject: subjectAt(virtualServer.subject.block),
      name,
      taken: takenVirtualName(config, virtualServer),
    },
    page: { subject: name, virtualServer: ref },
    after: (newName) => virtualServerHref(newName ?? ref),
    concerns: () => true,
  };
}

/** A virtual server that is not in the file yet; it will stand behind the others. */
export function locateNew(config: Config, keywords: Keywords): Located<Virtual> {
  const subject = subjectAt(config.virtualServers.length);
  return {
    source: { stanza: virtualStanza, subject, values: initialVirtualServer(config) },
    keywords,
    ownText: '',
    named: { subject, name: '', taken: takenVirtualName(config) },
    after: (name = '') => virtualServerHref(name),
  };
}

/** A virtual server by its place in the file. */
export function subjectAt(block: number | undefined) {
  return { scope: 'virtual', ...(block === undefined ? {} : { block }) } as const;
}
