import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Config, readConfig, type VirtualServer } from '../../../src/core/lvscf/config.js';
import { unspecified } from '../../../src/core/lvscf/kinds/addresses.js';
import { heartbeatAddresses, resolved } from '../../../src/core/lvscf/resolve.js';
import { type CorpusFile, readCorpus, wildCorpus } from '../../support/corpus.js';

const ours = readCorpus(join(import.meta.dirname, '../../corpus'));
const wild = wildCorpus();

const read = ({ bytes }: CorpusFile) => readConfig(bytes.toString('latin1'));

function verdictOf(config: Config): string {
  const first = config.problems.find(({ severity }) => severity === 'refused');
  if (first === undefined) return 'ok';
  return first.daemonCode === undefined ? 'refused' : `error ${first.daemonCode} line ${first.place.line}`;
}

/** What a verdict of the original allows ours to be. */
function allowed({ verdict, errorCode, line }: CorpusFile): (ours: string) => boolean {
  if (verdict === 'ok') return (verdictOfOurs) => verdictOfOurs === 'ok';
  if (verdict === 'error') return (verdictOfOurs) => verdictOfOurs === `error ${errorCode} line ${line}`;
  if (verdict === 'crash') return (verdictOfOurs) => verdictOfOurs !== 'ok';
  return () => true;
}

/** The file as the original's test program prints it, from the same resolved values that we show. */
function dump(config: Config): string {
  const values = resolved(config) as unknown as Record<string, unknown>;
  const { global } = config;
  const lines = ['ok'];
  const put = (key: string, value: unknown) => lines.push(`${key}: ${value}`);
  const text = (value: unknown) =>
    value === null || value === undefined ? '(null)' : `<${escaped(String(value))}>`;
  const bit = (value: unknown) => (value === true ? 1 : value === false ? 0 : value);
  const privates = heartbeatAddresses(config);
  put('serial_no', values['serial_no']);
  put('primary', values['primary']);
  put('primary_name', text(wordOf(config, 'primary')));
  put('primary_private', privates.primary_private);
  put('primary_private_name', text(wordOf(config, 'primary_private') ?? wordOf(config, 'primary')));
  put('primary_shared', text(values['primary_shared']));
  put('backup', values['backup']);
  put('backup_name', text(wordOf(config, 'backup')));
  put('backup_private', privates.backup_private);
  const copied = global.primary !== undefined && global.primary_private === undefined;
  put('backup_private_name', text(wordOf(config, copied ? 'backup' : 'backup_private')));
  put('backup_shared', text(values['backup_shared']));
  put('backup_active', bit(values['backup_active']));
  const router = global.nat_router;
  put('nat_router', router?.address ?? unspecified);
  put('nat_router_device', text(router?.device));
  put('nat_nmask', values['nat_nmask']);
  for (const key of ['heartbeat', 'heartbeat_port', 'keepalive', 'deadtime', 'sync'])
    put(key, bit(values[key]));
  for (const key of ['rsh_command', 'debug_level', 'ipvsadm']) put(key, text(values[key]));
  put('reserve', '</usr/sbin/scsi_reserve>');
  put('network', values['network']);
  put('service', values['service']);
  put('reservation_conflict_action', text(values['reservation_conflict_action']));
  put('syncdaemon', bit(values['syncdaemon']));
  put('syncd_id', values['syncd_id']);
  put('syncd_iface', text(values['syncd_iface']));
  put('active_cmd', text(values['active_cmd']));
  put('inactive_cmd', text(values['inactive_cmd']));
  for (const key of ['monitor_links', 'hard_shutdown']) put(key, bit(values[key]));
  for (const key of ['tcp_timeout', 'tcpfin_timeout', 'udp_timeout']) put(key, values[key]);
  const virtual = config.virtualServers.map((one) => ({ one, fos: 0 }));
  const failover = config.failovers.map((one) => ({ one, fos: -1 }));
  const inOrder = [...virtual, ...failover].sort((a, b) => a.one.block.open - b.one.block.open);
  put('stanzas', inOrder.length);
  for (const { one, fos } of inOrder) lines.push(...dumpVirtual(one, fos, text, bit));
  return `${lines.join('\n')}\n`;
}

function dumpVirtual(
  { name, values: stated, realServers, block }: VirtualServer,
  fos: number,
  text: (value: unknown) => string,
  bit: (value: unknown) => unknown,
): string[] {
  const lines = [`${block.scope}: ${text(name)}`, `  failover_service: ${fos}`];
  const whole = resolved({
    document: undefined as never,
    global: {},
    virtualServers: [{ name, ref: name, values: stated, realServers, block, subject: { scope: 'virtual' } }],
    failovers: [],
  });
  const values = whole.virtual[0] as unknown as Record<string, unknown>;
  const address = values['address'] as { address: string; device: string | null };
  const put = (key: string, value: unknown) => lines.push(`  ${key}: ${value}`);
  put('active', bit(values['active']));
  put('address', address.address);
  put('device', text(address.device));
  for (const key of ['vip_nmask', 'sorry_server', 'fwmark', 'protocol', 'port', 'scheduler', 'persistent']) {
    put(key, values[key]);
  }
  put('pmask', values['pmask'] === '255.255.255.255' ? unspecified : values['pmask']);
  for (const key of ['client_monitor', 'send_program', 'send', 'expect']) put(key, text(values[key]));
  put('use_regex', bit(values['use_regex']));
  put('timeout', values['timeout']);
  put('reentry', values['reentry']);
  put('quiesce_server', bit(values['quiesce_server']));
  for (const key of ['load_monitor', 'start_cmd', 'stop_cmd']) put(key, text(values[key]));
  put('master', values['master']);
  const dirs = values['dirs'] as string[] | null;
  lines.push(dirs === null ? '  dirs: (null)' : ['  dirs:', ...dirs.map((dir) => text(dir))].join(' '));
  put('servers', realServers.length);
  for (const server of values['server'] as Record<string, unknown>[]) {
    put('server', text(server['name']));
    lines.push(`    address: ${server['address']}`, `    active: ${bit(server['active'])}`);
    lines.push(`    port: ${server['port']}`, `    weight: ${server['weight']}`);
  }
  return lines;
}

/** The word that stands in the file for a global key. */
function wordOf(config: Config, keyword: string): string | undefined {
  const entry = config.document.root.entries.findLast((one) => one.keyword === keyword);
  return entry?.words[2]?.text;
}

function escaped(text: string): string {
  return text.replace(/[\\]|[^\x20-\x7e]/g, (c) =>
    c === '\\' ? '\\\\' : c === '\n' ? '\\n' : `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** A file whose verdict depends on the hosts, names and services of the machine that reads it. */
const depends = ({ note }: CorpusFile) => note.includes('[env]');

describe.each([
  { whose: 'made by hand', files: ours },
  { whose: 'of real users', files: wild.files },
])('the original reader and ours agree on files $whose', ({ files }) => {
  if (files.length === 0) {
    it(wild.missing ?? 'there are files to compare', () => {
      expect(wild.missing).toBeTypeOf('string');
    });
    return;
  }

  it.each(files.filter((file) => !depends(file)))('$name: $verdict $errorCode, line $line', (file) => {
    const verdict = verdictOf(read(file));
    expect(allowed(file)(verdict), `ours: ${verdict}`).toBe(true);
  });

  it.each(files)('$name: every byte survives the reading', (file) => {
    expect(String(read(file).document)).toBe(file.bytes.toString('latin1'));
  });

  it.each(files.filter((file) => file.verdict === 'ok' && !depends(file)))(
    '$name: the same values',
    (file) => {
      expect(file.dump, "the original's values of an accepted file").toBeDefined();
      expect(dump(read(file))).toBe(file.dump);
    },
  );
});
