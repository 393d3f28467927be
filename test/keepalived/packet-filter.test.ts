import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../src/core/router/answer.js';
import { hashOfText } from '../../src/router/applied.js';
import { openRouterWorld, pairFile, type RouterWorld, virtualBlock } from '../support/router-world.js';

const conf = 'conf/keepalived.conf';
const sysctl = 'conf/sysctl.conf';
const kinds = ['iptables-legacy', 'iptables-nft'] as const;

let world: RouterWorld;
afterEach(() => world.close());

// Heartbeats and checks take the seconds they take.
vi.setConfig({ testTimeout: 240_000 });

const outcomes = ({ steps }: Answer) => steps.map(({ name, outcome }) => `${name} ${outcome}`);
const detailOf = ({ steps }: Answer, name: string) => steps.find((step) => step.name === name)?.detail;
const forwarding = async () => (await world.shell('cat /proc/sys/net/ipv4/ip_forward')).trim();

/** A pair with these settings and one marked virtual server. */
function marked(settings: readonly string[], mark = 80, more = ''): string {
  const head = settings.map((setting) => `# lvs-console: ${setting}\n`).join('');
  return head + pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1', `     fwmark = ${mark}\n`) + more);
}

const rules = 'mark-rules = yes';
const forwards = 'ip-forwarding = yes';

/** Everything in the packet filter, less counters and what is ours. */
async function others(iptables: string): Promise<string> {
  const saved = await world.shell(`${iptables}-save`);
  return saved
    .split('\n')
    .filter((line) => !line.startsWith('#') && !line.includes('LVS-CONSOLE'))
    .map((line) => line.replace(/ \[\d+:\d+\]$/, ''))
    .join('\n');
}

/** What is ours in it. */
async function ours(iptables: string): Promise<string[]> {
  const saved = await world.shell(`${iptables}-save -t mangle`);
  return saved.split('\n').filter((line) => /LVS-CONSOLE/.test(line));
}

const web = (mark = '0x50') => [
  ':LVS-CONSOLE - [0:0]',
  '-A PREROUTING -j LVS-CONSOLE',
  `-A LVS-CONSOLE -d 10.0.2.100/32 -p tcp -m tcp --dport 80 -j MARK --set-xmark ${mark}/0xffffffff`,
];

/** What an administrator may have set up: rules in every table, also such as ours, and a chain with a similar name. */
const administrator = (iptables: string) => `
${iptables} -t mangle -N LVS-CONS
${iptables} -t mangle -A LVS-CONS -p tcp --dport 80 -j MARK --set-mark 80
${iptables} -t mangle -A PREROUTING -i eth1 -j LVS-CONS
${iptables} -t mangle -A PREROUTING -p tcp -d 10.0.2.100 --dport 21 -j MARK --set-mark 21
${iptables} -t mangle -A POSTROUTING -o eth0 -m comment --comment "our own; {}" -j RETURN
${iptables} -t nat -A POSTROUTING -p tcp -s 10.0.3.0/24 --sport 20 -j MASQUERADE
${iptables} -A INPUT -p tcp --dport 22 -s 10.0.2.0/24 -j ACCEPT
${iptables} -P FORWARD DROP`;

describe.each(kinds)('The rules for firewall marks, by %s', (kind) => {
  const iptables = `/usr/sbin/${kind}`;
  const open = async (lvsCf: string) => {
    world = await openRouterWorld(lvsCf, { iptables });
    await world.shell(administrator(iptables));
  };

  test('come with APPLY, change and go with it, and no other rule is touched', async () => {
    await open(marked([rules]));
    const before = await others(iptables);
    await world.verb('install');
    expect(await ours(iptables)).toEqual([]);

    const started = await world.verb('start');
    expect(started).toMatchObject({ ok: true });
    expect(detailOf(started, 'filter')).toEqual({ code: 'filter_put', params: { rules: 1 } });
    expect(await ours(iptables)).toEqual(web());
    expect(await others(iptables)).toBe(before);

    const again = await world.verb('apply');
    expect(again).toMatchObject({ ok: true, state: { installed: { current: true } } });
    expect(detailOf(again, 'filter')).toEqual({ code: 'filter_there', params: { rules: 1 } });
    expect(outcomes(again).join()).toMatch(
      /test done,filter_test done,.*install done,filter done,reload done/,
    );

    await world.write('lvs.cf', marked([rules], 90));
    expect((await world.verb('state')).state?.installed).toMatchObject({ current: false });
    await world.shell(`${iptables} -t mangle -A PREROUTING -p tcp --dport 8 -j MARK --set-mark 8`);
    const between = await others(iptables);
    expect(await world.verb('apply')).toMatchObject({ ok: true });
    expect((await ours(iptables)).toSorted()).toEqual(web('0x5a').toSorted());
    expect(await others(iptables)).toBe(between);

    await world.write('lvs.cf', marked([]));
    const off = await world.verb('apply');
    expect(detailOf(off, 'filter')).toEqual({ code: 'filter_removed', params: {} });
    expect(await ours(iptables)).toEqual([]);
    expect(await others(iptables)).toBe(between);
    expect(outcomes(await world.verb('apply')).join()).not.toContain('filter');
  });

  test('go back with the file when what was applied does not work', async () => {
    await open(marked([rules]));
    await world.verb('install');
    await world.verb('start');
    const before = await others(iptables);
    await world.shell('ip link set eth1 down');
    const inside = virtualBlock('inside', '10.0.3.200', 'eth1:1', '     fwmark = 7\n');
    await world.write('lvs.cf', marked([rules, forwards], 90, inside));
    const failed = await world.verb('apply');
    expect(failed.ok).toBe(false);
    expect(outcomes(failed).filter((step) => /filter |forwarding|put_back/.test(step))).toEqual([
      'filter done',
      'forwarding done',
      'put_back done',
      'filter done',
      'forwarding done',
    ]);
    expect(await ours(iptables)).toEqual(web());
    expect(await others(iptables)).toBe(before);
    expect(await world.text(sysctl)).toBeUndefined();
    expect(await forwarding()).toBe('0');
  });
});

describe('The rules for firewall marks', () => {
  const iptables = '/usr/sbin/iptables-legacy';
  beforeEach(async () => {
    world = await openRouterWorld(marked([rules]), { iptables });
    await world.shell(administrator(iptables));
    await world.verb('install');
    await world.verb('start');
  });

  test('go back with REVERT, and are there again after a restart of the machine', async () => {
    await world.write('lvs.cf', marked([rules], 90));
    await world.verb('apply');
    expect(await world.verb('revert')).toMatchObject({ ok: true });
    expect(await ours(iptables)).toEqual(web());

    await world.verb('stop');
    await world.shell(
      `${iptables} -t mangle -F; ${iptables} -t mangle -X; rm ${world.folder}/run/*.lvs-console-marks`,
    );
    const boot = await world.verb('boot');
    expect(detailOf(boot, 'filter')).toEqual({ code: 'filter_put', params: { rules: 1 } });
    expect(await ours(iptables)).toEqual(web());
  });

  test('go back with a trial', async () => {
    // Only from now on it is known what runs.
    await world.verb('apply');
    const tried = marked([rules], 90);
    await world.write('lvs.cf', tried);
    const trial = 'a'.repeat(32);
    const tries = hashOfText(tried);
    await world.verb('arm', { trial, seconds: 120, by: 'ann', tries, both: false });
    expect(await world.verb('apply')).toMatchObject({ ok: true });
    expect((await ours(iptables)).toSorted()).toEqual(web('0x5a').toSorted());
    const back = await world.verb('go-back', { trial, by: 'ann', why: 'asked', leaves: false });
    expect(back).toMatchObject({ ok: true });
    expect((await ours(iptables)).toSorted()).toEqual(web().toSorted());
  });

  test('take the place of whatever else somebody has put into our chain', async () => {
    const before = await others(iptables);
    await world.shell(`
${iptables} -t mangle -A LVS-CONSOLE -p udp -j MARK --set-mark 9
${iptables} -t mangle -I PREROUTING -j LVS-CONSOLE`);
    expect(detailOf(await world.verb('apply'), 'filter')).toMatchObject({ code: 'filter_put' });
    expect(await ours(iptables)).toEqual(web());
    expect(await others(iptables)).toBe(before);
  });
});

describe('A router on which the rules for firewall marks cannot be made', () => {
  test('changes nothing, and says which package is missing', async () => {
    world = await openRouterWorld(marked([rules]), { iptables: '/nowhere/iptables' });
    const refused = await world.verb('apply');
    expect(refused.ok).toBe(false);
    expect(refused.steps.at(-1)).toMatchObject({
      name: 'filter_test',
      outcome: 'failed',
      detail: { code: 'iptables_missing', params: { program: '/nowhere/iptables-save' } },
    });
    expect(await world.text(conf)).toBeUndefined();
  });

  test('changes nothing, and says the words of iptables', async () => {
    world = await openRouterWorld(marked([rules]), { iptables: '/usr/sbin/iptables-legacy' });
    // It may be looked at, and not changed.
    await world.shell(`
mkdir ${world.folder}/bin
ln -s /usr/sbin/iptables-legacy-save ${world.folder}/bin/iptables-save
printf '#!/bin/sh\\nexec setpriv --bounding-set=-net_admin --inh-caps=-net_admin iptables-legacy-restore "$@"\\n' \\
  >${world.folder}/bin/iptables-restore
chmod +x ${world.folder}/bin/iptables-restore`);
    const settings = JSON.parse((await world.text('router.json')) ?? '{}');
    await world.write(
      'router.json',
      JSON.stringify({ ...settings, iptables: `${world.folder}/bin/iptables` }),
    );
    const refused = await world.verb('apply');
    const last = refused.steps.at(-1);
    expect(last).toMatchObject({
      name: 'filter_test',
      outcome: 'failed',
      detail: { code: 'command_failed' },
    });
    expect(last?.said.join('\n')).toMatch(/iptables-restore/);
    expect(await world.text(conf)).toBeUndefined();
  });

  test('needs none of it as long as the file does not ask for it', async () => {
    world = await openRouterWorld(marked([]), { iptables: '/nowhere/iptables' });
    expect(await world.verb('apply')).toMatchObject({ ok: true });
    expect(await world.verb('start')).toMatchObject({ ok: true });
  });
});

describe('Forwarding', () => {
  test('is set with APPLY for now and for every start, and our file goes when it is left to the router', async () => {
    world = await openRouterWorld(marked([forwards]));
    await world.verb('apply');
    expect(await forwarding()).toBe('0');
    expect(detailOf(await world.verb('start'), 'forwarding')).toMatchObject({ code: 'forwarding_set' });
    expect(await forwarding()).toBe('1');
    await world.shell('echo 0 >/proc/sys/net/ipv4/ip_forward');
    await world.shell(`sysctl -q -p ${world.folder}/${sysctl}`);
    expect(await forwarding()).toBe('1');
    expect(detailOf(await world.verb('apply'), 'forwarding')).toMatchObject({ code: 'forwarding_there' });

    await world.write('lvs.cf', marked([]));
    expect(detailOf(await world.verb('apply'), 'forwarding')).toMatchObject({ code: 'forwarding_left' });
    expect(await world.text(sysctl)).toBeUndefined();
    expect(await forwarding()).toBe('1');
  });
});
