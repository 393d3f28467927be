import { installedChecker } from './check-command.js';

/** Where a router has what is made of its lvs.cf, and what checks its real servers. */
export interface EnginePlaces {
  readonly configuration: string;
  readonly checker: string;
  /** Why this is only where they usually are: the settings of the router program, which may differ, are closed. */
  readonly unsure?: string;
}

/** Where they are when the settings of the router program say nothing else. */
export const usualEnginePlaces: EnginePlaces = {
  configuration: '/etc/keepalived/keepalived.conf',
  checker: installedChecker,
};
