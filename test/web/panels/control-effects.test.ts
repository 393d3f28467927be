import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { IpvsTable } from '../../../src/core/ipvs/table.js';
import { renderKeepalived } from '../../../src/core/keepalived/render.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import type { Reading } from '../../../src/core/machine/reading.js';
import type { Answer, RouterState } from '../../../src/core/router/answer.js';
import { readSettings } from '../../../src/settings.js';
import type { ServerNeeds } from '../../../src/web/server.js';
import { configFileOf } from '../../../src/wire/config-file.js';
import { openForesight } from '../../../src/wire/foresight.js';
import { openPanels, type PanelConsole, wordsOf } from '../../support/panel.js';
import { pairFile, virtualBlock } from '../../support/router-world.js';

const applied = pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1'));

/** A primary router that runs what was saved before the last change. */
const state: RouterState = {
  at: 0,
  engine: { name: 'keepalived', status: 'running', pid: 812, boot: 'enabled', control: 'systemd', log: [] },
  identity: { role: 'primary', device: 'eth0', address: '10.0.2.50' },
  file: { path: '/etc/lvs-console/lvs.cf', hash: 'a' },
  installed: { path: '/etc/keepalived/keepalived.conf', whose: 'ours', current: false },
  previous: true,
  applied: { hash: createHash('sha256').update(applied, 'latin1').digest('hex'), at: 0 },
  trial: null,
  vrrp: { state: 'MASTER', priority: 150, since: 0 },
};

const count = (active: number, inactive = 0) => ({ active, inactive });

/** A service of the kernel that was left alone, with 3 connections before and 4 after. */
const kept: NonNullable<Answer['fates']>[number] = {
  fate: 'kept',
  virtual: 'web',
  service: 'TCP 10.0.2.100:80',
  was: '',
  before: count(2, 1),
  after: count(4),
  cut: count(0),
};

let panels: PanelConsole;
afterEach(() => panels.close());

interface Given {
  readonly state?: RouterState;
  readonly fates?: Answer['fates'];
  readonly table?: Reading<IpvsTable>;
}

const absent: Reading<IpvsTable> = { at: 0, reason: 'absent', path: '/proc/net/ip_vs' };

/** A console where somebody gave the virtual server another port after it had been applied. */
async function open({ table = absent, ...more }: Given = {}) {
  const given = more.state ?? state;
  const engine: ServerNeeds['engine'] = {
    run: async (verb) => {
      const fates = verb === 'apply' ? more.fates : undefined;
      return { format: 1, verb, ok: true, steps: [], table: [], state: given, ...(fates && { fates }) };
    },
    wanted: async () => {
      const config = readConfig(await panels.file());
      const rendering = renderKeepalived(config, {
        role: 'primary',
        checker: '/lvs-check',
        ownDevice: 'eth0',
      });
      return { config, identity: { role: 'primary', device: 'eth0', address: '10.0.2.50' }, rendering };
    },
    isUnapplied: async () => true,
  };
  panels = await openPanels(applied, {
    engine,
    lookAtMachine,
    foresee: (now) => {
      const configFile = configFileOf(readSettings({ state: panels.web.state }, {}));
      return openForesight({ configFile, machine: { routingTable: async () => table } })(now);
    },
  });
  const panel = await panels.open('/secure/virtual-servers/web');
  expect((await panel.accept({ port: '81' })).status).toBe(303);
  return panels.open('/secure/control');
}

const known = <Value>(value: Value) => ({ at: 0, value });

/** A machine with keepalived. */
const lookAtMachine: ServerNeeds['lookAtMachine'] = async () => ({
  ipForward: known(true),
  ipvsModules: known([]),
  ticksPerSecond: known(100),
  engines: [
    {
      name: 'keepalived',
      installed: known('/usr/sbin/keepalived'),
      version: known('2.2.7'),
      control: 'systemd',
      pids: known([812]),
    },
  ],
  processes: known({ processes: [], complete: true }),
});

describe('What APPLY does, on CONTROL/MONITORING', () => {
  test('is there before it is pressed, with the grave changes marked, and no number that nobody knows', async () => {
    const page = await open();
    const words = wordsOf(page);
    expect(words).toContain('What APPLY does to what runs here');
    expect(words).toContain(
      'One change breaks connections or moves addresses: Breaks virtual server web: port = 81',
    );
    expect(words).toContain('The service TCP 10.0.2.100:80 is taken away and TCP 10.0.2.100:81 is made');
    expect(words).toContain('How many connections these are is not known.');
    expect(words).toContain('There is no /proc/net/ip_vs.');
    expect(words.indexOf('Breaks')).toBeLessThan(words.indexOf('APPLY -- Make this router run'));
  });

  test('counts the connections of the kernel', async () => {
    const destination = {
      family: 'inet',
      address: '10.0.2.101',
      port: 80,
      forwarding: 'Route',
      weight: 1,
    } as const;
    const here = { family: 'inet', address: '10.0.2.100', port: 80 } as const;
    const numbers = { activeConnections: 12, inactiveConnections: 3 };
    const way = { scheduler: 'rr', onePacket: false, persistence: null };
    const destinations = [{ ...destination, ...numbers }];
    const services = [{ kind: 'address', protocol: 'TCP', ...here, ...way, destinations } as const];
    const page = await open({ table: known({ version: '1.2.1', connectionTableSize: 4096, services }) });
    expect(wordsOf(page)).toContain('Now: 15 connections, 12 active and 3 inactive.');
    expect(wordsOf(page)).toContain('Connections are counted as the kernel of this router has them now.');
  });

  test('breaks nothing on a router that stands by', async () => {
    const vrrp = { state: 'BACKUP', priority: 100, since: 0 } as const;
    const page = await open({ state: { ...state, vrrp } });
    expect(wordsOf(page)).toContain('Smooth virtual server web: port = 81');
    expect(wordsOf(page)).toContain('The router stands by: no connection passes through it');
  });

  test('is said not to be known where no version is what was applied', async () => {
    const page = await open({ state: { ...state, applied: { hash: '0'.repeat(64), at: 0 } } });
    expect(wordsOf(page)).toContain('What APPLY does to what runs here cannot be told');
    expect(page.buttons).toContain('APPLY');
  });

  test('is not worth a word where what runs is what is saved', async () => {
    const installed = { ...state.installed, current: true };
    const page = await open({ state: { ...state, installed } });
    expect(wordsOf(page)).not.toContain('What APPLY does');
  });

  test('stands afterwards beside what happened, which is marked where it came otherwise', async () => {
    const cut = {
      ...kept,
      fate: 'recreated',
      service: 'TCP 10.0.2.100:81',
      was: kept.service,
      cut: count(2, 1),
    } as const;
    const other = { ...kept, virtual: 'mail', service: 'TCP 10.0.2.101:25', cut: count(2), after: count(1) };
    const quiet = { ...kept, virtual: 'dns', service: 'UDP 10.0.2.102:53' };
    const page = await open({ fates: [cut, other, quiet] });
    const { page: after } = await page.accept({ action: 'apply' });
    const words = wordsOf(after);
    expect(words).toContain('What became of the services and their connections');
    expect(words).toContain(
      'web TCP 10.0.2.100:81 made anew made anew; it was TCP 10.0.2.100:80; 3 connections before, 4 after; 3 connections cut.',
    );
    expect(words).toContain(
      'mail TCP 10.0.2.101:25 kept kept; 3 connections before, 1 after; 2 connections cut. This is not what was said.',
    );
    expect(words.indexOf('mail')).toBeLessThan(words.indexOf('web TCP'));
    expect(words).toContain('1 service was left alone: 3 connections before, 4 after.');
  });
});
