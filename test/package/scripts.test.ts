import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { DebianGuest } from '../support/debian-guest.js';
import { bareMachine, pair } from './bare-machine.js';

const { first } = inject('packages');

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

describe('On a Debian where nothing but init scripts start programs', () => {
  let guest: DebianGuest;

  const engine = (word: string) => guest.run(`${asConsole} lvs-console engine ${word}`);
  const asConsole = 'setpriv --reuid=lvs-console --regid=lvs-console --init-groups';

  beforeAll(async () => {
    guest = await bareMachine('scripts', 460);
  });
  afterAll(() => guest.end());

  test('it installs, and says how the console is started', async () => {
    const { status, stdout } = await guest.run(`dpkg -i /out/${basename(first)}`);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringContaining(`${asConsole} lvs-console`),
    });
  });

  test('it applies, starts, reloads and stops the engine by its script', async () => {
    await guest.shell(`
echo '${pair.replaceAll("'", "'\\''")}' >/etc/lvs-console/lvs.cf
${asConsole} lvs-console apply`);
    for (const [word, said] of [
      ['start', 'Started.'],
      ['reload', 'Reloaded.'],
      ['stop', 'Stopped.'],
    ]) {
      expect(await engine(word ?? ''), word).toEqual({
        status: 0,
        stdout: expect.stringContaining(said ?? ''),
        stderr: '',
      });
    }
    expect((await guest.run('pidof keepalived')).stdout).toBe('');
    expect((await engine('state')).stdout).toMatch(/^stopped \(keepalived\)/);
  });

  test('it has the engine start with the machine, or not, by the links to its script', async () => {
    const links = () => guest.shell('ls /etc/rc2.d | grep keepalived');
    expect(await engine('disable')).toMatchObject({ status: 0 });
    expect(await links()).toMatch(/^K\d\dkeepalived$/m);
    expect(await engine('enable')).toMatchObject({ status: 0 });
    expect(await links()).toMatch(/^S\d\dkeepalived$/m);
  });

  test('what was tried and not confirmed before a restart goes back before the engine starts', async () => {
    expect(await guest.shell('ls /etc/rc2.d')).toMatch(/^S\d\dlvs-console-boot$/m);
    await engine('start');
    const old = await guest.shell('cat /etc/lvs-console/lvs.cf');
    await guest.shell(`
sed 's/weight = 1/weight = 3/' /etc/lvs-console/lvs.cf >/tmp/tried
cat /tmp/tried >/etc/lvs-console/lvs.cf
${asConsole} lvs-console apply --trial 60
kill -KILL $(pgrep -f 'lvs-console-router watch')`);
    expect(await guest.shell('cat /etc/keepalived/keepalived.conf')).toContain('weight 3');
    // As after a restart, in which the scripts run in their order.
    await guest.shell(
      '/etc/init.d/keepalived stop; sleep 2; rm /run/lvs-console.trial; /etc/init.d/lvs-console-boot start',
    );
    expect(await guest.shell('cat /etc/keepalived/keepalived.conf')).not.toContain('weight 3');
    expect(await guest.shell('cat /etc/lvs-console/lvs.cf')).toBe(old);
  });

  test('it says that the engine has failed when it ended without its farewell', async () => {
    await engine('start');
    // A parent that runs on for a moment starts a new child, which holds the place of the next engine.
    await guest.shell('pids=$(pidof keepalived); kill -STOP $pids; kill -KILL $pids; sleep 0.5');
    expect((await engine('state')).stdout).toMatch(/^failed \(keepalived\)/);
    expect(await engine('start')).toMatchObject({ status: 0, stdout: expect.stringContaining('Started.') });
  });
});
