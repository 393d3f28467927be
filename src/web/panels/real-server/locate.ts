import { readable } from '../../../core/lvscf/bytes.js';
import { ownText, realServerOf, virtualServerOf } from '../../../core/lvscf/change.js';
import type { Config, VirtualServer } from '../../../core/lvscf/config.js';
import { shownTexts, sourceOf, type Typed } from '../../../core/lvscf/form.js';
import { takenServerName } from '../../../core/lvscf/new-block.js';
import { panelKeys } from '../../../core/lvscf/panel-keys.js';
import { serverStanza } from '../../../core/lvscf/server.js';
import { initialValues, type Keyword } from '../../../core/lvscf/stanza.js';
import type { Located, Query } from '../../block-form.js';
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

/** What COPY begins a new real server with: all that another one has, but its name. */
export function beginLike(
  { like }: Query,
  { realServers }: VirtualServer,
  config: Config,
): Typed | undefined {
  const original = realServers.find(({ ref }) => ref === like);
  if (original === undefined) return undefined;
  const source = sourceOf(serverStanza, config, original);
  const { keywords } = panelKeys['real-server'];
  const texts = keywords.map((keyword) => [keyword, shownTexts(source, keyword)[0] ?? '']);
  return { name: '', ...Object.fromEntries(texts) };
}
