/** Why a file is not rendered: what runs must be right as a whole. */

import type { Config, Model } from '../lvscf/config.js';
import { globalStanza } from '../lvscf/global.js';
import { dottedAddress } from '../lvscf/kinds/addresses.js';
import { effective } from '../lvscf/stanza.js';
import { virtualStanza } from '../lvscf/virtual.js';
import type { Subject } from '../problem.js';
import type { Obstacle } from './note.js';

/** Which router a file is rendered for. `single`: there is no other one. */
export type Role = 'primary' | 'backup' | 'single';

/** The roles, in the order in which they are offered. */
export const roles: readonly Role[] = ['primary', 'backup', 'single'];

/** Every reason why this file cannot run on this router. */
export function obstacles(config: Config, role: Role): Obstacle[] {
  const { global } = config;
  return [
    ...tableObstacles(config),
    ...(role === 'single' ? [] : pairObstacles(config)),
    ...(effective(globalStanza, global, 'network') === 'nat'
      ? namedHost(global.nat_router?.address, { scope: 'global', keyword: 'nat_router' })
      : []),
  ];
}

/** Every reason why the services of this file cannot be told to the kernel at all. */
export function tableObstacles(config: Config): Obstacle[] {
  const ofProblems = config.problems
    .filter(
      ({ severity, subject }) => severity === 'refused' || (severity === 'broken' && runs(config, subject)),
    )
    .map((problem): Obstacle => ({ code: 'problem', params: { problem }, subject: problem.subject }));
  return [...ofProblems, ...config.virtualServers.flatMap(serviceObstacles)];
}

/** Whether a block is active, and the head of the file always is. */
function runs({ virtualServers }: Model, { scope, block = -1, server }: Subject): boolean {
  if (scope === 'global') return true;
  if (scope === 'failover') return false;
  const virtualServer = virtualServers[block];
  if (virtualServer?.values.active !== true) return false;
  return server === undefined || virtualServer.realServers[server]?.values.active === true;
}

function serviceObstacles({ name: virtual, values, realServers, subject }: Model['virtualServers'][number]) {
  if (values.active !== true) return [];
  const found = namedHost(values.address?.address, { ...subject, keyword: 'address' });
  // Source: ipvsadm(8), -p; the kernel has a service for all ports only with persistence.
  const port = effective(virtualStanza, values, 'port');
  if (port === 0 && !values.fwmark && !values.persistent) {
    found.push({ code: 'port_zero', params: { virtual }, subject: { ...subject, keyword: 'port' } });
  }
  const active = realServers.filter((realServer) => realServer.values.active === true);
  return [
    ...found,
    ...active.flatMap((one) => namedHost(one.values.address, { ...one.subject, keyword: 'address' })),
  ];
}

function pairObstacles({ global }: Config): Obstacle[] {
  const found = (['primary', 'backup'] as const).flatMap((keyword) =>
    namedHost(global[keyword], { scope: 'global', keyword }),
  );
  if (global.backup_active === true) return found;
  const subject = { scope: 'global', keyword: 'backup_active' } as const;
  return [{ code: 'role_without_backup', params: {}, subject }, ...found];
}

/** What runs is given as numbers: a name would be looked up on each router, whenever its engine starts. */
function namedHost(value: string | undefined, subject: Subject & { readonly keyword: string }): Obstacle[] {
  if (value === undefined || dottedAddress(value) !== undefined) return [];
  return [{ code: 'host_name', params: { keyword: subject.keyword, name: value }, subject }];
}
