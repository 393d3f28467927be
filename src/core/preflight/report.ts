/** How both routers stand, each by what it told of itself. */

import type { Identity } from '../keepalived/identity.js';
import type { Config } from '../lvscf/config.js';
import type { ConsoleError } from '../problem.js';
import type { PreflightSeen } from '../router/preflight.js';
import { type AskedAt, preflight } from './preflight.js';
import type { Verdict } from './verdict.js';

/** The router of the console, and the other one. */
export type Side = 'here' | 'other';

/** What came of a look at a router. */
export interface Looked {
  readonly seen: PreflightSeen | undefined;
  /** Why there is nothing, or only what can be seen without rights. */
  readonly trouble: ConsoleError | undefined;
  readonly asked: AskedAt;
}

/** One router. */
export interface RouterReport {
  readonly side: Side;
  /** Nothing: nobody can tell which one it is. */
  readonly role: 'primary' | 'backup' | undefined;
  /** Whether a connection to it is set up; it may still be asked. */
  readonly isReachable: boolean;
  /** When it told this, in milliseconds since 1970 by the clock of the console; nothing: it has not. */
  readonly at: number | undefined;
  /** Nothing: it is not known which router it is, or it told nothing. */
  readonly verdicts: readonly Verdict[] | undefined;
  readonly trouble: ConsoleError | undefined;
}

/** Nothing: there is no connection to it. */
type Told = Looked | 'not_yet' | undefined;

/** What reports are made of. */
export interface ReportParts {
  readonly config: Config;
  /** Which router the console is on. */
  readonly identity: Identity | undefined;
  /** Of the console. */
  readonly version: string;
  readonly here: Told;
  readonly other: Told;
}

const nothing = { asked: undefined, seen: undefined, trouble: undefined };

/** The router of the console, then the other one where lvs.cf has one. */
export function reportsOf({ config, here, identity, other, version }: ReportParts): RouterReport[] {
  const own = identity !== undefined && 'role' in identity ? identity.role : undefined;
  const isPair = config.global.backup_active === true;
  const roleHere = own === 'single' ? 'primary' : own;
  const roleThere = own === undefined ? undefined : own === 'backup' ? 'primary' : 'backup';
  const report = (side: Side, role: RouterReport['role'], told: Told): RouterReport => {
    const { asked, seen, trouble } = told === 'not_yet' || told === undefined ? nothing : told;
    const from = side === 'here' ? undefined : asked;
    const verdicts =
      role === undefined || seen === undefined
        ? undefined
        : preflight({ config, role, seen, version, asked: from });
    return {
      side,
      role,
      isReachable: told !== undefined,
      at: seen === undefined ? undefined : asked?.to,
      verdicts,
      trouble,
    };
  };
  return [report('here', roleHere, here), ...(isPair ? [report('other', roleThere, other)] : [])];
}

/** Whether anything is to be done, or a router told nothing. */
export function isAnythingOpen(reports: readonly RouterReport[]): boolean {
  return reports.some(
    ({ verdicts }) => verdicts === undefined || verdicts.some(({ state }) => state === 'open'),
  );
}
