import { freeAliases } from '../../../core/lvscf/aliases.js';
import { readable } from '../../../core/lvscf/bytes.js';
import { ownText, virtualServerOf } from '../../../core/lvscf/change.js';
import type { Config, VirtualServer } from '../../../core/lvscf/config.js';
import { sourceOf } from '../../../core/lvscf/form.js';
import type { Finding } from '../../../core/lvscf/kind.js';
import { initialValues, type Keyword } from '../../../core/lvscf/stanza.js';
import { type VirtualValues, virtualStanza } from '../../../core/lvscf/virtual.js';
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
    named: { subject: subjectAt(virtualServer.subject.block), name, taken: taken(config, virtualServer) },
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
    named: { subject, name: '', taken: taken(config) },
    after: (name = '') => virtualServerHref(name),
  };
}

/** What ADD writes: the original's values, on an alias that no other address of the file has. */
export function initialVirtualServer(config: Config): VirtualValues {
  const values: VirtualValues = initialValues(virtualStanza);
  const { address, device } = virtualStanza.address.initial;
  return { ...values, address: { address, device: freeAliases(config, [])[0] ?? device } };
}

function subjectAt(block: number | undefined) {
  return { scope: 'virtual', ...(block === undefined ? {} : { block }) } as const;
}

function taken({ virtualServers }: Config, itself?: VirtualServer) {
  return (name: string): Finding | undefined => {
    const other = virtualServers.find((one) => one.name === name && one !== itself);
    if (other === undefined) return undefined;
    const params = { scope: 'virtual', name, line: other.block.open + 1 } as const;
    return { code: 'duplicate_virtual_name', severity: 'advice', params };
  };
}
