/** The command line of our checker for one real server: words that need no quoting anywhere. */

import { escapesTurned, unquoted } from '../lvscf/kinds/strings.js';
import { effective } from '../lvscf/stanza.js';
import { type VirtualValues, virtualStanza } from '../lvscf/virtual.js';
import { type Check, checkOf } from '../nanny/check.js';

/** Where the checker lies on every router. */
export const installedChecker = '/usr/local/lib/lvs-console/lvs-check';

/** What one check is told. */
export interface CheckCommand {
  /** Path of the checker: letters, digits, slashes, dots, hyphens. */
  readonly checker: string;
  readonly check: Check;
  readonly address: string;
  readonly port: number;
  readonly timeoutSeconds: number;
  /** Successes in a row after a failure. */
  readonly needed: number;
  /** Names the server's state and override on the router; see `stateId`. */
  readonly id: string;
  /** The weight that a passed check reports; nothing when keepalived is to keep its own. */
  readonly weight: number | undefined;
  /** A command that tells the load of the real server; nothing when the weight does not follow it. */
  readonly load: string | undefined;
  /** Who the check runs as; nothing for whoever runs keepalived. */
  readonly account: string | undefined;
}

/**
 * The arguments of the checker, as the head of `config/lvs-check` explains them. Bytes are hexadecimal and `-` is
 * nothing, so that neither keepalived's parser nor a shell finds anything to interpret.
 */
export function checkWords({ check, weight, account, load, ...command }: CheckCommand): string[] {
  const words = [
    command.checker,
    check.kind,
    command.address,
    String(command.port),
    String(command.timeoutSeconds),
    check.mode,
    hexadecimal(check.kind === 'program' ? check.command : check.send),
    hexadecimal(check.expect),
    String(command.needed),
    command.id,
    weight === undefined ? '-' : String(weight),
  ];
  if (account !== undefined) return [...words, hexadecimal(load ?? ''), account];
  return load === undefined ? words : [...words, hexadecimal(load)];
}

/** Bytes in hexadecimal, two digits each; `-` for none. The text is a byte string. */
export function hexadecimal(bytes: string): string {
  const digits = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0'));
  return digits.length === 0 ? '-' : digits.join('');
}

/** What identifies a real server of a service on the routers: it stays when either is renamed. */
export function stateId(service: string, address: string, port: number): string {
  return `${service}-${address}_${port}`;
}

/** The check that the settings of a virtual server ask for. */
export function checkOfValues(values: VirtualValues): Check {
  const stored = (value: string | undefined) => (value === undefined ? '' : unquoted(value));
  return checkOf({
    protocol: effective(virtualStanza, values, 'protocol'),
    port: effective(virtualStanza, values, 'port'),
    send: escapesTurned(stored(values.send)),
    expect: escapesTurned(stored(values.expect)),
    program: stored(values.send_program),
    regex: effective(virtualStanza, values, 'use_regex'),
  });
}

/**
 * The command that tells the load of a real server, as nanny called it; nothing when no load is asked for.
 * Source: run-time description, part 1, nanny.
 */
export function loadCommand(
  monitor: string | undefined,
  remoteShell: string,
  address: string,
): string | undefined {
  if (monitor === undefined || monitor === '' || monitor === 'none') return undefined;
  return monitor === 'uptime' ? `${remoteShell} ${address} uptime` : `${monitor} ${address}`;
}
