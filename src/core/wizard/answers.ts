/** What somebody answered to the wizard, as it is understood. */

import type { NewRealServer } from '../lvscf/add-virtual-servers.js';
import type { AddressOnDevice } from '../lvscf/kinds/addresses.js';
import type { Problem } from '../problem.js';
import type { checks, databases, Question, WizardKind } from './kinds.js';

/** The answers. What is not asked for a case is blank, or not there. */
export interface Answers {
  readonly kind: WizardKind;
  readonly name: string;
  readonly address: AddressOnDevice;
  readonly netmask: string | undefined;
  readonly servers: readonly NewRealServer[];
  /** Seconds; nothing: none. */
  readonly persistent: number | undefined;
  /** The firewall mark that bundles the ports; nothing: each port is known by itself. */
  readonly mark: number | undefined;
  /** APPLY makes the rules that give packets their marks. */
  readonly rules: boolean;
  /** As iptables writes a range. */
  readonly dataPorts: string | undefined;
  /** Of mail. */
  readonly ports: readonly number[];
  readonly database: (typeof databases)[number];
  /** Of a database. */
  readonly port: number | undefined;
  readonly path: string;
  readonly host: string;
  readonly zone: string;
  readonly check: (typeof checks)[number];
  readonly active: boolean;
}

/** What only the wizard refuses. */
export type Fault =
  | 'address_missing'
  | 'servers_missing'
  | 'server_form'
  | 'server_twice'
  | 'server_port'
  | 'ports_differ'
  | 'persistence_short'
  | 'mark_missing'
  | 'mark_taken'
  | 'path_form'
  | 'host_form'
  | 'zone_form'
  | 'check_long'
  | 'ports_missing'
  | 'port_unknown'
  | 'port_missing';

/** What is wrong with an answer: by the rules of the file, or by those of the wizard. */
export type Wrong =
  | { readonly question: Question; readonly problem: Problem }
  | {
      readonly question: Question;
      readonly fault: Fault;
      /** What was typed: all of the answer, or the words of it that are wrong. */
      readonly value: string;
      /** What it does not fit: the least that would do, or the name of what has it already. */
      readonly against?: string;
    };

/** The answers, or all that is wrong with them. */
export type Reading = { readonly answers: Answers } | { readonly wrong: readonly Wrong[] };
