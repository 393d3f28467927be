/**
 * An allowlist in Apache's words: who may talk to the console, before any password is asked.
 * Source: Apache HTTP Server 2.2, mod_authz_host; 2.4, mod_access_compat, mod_authz_core and mod_authz_host.
 */

import { type Address, isIn, isLoopback, type Network, type NetworkFault, parseNetwork } from './address.js';

/** Why a line of an allowlist is not taken. */
export type RuleFault =
  | NetworkFault
  | 'unknown_directive'
  | 'from_missing'
  | 'bad_order'
  | 'bad_require'
  | 'host_name'
  | 'comment_behind'
  | 'nothing_named';

/** A line that is not taken. While there is one, only this machine itself is let in. */
export interface RuleProblem {
  /** Counted from 1. */
  readonly line: number;
  readonly fault: RuleFault;
  /** The part that is not understood. */
  readonly word: string;
}

interface Rule {
  readonly line: number;
  readonly who: 'all' | 'local' | Network;
}

interface Requirement extends Rule {
  readonly granted: boolean;
}

/** Which directives have the last word. */
type Order = 'deny,allow' | 'allow,deny';

/** A file of rules, as read. */
export interface AccessRules {
  readonly order: Order;
  /** The line that says so; without one, the order is the one that Apache assumes. */
  readonly orderLine?: number;
  readonly allow: readonly Rule[];
  readonly deny: readonly Rule[];
  readonly require: readonly Requirement[];
  readonly problems: readonly RuleProblem[];
}

/**
 * Whether an address is let in, and why.
 * - `rule`: this line decided.
 * - `unnamed`: no line names the address; where there is an `Order` line, that one says what follows.
 * - `problem`: a line is not understood, so only loopback is let in.
 * - `silent`: the file says nothing, so only loopback is let in.
 */
export interface Verdict {
  readonly allowed: boolean;
  readonly why: 'rule' | 'unnamed' | 'problem' | 'silent';
  readonly line?: number;
}

/** What is read line by line. */
interface Draft {
  order: Order;
  orderLine?: number;
  readonly allow: Rule[];
  readonly deny: Rule[];
  readonly require: Requirement[];
  readonly problems: RuleProblem[];
}

/** Reads a file of rules. It never throws: a wrong line is a problem, and closes the door. */
export function parseAccessRules(text: string): AccessRules {
  const draft: Draft = { order: 'deny,allow', allow: [], deny: [], require: [], problems: [] };
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const words = line.split(/[ \t]+/).filter(Boolean);
    if (words.length > 0 && !words[0]?.startsWith('#')) readDirective(draft, index + 1, words);
  }
  return draft;
}

function readDirective(draft: Draft, line: number, words: readonly string[]): void {
  const [directive = '', ...rest] = words;
  const name = directive.toLowerCase();
  const fail = (fault: RuleFault, word: string) => draft.problems.push({ line, fault, word });
  const comment = rest.find((word) => word.startsWith('#'));
  if (comment !== undefined) fail('comment_behind', comment);
  else if (name === 'order') {
    const given = rest.join(' ').toLowerCase();
    if (given !== 'deny,allow' && given !== 'allow,deny') fail('bad_order', rest.join(' '));
    else Object.assign(draft, { order: given, orderLine: line });
  } else if (name === 'allow' || name === 'deny') {
    const [from = '', ...names] = rest;
    if (from.toLowerCase() !== 'from') fail('from_missing', directive);
    else if (names.length === 0) fail('nothing_named', words.join(' '));
    else draft[name].push(...names.flatMap((word) => named(word, line, fail)));
  } else if (name === 'require') draft.require.push(...required(rest, line, fail));
  else fail('unknown_directive', directive);
}

type Fail = (fault: RuleFault, word: string) => void;

function named(word: string, line: number, fail: Fail): Rule[] {
  if (word.toLowerCase() === 'all') return [{ line, who: 'all' }];
  return network(word, line, fail);
}

function network(word: string, line: number, fail: Fail): Rule[] {
  const who = parseNetwork(word);
  if (typeof who === 'object') return [{ line, who }];
  fail(who === 'bad_address' && looksLikeName(word) ? 'host_name' : who, word);
  return [];
}

/**
 * A letter that no address has. Apache looks a name up for every request, twice: slow, and no truer than whoever
 * answers for it.
 */
function looksLikeName(word: string): boolean {
  return /[g-z]/i.test(word) && /^[\w.-]+$/.test(word) && !/^0x/i.test(word);
}

function required(words: readonly string[], line: number, fail: Fail): Requirement[] {
  const [kind = '', ...rest] = words;
  const [first = ''] = rest.map((word) => word.toLowerCase());
  switch (kind) {
    case 'ip':
      if (rest.length === 0) fail('nothing_named', 'Require ip');
      return rest.flatMap((word) => network(word, line, fail)).map((rule) => ({ ...rule, granted: true }));
    case 'local':
      if (rest.length === 0) return [{ line, who: 'local', granted: true }];
      break;
    case 'all':
      if (rest.length === 1 && (first === 'granted' || first === 'denied')) {
        return [{ line, who: 'all', granted: first === 'granted' }];
      }
      break;
    case 'host':
    case 'forward-dns':
      fail('host_name', rest.join(' '));
      return [];
  }
  fail('bad_require', words.join(' '));
  return [];
}

/**
 * Whether a request from this address is let in. Where the file has both kinds of rules, both must agree.
 * @param to the address the request was sent to: a machine that talks to itself is `local` too.
 */
export function judge(rules: AccessRules, from: Address, to?: Address): Verdict {
  const [problem] = rules.problems;
  if (problem !== undefined) return { allowed: isLoopback(from), why: 'problem', line: problem.line };
  if (isSilent(rules)) return { allowed: isLoopback(from), why: 'silent' };
  const matches = ({ who }: Rule) => {
    if (who === 'all') return true;
    if (who !== 'local') return isIn(from, who);
    return isLoopback(from) || (to?.family === from.family && to.bits === from.bits);
  };
  const hosts = judgeHosts(rules, matches);
  if (!hosts.allowed || rules.require.length === 0) return hosts;
  // One granted line is enough. Source: Apache HTTP Server 2.4, mod_authz_core, RequireAny.
  const granted = rules.require.find((rule) => rule.granted && matches(rule));
  if (granted !== undefined) return { allowed: true, why: 'rule', line: granted.line };
  const denied = rules.require.find((rule) => !rule.granted);
  return denied === undefined
    ? { allowed: false, why: 'unnamed' }
    : { allowed: false, why: 'rule', line: denied.line };
}

/** Apache lets everybody in where nothing is said; an allowlist that lost its lines must not. */
function isSilent({ orderLine, allow, deny, require }: AccessRules): boolean {
  return orderLine === undefined && [allow, deny, require].every(({ length }) => length === 0);
}

/** The directives named last in the order win; where none matches, so does its last word. */
function judgeHosts(
  { order, orderLine, allow, deny }: AccessRules,
  matches: (rule: Rule) => boolean,
): Verdict {
  const allowed = allow.find(matches);
  const denied = deny.find(matches);
  const decisive = order === 'deny,allow' ? (allowed ?? denied) : (denied ?? allowed);
  if (decisive !== undefined) return { allowed: decisive === allowed, why: 'rule', line: decisive.line };
  return {
    allowed: order === 'deny,allow',
    why: 'unnamed',
    ...(orderLine !== undefined && { line: orderLine }),
  };
}
