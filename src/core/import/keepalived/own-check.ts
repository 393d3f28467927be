/** The command line of our own checker, read back. */

import { checkWords, installedChecker } from '../../keepalived/check-command.js';
import type { DraftCheck } from '../draft.js';
import { exchangeOf, portOf, survives, wholeNumber } from '../values.js';

/** What a command line of our checker says. */
export interface OwnCheck {
  readonly check: DraftCheck;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** Successes in a row after a failure. */
  readonly needed: number;
  /** Nothing where keepalived keeps its own. */
  readonly weight: number | undefined;
  /** The command that tells the load, the real server's address in it. */
  readonly load: string | undefined;
  readonly account: string | undefined;
}

/** How many words there are before those that may be left out. */
const fixedWords = checkWords({
  checker: installedChecker,
  check: { kind: 'tcp', mode: 'none', send: '', expect: '' },
  address: '',
  port: 0,
  timeoutSeconds: 1,
  needed: 1,
  id: '',
  weight: undefined,
  load: undefined,
  account: undefined,
}).length;

/** Reads a command, when it is one of our checker and says what lvs.cf can say. */
export function ownCheckOf(command: string): OwnCheck | undefined {
  const words = command.split(/[ \t]+/).map((word) => word.replace(/^'(.*)'$/, '$1'));
  const [
    program = '',
    kind = '',
    ,
    port = '',
    ,
    mode = '',
    send = '',
    expect = '',
    needed = '',
    ,
    weight = '',
  ] = words;
  if (!/(^|\/)lvs-check$/.test(program) || words.length < fixedWords) return undefined;
  const check = checkOf(kind, mode, bytesOf(send), bytesOf(expect));
  const [portNumber, count] = [portOf(port), wholeNumber(needed)];
  const load = bytesOf(words[fixedWords] ?? '');
  if (check === undefined || portNumber === undefined || count === undefined) return undefined;
  return {
    check,
    protocol: kind === 'udp' ? 'udp' : 'tcp',
    port: portNumber,
    needed: count,
    weight: wholeNumber(weight),
    load: load === '' ? undefined : load,
    account: words[fixedWords + 1],
  };
}

function checkOf(
  kind: string,
  mode: string,
  send: string | undefined,
  expect: string | undefined,
): DraftCheck | undefined {
  if (send === undefined || expect === undefined) return undefined;
  const awaited = mode === 'any' ? '*' : expect;
  const expectText = awaited === '' ? undefined : exchangeOf('expect', awaited);
  if (awaited !== '' && expectText === undefined) return undefined;
  const expecting = expectText === undefined ? {} : { expect: expectText };
  const regex = mode === 'regex';
  if (kind === 'program') {
    const program = `"${send}"`;
    return survives('virtual', 'send_program', program)
      ? { ...expecting, send_program: program, use_regex: false }
      : undefined;
  }
  if (kind !== 'tcp' && kind !== 'udp') return undefined;
  const sendText = send === '' ? undefined : exchangeOf('send', send);
  if (send !== '' && sendText === undefined) return undefined;
  return { ...(sendText === undefined ? {} : { send: sendText }), ...expecting, use_regex: regex };
}

/** Bytes out of hexadecimal digits; a hyphen is none. */
export function bytesOf(digits: string): string | undefined {
  if (digits === '-' || digits === '') return '';
  if (!/^([0-9a-fA-F]{2})+$/.test(digits)) return undefined;
  return digits.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
}
