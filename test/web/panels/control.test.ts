import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { classicText } from '../../../src/core/ipvs/classic.js';
import type { IpvsTable } from '../../../src/core/ipvs/table.js';
import { snapshotOf } from '../../../src/core/live/snapshot.js';
import type { Engine } from '../../../src/core/machine/engine.js';
import type { RunningProcess } from '../../../src/core/machine/processes.js';
import type { Reading } from '../../../src/core/machine/reading.js';
import { readSettings } from '../../../src/settings.js';
import type { MachineSeen } from '../../../src/web/panels/control/view.js';
import type { ServerNeeds } from '../../../src/web/server.js';
import { type Console, wire } from '../../../src/wire.js';
import { capture, tableOf } from '../../core/ipvs/captures.js';

const AT = Date.UTC(2026, 10, 20, 23, 59, 12);
const known = <Value>(value: Value) => ({ at: AT, value });
const absent = (path: string) => ({ at: AT, reason: 'absent', path }) as const;
const denied = (path: string) => ({ at: AT, reason: 'denied', path }) as const;

const process = (pid: number, name: string, commandLine: string): RunningProcess => {
  const times = { startedAt: AT - 65_000, elapsedSeconds: 65, cpuSeconds: 1 };
  return { pid, parent: 1, user: 'root', state: 'S', name, commandLine, ...times };
};

const notInstalled = (name: Engine['name']): Engine => {
  const installed = absent(`/usr/sbin/${name}`);
  return { name, installed, version: null, control: 'init', pids: known([]) };
};

const keepalived = (change: Partial<Engine> = {}): Engine => {
  const installed = known('/usr/sbin/keepalived');
  const about = { name: 'keepalived', installed, version: known('2.2.7'), control: 'systemd' } as const;
  return { ...about, pids: known([812, 813]), ...change };
};

/** A machine with its routing table. */
interface WholeMachine extends MachineSeen {
  readonly routingTable: Reading<IpvsTable>;
}

/** A machine on which nothing of LVS is there yet. */
const bare: WholeMachine = {
  ipForward: known(false),
  ipvsModules: absent('/proc/modules'),
  routingTable: absent('/proc/net/ip_vs'),
  ticksPerSecond: known(100),
  engines: [notInstalled('keepalived'), notInstalled('pulse')],
  processes: known({ processes: [], complete: true }),
};

/** A router at work. */
const router: WholeMachine = {
  ipForward: known(true),
  ipvsModules: known(['ip_vs', 'ip_vs_wlc']),
  routingTable: known(tableOf(capture('proc_net_ip_vs.txt'))),
  ticksPerSecond: known(100),
  engines: [keepalived(), notInstalled('pulse')],
  processes: known({ processes: [process(812, 'keepalived', '/usr/sbin/keepalived')], complete: true }),
};

let folder: string;
let console: Console | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'control-'));
  mkdirSync(join(folder, 'state'));
  writeFileSync(join(folder, 'htpasswd'), `piranha:${hashSync('correct horse', 4)}\n`, { mode: 0o600 });
});
afterEach(async () => {
  await console?.close();
  console = undefined;
  rmSync(folder, { recursive: true });
});

async function open(overrides: Partial<ServerNeeds>) {
  const places = { state: join(folder, 'state'), file: join(folder, 'lvs.cf') };
  const settings = { ...readSettings(places, {}), users: join(folder, 'htpasswd') };
  console = await wire(settings, overrides);
  return console.app;
}

/** The panel as it comes for this machine. */
async function panel(
  { routingTable, ...machine }: WholeMachine,
  { query = '', language = 'en' } = {},
): Promise<string> {
  const snapshot = snapshotOf(routingTable, [], 100, undefined);
  const liveTable = { now: async () => snapshot, follow: () => () => {} };
  const app = await open({ lookAtMachine: async () => machine, liveTable });
  const headers = {
    authorization: `Basic ${Buffer.from('piranha:correct horse').toString('base64')}`,
    'accept-language': language,
  };
  const response = await app.inject({ url: `/secure/control${query}`, headers });
  expect(response.statusCode).toBe(200);
  return response.body;
}

/** The words of a piece of HTML. */
const wordsOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** The grey rows of CONTROL, in words. */
const rowsOf = (html: string) =>
  html
    .split('<div class="status">')
    .slice(1)
    .map((row) =>
      wordsOf(row.slice(0, row.indexOf('</div>')))
        .replace(/\s+/g, ' ')
        .trim(),
    );

/** The text of a box, or undefined when it is not on the page. */
const boxOf = (html: string, id: string) => {
  const text = new RegExp(`<pre[^>]* id="${id}"[^>]*>([^<]*)</pre>`).exec(html)?.[1];
  return text === undefined ? undefined : wordsOf(text);
};

const refreshOf = (html: string) => /<meta http-equiv="refresh" content="([^"]*)">/.exec(html)?.[1];
const inputOf = (html: string, name: string) =>
  new RegExp(`<input[^>]* name="${name}"[^>]*>`).exec(html)?.[0];

describe('CONTROL', () => {
  it('says on a bare machine what is missing, and the commands that bring it', async () => {
    const html = await panel(bare);
    expect(rowsOf(html)).toEqual([
      expect.stringMatching(/^Daemon: not installed \(keepalived, pulse\) .*apt install keepalived ipvsadm/),
      expect.stringMatching(
        /^ip_forward: off .*sysctl -w net\.ipv4\.ip_forward=1 echo 'net\.ipv4\.ip_forward = 1' >/,
      ),
      expect.stringMatching(/^IPVS: not loaded .*modprobe ip_vs echo ip_vs >/),
    ]);
    expect(html.match(/<strong class="bad">/g)).toHaveLength(3);
  });

  it('says on a router at work what runs', async () => {
    const html = await panel(router);
    expect(rowsOf(html)).toEqual([
      'Daemon: running (keepalived 2.2.7, process 812)',
      'ip_forward: on',
      'IPVS: loaded (1.2.1, ip_vs, ip_vs_wlc)',
    ]);
    expect(html.match(/<strong class="good">/g)).toHaveLength(3);
  });

  it.each([
    ['systemd', 'systemctl start keepalived'],
    ['init', 'service keepalived start'],
    ['process', 'lvs-console engine start'],
  ] as const)(
    'gives the command that starts a stopped engine on this machine (%s)',
    async (control, command) => {
      const stopped = keepalived({ control, pids: known([]) });
      const [row] = rowsOf(await panel({ ...router, engines: [stopped, notInstalled('pulse')] }));
      expect(row).toMatch(
        new RegExp(`^Daemon: stopped \\(keepalived 2\\.2\\.7\\) .*start it with: ${command}$`),
      );
    },
  );

  it('starts pulse the way old systems do', async () => {
    const pulse: Engine = { ...notInstalled('pulse'), installed: known('/usr/sbin/pulse') };
    const [row] = rowsOf(await panel({ ...router, engines: [notInstalled('keepalived'), pulse] }));
    expect(row).toMatch(/^Daemon: stopped \(pulse\) .*service pulse start$/);
  });

  it('warns when two engines run at once', async () => {
    const pulse: Engine = { ...notInstalled('pulse'), pids: known([80]) };
    const rows = rowsOf(await panel({ ...router, engines: [keepalived(), pulse] }));
    expect(rows[0]).toMatch(/^Daemon: running \(keepalived 2\.2\.7, process 812\) Two engines run at once/);
    expect(rows[1]).toMatch(/^Daemon: running \(pulse, process 80\) Two engines run at once/);
  });

  it('says unknown, and why, where it could not look', async () => {
    const owner = { uid: 0, gid: 42, mode: '0640' };
    const html = await panel({
      ...bare,
      engines: [keepalived({ version: absent('x'), pids: denied('/proc') }), notInstalled('pulse')],
      ipForward: { at: AT, reason: 'failed', path: '/proc/sys/net/ipv4/ip_forward', system: 'EIO' },
      routingTable: { ...denied('/proc/net/ip_vs'), owner },
    });
    expect(rowsOf(html)).toEqual([
      'Daemon: unknown (keepalived, version unknown) The console may not read /proc.',
      'ip_forward: unknown /proc/sys/net/ipv4/ip_forward could not be read (EIO).',
      'IPVS: unknown The console may not read /proc/net/ip_vs: it belongs to user 0 and group 42, with mode 0640.',
    ]);
    expect(html).not.toContain('class="bad"');
  });
});

describe('MONITOR', () => {
  it('is off and blank at the first visit', async () => {
    const html = await panel(bare);
    expect(refreshOf(html)).toBeUndefined();
    expect(inputOf(html, 'auto_update')).not.toContain('checked');
    expect(inputOf(html, 'rate')).toContain('value=""');
  });

  it.each([
    ['', 10],
    ['5', 10],
    ['ten', 10],
    ['-30', 10],
    ['10', 10],
    ['30', 30],
    ['  45 ', 45],
    ['99999999999999999999', 86_400],
  ])('with Auto update and %j as interval, loads the panel again after %i seconds', async (rate, seconds) => {
    const html = await panel(bare, { query: `?auto_update=1&rate=${encodeURIComponent(rate)}` });
    expect(refreshOf(html)).toBe(`${seconds};url=/secure/control?auto_update=1&amp;rate=${seconds}`);
    expect(inputOf(html, 'auto_update')).toContain('checked');
    expect(inputOf(html, 'rate')).toContain(`value="${seconds}"`);
    expect(html).toContain(`This page loads again every ${seconds} seconds.`);
  });

  it('says so when a shorter interval was asked for, and only then', async () => {
    const sentence = '10 seconds is the shortest interval.';
    expect(await panel(bare, { query: '?auto_update=1&rate=3' })).toContain(sentence);
    await console?.close();
    expect(await panel(bare, { query: '?auto_update=1&rate=' })).not.toContain(sentence);
  });

  it.each([
    ['', 1],
    ['?rate=1', 1],
    ['?rate=7', 7],
    ['?rate=seven', 1],
    ['?auto_update=1&rate=3', 10],
    ['?auto_update=1&rate=30', 30],
  ])('has the live table follow at the interval of %j: every %i seconds', async (query, seconds) => {
    const html = await panel(bare, { query });
    const every = seconds === 1 ? '' : `&amp;every=${seconds}`;
    expect(html).toContain(`data-live="/secure/control/live?part=1${every}"`);
    const words = seconds === 1 ? 'once a second' : `every ${seconds} seconds`;
    expect(html).toContain(`data-follows="The numbers follow by themselves, ${words}."`);
  });

  it('stops when the box is unticked, and keeps the interval that was typed', async () => {
    const html = await panel(bare, { query: '?rate=7' });
    expect(refreshOf(html)).toBeUndefined();
    expect(inputOf(html, 'rate')).toContain('value="7"');
  });

  it('shows as text whatever stands in the address', async () => {
    const html = await panel(bare, { query: `?rate=${encodeURIComponent('"><script>alert(1)</script>')}` });
    expect(html).not.toContain('<script>alert');
    expect(inputOf(html, 'rate')).toContain('value="&quot;&gt;&lt;script&gt;');
  });

  it('takes no harm from an address that names a value twice', async () => {
    expect(
      refreshOf(await panel(bare, { query: '?auto_update=1&auto_update=1&rate=5&rate=6' })),
    ).toBeUndefined();
  });

  it('gives the time of what it shows', async () => {
    const html = await panel(bare);
    expect(html).toContain(`<time datetime="${new Date(AT).toISOString()}">`);
  });
});

describe('CURRENT LVS ROUTING TABLE', () => {
  it('is the table as ipvsadm prints it', async () => {
    expect(boxOf(await panel(router), 'routing-table')).toBe(
      classicText(tableOf(capture('proc_net_ip_vs.txt')), 100),
    );
  });

  it('is blank, with the reason, when IPVS is not there', async () => {
    const html = await panel(bare);
    expect(boxOf(html, 'routing-table')).toBe('');
    expect(html).toContain('Blank, because IPVS is not loaded in this kernel.');
  });

  it('is blank, with the line to blame, when the kernel’s text is not understood', async () => {
    const path = '/proc/net/ip_vs';
    const routingTable = { at: AT, reason: 'malformed', path, line: 4, text: 'TCP <b>' } as const;
    const html = await panel({ ...router, routingTable });
    expect(boxOf(html, 'routing-table')).toBe('');
    expect(html).toContain('/proc/net/ip_vs cannot be understood from line 4 on: TCP &lt;b&gt;');
  });

  it('says that an empty table is empty', async () => {
    const html = await panel({
      ...router,
      routingTable: known(tableOf(capture('proc_net_ip_vs-empty.txt'))),
    });
    expect(boxOf(html, 'routing-table')).toContain('Prot LocalAddress:Port Scheduler Flags');
    expect(html).toContain('IPVS is loaded, and balances nothing');
  });

  it('says why persistence is in jiffies when nobody knows the kernel’s clock', async () => {
    const html = await panel({ ...router, ticksPerSecond: absent('/boot/config-6.1.0') });
    expect(boxOf(html, 'routing-table')).toContain('persistent 30000 jiffies');
    expect(html).toContain('Persistence is given in jiffies');
  });
});

describe('CURRENT LVS PROCESSES', () => {
  it('is the list as ps prints it', async () => {
    expect(boxOf(await panel(router), 'processes')).toBe(
      'USER PID ELAPSED  TIME COMMAND\nroot 812   01:05 00:01 /usr/sbin/keepalived\n',
    );
  });

  it('is blank, with the reason, when nothing runs', async () => {
    const html = await panel(bare);
    expect(boxOf(html, 'processes')).toBe('');
    expect(html).toContain('Blank, because no process of LVS runs.');
  });

  it('does not say that nothing runs when the system hides it', async () => {
    const html = await panel({ ...bare, processes: known({ processes: [], complete: false }) });
    expect(html).not.toContain('Blank, because no process of LVS runs.');
    expect(html).toContain('only the processes of its own account (hidepid)');
  });

  it('shows a hostile command line as text', async () => {
    const processes = [process(900, 'nanny', '/usr/sbin/nanny -s </pre><script>alert(1)</script>')];
    const html = await panel({ ...router, processes: known({ processes, complete: true }) });
    expect(html).not.toContain('<script>alert');
    expect(boxOf(html, 'processes')).toContain('-s </pre><script>alert(1)</script>');
  });
});

describe('a file for fos', () => {
  it('has no routing table, and its own title over the processes', async () => {
    writeFileSync(join(folder, 'lvs.cf'), 'primary = 10.0.0.1\nservice = fos\n');
    const html = await panel(router);
    expect(boxOf(html, 'routing-table')).toBeUndefined();
    expect(html).not.toContain('CURRENT LVS ROUTING TABLE');
    expect(wordsOf(html)).toContain('CURRENT FOS PROCESSES');
    expect(boxOf(html, 'processes')).toContain('/usr/sbin/keepalived');
  });

  it('is not touched by looking', async () => {
    const text = 'service = fos\n\n# kept\n';
    writeFileSync(join(folder, 'lvs.cf'), text);
    await panel(router);
    expect(readFileSync(join(folder, 'lvs.cf'), 'utf8')).toBe(text);
  });
});

describe('the panel', () => {
  it('opens without an lvs.cf', async () => {
    expect(boxOf(await panel(router), 'routing-table')).toContain('10.0.0.100:80');
  });

  it('has its heading, its tab and the way to CHANGE PASSWORD', async () => {
    const html = await panel(bare);
    expect(html).toContain('<span lang="en">CONTROL / MONITORING</span>');
    expect(html).toMatch(
      /<a href="\/secure\/control" aria-current="page"><span lang="en">CONTROL\/MONITORING</,
    );
    expect(html).toMatch(/<a class="button" href="\/secure\/password" lang="en">CHANGE PASSWORD</);
  });

  it('keeps the original words in French, and says the rest in French', async () => {
    const html = await panel(bare, { language: 'fr', query: '?auto_update=1&rate=20' });
    expect(rowsOf(html)[0]).toMatch(/^Daemon: Démon non installé/);
    expect(wordsOf(html)).toContain('Update information now');
    expect(wordsOf(html)).toContain('Cette page se recharge toutes les 20 secondes.');
    expect(html).toMatch(/<time [^>]*>2[01] nov\. 2026/);
  });

  it('looks at the routing table once for both boxes that show it', async () => {
    let looks = 0;
    const snapshot = snapshotOf(router.routingTable, [], 100, undefined);
    const now = async () => {
      looks += 1;
      return snapshot;
    };
    const app = await open({
      lookAtMachine: async () => router,
      liveTable: { now, follow: () => () => {} },
    });
    const authorization = `Basic ${Buffer.from('piranha:correct horse').toString('base64')}`;
    const { body } = await app.inject({ url: '/secure/control', headers: { authorization } });
    expect(body).toContain('id="routing-table"');
    expect(body).toContain('data-row="TCP 10.0.0.100:80"');
    expect(looks).toBe(1);
  });

  it('is behind the password', async () => {
    const app = await open({ lookAtMachine: async () => bare });
    expect((await app.inject('/secure/control')).statusCode).toBe(401);
  });

  it('looks at this very machine', async () => {
    const app = await open({});
    const authorization = `Basic ${Buffer.from('piranha:correct horse').toString('base64')}`;
    const { statusCode, body } = await app.inject({ url: '/secure/control', headers: { authorization } });
    expect(statusCode).toBe(200);
    expect(rowsOf(body)[1]).toMatch(/^ip_forward: (?:on|off)/);
  });
});
