import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importSources } from '../../../src/core/import/import.js';
import type { Around } from '../../../src/core/import/places.js';
import type { ImportKind } from '../../../src/core/import/source.js';
import { renderCanonical } from '../../../src/core/keepalived/canonical.js';
import { installedChecker } from '../../../src/core/keepalived/check-command.js';
import {
  renderAuthkeys,
  renderHaCf,
  renderHaresources,
  renderIpvsadmDefaults,
  usualNodeNames,
} from '../../../src/core/keepalived/heartbeat.js';
import { renderIpvsadm } from '../../../src/core/keepalived/ipvsadm.js';
import type { Role } from '../../../src/core/keepalived/obstacles.js';
import { renderKeepalived } from '../../../src/core/keepalived/render.js';
import { type Config, readConfig } from '../../../src/core/lvscf/config.js';
import { validConfig } from '../../support/random-configs.js';

/** How many random configurations each format is tried with. */
const runs = 1000;

/** A configuration in a format, read back. */
function imported(texts: Readonly<Partial<Record<ImportKind, string>>>): Config {
  const sources = Object.entries(texts).map(([kind, text]) => ({
    name: kind,
    kind: kind as ImportKind,
    text,
  }));
  const { config, text, reports } = importSources(sources, onRouter);
  const lines = reports.flatMap((report) => report.lines);
  const unknown = lines.filter(({ outcome }) => outcome === 'unknown');
  expect(unknown.map((line) => [line.text, line.remarks])).toEqual([]);
  expect(text).toBe(String(config.document));
  return config;
}

/** The router that our own address makes us. */
const onRouter: Around = {
  devices: [{ name: 'eth0', addresses: [{ family: 'inet', address: '10.1.0.200', netmask: '255.255.0.0' }] }],
};

const keepalived = (config: Config, role: Role) =>
  renderKeepalived(config, { role, checker: installedChecker, ownDevice: 'eth0' }).text;

/**
 * The statements of a keepalived.conf, without comments. Floating addresses and their interfaces are sorted: an address
 * whose first virtual server has no real server, and so is not in the file, may come later.
 */
function statements(text = ''): string {
  const lines = text.replaceAll(/ *#.*$/gm, '').split('\n');
  const isAddress = (line: string) => /^ +[0-9.]+\/[0-9]+ |^ {8}(eth|bond)[0-9.]+$/.test(line);
  const empty = /^$|virtual_ipaddress_excluded \{/;
  const others = lines.filter((line) => !isAddress(line) && !empty.test(line));
  return [...others, ...lines.filter(isAddress).sort()].join('\n');
}

/** What each format can say of a configuration, and the same of what was imported from it. */
const formats: Readonly<Record<string, (config: Config) => readonly [unknown, unknown] | undefined>> = {
  // The statements of keepalived.conf: comments that explain them are none.
  keepalived(config) {
    const role = config.global.backup_active ? 'primary' : 'single';
    const text = keepalived(config, role);
    if (text === undefined) return undefined;
    return [statements(text), statements(keepalived(imported({ 'keepalived.conf': text }), role))];
  },
  // Both files of a pair: the one of the backup adds nothing.
  pair(config) {
    const [primary, backup] = [keepalived(config, 'primary'), keepalived(config, 'backup')];
    if (primary === undefined || backup === undefined) return undefined;
    const sources = [backup, primary].map((text, index) => {
      return { name: `${index}.conf`, kind: 'keepalived.conf', text } as const;
    });
    const { config: again } = importSources(sources, onRouter);
    return [statements(backup), statements(keepalived(again, 'backup'))];
  },
  // The table: every line of it. A mark has no address there, another file has to say one.
  ipvsadm: (config) => tableRead(config, (rules) => ({ ipvsadm: rules })),
  // The same as commands of a shell.
  commands: (config) => tableRead(config, (rules) => ({ ipvsadm: rules.replaceAll(/^-/gm, 'ipvsadm -') })),
  // And as ipvsadm prints what a kernel has of it.
  table: (config) => tableRead(config, (rules) => ({ ip_vs: printedTable(rules) })),
  // Heartbeat's files with the table: all but marks, whose addresses nobody could tell, and the number of an alias.
  heartbeat({ document }) {
    const config = readConfig(String(document).replaceAll(/^fwmark = .*\n/gm, ''));
    const said = heartbeatFiles(config);
    // Without a real server nothing says the way of the packets.
    if (said === undefined || !/ -[mgi] /.test(said['ipvsadm'] ?? '')) return undefined;
    const again = heartbeatFiles(imported(said)) ?? {};
    const cards = (files: Readonly<Record<string, string>>) => ({
      ...files,
      haresources: files['haresources']?.replaceAll(/(\/[a-z][\w.]*):\w+/g, '$1'),
    });
    return [cards(said), cards(again)];
  },
  // The canonical lvs.cf: every value that a daemon uses; of the comments none.
  canonical(config) {
    const text = renderCanonical(config).text;
    if (text === undefined) return undefined;
    return [valuesOf(config), valuesOf(imported({ 'lvs.cf': text }))];
  },
};

/** The rules of a configuration, and those of what is imported from them in another form. */
function tableRead(
  config: Config,
  written: (rules: string) => Readonly<Partial<Record<ImportKind, string>>>,
): readonly [unknown, unknown] | undefined {
  const { text = '' } = renderIpvsadm(config);
  if (text === '') return undefined;
  const haresources = 'lb1 IPaddr::10.1.0.99/16/eth0';
  return [text, renderIpvsadm(imported({ ...written(text), haresources })).text];
}

const protocols: Readonly<Record<string, string>> = { '-t': 'TCP ', '-u': 'UDP ', '-f': 'FWM ' };
const methods: Readonly<Record<string, string>> = { '-m': 'Masq', '-g': 'Route', '-i': 'Tunnel' };

/** What `ipvsadm -Ln` prints of these rules. */
function printedTable(rules: string): string {
  const rows = rules
    .trimEnd()
    .split('\n')
    .map((rule) => {
      const [command, protocol = '', target, , word, ...others] = rule.split(' ');
      const [, seconds, , mask] = others;
      if (command === '-A')
        return [protocols[protocol], target, word, seconds && `persistent ${seconds}`, mask && `mask ${mask}`]
          .filter(Boolean)
          .join(' ');
      const [method = '', , weight] = others;
      return `  -> ${word} ${methods[method]} ${weight} 0 0`;
    });
  const head = ['IP Virtual Server version 1.2.1 (size=4096)', 'Prot LocalAddress:Port Scheduler Flags'];
  return [...head, '  -> RemoteAddress:Port Forward Weight ActiveConn InActConn', ...rows, ''].join('\n');
}

function heartbeatFiles(config: Config): Readonly<Record<string, string>> | undefined {
  const files = {
    ipvsadm: renderIpvsadm(config).text,
    'ipvsadm-default': renderIpvsadmDefaults(config).text,
    'ha.cf': renderHaCf(config, usualNodeNames).text,
    authkeys: renderAuthkeys(config, 'secret').text,
    haresources: renderHaresources(config, usualNodeNames).text,
  };
  const given = Object.entries(files).flatMap(([name, text]) => (text ? [[name, text] as const] : []));
  return given.length === Object.keys(files).length ? Object.fromEntries(given) : undefined;
}

const obsolete: ReadonlySet<string> = new Set(['sync', 'master', 'dirs']);

function valuesOf({ global, virtualServers, failovers }: Config): unknown {
  const used = (values: object) =>
    Object.entries(values)
      .filter(([keyword]) => !obsolete.has(keyword))
      .sort();
  return [
    used({ ...global, serial_no: global.serial_no ?? 1 }),
    [...virtualServers, ...failovers].map(({ name, values, realServers }) => [
      name,
      used(values),
      realServers.map((server) => [server.name, used(server.values), server.port]),
    ]),
  ];
}

test('Whatever a format can say of a configuration is kept when it is imported', { timeout: 900_000 }, () => {
  const tried = Object.fromEntries(Object.keys(formats).map((name) => [name, 0]));
  fc.assert(
    fc.property(validConfig, (text) => {
      const config = readConfig(text);
      for (const [name, said] of Object.entries(formats)) {
        const sides = said(config);
        if (sides === undefined) continue;
        tried[name] = (tried[name] ?? 0) + 1;
        expect(sides[1], name).toEqual(sides[0]);
      }
    }),
    { numRuns: runs },
  );
  // A format that is hardly ever tried would prove nothing.
  for (const [name, count] of Object.entries(tried)) expect(count, name).toBeGreaterThan(runs / 4);
});
