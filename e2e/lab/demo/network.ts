/** The network of the demonstration, and what its routers begin with. */

import { installedChecker } from '../../../src/core/keepalived/check-command.js';
import { renderKeepalived } from '../../../src/core/keepalived/render.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { withConsole } from '../scenarios/installed.js';
import { inside, natFile, natMachines } from '../scenarios/pair.js';

export const routers = ['lb1', 'lb2'] as const;
export const servers = ['rs1', 'rs2', 'rs3'] as const;

/** The primary router, with the console in the browser, and the backup. */
export const [consoleRouter, otherRouter] = routers;

export type Router = (typeof routers)[number];

/** A client, two routers and three real servers. */
export const machines = withConsole(natMachines());

/** Requests go to each real server in turn. */
export const lvsCf = natFile({}, inside(...servers));

/** What APPLY makes of the file on a router. */
export function appliedOn(router: Router): string {
  const role = router === consoleRouter ? 'primary' : 'backup';
  const target = { role, checker: installedChecker, ownDevice: 'eth0' } as const;
  const { obstacles, text } = renderKeepalived(readConfig(lvsCf), target);
  if (text === undefined) throw new Error(`not rendered: ${JSON.stringify(obstacles)}`);
  return text;
}
