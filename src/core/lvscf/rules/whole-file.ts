/** Rules about the head of the file: the two routers, the network type, what runs at all. */

import type { Problem } from '../../problem.js';
import type { Model } from '../config.js';
import { globalStanza } from '../global.js';
import { unspecified } from '../kinds/addresses.js';
import { effective } from '../stanza.js';
import {
  backupKeywords,
  head,
  isGiven,
  isMissing,
  isUnread,
  mayBeActive,
  primaryKeywords,
  problemOf,
  whenActive,
} from './at.js';

const serving = ({ virtualServers }: Model) =>
  virtualServers.filter(({ values }) => values.active === true).length;

/** Nobody is the primary then. Without a keyword: a file may be begun with its virtual servers. */
export function primaryMissing(model: Model): Problem[] {
  if (!isMissing(model.document.root, 'primary')) return [];
  const severity = whenActive(serving(model) > 0);
  return [problemOf(head(model), { code: 'primary_missing', severity, params: {} })];
}

/** pulse then switches the backup off with a line in its log. Source: run-time description, part 1, pulse. */
export function backupMissing(model: Model): Problem[] {
  const { global, document } = model;
  if (global.backup_active !== true || isUnread(document.root, global, 'backup')) return [];
  if ((global.backup ?? unspecified) !== unspecified) return [];
  const lines = ['backup', 'backup_active'];
  return [
    problemOf(head(model), { code: 'backup_missing', severity: 'broken', params: {} }, 'backup', lines),
  ];
}

/** Both routers would take themselves for the primary. */
export function backupIsPrimary(model: Model): Problem[] {
  const { global } = model;
  const severity = whenActive(global.backup_active);
  return backupKeywords.flatMap((keyword) => {
    const address = global[keyword];
    const router = primaryKeywords.find((one) => global[one] === address);
    if (!isGiven(address) || router === undefined) return [];
    const params = { address, router };
    return [problemOf(head(model), { code: 'backup_is_primary', severity, params }, keyword)];
  });
}

/** Advice: heartbeats still run between the public addresses. Source: lvs-cf format, section 7. */
export function privateAlone(model: Model): Problem[] {
  const { root } = model.document;
  const isAlone = isMissing(root, 'primary_private') !== isMissing(root, 'backup_private');
  if (!isAlone) return [];
  const present = isMissing(root, 'primary_private') ? 'backup_private' : 'primary_private';
  const params = { present } as const;
  return [problemOf(head(model), { code: 'private_alone', severity: 'advice', params }, present)];
}

/** One late heartbeat makes a second master. */
export function deadtimeShort(model: Model): Problem[] {
  const { global, document } = model;
  if (isUnread(document.root, global, 'deadtime', 'keepalive')) return [];
  const deadtime = effective(globalStanza, global, 'deadtime');
  const keepalive = effective(globalStanza, global, 'keepalive');
  if (deadtime > keepalive) return [];
  const severity = whenActive(global.backup_active);
  const params = { deadtime, keepalive };
  const lines = ['deadtime', 'keepalive'];
  return [problemOf(head(model), { code: 'deadtime_short', severity, params }, 'deadtime', lines)];
}

/**
 * One router may be the gateway itself; with two, the real servers' gateway must move. Broken without a keyword:
 * the routers and the services are filled in on different panels.
 */
export function natWithoutRouter(model: Model): Problem[] {
  const { global, document } = model;
  if (isUnread(document.root, global, 'network', 'nat_router')) return [];
  if (effective(globalStanza, global, 'network') !== 'nat') return [];
  if ((global.nat_router?.address ?? unspecified) !== unspecified) return [];
  const backup = global.backup_active === true;
  const severity = whenActive(backup && serving(model) > 0);
  const keyword = severity === 'advice' ? 'nat_router' : undefined;
  const params = { backup };
  const lines = ['nat_router', 'network'];
  return [problemOf(head(model), { code: 'nat_without_router', severity, params }, keyword, lines)];
}

/** Advice: the daemon leaves the address alone. Source: lvs-cf format, section 6.1. */
export function natRouterUnused(model: Model): Problem[] {
  const network = effective(globalStanza, model.global, 'network');
  if (network === 'nat' || model.global.nat_router === undefined) return [];
  const params = { network };
  return [problemOf(head(model), { code: 'nat_router_unused', severity: 'advice', params }, 'nat_router')];
}

/** The router would take its own address down when it becomes inactive. */
export function natRouterIsRouter(model: Model): Problem[] {
  const { global } = model;
  const address = global.nat_router?.address;
  if (effective(globalStanza, global, 'network') !== 'nat' || !isGiven(address)) return [];
  const router = [...primaryKeywords, ...backupKeywords].find((keyword) => global[keyword] === address);
  if (router === undefined) return [];
  const params = { address, router };
  return [problemOf(head(model), { code: 'nat_router_is_router', severity: 'broken', params }, 'nat_router')];
}

/** Legal, but nothing that this console edits then runs. Without a keyword: it hinders no other work. */
export function serviceFos(model: Model): Problem[] {
  if (model.global.service !== 'fos') return [];
  const active = serving(model);
  const params = { active };
  const severity = whenActive(active > 0);
  return [problemOf(head(model), { code: 'service_fos', severity, params }, undefined, ['service'])];
}

/** Advice: the block is kept and does nothing. */
export function failoverUnused(model: Model): Problem[] {
  if (model.global.service === 'fos') return [];
  return model.failovers.map((failover) =>
    problemOf(failover, { code: 'failover_unused', severity: 'advice', params: { name: failover.name } }),
  );
}

/** pulse does not start then. Without a keyword: every file begins so. Source: lvs-cf format, section 7. */
export function nothingActive(model: Model): Problem[] {
  const scope = model.global.service === 'fos' ? 'failover' : 'virtual';
  const blocks = scope === 'failover' ? model.failovers : model.virtualServers;
  if (blocks.some(mayBeActive)) return [];
  return [problemOf(head(model), { code: 'nothing_active', severity: 'broken', params: { scope } })];
}
