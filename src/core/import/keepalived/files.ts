/** One `keepalived.conf`, or that of the primary and that of the backup router. */

import { Draft } from '../draft.js';
import type { Report } from '../report.js';
import { wholeNumber } from '../values.js';
import { readAddresses } from './addresses.js';
import { checkReaders } from './checks.js';
import { readGlobals } from './globals.js';
import { type Statement, statementsOf } from './tree.js';
import { readServices } from './virtual-servers.js';
import { readInstances, readSyncGroup, readTrackFile, stateMeant } from './vrrp.js';
import { type Place, readStatements, type Vocabulary } from './words.js';

/** A file to read, and where to report. */
export interface KeepalivedFile {
  readonly text: string;
  readonly report: Report;
}

interface Parsed extends KeepalivedFile {
  readonly statements: readonly Statement[];
  /** The higher, the more it is the primary's; below 0 it is the backup's. */
  readonly rank: number;
}

/** Reads one file or several; of several the one that is the primary's counts, and the others are compared with it. */
export function readKeepalived(files: readonly KeepalivedFile[], draft: Draft): void {
  const parsed = files.map((file): Parsed => {
    const statements = statementsOf(file.text, file.report);
    return { ...file, statements, rank: rankOf(file.text, statements) };
  });
  const [first, ...others] = parsed.toSorted((a, b) => b.rank - a.rank);
  if (first === undefined) return;
  const alone = others.length === 0;
  const role = alone && first.rank < 0 ? 'backup' : 'primary';
  readOne(first, { draft, report: first.report, role });
  const isSaid = /^# For the (primary|backup|single) router\.$/m.test(first.text);
  if (alone && !isSaid && draft.shared['virtual-router-id'] !== undefined)
    first.report.say('role_assumed', { role });
  for (const other of others) {
    const its = new Draft();
    readOne(other, { draft: its, report: other.report, role: 'backup' });
    compare(draft, its, other.report);
  }
}

/** Our own rendering says it in its second line; else state and priority tell. */
function rankOf(text: string, statements: readonly Statement[]): number {
  const own = /^# For the (primary|backup) router\.$/m.exec(text)?.[1];
  if (own !== undefined) return own === 'primary' ? 1000 : -1000;
  const instance = statements.find(({ keyword }) => keyword === 'vrrp_instance')?.block ?? [];
  const word = (name: string) => instance.find(({ keyword }) => keyword === name)?.words[0];
  const priority = wholeNumber(word('priority')) ?? 100;
  const written = word('state');
  if (written === undefined) return 0;
  if (stateMeant(written) === 'MASTER') return 300 + priority;
  return priority - 100;
}

function readOne({ statements }: Parsed, place: Place): void {
  readStatements(statements, rootWords, place);
  readInstances(
    statements.filter(({ keyword }) => keyword === 'vrrp_instance'),
    place,
  );
  readServices(statements, place);
}

const later = () => undefined;

/** What belongs into another block, and stands alone where only a part of a file was copied. */
function elsewhere(belongs: string): (statement: Statement, place: Place) => void {
  return ({ keyword, line, block = [] }, { report }) => {
    report.at(line).say('unknown', 'elsewhere', { word: keyword, belongs });
    for (const inner of block) elsewhere(belongs)(inner, { report } as Place);
  };
}

const rootWords: Vocabulary = {
  global_defs: readGlobals,
  vrrp_instance: later,
  vrrp_sync_group: readSyncGroup,
  virtual_server: later,
  virtual_server_group: later,
  static_ipaddress: (statement, place) => readAddresses(statement, place),
  track_file: readTrackFile,
  vrrp_track_file: readTrackFile,
  static_routes: 'note',
  static_rules: 'note',
  vrrp_script: 'script',
  vrrp_track_process: 'script',
  track_process: 'script',
  bfd_instance: 'note',
  garp_group: 'decides',
  linkbeat_interfaces: 'note',
  interface_up_down_delays: 'note',
  ...Object.fromEntries(Object.keys(checkReaders).map((keyword) => [keyword, elsewhere('real_server')])),
  ...Object.fromEntries(
    [
      'persistence_timeout',
      'persistence_granularity',
      'virtualhost',
      'quorum',
      'hysteresis',
      'quorum_up',
      'quorum_down',
      'sorry_server',
      'delay_loop',
      'lb_algo',
      'lb_kind',
      'real_server',
    ].map((keyword) => [keyword, elsewhere('virtual_server')]),
  ),
};

/** What the backup's file says otherwise than the primary's, which counts. */
function compare(primary: Draft, backup: Draft, report: Report): void {
  for (const [keyword, value] of Object.entries(backup.global)) {
    const line = backup.lineOf(keyword);
    const other = (primary.global as Readonly<Record<string, unknown>>)[keyword];
    if (other === undefined && line !== undefined)
      primary.setGlobal(keyword as 'backup', value as string, line);
    else if (JSON.stringify(other) !== JSON.stringify(value))
      line?.say('changed', 'backup_differs', { what: keyword });
  }
  for (const [keyword, value] of Object.entries(backup.shared)) {
    const other = (primary.shared as Readonly<Record<string, unknown>>)[keyword];
    // The one that gives way need not say that it does.
    if (other !== undefined && other !== value && keyword !== 'fail-back')
      backup.lineOf(keyword)?.say('changed', 'backup_differs', { what: keyword });
  }
  for (const address of backup.addresses) {
    const same = primary.addresses.some((one) => one.address === address.address);
    if (!same) address.line.say('changed', 'backup_differs', { what: address.address });
  }
  for (const service of backup.services) {
    const twin = primary.services.find(({ mark, address, port, protocol }) => {
      return (
        mark === service.mark &&
        address === service.address &&
        port === service.port &&
        protocol === service.protocol
      );
    });
    const what = service.mark > 0 ? `fwmark ${service.mark}` : `${service.address}:${service.port}`;
    if (twin === undefined || essence(twin) !== essence(service))
      service.line.say('changed', 'backup_differs', { what });
  }
  if (backup.services.length === 0) return;
  for (const { mark, address, port, protocol } of primary.services) {
    const isThere = backup.services.some((one) => {
      return one.mark === mark && one.address === address && one.port === port && one.protocol === protocol;
    });
    if (!isThere) report.say('backup_missing', { what: mark > 0 ? `fwmark ${mark}` : `${address}:${port}` });
  }
}

function essence({ values, method, servers }: Draft['services'][number]): string {
  const members = servers.map(({ address, port, weight, method: own }) => [address, port, weight, own]);
  return JSON.stringify([values, method, members]);
}
