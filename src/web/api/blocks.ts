/** The blocks of lvs.cf as the JSON interface shows and marks them. */

import { readable } from '../../core/lvscf/bytes.js';
import { ownText, realServerOf, virtualServerOf } from '../../core/lvscf/change.js';
import type { Config, RealServer, VirtualServer } from '../../core/lvscf/config.js';
import { textOfBlock } from '../../core/lvscf/document.js';
import { failoverStanza } from '../../core/lvscf/failover.js';
import { globalStanza } from '../../core/lvscf/global.js';
import { jsonValues } from '../../core/lvscf/json.js';
import { serverStanza } from '../../core/lvscf/server.js';
import { headStanza } from '../../core/lvscf/shared-lines.js';
import { virtualStanza } from '../../core/lvscf/virtual.js';
import { etagOf } from './etag.js';
import { locatedIn, toldProblems } from './told.js';

/** The head of the file. @param isWhole with what the daemons assume where the file says nothing */
export function globalJson({ global, shared }: Config, isWhole = false): object {
  return jsonValues(headStanza, { ...global, ...shared }, isWhole);
}

/** A virtual server with its real servers. */
export function virtualServerJson({ block, name, realServers, ref, values }: VirtualServer, isWhole = false) {
  const stanza = block.scope === 'failover' ? failoverStanza : virtualStanza;
  return {
    name: readable(name),
    ref,
    ...jsonValues(stanza, values, isWhole),
    server: realServers.map((one) => realServerJson(one, isWhole)),
  };
}

/** A real server; as a whole with the port that counts. */
export function realServerJson({ name, port, ref, values }: RealServer, isWhole = false) {
  return {
    name: readable(name),
    ref,
    ...jsonValues(serverStanza, values, isWhole),
    ...(isWhole && { port }),
  };
}

/** All of the file. */
export function configJson(config: Config, isWhole = false): object {
  const { failovers, problems, readOnly, virtualServers } = config;
  return {
    global: globalJson(config, isWhole),
    virtual: virtualServers.map((one) => virtualServerJson(one, isWhole)),
    failover: failovers.map((one) => virtualServerJson(one, isWhole)),
    ...(readOnly !== undefined && { readOnly }),
    ...toldProblems(locatedIn(config, problems)),
  };
}

/** The mark of the head: its own lines, without the serial number that every save counts up. */
export function etagOfGlobal(config: Config): string {
  const keywords = Object.keys(globalStanza).filter((keyword) => keyword !== 'serial_no');
  const { document, sharedBlock } = config;
  return etagOf(`${ownText(config, document.root, keywords)}\n${ownText(config, sharedBlock)}`);
}

/** The mark of a virtual server with all that stands in it. @throws ConsoleError not_found */
export function etagOfVirtual(config: Config, ref: string): string {
  return etagOf(textOfBlock(config.document, virtualServerOf(config, ref).block));
}

/** The mark of a real server. @throws ConsoleError not_found */
export function etagOfServer(config: Config, ref: string, serverRef: string): string {
  return etagOf(textOfBlock(config.document, realServerOf(virtualServerOf(config, ref), serverRef).block));
}

/** The mark of all virtual servers, their order too. */
export function etagOfVirtuals({ document, virtualServers }: Config): string {
  return etagOf(virtualServers.map(({ block }) => textOfBlock(document, block)).join('\n'));
}
