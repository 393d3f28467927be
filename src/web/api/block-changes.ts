/** Changes of virtual servers and real servers, as the routes of the JSON interface make them. */

import {
  realServerOf,
  removeRealServer,
  removeVirtualServer,
  virtualServerOf,
} from '../../core/lvscf/change.js';
import type { Config } from '../../core/lvscf/config.js';
import {
  addRealServerJson,
  addVirtualServerJson,
  changeRealServerJson,
  changeVirtualServerJson,
  type JsonBlock,
  type JsonExtent,
  type JsonVirtualServer,
} from '../../core/lvscf/json-edit.js';
import { ConsoleError } from '../../core/problem.js';
import { etagOfServer, etagOfVirtual, etagOfVirtuals } from './blocks.js';
import { type ApiChange, newText } from './saving.js';

/** The address of a virtual server, below the interface. */
export function virtualServerPath(ref: string): string {
  return `/virtual-servers/${encodeURIComponent(ref)}`;
}

/** The mark of all virtual servers, for one that is to be new. @throws ConsoleError revision_stale where it is there */
export function etagOfNone(config: Config, ref: string): string {
  if (config.virtualServer(ref) === undefined) return etagOfVirtuals(config);
  throw new ConsoleError('revision_stale', 'revision_stale', { current: etagOfVirtual(config, ref) });
}

/** A new one, behind the others. */
export function addedVirtualServer(
  json: JsonVirtualServer,
  etag: ApiChange['etag'],
  extent: JsonExtent = 'part',
): ApiChange {
  return {
    etag,
    ifMatch: 'possible',
    edit: (config) => newText(config, addVirtualServerJson(config, json, extent)),
    after: (config) => {
      const ref = config.virtualServers.at(-1)?.ref ?? '';
      return { status: 201, etag: etagOfVirtual(config, ref), location: virtualServerPath(ref) };
    },
  };
}

/** Other values. */
export function changedVirtualServer(ref: string, json: JsonVirtualServer, extent: JsonExtent): ApiChange {
  let at = -1;
  return {
    etag: (config) => etagOfVirtual(config, ref),
    ifMatch: 'wanted',
    edit: (config) => {
      at = config.virtualServers.indexOf(virtualServerOf(config, ref));
      return newText(config, changeVirtualServerJson(config, ref, json, extent));
    },
    // It may have another name now, but stands where it stood.
    after: (config) => {
      const now = config.virtualServers[at]?.ref ?? ref;
      return { etag: etagOfVirtual(config, now), location: virtualServerPath(now) };
    },
  };
}

/** Without it. */
export function removedVirtualServer(ref: string): ApiChange {
  return {
    etag: (config) => etagOfVirtual(config, ref),
    ifMatch: 'wanted',
    edit: (config) => newText(config, removeVirtualServer(config, ref)),
  };
}

/** Where a real server is, by reference. */
export interface ServerPlace {
  readonly virtual: string;
  readonly server: string;
}

function addressOf(virtual: string, server: string): string {
  return `${virtualServerPath(virtual)}/real-servers/${encodeURIComponent(server)}`;
}

/** A new one, behind the others. */
export function addedRealServer(virtual: string, json: JsonBlock): ApiChange {
  return {
    etag: (config) => etagOfVirtual(config, virtual),
    ifMatch: 'possible',
    edit: (config) => newText(config, addRealServerJson(config, virtual, json)),
    after: (config) => {
      const ref = virtualServerOf(config, virtual).realServers.at(-1)?.ref ?? '';
      return { status: 201, etag: etagOfServer(config, virtual, ref), location: addressOf(virtual, ref) };
    },
  };
}

/** Other values. */
export function changedRealServer(
  { server, virtual }: ServerPlace,
  json: JsonBlock,
  extent: JsonExtent,
): ApiChange {
  let at = -1;
  return {
    etag: (config) => etagOfServer(config, virtual, server),
    ifMatch: 'wanted',
    edit: (config) => {
      const around = virtualServerOf(config, virtual);
      at = around.realServers.indexOf(realServerOf(around, server));
      return newText(config, changeRealServerJson(config, virtual, server, json, extent));
    },
    // It may have another name now, but stands where it stood.
    after: (config) => {
      const now = virtualServerOf(config, virtual).realServers[at]?.ref ?? server;
      return { etag: etagOfServer(config, virtual, now), location: addressOf(virtual, now) };
    },
  };
}

/** Without it. */
export function removedRealServer({ server, virtual }: ServerPlace): ApiChange {
  return {
    etag: (config) => etagOfServer(config, virtual, server),
    ifMatch: 'wanted',
    edit: (config) => newText(config, removeRealServer(config, virtual, server)),
  };
}
