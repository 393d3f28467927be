/** The network of the demonstration, and what its routers begin with. */

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
