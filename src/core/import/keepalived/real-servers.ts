/** The `real_server` blocks of a service, with the check of each. Source: keepalived.conf(5), REAL SERVER. */

import type { DraftCheck, DraftServer, Method } from '../draft.js';
import type { ReportedLine } from '../report.js';
import { addressOf, isIpv6, isPlaceholder, limitedTo, portOf, weightLimits, wholeNumber } from '../values.js';
import { checkReaders, type FoundCheck } from './checks.js';
import { checkWithoutBehind, withoutBehind } from './one-line.js';
import { allOf, type Statement } from './tree.js';
import { type Gathered, methodOf } from './virtual-server-words.js';
import { type Place, readStatements, type Vocabulary } from './words.js';

/** Says that what is in a block that is lost is lost too. */
export function loseInside({ block = [] }: Statement, { report }: Place): void {
  for (const { line } of allOf(block)) report.at(line).say('lost', 'inside_lost', {});
}

interface AboutServers {
  readonly where: string;
  readonly protocol: 'tcp' | 'udp';
  readonly timeout: number;
  readonly virtualHost: string | undefined;
  readonly gathered: Gathered;
}

/** The real servers, and the check of each. */
export function readServers(
  statements: readonly Statement[],
  { gathered, ...about }: AboutServers,
  place: Place,
): readonly [DraftServer[], FoundCheck[]] {
  const servers: DraftServer[] = [];
  const checks: FoundCheck[] = [];
  let inhibited = 0;
  for (const statement of statements) {
    const { words, line, block = [] } = statement;
    const said = place.report.at(line);
    const [address = '', portText = '0'] = words;
    const port = portOf(portText);
    if (
      isIpv6(address) ||
      port === undefined ||
      (addressOf(address) === undefined && !isPlaceholder(address))
    ) {
      if (isIpv6(address)) said.say('lost', 'ipv6', {});
      else said.say('unknown', 'value_wrong', { word: 'real_server', value: words.join(' ') });
      loseInside(statement, place);
      continue;
    }
    if (words.length > 2)
      said.say('unknown', 'behind', { word: words.slice(2).join(', '), first: 'real_server' });
    const where = `real_server ${words.slice(0, 2).join(' ')}`;
    const checked = { ...about, where, address, port };
    let weight = 1;
    let method: Method | undefined;
    const found: FoundCheck[] = [];
    const readers = Object.entries(checkReaders).map(
      ([keyword, reader]): [string, (one: Statement) => void] => [
        keyword,
        (one) => {
          found.push(reader(checkWithoutBehind(one, place), checked, place));
        },
      ],
    );
    readStatements(
      withoutBehind(block, serverKeywords, place),
      {
        ...Object.fromEntries(readers),
        weight: ({ words: [text = ''], line: at }) => {
          const number = wholeNumber(text);
          if (number === undefined)
            place.report.at(at).say('unknown', 'value_wrong', { word: 'weight', value: text });
          else weight = limitedTo(number, weightLimits, place.report.at(at));
        },
        lvs_method: ({ words: [text = ''], line: at, keyword }) => {
          method = methodOf(text, keyword, place.report.at(at));
        },
        inhibit_on_failure: () => {
          inhibited++;
        },
        ...serverWords,
      },
      place,
      where,
    );
    checks.push(oneOf(found, checks[0], said));
    weight = checks.at(-1)?.own?.weight ?? weight;
    const name = /^[^\s]+$/.test(statement.comment) ? statement.comment : undefined;
    servers.push({ name, address, port, weight, active: true, method, line: said });
  }
  if (inhibited > 0) {
    gathered.quiesce = true;
    if (inhibited < servers.length) servers[0]?.line.say('changed', 'quiesce_all', {});
  }
  return [servers, checks];
}

/** lvs.cf has one check for all real servers: the first one of the first of them. */
function oneOf(found: readonly FoundCheck[], first: FoundCheck | undefined, said: ReportedLine): FoundCheck {
  const [check] = found;
  if (found.length > 1) said.say('changed', 'check_all_need', {});
  if (check === undefined) said.say('changed', 'unchecked', {});
  const one = check ?? { check: { use_regex: false } as DraftCheck, port: undefined };
  if (first !== undefined && JSON.stringify(first.check) !== JSON.stringify(one.check))
    said.say('changed', 'check_differs', {});
  return one;
}

const serverWords: Vocabulary = {
  notify_up: 'script',
  notify_down: 'script',
  uthreshold: 'note',
  lthreshold: 'note',
  smtp_alert: 'mail',
  snmp_name: 'drop',
  alpha: 'does',
  warmup: 'does',
  delay_loop: 'decides',
  retry: 'decides',
  delay_before_retry: 'decides',
  log_all_failures: 'does',
  virtualhost: 'note',
};

const serverKeywords: ReadonlySet<string> = new Set([
  ...Object.keys(checkReaders),
  ...Object.keys(serverWords),
  'weight',
  'lvs_method',
  'inhibit_on_failure',
]);
