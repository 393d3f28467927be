import { afterEach, describe, expect, test, vi } from 'vitest';
import { identityOf } from '../../../src/core/keepalived/identity.js';
import { renderKeepalived } from '../../../src/core/keepalived/render.js';
import { readConfig } from '../../../src/core/lvscf/config.js';
import { ConsoleError } from '../../../src/core/problem.js';
import type { Answer, RouterState } from '../../../src/core/router/answer.js';
import type { Verb } from '../../../src/core/router/verbs.js';
import type { Engine } from '../../../src/web/engine.js';
import type { MachineSeen } from '../../../src/web/panels/control/view.js';
import { openPanels, type PanelConsole, type PanelPage, wordsOf } from '../../support/panel.js';
import { pairFile, virtualBlock } from '../../support/router-world.js';

const AT = Date.UTC(2026, 10, 20, 23, 59, 12);
const known = <Value>(value: Value) => ({ at: AT, value });
const absent = (path: string) => ({ at: AT, reason: 'absent', path }) as const;

/** A machine with keepalived, or with nothing. */
const machine = (isInstalled: boolean): MachineSeen => ({
  ipForward: known(true),
  ipvsModules: known([]),
  ticksPerSecond: known(100),
  engines: [
    {
      name: 'keepalived',
      installed: isInstalled ? known('/usr/sbin/keepalived') : absent('/usr/sbin/keepalived'),
      version: known('2.2.7'),
      control: 'systemd',
      pids: known(isInstalled ? [812] : []),
    },
  ],
  processes: known({ processes: [], complete: true }),
});

/** An active primary router on which everything is as it should be. */
const activeRouter: RouterState = {
  at: AT,
  engine: { name: 'keepalived', status: 'running', pid: 812, boot: 'enabled', control: 'systemd', log: [] },
  identity: { role: 'primary', device: 'eth0', address: '10.0.2.50' },
  file: { path: '/etc/lvs-console/lvs.cf', hash: 'a' },
  installed: { path: '/etc/keepalived/keepalived.conf', whose: 'ours', current: true },
  previous: true,
  applied: null,
  trial: null,
  vrrp: { state: 'MASTER', priority: 150, since: AT },
};

const answerTo = (verb: Verb, state: RouterState | null, more: Partial<Answer> = {}): Answer => {
  return { format: 1, verb, ok: true, steps: [], table: [], state, ...more };
};

const lvsCf = pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1'));

/** What the machine with these addresses makes of a file. */
function wantedOf(text: string, own = '10.0.2.50') {
  const config = readConfig(text);
  const devices = [{ name: 'eth0', addresses: [{ family: 'inet', address: own, netmask: '' } as const] }];
  const identity = identityOf(config.global, devices);
  if ('unknown' in identity) return { config, identity, rendering: undefined };
  const { role, device: ownDevice } = identity;
  return {
    config,
    identity,
    rendering: renderKeepalived(config, { role, checker: '/lvs-check', ownDevice }),
  };
}

let panels: PanelConsole;
afterEach(async () => {
  vi.useRealTimers();
  await panels.close();
});

interface Given {
  readonly state?: RouterState;
  readonly engine?: Partial<Engine>;
  readonly isInstalled?: boolean;
  readonly file?: string;
  readonly own?: string;
}

/** Opens the panel; `asked` collects what the engine was told to do. */
async function open({
  state = activeRouter,
  engine = {},
  isInstalled = true,
  file = lvsCf,
  own,
}: Given = {}) {
  const asked: Verb[] = [];
  panels = await openPanels(file, {
    lookAtMachine: async () => machine(isInstalled),
    engine: {
      async run(verb) {
        if (verb !== 'state') asked.push(verb);
        return answerTo(verb, state);
      },
      wanted: async () => wantedOf(file, own),
      isUnapplied: async () => false,
      ...engine,
    },
  });
  return { asked, page: await panels.open('/secure/control') };
}

const refusing = (error: ConsoleError) => ({
  run: async () => {
    throw error;
  },
});

/** Where REFRESH leads. */
const refreshOn = ({ body }: PanelPage) => {
  const [, name, value] = /name="(after)" value="(\d+)" lang="en">REFRESH</.exec(body) ?? [];
  return `/secure/control?${name}=${value}`;
};

describe('ENGINE on CONTROL/MONITORING', () => {
  test('says which router this is and how it is, and offers what makes sense now', async () => {
    const { page } = await open();
    expect(wordsOf(page)).toContain('This machine is the primary router: it has 10.0.2.50 on eth0.');
    expect(wordsOf(page)).toContain('It is active: the floating addresses are here.');
    expect(wordsOf(page)).toContain('What is installed is what lvs.cf says.');
    expect(page.buttons).toEqual([
      'APPLY',
      'STOP',
      'RELOAD',
      'HAND OVER',
      'REVERT',
      'DISABLE AT BOOT',
      'TRY',
    ]);
  });

  test('offers to start what is stopped, and no hand-over', async () => {
    const engine = { ...activeRouter.engine, status: 'stopped', pid: null, boot: 'disabled' } as const;
    const { page } = await open({ state: { ...activeRouter, engine, vrrp: null, previous: false } });
    expect(page.buttons).toEqual(['APPLY', 'START', 'ENABLE AT BOOT']);
    expect(wordsOf(page)).toContain('The engine does not run and is not started by this.');
  });

  test('says before what each button does', async () => {
    const { page } = await open();
    expect(wordsOf(page)).toContain('If anything fails, everything is put back.');
    expect(wordsOf(page)).toMatch(/STOP -- Stop balancing on this router\. If it is active, it first gives/);
    expect(wordsOf(page)).toContain('What will be different from what the file says');
    expect(wordsOf(page)).toContain('Both routers check the real servers all the time');
  });

  test('tells a lone router that nobody takes over', async () => {
    const identity = { role: 'single', device: 'eth0', address: '10.0.2.50' } as const;
    const { page } = await open({ state: { ...activeRouter, identity, vrrp: null } });
    expect(wordsOf(page)).toContain('Nobody answers at the floating addresses until START.');
    expect(page.buttons).not.toContain('HAND OVER');
  });

  test('offers no hand-over from a primary router that takes the service back at once', async () => {
    const { page } = await open({ file: `# lvs-console: fail-back = yes\n${lvsCf}` });
    expect(page.buttons).toContain('STOP');
    expect(page.buttons).not.toContain('HAND OVER');
  });

  test('offers no APPLY while something stands in the way, and leads to it', async () => {
    const file = pairFile(virtualBlock('web', '0.0.0.0', 'eth0:1'));
    const { page } = await open({ file });
    expect(page.buttons).not.toContain('APPLY');
    expect(wordsOf(page)).toContain('Why nothing can be applied yet');
    expect(page.body).toMatch(/remark-broken"><a href="\/secure\/virtual-servers[^"]*web[^"]*">/);
  });

  test('says why it does not apply on a machine that is neither router', async () => {
    const identity = { unknown: 'neither', primary: '10.0.2.50', backup: '10.0.2.51' } as const;
    const { page } = await open({ state: { ...activeRouter, identity }, own: '10.0.2.99' });
    expect(wordsOf(page)).toContain(
      'neither the address of the primary router (10.0.2.50) nor that of the backup router (10.0.2.51). It can edit lvs.cf, but neither apply nor push it.',
    );
    expect(page.buttons).not.toContain('APPLY');
  });

  test('never offers APPLY over the file of somebody else, but TAKE OVER', async () => {
    const installed = { ...activeRouter.installed, whose: 'foreign', current: false } as const;
    const { page } = await open({ state: { ...activeRouter, installed } });
    expect(page.buttons[0]).toBe('TAKE OVER');
    expect(page.buttons).not.toContain('APPLY');
    expect(page.buttons).not.toContain('REVERT');
    expect(wordsOf(page)).toContain('was not made by LVS Console');
  });

  test('shows the last lines of the log of an engine that failed', async () => {
    const engine = { ...activeRouter.engine, status: 'failed', pid: null, log: ['(LVS) died <b>'] } as const;
    const { page } = await open({ state: { ...activeRouter, engine: { ...engine, log: [...engine.log] } } });
    expect(page.body).toContain('(LVS) died &lt;b&gt;');
    expect(page.buttons).toContain('START');
  });

  test('works without an engine, and says what is missing', async () => {
    const { page, asked } = await open({ isInstalled: false });
    expect(page.status).toBe(200);
    expect(wordsOf(page)).toContain('Nothing on this machine can run lvs.cf yet. Everything else works');
    expect(wordsOf(page)).toContain('apt install keepalived');
    expect(page.buttons).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('shows the panel where the console may not call the router program, with the cure', async () => {
    const commands = ['install -o root -g root -m 0440 config/sudoers /etc/sudoers.d/lvs-console'];
    const denied = new ConsoleError('engine_refused', 'router_denied', { account: 'jane', commands });
    const { page } = await open({ engine: refusing(denied) });
    expect(page.status).toBe(200);
    expect(wordsOf(page)).toContain('sudo does not let the account jane call the router program.');
    expect(page.body).toContain(commands[0]);
    expect(page.buttons).toEqual([]);
  });

  test('does not fill the system’s log: sudo is asked once a minute, or by REFRESH', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const denied = new ConsoleError('engine_refused', 'router_denied', { account: 'jane', commands: [] });
    const run = vi.fn(refusing(denied).run);
    const { page } = await open({ engine: { run } });
    expect(wordsOf(page)).toContain('It was asked just now. REFRESH');
    vi.advanceTimersByTime(42_000);
    const again = await panels.open('/secure/control?auto_update=1&rate=10');
    expect(wordsOf(again)).toContain('It was asked 42 s ago');
    expect(wordsOf(again)).toContain('sudo does not let the account jane');
    expect(run).toHaveBeenCalledTimes(1);
    await panels.open(refreshOn(again));
    expect(run).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(61_000);
    await panels.open('/secure/control');
    expect(run).toHaveBeenCalledTimes(3);
  });

  test('leads with REFRESH to another address each time, which the browser therefore loads', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const denied = new ConsoleError('engine_refused', 'router_denied', { account: 'jane', commands: [] });
    const run = vi.fn(refusing(denied).run);
    let { page } = await open({ engine: { run } });
    const addresses = [refreshOn(page)];
    for (const times of [2, 3, 4]) {
      vi.advanceTimersByTime(2000);
      page = await panels.open(addresses.at(-1) ?? '');
      expect(wordsOf(page)).toContain('It was asked just now.');
      expect(run).toHaveBeenCalledTimes(times);
      addresses.push(refreshOn(page));
    }
    expect(new Set(addresses).size).toBe(4);
    // Loading one of them again asks nobody: what it shows is newer than what REFRESH was pressed below.
    await panels.open(addresses.at(-2) ?? '');
    expect(run).toHaveBeenCalledTimes(4);
  });

  test('asks again at once after another failure, and shows the state as soon as there is one', async () => {
    const garbled = new ConsoleError('engine_refused', 'router_garbled', { status: '1' });
    const denied = new ConsoleError('engine_refused', 'router_denied', { account: 'jane', commands: [] });
    const run = vi
      .fn<Engine['run']>()
      .mockRejectedValueOnce(garbled)
      .mockRejectedValueOnce(denied)
      .mockResolvedValue(answerTo('state', activeRouter));
    await open({ engine: { run } });
    const second = await panels.open('/secure/control');
    expect(run).toHaveBeenCalledTimes(2);
    const page = await panels.open(refreshOn(second));
    expect(wordsOf(page)).toContain('It is active: the floating addresses are here.');
    expect(wordsOf(page)).not.toContain('REFRESH');
  });

  test('says everywhere else that lvs.cf was changed since it was last applied', async () => {
    await open({ engine: { isUnapplied: async () => true } });
    const sentence = 'lvs.cf was changed since it was last applied';
    const other = await panels.open('/secure/global-settings');
    expect(wordsOf(other)).toContain(sentence);
    expect(other.body).toContain('href="/secure/control#engine-title"');
    expect(wordsOf(await panels.open('/secure/control'))).not.toContain(sentence);
  });

  test('speaks French beside the original words', async () => {
    await open();
    const page = await panels.open('/secure/control', { headers: { 'accept-language': 'fr' } });
    expect(wordsOf(page)).toContain('Cette machine est le routeur primaire : elle a 10.0.2.50 sur eth0.');
    expect(wordsOf(page)).toMatch(/HAND OVER Passer la main/);
  });
});

describe('A button of ENGINE', () => {
  const steps: Answer['steps'] = [
    {
      name: 'test',
      ms: 84,
      outcome: 'failed',
      detail: { code: 'test_failed', params: { status: '5' } },
      said: ['Unknown interface <eth9>'],
    },
  ];

  test('has the engine do it, and the page tells what was done', async () => {
    const { asked, page } = await open();
    const { status, location, page: after } = await page.accept({ action: 'stop' });
    expect({ status, location }).toEqual({ status: 303, location: '/secure/control' });
    expect(asked).toEqual(['stop']);
    expect(wordsOf(after)).toContain('Done: Stopped.');
    expect(wordsOf(after)).toMatch(/LAST ACTION STOP ?, .*, by piranha: Stopped\./);
  });

  test('shows the steps of an APPLY that was refused, with what keepalived said', async () => {
    const run = async (verb: Verb) =>
      verb === 'state' ? answerTo(verb, activeRouter) : answerTo(verb, activeRouter, { ok: false, steps });
    const { page } = await open({ engine: { run } });
    const { page: after } = await page.accept({ action: 'apply' });
    expect(wordsOf(after)).toContain('Not applied: nothing was changed.');
    expect(wordsOf(after)).toContain('Test failed 84 ms keepalived’s own test refused the file (5).');
    expect(after.body).toContain('Unknown interface &lt;eth9&gt;');
  });

  const leftStopped: Answer['steps'] = [
    {
      name: 'reload',
      ms: 0,
      outcome: 'done',
      detail: { code: 'left_stopped', params: {} },
      said: [],
    },
  ];

  test.each(['apply', 'adopt'] as const)(
    'that is pressed while the engine is stopped (%s) says so, with START beside it',
    async (action) => {
      const asked: Verb[] = [];
      const run = async (verb: Verb) => {
        if (verb !== 'state') asked.push(verb);
        return answerTo(verb, activeRouter, verb === action ? { steps: leftStopped } : {});
      };
      const { page } = await open({ engine: { run } });
      const { page: after } = await page.accept({ action });
      const inPlace = 'The file is in place. The engine is stopped: nothing runs until it is started.';
      expect(wordsOf(after)).toContain(`Done: ${inPlace} START -- Start the engine`);
      expect(wordsOf(after)).toMatch(new RegExp(`LAST ACTION .*, by piranha: ${inPlace}`));
      expect(wordsOf(after)).not.toContain('Applied.');
      const [, form = ''] =
        /<form class="offer" method="post" action="\/secure\/control">(.*?)<\/form>/s.exec(after.body) ?? [];
      const sent = [...form.matchAll(/name="([^"]+)" value="([^"]+)"/g)].map(([, name, value]) => [
        name,
        value,
      ]);
      const answer = await panels.web.send('/secure/control', Object.fromEntries(sent));
      expect(answer.statusCode).toBe(303);
      expect(asked).toEqual([action, 'start']);
    },
  );

  test('offers no START beside what was applied to an engine that runs', async () => {
    const { page } = await open();
    const { page: after } = await page.accept({ action: 'apply' });
    expect(wordsOf(after)).toContain('Done: Applied.');
    expect(after.body).not.toContain('class="offer"');
  });

  test('shows the comparison with the kernel, what is wrong first', async () => {
    const line = {
      virtual: 'web',
      server: '',
      service: 'TCP 10.0.2.100:80',
      destination: '',
      differences: [],
    };
    const table: Answer['table'] = [
      { ...line, outcome: 'applied' },
      { ...line, outcome: 'out', server: 'one', destination: '10.0.2.101:80' },
      {
        ...line,
        outcome: 'differs',
        differences: [{ what: 'scheduler', wanted: 'rr', live: 'wlc' }],
      },
    ];
    const run = async (verb: Verb) => answerTo(verb, activeRouter, verb === 'state' ? {} : { table });
    const { page } = await open({ engine: { run } });
    const { page: after } = await page.accept({ action: 'reload' });
    const words = wordsOf(after);
    expect(words).toContain('web TCP 10.0.2.100:80 differs; scheduling: rr wanted, wlc there');
    expect(words).toContain(
      'web / one TCP 10.0.2.100:80 -> 10.0.2.101:80 not in use: its check has not passed',
    );
    expect(words.indexOf('differs; scheduling')).toBeLessThan(words.indexOf('web / one'));
  });

  test.each(['state', 'install', 'rm', ''])(
    'is none of those that a form may not press: %j',
    async (action) => {
      const { asked, page } = await open();
      const { status } = await page.accept({ action });
      expect(status).toBe(403);
      expect(asked).toEqual([]);
    },
  );

  test('does nothing for a form from elsewhere', async () => {
    const { asked } = await open();
    const answer = await panels.web.send('/secure/control', { action: 'stop', _csrf: 'wrong' });
    expect(answer.statusCode).toBe(403);
    expect(asked).toEqual([]);
  });

  test('says why the engine refused', async () => {
    const params = { edited: '/srv/lvs.cf', applied: '/etc/lvs-console/lvs.cf' };
    const other = new ConsoleError('engine_refused', 'router_other_file', params);
    const run = async (verb: Verb) => {
      if (verb === 'state') return answerTo(verb, activeRouter);
      throw other;
    };
    const { page } = await open({ engine: { run } });
    const { status, page: after } = await page.accept({ action: 'apply' });
    expect(status).toBe(502);
    expect(wordsOf(after)).toContain(
      'This console edits /srv/lvs.cf, but this router runs /etc/lvs-console/lvs.cf.',
    );
  });
});
