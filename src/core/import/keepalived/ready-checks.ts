/** The checks of keepalived that become one of our ready-made checks. Source: keepalived.conf(5), CHECKERS. */

import {
  type AskKind,
  type AskTexts,
  askFaults,
  askSeconds,
  dnsTypes,
  readyMade,
  usualPorts,
} from '../../nanny/ready-made.js';
import type { DraftCheck } from '../draft.js';
import { portOf, secondsOf } from '../values.js';
import type { Checked } from './checks.js';
import type { Statement } from './tree.js';

/**
 * A check in words of our checking program; nothing where these cannot say it.
 * @param statement the check, with its port and its time
 */
export function readyCheck(
  kind: AskKind,
  options: AskTexts,
  statement: Statement,
  { port, timeout }: Checked,
): DraftCheck | undefined {
  const said = (keyword: string) =>
    statement.block?.find((inner) => inner.keyword === keyword)?.words[0] ?? '';
  const asked = portOf(said('connect_port')) ?? (port === 0 ? usualPorts[kind] : port);
  const wait = secondsOf(said('connect_timeout'));
  const seconds = wait !== undefined && wait < timeout ? wait : askSeconds(timeout);
  const texts = { ...options, ...(seconds === undefined ? {} : { seconds: String(seconds) }) };
  if (askFaults({ kind, port: asked, options: texts }).length > 0) return undefined;
  const { expect, send_program: program } = readyMade(kind, { port: asked, ...texts });
  return { send_program: `"${program}"`, expect: `"${expect}"`, use_regex: false };
}

/** Status codes and ranges as the program is told them; nothing where there are none. */
export function statusOf(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.join(',');
}

/** What DNS_CHECK asks for. Any answer without an error is well, also one without a record. */
export function questionOf({ block = [] }: Statement): AskTexts {
  const said = (keyword: string) => block.find((inner) => inner.keyword === keyword)?.words[0];
  const type = said('type')?.toUpperCase() ?? 'SOA';
  const known = dnsTypes.find((one) => one === type);
  return { name: said('name') ?? '.', type: known ?? 'SOA', answers: '0' };
}
