import { describe, expect, test } from 'vitest';
import { parseStats } from '../../../src/core/ipvs/parse-stats.js';
import type { WantedService } from '../../../src/core/ipvs/wanted.js';
import { exposition } from '../../../src/core/live/exposition.js';
import { type MeasuredRouter, metricFamilies } from '../../../src/core/live/metrics.js';
import { missedNow, type RouterSeen, unseen } from '../../../src/core/live/routers.js';
import { liveServices } from '../../../src/core/live/table.js';
import { ConsoleError } from '../../../src/core/problem.js';
import type { Observation } from '../../../src/core/router/observation.js';
import { capture, tableOf } from '../ipvs/captures.js';

const NOW = 1_000_000;

const wanted: WantedService = {
  virtual: 'Épicerie "A"',
  key: 'TCP 10.0.0.100:80',
  scheduler: 'wlc',
  persistenceSeconds: 0,
  netmask: '255.255.255.255',
  forwarding: 'Route',
  quiesce: false,
  destinations: [
    { server: 'alice', key: '10.0.0.11:80', weight: 1 },
    { server: 'carol', key: '10.0.0.13:80', weight: 5 },
  ],
  sorry: undefined,
};
const mark: WantedService = {
  ...wanted,
  virtual: 'marked',
  key: 'FWM 80',
  destinations: [{ server: 'm1', key: '10.0.0.11:0', weight: 3 }],
};

function counters(text = capture('ipvsadm-Ln-stats-exact.txt')) {
  const parsed = parseStats(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return { at: 1, value: { at: 1, counters: parsed.counters } };
}

const observation = {
  engine: { name: 'keepalived', status: 'running', pid: 1, checker: 'running' },
  vrrp: { state: 'MASTER', priority: 100, since: 1 },
} as unknown as Observation;
const active: RouterSeen = { ...unseen, at: NOW - 2500, observation, counters: counters() };

const services = liveServices([wanted, mark], tableOf(capture('proc_net_ip_vs.txt')), 100);
const primary: MeasuredRouter = {
  name: 'primary',
  seen: active,
  services,
  isWantedKnown: true,
  tableAt: NOW - 500,
};

function linesOf(...routers: MeasuredRouter[]): string[] {
  return exposition(metricFamilies({ version: '1.2.3', now: NOW, routers })).split('\n');
}

const web = 'router="primary",virtual_server="Épicerie \\"A\\"",service="TCP 10.0.0.100:80"';

describe('The numbers for Prometheus', () => {
  test('have the names of lvs.cf, and of marks and IPv6 the names of the kernel', () => {
    const lines = linesOf(primary);
    expect(lines).toContain(`lvs_server_weight{${web},real_server="alice",destination="10.0.0.11:80"} 1`);
    expect(lines).toContain(
      `lvs_server_inactive_connections{${web},real_server="",destination="10.0.0.12:80"} 29`,
    );
    expect(lines).toContain(
      'lvs_server_weight{router="primary",virtual_server="marked",service="FWM 80",real_server="m1",destination="10.0.0.11:0"} 3',
    );
    expect(lines).toContain(
      'lvs_service_connections_total{router="primary",virtual_server="",service="TCP [fd00::100]:8080"} 10',
    );
    expect(lines.some((line) => line.includes('service="FWM 6 IPv6"'))).toBe(true);
  });

  test('count what the kernel counts, for each service and each of its servers', () => {
    const lines = linesOf(primary);
    expect(lines).toContain('# TYPE lvs_service_incoming_bytes_total counter');
    expect(lines).toContain(`lvs_service_incoming_bytes_total{${web}} 12496`);
    expect(lines).toContain(
      `lvs_server_incoming_packets_total{${web},real_server="alice",destination="10.0.0.11:80"} 7`,
    );
  });

  test('say what a server is beside lvs.cf, also one that the kernel does not have', () => {
    const lines = linesOf(primary);
    const carol = `${web},real_server="carol",destination="10.0.0.13:80"`;
    expect(lines).toContain(`lvs_server_state{${carol},state="out"} 1`);
    expect(lines).toContain(`lvs_server_wanted_weight{${carol}} 5`);
    expect(lines.filter((line) => line.startsWith(`lvs_server_weight{${carol}`))).toEqual([]);
    const withoutFile = linesOf({ ...primary, isWantedKnown: false });
    expect(withoutFile.filter((line) => /^lvs_(server|service)_state/.test(line))).toEqual([]);
  });

  test('have an age, and name this console with its version', () => {
    const lines = linesOf(primary);
    expect(lines).toContain('lvs_table_age_seconds{router="primary"} 0.5');
    expect(lines).toContain('lvs_counters_age_seconds{router="primary"} 2.5');
    expect(lines).toContain('lvs_console_build_info{version="1.2.3"} 1');
    expect(lines).toContain('lvs_router_active{router="primary"} 1');
    expect(lines).toContain('lvs_engine_running{router="primary"} 1');
  });

  test('of a router that does not answer grow old, and nothing is said of what it does', () => {
    const trouble = new ConsoleError('engine_refused', 'router_missing', { program: 'x' });
    const seen = missedNow(trouble, NOW, { ...active, at: NOW - 60_000 });
    const other = { name: 'backup', seen, services: undefined, isWantedKnown: true, tableAt: undefined };
    const lines = linesOf(primary, other);
    expect(lines).toContain('lvs_router_reachable{router="primary"} 1');
    expect(lines).toContain('lvs_router_reachable{router="backup"} 0');
    expect(lines).toContain('lvs_router_age_seconds{router="backup"} 60');
    expect(lines.filter((line) => /^lvs_(router_active|engine_running).*backup/.test(line))).toEqual([]);
  });

  test('that nobody knows have no line, which is not 0', () => {
    const nothing = {
      name: 'here',
      seen: unseen,
      services: undefined,
      isWantedKnown: true,
      tableAt: undefined,
    };
    expect(linesOf(nothing).filter((line) => !line.startsWith('#'))).toEqual([
      'lvs_console_build_info{version="1.2.3"} 1',
      '',
    ]);
  });

  test('stand together by name, each line once', () => {
    const lines = linesOf(primary, { ...primary, name: 'backup' }).filter((line) => line !== '');
    const names = lines.map((line) => /^(?:# \w+ )?(\w+)/.exec(line)?.[1]);
    const runs = names.filter((name, index) => name !== names[index - 1]);
    expect(runs).toHaveLength(new Set(names).size);
    expect(new Set(lines).size).toBe(lines.length);
    const labelled = lines.filter((line) => !line.startsWith('#')).map((line) => line.replace(/ \S+$/, ''));
    expect(new Set(labelled).size).toBe(labelled.length);
  });
});
