import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { header, renderKeepalived } from '../../src/core/keepalived/render.js';
import { readConfig } from '../../src/core/lvscf/config.js';
import type { Answer } from '../../src/core/router/answer.js';
import { openRouterWorld, pairFile, type RouterWorld, virtualBlock } from '../support/router-world.js';

const website = virtualBlock('web', '10.0.2.100', 'eth0:1');
const conf = 'conf/keepalived.conf';
const wish = 'run/hand-over';

let world: RouterWorld;
afterEach(() => world.close());

// Heartbeats and checks take the seconds they take.
vi.setConfig({ testTimeout: 240_000 });

const outcomes = ({ steps }: Answer) => steps.map(({ name, outcome }) => `${name} ${outcome}`);
const codes = ({ steps }: Answer) => steps.map(({ detail }) => detail.code);
const addresses = (on: string) => world.shell(`ip -brief address show dev ${on}`);

/** Waits until this router is the active one: it waits for a heartbeat of the other one before. */
async function untilActive(): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    if ((await addresses('eth0')).includes('10.0.2.100')) return;
    await world.shell('sleep 0.25');
  }
  throw new Error('the router did not become active');
}

/** A router on which this file is applied and runs. */
async function runningWorld(lvsCf = pairFile(website)): Promise<void> {
  world = await openRouterWorld(lvsCf);
  await applyAndStart();
}

async function applyAndStart(): Promise<void> {
  expect(await world.verb('apply')).toMatchObject({ ok: true });
  expect(await world.verb('start')).toMatchObject({ ok: true });
  await untilActive();
}

/** A pair of which the primary is active. Returns the words that run a command on the backup. */
async function runningPair(): Promise<string> {
  world = await openRouterWorld(pairFile(website));
  const { folder } = world;
  const there = `nsenter --net=${folder}/other-net`;
  await world.shell(`
touch ${folder}/other-net
unshare --net=${folder}/other-net true
ip link set peer-eth0 netns ${folder}/other-net
${there} ip link set peer-eth0 name eth0
${there} ip link set eth0 up
${there} ip address add 10.0.2.51/24 dev eth0`);
  await applyAndStart();
  const file = readConfig(pairFile(website));
  const events = { pipes: `${folder}/dump`, folder: `${folder}/other-events` };
  const { text = '' } = renderKeepalived(file, { role: 'backup', checker: '/lvs-check', events });
  await world.write('backup.conf', text);
  const pids = `-p ${folder}/run/other.pid --vrrp_pid=${folder}/run/other-vrrp.pid`;
  await world.shell(`${there} keepalived --vrrp -f ${folder}/backup.conf ${pids}; sleep 1`);
  return there;
}

describe('The router program, with the real keepalived', () => {
  test('installs on a stopped router and starts only when it is told to', async () => {
    world = await openRouterWorld(pairFile(website));
    const before = await world.verb('state');
    expect(before.state).toMatchObject({
      engine: { name: 'keepalived', status: 'stopped', pid: null },
      identity: { role: 'primary', device: 'eth0', address: '10.0.2.50' },
      installed: { whose: 'nobodys' },
    });
    const applied = await world.verb('apply');
    expect(applied).toMatchObject({ ok: true, state: { installed: { whose: 'ours', current: true } } });
    expect(outcomes(applied)).toEqual([
      'engine done',
      'read done',
      'render done',
      'programs done',
      'test done',
      'checker done',
      'keep done',
      'install done',
      'reload done',
    ]);
    expect(codes(applied)).toContain('left_stopped');
    expect(await world.pid()).toBeUndefined();
    expect((await world.text(conf))?.startsWith(header)).toBe(true);
    expect((await stat(join(world.folder, conf))).mode & 0o777).toBe(0o640);
    expect((await stat(join(world.folder, 'lib/lvs-check'))).mode & 0o777).toBe(0o755);

    expect(await world.verb('start')).toMatchObject({ ok: true, state: { engine: { status: 'running' } } });
    await untilActive();
    expect((await world.verb('state')).state?.vrrp).toMatchObject({ state: 'MASTER', priority: 150 });

    expect(await world.verb('stop')).toMatchObject({ ok: true, state: { engine: { status: 'stopped' } } });
    expect(await addresses('eth0')).not.toContain('10.0.2.100');
  });

  test('takes a new virtual address into use without a restart', async () => {
    await runningWorld();
    const pid = await world.pid();
    await world.write('lvs.cf', pairFile(website + virtualBlock('more', '10.0.2.110', 'eth0:2')));
    expect((await world.verb('state')).state?.installed.current).toBe(false);
    const applied = await world.verb('apply');
    expect(applied.ok).toBe(true);
    // The kernel of this machine has no IPVS to look at, and that is said.
    expect(outcomes(applied).slice(-3)).toEqual(['reload done', 'table unknown', 'vrrp done']);
    expect(await addresses('eth0')).toContain('10.0.2.110');
    expect(await world.pid()).toBe(pid);
    expect(applied.state).toMatchObject({ installed: { current: true }, previous: true });
  });

  test('looks for the addresses of a router without a partner, which has no state to tell', async () => {
    const alone = (blocks: string) => pairFile(blocks).replace('backup_active = 1', 'backup_active = 0');
    await runningWorld(alone(website));
    await world.write('lvs.cf', alone(website + virtualBlock('more', '10.0.2.110', 'eth0:2')));
    const answer = await world.verb('apply');
    expect(answer).toMatchObject({ ok: true, state: { vrrp: null } });
    expect(codes(answer)).toContain('vrrp_none');
    expect(await addresses('eth0')).toContain('10.0.2.110');
  });

  test('changes nothing when something stands in the way', async () => {
    await runningWorld();
    const before = await world.text(conf);
    await world.write('lvs.cf', pairFile(virtualBlock('web', '0.0.0.0', 'eth0:1')));
    const refused = await world.verb('apply');
    expect(refused.ok).toBe(false);
    expect(refused.steps.at(-1)).toMatchObject({ name: 'render', detail: { code: 'obstacles' } });
    expect(await world.text(conf)).toBe(before);
    expect(await addresses('eth0')).toContain('10.0.2.100');
  });

  test('changes nothing when keepalived refuses the file, and says its words', async () => {
    await runningWorld();
    const before = await world.text(conf);
    await world.write('lvs.cf', pairFile(virtualBlock('web', '10.0.9.100', 'eth9:1')));
    const refused = await world.verb('apply');
    expect(refused.ok).toBe(false);
    const last = refused.steps.at(-1);
    expect(last).toMatchObject({ name: 'test', outcome: 'failed', detail: { code: 'test_failed' } });
    expect(last?.said.join('\n')).toMatch(/eth9/);
    expect(last?.said.join('\n')).not.toContain('/tmp/');
    expect(await world.text(conf)).toBe(before);
    expect(await addresses('eth0')).toContain('10.0.2.100');
  });

  test('puts file and state back when what was applied does not work', async () => {
    await runningWorld();
    const before = await world.text(conf);
    await world.shell('ip link set eth1 down');
    await world.write('lvs.cf', pairFile(website + virtualBlock('inside', '10.0.3.200', 'eth1:1')));
    const failed = await world.verb('apply');
    expect(failed.ok).toBe(false);
    expect(outcomes(failed).slice(-5)).toEqual([
      'reload done',
      'table unknown',
      'vrrp failed',
      'put_back done',
      'reload done',
    ]);
    expect(failed.steps.find(({ name }) => name === 'vrrp')?.detail).toEqual({
      code: 'vrrp_fault',
      params: { before: 'MASTER' },
    });
    expect(await world.text(conf)).toBe(before);
    await untilActive();
    expect((await world.verb('state')).state?.vrrp?.state).toBe('MASTER');
  });

  test('puts the previous file back, and the other one again', async () => {
    await runningWorld();
    const first = await world.text(conf);
    await world.write('lvs.cf', pairFile(website + virtualBlock('more', '10.0.2.110', 'eth0:2')));
    await world.verb('apply');
    const second = await world.text(conf);
    expect(second).not.toBe(first);

    const reverted = await world.verb('revert');
    expect(reverted.ok).toBe(true);
    expect(outcomes(reverted).slice(-4)).toEqual([
      'put_back done',
      'reload done',
      'table unknown',
      'vrrp done',
    ]);
    expect(codes(reverted).slice(-2)).toEqual(['table_unreadable', 'vrrp_state']);
    expect(await world.text(conf)).toBe(first);
    await world.shell(
      'for i in 1 2 3 4 5 6 7 8; do ip -br a show eth0 | grep -q 2.110 || exit 0; sleep 0.5; done; exit 1',
    );
    expect(await world.verb('revert')).toMatchObject({ ok: true });
    expect(await world.text(conf)).toBe(second);
    // The addresses that are looked for are those of the file that came back.
    expect(await addresses('eth0')).toContain('10.0.2.110');
  });

  test('does not stay with a previous file that does not work any more', async () => {
    await runningWorld(pairFile(website + virtualBlock('inside', '10.0.3.200', 'eth1:1')));
    const first = await world.text(conf);
    await world.write('lvs.cf', pairFile(website));
    expect(await world.verb('apply')).toMatchObject({ ok: true });
    const second = await world.text(conf);
    await world.shell('ip link set eth1 down');
    const failed = await world.verb('revert');
    expect(failed.ok).toBe(false);
    expect(outcomes(failed).slice(-4)).toEqual([
      'table unknown',
      'vrrp failed',
      'put_back done',
      'reload done',
    ]);
    expect(await world.text(conf)).toBe(second);
    expect(await world.text(`${conf}.previous`)).toBe(first);
    await untilActive();
  });

  test('goes back too where nobody knows any more which lvs.cf the file was made of, and says so', async () => {
    await runningWorld();
    await world.write('lvs.cf', pairFile(website + virtualBlock('more', '10.0.2.110', 'eth0:2')));
    await world.verb('apply');
    await world.shell(`rm ${world.folder}/own/applied*`);
    const reverted = await world.verb('revert');
    expect(reverted.ok).toBe(true);
    expect(reverted.steps.at(-1)).toMatchObject({ outcome: 'unknown', detail: { code: 'source_unknown' } });
  });

  test('never replaces the file of somebody else, until it is told to, and then keeps a copy', async () => {
    world = await openRouterWorld(pairFile(website));
    const foreign = 'global_defs {\n    router_id mine\n}\n';
    await world.write(conf, foreign);
    for (const verb of ['apply', 'install'] as const) {
      const refused = await world.verb(verb);
      expect(refused).toMatchObject({ ok: false, state: { installed: { whose: 'foreign' } } });
      expect(codes(refused)).toEqual(['file_foreign']);
    }
    expect(await world.text(conf)).toBe(foreign);
    expect(await world.verb('revert')).toMatchObject({ ok: false });

    expect(await world.verb('adopt')).toMatchObject({ ok: true, state: { installed: { whose: 'ours' } } });
    expect(await world.text(`${conf}.before-lvs-console`)).toBe(foreign);
  });

  test('keeps the old file when the disk is full', async () => {
    world = await openRouterWorld(pairFile(website));
    await world.shell(`mount -t tmpfs -o size=16k tmpfs ${world.folder}/conf`);
    await world.verb('apply');
    const installed = () => world.shell(`cat ${world.folder}/${conf}`);
    const before = await installed();
    await world.shell(`head -c 1000000 /dev/zero >${world.folder}/conf/fill || true`);
    await world.write('lvs.cf', pairFile(website + virtualBlock('more', '10.0.2.110', 'eth0:2')));
    const failed = await world.verb('apply');
    expect(failed).toMatchObject({ ok: false, state: { installed: { whose: 'ours', current: false } } });
    expect(failed.steps.at(-1)).toMatchObject({ name: 'keep', detail: { code: 'disk_failed' } });
    expect(await installed()).toBe(before);
  });

  test('tells the state of a keepalived that was killed, and starts it again', async () => {
    await runningWorld();
    await world.shell(`kill -s KILL ${await world.pid()} $(cat ${world.folder}/run/vrrp.pid)`);
    expect((await world.verb('state')).state?.engine).toMatchObject({ status: 'failed', pid: null });
    const applied = await world.verb('apply');
    expect(codes(applied)).toContain('left_stopped');
    expect(await world.verb('start')).toMatchObject({ ok: true, state: { engine: { status: 'running' } } });
  });

  test('hands over to the other router while its engine goes on, and only when it is the active one', async () => {
    const there = await runningPair();
    const pid = await world.pid();
    const handed = await world.verb('hand-over');
    expect(outcomes(handed)).toEqual(['engine done', 'hand_over done']);
    expect(handed.state?.vrrp?.state).toBe('BACKUP');
    expect(await world.pid()).toBe(pid);
    expect(await addresses('eth0')).not.toContain('10.0.2.100');
    expect(await world.shell(`${there} ip -brief address`)).toContain('10.0.2.100');
    expect(codes(await world.verb('hand-over'))).toEqual(['router_not_active']);
  });

  test('says when nobody took what it gave away, and is active again', async () => {
    await runningWorld();
    const kept = await world.verb('hand-over');
    expect(kept.ok).toBe(false);
    expect(codes(kept)).toEqual(['vrrp_state', 'came_back']);
    expect(kept.state?.vrrp?.state).toBe('MASTER');
  });

  test('does not hand over what fail-back would bring back at once', async () => {
    await runningWorld(`# lvs-console: fail-back = yes\n${pairFile(website)}`);
    expect(codes(await world.verb('hand-over'))).toEqual(['takes_back']);
    expect(await addresses('eth0')).toContain('10.0.2.100');
  });

  test('gives its addresses away before it is stopped, and can be started again', async () => {
    await runningWorld();
    const stopped = await world.verb('stop');
    expect(outcomes(stopped)).toEqual(['hand_over done', 'stop done']);
    expect(await world.text(wish)).toBeUndefined();
    expect(outcomes(await world.verb('start'))).toEqual(['start done']);
    await untilActive();
    // A router that stands by has nothing to give away.
    await world.shell(`echo 1 >${world.folder}/${wish}; sleep 1`);
    expect((await world.verb('state')).state?.vrrp?.state).toBe('FAULT');
    expect(outcomes(await world.verb('stop'))).toEqual(['stop done']);
  });

  test('does not stay away for good when a hand-over was ended in the middle', async () => {
    await runningWorld();
    await world.verb('stop');
    await world.write(wish, '1\n');
    expect(await world.verb('start')).toMatchObject({ ok: true });
    await untilActive();
    expect(await world.text(wish)).toBeUndefined();
  });

  test('brings a hand-over to its end when whoever asked for it goes away', async () => {
    await runningWorld();
    const program = join(import.meta.dirname, '../../dist/router/main.js');
    const words = [process.execPath, program, '--settings', join(world.folder, 'router.json'), 'hand-over'];
    // Not before it has begun, which takes its time on a busy machine; a quick engine obeys in a tenth of a second.
    const said = await world.shell(`cd ${world.folder}
${words.join(' ')} >said & asked=$!
until [ -e ${wish} ] || [ -s said ]; do :; done
kill -INT $asked
wait $asked || true
cat said`);
    expect(JSON.parse(said)).toMatchObject({ verb: 'hand-over', steps: [{ name: 'engine' }, {}] });
    expect(await world.text(wish)).toBeUndefined();
  });

  test('says when what is installed knows nothing of hand-overs, and stops it all the same', async () => {
    await runningWorld();
    const old = (await world.text(conf))?.replaceAll(/^ *track_file [^}]*\}\n/gm, '') ?? '';
    await world.write(conf, old);
    await world.shell(`kill -HUP ${await world.pid()}; sleep 1`);
    const ignored = await world.verb('hand-over');
    expect(codes(ignored)).toEqual(['vrrp_state', 'addresses_kept']);
    expect(await addresses('eth0')).toContain('10.0.2.100');
    expect(outcomes(await world.verb('stop'))).toEqual(['hand_over unknown', 'stop done']);
  });

  test('does not apply on a machine that is neither router, nor on one that is both', async () => {
    world = await openRouterWorld(pairFile(website).replace('10.0.2.50', '10.0.2.60'));
    expect(codes(await world.verb('apply')).at(-1)).toBe('identity_neither');
    await world.shell('ip address add 10.0.2.60/24 dev eth0 && ip address add 10.0.2.51/24 dev eth1');
    expect(codes(await world.verb('apply')).at(-1)).toBe('identity_both');
    expect(await world.text(conf)).toBeUndefined();
  });

  test('lets one run wait for the other', async () => {
    await runningWorld();
    const answers = await Promise.all([world.verb('apply'), world.verb('reload')]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
    expect((await world.verb('state')).state?.engine.status).toBe('running');
  });
});
