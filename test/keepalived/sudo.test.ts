import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { looks, verbs } from '../../src/core/router/verbs.js';
import { placesIn } from '../support/router-places.js';
import { openRouterWorld, pairFile, type RouterWorld, virtualBlock } from '../support/router-world.js';

const project = resolve(import.meta.dirname, '../..');
const account = 'lvs-console';
const website = virtualBlock('web', '10.0.2.100', 'eth0:1');
const router = '/usr/local/bin/lvs-console-router';
const cli = [process.execPath, join(project, 'dist/main.js')];

vi.setConfig({ testTimeout: 240_000 });

describe('A console without root’s rights, with the shipped rules of sudo', () => {
  let world: RouterWorld;

  /** Runs a program as the console’s account. */
  const asConsole = (...words: string[]) => world.run(words, account);

  beforeAll(async () => {
    world = await openRouterWorld(pairFile(website));
    const { folder } = world;
    await world.write(
      'installed.json',
      JSON.stringify({ ...placesIn(folder), file: '/etc/lvs-console/lvs.cf', state: join(folder, 'state') }),
    );
    await copyFile(join(project, 'config/sudoers'), join(folder, 'sudoers'));
    // What is installed below is installed in copies of this machine's folders.
    await world.shell(`
      cp -a /etc ${folder}/etc
      mount --bind ${folder}/etc /etc
      mkdir ${folder}/bin
      mount --bind /usr/local/bin ${folder}/bin
      mount -t tmpfs -o mode=755 tmpfs /usr/local/bin
      find ${folder}/bin -mindepth 1 -maxdepth 1 -exec ln -s -t /usr/local/bin {} +
      chmod 755 ${folder}
      useradd --system --user-group ${account}
      install -d -o root -g ${account} -m 2770 /etc/lvs-console
      install -o root -g ${account} -m 660 ${folder}/lvs.cf /etc/lvs-console/lvs.cf
      install -m 644 ${folder}/installed.json /etc/lvs-console-router.json
      install -d -o ${account} -m 700 ${folder}/state
      echo '{ "state": "${folder}/state" }' >/etc/lvs-console/console.json
      chown root:${account} /etc/lvs-console/console.json
      ln -sf ${join(project, 'dist/router/main.js')} ${router}
      visudo -c -f ${folder}/sudoers
      install -o root -g root -m 0440 ${folder}/sudoers /etc/sudoers.d/lvs-console`);
  });
  afterAll(() => world.close());

  test('applies, starts, applies a change and reverts', async () => {
    const applied = await asConsole(...cli, 'apply');
    expect(applied).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/The engine is stopped: .*\n$/),
    });
    const first = await world.text('conf/keepalived.conf');
    expect(await asConsole(...cli, 'engine', 'start')).toMatchObject({ status: 0 });

    await world.write('lvs.cf', pairFile(website + virtualBlock('more', '10.0.2.110', 'eth0:2')));
    await world.shell(`cat ${world.folder}/lvs.cf >/etc/lvs-console/lvs.cf`);
    const changed = await asConsole(...cli, 'apply');
    expect(changed).toMatchObject({ status: 0, stdout: expect.stringMatching(/Applied\.\n$/) });
    expect(await world.text('conf/keepalived.conf')).toContain('10.0.2.110');
    // Whoever may read lvs.cf may read what is made of it.
    expect(await asConsole('cat', join(world.folder, 'conf/keepalived.conf'))).toMatchObject({ status: 0 });

    expect(await asConsole(...cli, 'engine', 'revert')).toMatchObject({ status: 0 });
    expect(await world.text('conf/keepalived.conf')).toBe(first);
    const state = await asConsole(...cli, 'engine', 'state');
    expect(state.stdout).toContain('lvs.cf was changed since it was last applied');
  });

  const slow = { timeout: 300_000 };
  test('tries a change, sees that it is pending, and keeps it or goes back', slow, async () => {
    const addresses = () => world.shell('ip -brief address show dev eth0');
    await world.write('lvs.cf', pairFile(website + virtualBlock('tried', '10.0.2.130', 'eth0:4')));
    await world.shell(`cp ${world.folder}/lvs.cf /etc/tried.cf`);
    expect(await asConsole(...cli, 'apply')).toMatchObject({ status: 0 });
    for (const [words, isThere] of [
      [['confirm', '--go-back'], false],
      [['confirm'], true],
    ] as const) {
      await world.shell('cat /etc/tried.cf >/etc/lvs-console/lvs.cf');
      const { status, stdout } = await asConsole(...cli, 'apply', '--trial', '1');
      expect({ status, stdout }).toEqual({
        status: 0,
        stdout: expect.stringContaining('To keep it: lvs-console confirm'),
      });
      const stopped = await asConsole(...cli, 'engine', 'stop');
      expect([stopped.status, stopped.stdout]).toEqual([1, expect.stringContaining('A trial is pending')]);
      expect(await asConsole(...cli, ...words)).toMatchObject({ status: 0 });
      expect((await addresses()).includes('10.0.2.130')).toBe(isThere);
      expect((await asConsole(...cli, 'confirm')).stderr).toContain('No trial is pending.');
    }
    expect((await world.shell('stat -c "%U:%G %a" /etc/lvs-console/lvs.cf')).trim()).toMatch(/ 6[46]0$/);
  });

  test('may have every verb and every look done, and nothing else', async () => {
    for (const verb of [...verbs, ...looks]) {
      expect((await asConsole('sudo', '-n', '-l', router, verb)).status, verb).toBe(0);
    }
    for (const words of [
      [router],
      [router, 'state', 'apply'],
      [router, '--settings', '/tmp/mine.json', 'state'],
      [router, 'state; id'],
      ['/usr/bin/id'],
      ['-s'],
    ]) {
      expect((await asConsole('sudo', '-n', ...words)).status, words.join(' ')).not.toBe(0);
    }
  });

  test('is told the command that gives the right, without the rules', async () => {
    await world.shell('mv /etc/sudoers.d/lvs-console /etc/kept-rules');
    const refused = await asConsole(...cli, 'apply');
    await world.shell('mv /etc/kept-rules /etc/sudoers.d/lvs-console');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('sudo does not let the account lvs-console call the router program');
    expect(refused.stderr).toMatch(/install -o root -g root -m 0440 \S+\/config\/sudoers/);
  });

  test('cannot give the router program settings of its own', async () => {
    await world.shell('mv /etc/lvs-console-router.json /etc/kept.json');
    await asConsole('sh', '-c', 'echo "{}" >/etc/lvs-console/mine.json');
    await world.shell('ln -s /etc/lvs-console/mine.json /etc/lvs-console-router.json');
    const refused = await asConsole('sudo', '-n', router, 'state');
    await world.shell('mv /etc/kept.json /etc/lvs-console-router.json');
    expect(JSON.parse(refused.stdout)).toMatchObject({ refused: 'settings' });
  });

  /** What the console of the other router has this account do here, over SSH; this is what stands behind it. */
  async function pushed(text: string): Promise<Record<string, unknown>> {
    await world.write('pushed.cf', text);
    await world.write(
      'push.mjs',
      `import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
const { meetFarSide } = await import('${project}/dist/push/far-side.js');
const child = spawn('${router}', ['remote'], { stdio: ['pipe', 'pipe', 'inherit'] });
const chunks = child.stdout[Symbol.asyncIterator]();
const far = await meetFarSide({
  write: async (bytes) => void child.stdin.write(bytes),
  read: async () => (await chunks.next()).value,
  end: () => child.stdin.end(),
  close: () => child.stdin.end(),
  closed: new Promise(() => {}),
});
const { rights, account, folder, state } = await far.inspect();
const { token } = await far.offer(readFileSync('${world.folder}/pushed.cf'), (await far.look()).sha256);
const { kept } = await far.commit(token, { user: 'ann', router: 'lb1' });
const { ok } = await far.engine('apply').catch((error) => ({ ok: error.reason }));
far.close();
await once(child, 'exit');
console.log(JSON.stringify({ rights, account, writable: folder.writable, engine: state?.engine.name ?? null, kept, ok }));
`,
    );
    const { status, stderr, stdout } = await asConsole(process.execPath, join(world.folder, 'push.mjs'));
    expect([status, stderr]).toEqual([0, '']);
    return JSON.parse(stdout);
  }

  test('takes a file from the other router and applies it, as the same account and by the same rules', async () => {
    const told = await pushed(pairFile(website + virtualBlock('pushed', '10.0.2.120', 'eth0:3')));
    expect(told).toMatchObject({
      account,
      writable: true,
      engine: 'keepalived',
      kept: { where: 'history' },
      ok: true,
    });
    expect((told['rights'] as { allowed: boolean }[]).every(({ allowed }) => allowed)).toBe(true);
    expect(await world.text('conf/keepalived.conf')).toContain('10.0.2.120');
    const stat = await world.shell('stat -c "%U:%G %a" /etc/lvs-console/lvs.cf');
    expect(stat.trim()).toBe(`${account}:${account} 660`);
  });

  test('takes a file without the rules of sudo too, and says that it cannot apply it', async () => {
    await world.shell('mv /etc/sudoers.d/lvs-console /etc/kept-rules');
    const told = await pushed(pairFile(website));
    await world.shell('mv /etc/kept-rules /etc/sudoers.d/lvs-console');
    expect(told).toMatchObject({ writable: true, engine: null, ok: 'push_far_engine' });
    expect((told['rights'] as { allowed: boolean }[]).some(({ allowed }) => allowed)).toBe(false);
  });
});
