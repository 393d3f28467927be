import { readable } from '../../../core/lvscf/bytes.js';
import { ownText, realServerOf, virtualServerOf } from '../../../core/lvscf/change.js';
import type { Config } from '../../../core/lvscf/config.js';
import { sourceOf } from '../../../core/lvscf/form.js';
import { takenServerName } from '../../../core/lvscf/new-block.js';
import { serverStanza } from '../../../core/lvscf/server.js';
import { initialValues, type Keyword } from '../../../core/lvscf/stanza.js';
import type { Located } from '../../block-form.js';
import { realServersHref, selectedIn } from '../../panel-names.js';

type Server = typeof serverStanza;
type Keywords = readonly Keyword<Server>[];

/** A real server of the file. @throws ConsoleError `not_found` */
export function locateRealServer(
  config: Config,
  virtual: string,
  ref: string,
  keywords: Keywords,
): Located<Server> {
  const virtualServer = virtualServerOf(config, virtual);
  const realServer = realServerOf(virtualServer, ref);
  const name = readable(realServer.name);
  const subject = { ...realServer.subject, scope: 'server' } as const;
  return {
    source: sourceOf(serverStanza, config, realServer),
    keywords,
    ownText: ownText(config, realServer.block, keywords),
    named: { subject, name, taken: takenServerName(virtualServer, realServer) },
    page: { subject: `${readable(virtualServer.name)} – ${name}`, virtualServer: virtual },
    after: (newName) => selectedIn(realServersHref(virtual), newName ?? ref),
    concerns: () => true,
  };
}

/** A real server that is not in the file yet; it will stand behind the others of its virtual server. */
export function locateNew(config: Config, virtual: string, keywords: Keywords): Located<Server> {
  const virtualServer = virtualServerOf(config, virtual);
  const subject = {
    ...virtualServer.subject,
    scope: 'server',
    server: virtualServer.realServers.length,
  } as const;
  return {
    source: { stanza: serverStanza, subject, values: initialValues(serverStanza) },
    keywords,
    ownText: '',
    named: { subject, name: '', taken: takenServerName(virtualServer) },
    page: { subject: readable(virtualServer.name), virtualServer: virtual },
    after: (name) => {
      const list = realServersHref(virtual);
      return name === undefined ? list : selectedIn(list, name);
    },
  };
}
