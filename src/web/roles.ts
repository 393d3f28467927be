/** Which role may ask for which route. Buttons follow this table; they do not replace it. */

import type { FastifyRequest } from 'fastify';
import type { Groups, Role } from '../core/access/roles.js';

/** The groups that give the roles, as they stand at this moment. */
export interface GroupSource {
  read(): Promise<{ readonly parsed: Groups } | undefined>;
}

/** Pages that are there only to change something, and the file as a whole to take away. */
const adminPages: ReadonlySet<string> = new Set([
  '/secure/add-virtual-server',
  '/secure/connection/host-key',
  '/secure/connection/test',
  '/secure/export',
  '/secure/export/download',
  '/secure/file/download',
  '/secure/file/edit',
  '/secure/import',
  '/secure/redundancy/disable',
  '/secure/several',
  '/secure/versions/:number/download',
  '/secure/versions/:number/restore',
  '/secure/virtual-servers/:virtual/add-real-server',
  '/secure/virtual-servers/:virtual/copy',
  '/secure/virtual-servers/:virtual/delete',
  '/secure/virtual-servers/:virtual/real-servers/:server/delete',
  '/secure/wizard',
  '/secure/virtual-servers/:virtual/same-real-servers',
]);

/** The one change that everybody makes: that of one's own password. */
const ownChanges: ReadonlySet<string> = new Set(['/secure/password']);

/** Whether a role may open the page of this address, which is one of the console's own. */
export function mayOpen(role: Role, href: string): boolean {
  const [path = ''] = href.split(/[?#]/, 1);
  return role === 'admin' || !adminPages.has(path);
}

/** Whether a role may send this request; `isChange` when its method is not one that only reads. */
export function mayAsk(role: Role, request: FastifyRequest, isChange: boolean): boolean {
  if (role === 'admin') return true;
  const { config, url = '' } = request.routeOptions;
  return isChange ? ownChanges.has(url) : !adminPages.has(url) && config.adminOnly !== true;
}
