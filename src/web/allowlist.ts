/** The two allowlists in front of the password, as the original's two `.htaccess` files. */

import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type Address, isIn, isLoopback, parseNetwork, parsePeer } from '../core/access/address.js';
import { type AccessRules, judge, type Verdict } from '../core/access/htaccess.js';
import { ConsoleError } from '../core/problem.js';

/** One list, as it stands at this moment. */
export interface RulesSource {
  readonly path: string;
  read(): Promise<LoadedRules | undefined>;
  replace(text: string, hash: string | undefined): Promise<void>;
}

/** A list as it was read. */
export interface LoadedRules {
  /** One character per byte. */
  readonly text: string;
  readonly hash: string;
  readonly parsed: AccessRules;
}

/** `site` stands before every page, `secure` before those behind the password as well. */
export type Door = 'site' | 'secure';

/** The doors, in the order in which they are passed. */
export const doors: readonly Door[] = ['site', 'secure'];

/** The list at each door. */
export type Allowlists = Readonly<Record<Door, RulesSource>>;

/** A list that cannot be read lets in this machine only, as one that is not there. */
export type DoorVerdict = Verdict | { readonly allowed: boolean; readonly why: 'missing' | 'unreadable' };

/** What a list says of an address. */
export function verdictOf(
  rules: AccessRules | 'missing' | 'unreadable',
  from: Address,
  to?: Address,
): DoorVerdict {
  return typeof rules === 'string' ? { allowed: isLoopback(from), why: rules } : judge(rules, from, to);
}

/**
 * A check to run before anything else. A list that is not understood goes to the log, once for each version of it.
 * @throws denied, address_refused
 */
export function allowlistCheck(lists: Allowlists): (request: FastifyRequest, door: Door) => Promise<void> {
  const logged = new Map<Door, string>();

  async function rulesAt(door: Door, request: FastifyRequest) {
    try {
      const loaded = await lists[door].read();
      if (loaded === undefined) return 'missing';
      const [problem] = loaded.parsed.problems;
      if (problem !== undefined) warn(request, door, loaded.hash, `line ${problem.line}: ${problem.fault}`);
      return loaded.parsed;
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      warn(request, door, error.reason, error.message);
      return 'unreadable';
    }
  }

  function warn({ log }: FastifyRequest, door: Door, version: string, what: string): void {
    if (logged.get(door) === version) return;
    logged.set(door, version);
    log.warn({ file: lists[door].path }, `only loopback is let in; ${what}`);
  }

  return async (request, door) => {
    const from = addressOf(request);
    const to = parsePeer(request.socket.localAddress ?? '');
    const refuse = (why: DoorVerdict['why'] | 'no_address'): never => {
      throw new ConsoleError('denied', 'address_refused', { address: request.ip ?? '', door, why });
    };
    if (from === undefined) return refuse('no_address');
    const verdict = verdictOf(await rulesAt(door, request), from, to);
    if (!verdict.allowed) refuse(verdict.why);
  };
}

/** Where a request comes from; nothing when that is no address. */
export function addressOf(request: FastifyRequest): Address | undefined {
  return parsePeer(request.ip ?? '');
}

/**
 * Whether the other end of a connection may name the client in `X-Forwarded-For`. The client is then the last
 * address there that is no such proxy.
 * @param proxies addresses and networks, as an allowlist names them.
 */
export function proxyTrust(proxies: readonly string[]): false | ((address: string) => boolean) {
  const networks = proxies.map(parseNetwork).filter((network) => typeof network === 'object');
  if (networks.length === 0) return false;
  return (text) => {
    const address = parsePeer(text);
    return address !== undefined && networks.some((network) => isIn(address, network));
  };
}

/**
 * What confirms rules that shut out their editor: it goes with these very texts from this very address, and what
 * is typed afterwards has to be confirmed again.
 */
export function confirmationOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
