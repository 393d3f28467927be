import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, renameSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { DebianGuest } from '../support/debian-guest.js';
import { type GuestBrowser, guestBrowser } from '../support/guest-browser.js';
import { bareMachine, origin, pair, untilItListens } from './bare-machine.js';

const { first, second } = inject('packages');
const project = resolve(import.meta.dirname, '../..');
const password = 'Sept longues nuits';
const control = '/secure/control';
const checker = '/usr/local/lib/lvs-console/lvs-check';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

describe('On a Debian with systemd', () => {
  let guest: DebianGuest;
  let piranha: GuestBrowser;

  const router = () => piranha.open(control);
  const install = (path: string) => guest.run(`dpkg -i /out/${basename(path)}`);
  const pidOf = async (unit: string) => (await guest.shell(`systemctl show -P MainPID ${unit}`)).trim();

  beforeAll(async () => {
    guest = await bareMachine('systemd', 650);
    piranha = guestBrowser(guest, origin, `piranha:${password}`);
  });
  afterAll(() => guest.end());

  test('it installs with the rights that it should have, and says what is left to do', async () => {
    await guest.shell('mkdir -p /etc/sysconfig/ha && echo primary = 10.0.2.50 >/etc/sysconfig/ha/lvs.cf');
    const { status, stdout, stderr } = await install(first);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringMatching(/error|warning/i) });
    expect(stdout).toContain('lvs-console passwd');
    expect(stdout).toContain('-m 0660 /etc/sysconfig/ha/lvs.cf /etc/lvs-console/lvs.cf');
    const places =
      '/etc/lvs-console /etc/lvs-console/htpasswd /var/lib/lvs-console /var/lib/lvs-console-router /etc/sudoers.d/lvs-console';
    expect(await guest.shell(`stat -c '%A %U:%G %n' ${places}`)).toBe(`\
drwxrws--- root:lvs-console /etc/lvs-console
-rw-rw---- root:lvs-console /etc/lvs-console/htpasswd
drwx------ lvs-console:lvs-console /var/lib/lvs-console
drwxr-xr-x root:lvs-console /var/lib/lvs-console-router
-r--r----- root:root /etc/sudoers.d/lvs-console
`);
    await guest.shell('visudo -c && dpkg --verify lvs-console');
    expect(await guest.shell('getent passwd lvs-console')).toMatch(/:\/var\/lib\/lvs-console:\/bin\/sh$/m);
    expect(await guest.shell('getent shadow lvs-console')).toMatch(/^lvs-console:\*:/);
  });

  test('it runs, starts with the machine, and lets nobody in before a password was set', async () => {
    expect(await guest.shell('systemctl is-active lvs-console; systemctl is-enabled lvs-console')).toBe(
      'active\nenabled\n',
    );
    await guest.shell(untilItListens);
    expect((await guestBrowser(guest, origin).open('/')).lines).toContain('lvs-console passwd');
    expect((await router()).status).toBe(401);
    await guest.shell(`echo '${password}' | lvs-console passwd`);
    // The original's command, and another user.
    await guest.shell(`echo '${password}' | piranha-passwd marie`);
    expect(await guest.shell('piranha-passwd --list')).toMatch(/^piranha .*\nmarie /m);
    expect((await router()).status).toBe(200);
    // Whoever may not look is not taken for somebody who runs a console of his own.
    const { status, stderr } = await guest.run("su -s /bin/sh nobody -c 'lvs-console'");
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining('cannot be read (EACCES)'),
    });
  });

  test('it lives in a box of which only a few places can be written, by root too', async () => {
    const inside = `nsenter --mount --target ${await pidOf('lvs-console')}`;
    for (const place of ['/usr', '/usr/local/bin', '/var', '/boot', '/root', '/home']) {
      const { stderr } = await guest.run(`${inside} touch ${place}/mine`);
      expect(stderr, place).toContain('Read-only file system');
    }
    const powers = await guest.shell(`cat /proc/${await pidOf('lvs-console')}/status`);
    const bounding = BigInt(`0x${/^CapBnd:\s*(\S+)/m.exec(powers)?.[1]}`);
    // To load modules, to read devices past the file system, to trace, to administer, to reboot.
    for (const power of [16n, 17n, 19n, 21n, 22n]) expect((bounding >> power) & 1n, `${power}`).toBe(0n);
  });

  test('it saves, applies and starts the engine, without rights of its own', async () => {
    await (await piranha.open('/secure/file')).press('START NEARLY EMPTY');
    const page = await piranha.open('/secure/file/edit');
    page.fill('Text of lvs.cf', pair);
    expect((await page.press('ACCEPT')).status).toBe(200);
    expect(await guest.shell('cat /etc/lvs-console/lvs.cf')).toContain('virtual web {');
    expect(await guest.shell(`stat -c %U /proc/${await pidOf('lvs-console')}`)).toBe('lvs-console\n');

    const applied = await (await router()).press('APPLY');
    expect(applied.lines).toContain(
      'Done: The file is in place. The engine is stopped: nothing runs until it is started.',
    );
    const { lines } = await applied.press('START');
    expect(lines).toContain('Done: Started.');
    expect(lines).toContain('What is installed is what lvs.cf says.');
    expect(await guest.shell('systemctl is-active keepalived')).toBe('active\n');
    // What root did on the command line and what the console did stand in one log, which the console can write.
    await guest.shell("su lvs-console -c 'lvs-console audit verify'");
    expect(await guest.shell('lvs-console audit')).toMatch(/Set a password(.*\n)*.*piranha.*Apply/i);
    expect(await guest.shell('cat /proc/net/ip_vs')).toContain('TCP  0A000264:0050 rr');
    // Whoever checks, as whatever account, can run the checker.
    expect(await guest.shell(`stat -c %A /usr/local/lib/lvs-console ${checker}`)).toBe(
      'drwxr-xr-x\n-rwxr-xr-x\n',
    );
  });

  test('the other router finds its program here by name, as sshd looks for it, with the right to apply', async () => {
    const shell = "su lvs-console -c 'PATH=/usr/local/bin:/usr/bin:/bin:/usr/games;";
    await guest.shell(`${shell} sudo -n -l "$(command -v lvs-console-router)" apply'`);
    const { stdout } = await guest.run(`${shell} lvs-console-router remote' </dev/null`);
    expect(stdout).toContain('lvs-console-router');
  });

  const put = (text: string) => `cat >/etc/lvs-console/lvs.cf <<'END'\n${text}END\n`;
  const trialPhase = () =>
    guest.shell(`node -p 'JSON.parse(fs.readFileSync("/var/lib/lvs-console-router/trial.json")).phase.name'`);

  test('a trial goes back by its timer, while the console is dead', { timeout: 240_000 }, async () => {
    const before = await guest.shell('cat /etc/lvs-console/lvs.cf');
    expect(before).toContain('weight = 1');
    await guest.shell(put(before.replace('weight = 1', 'weight = 3')));
    const page = await router();
    page.choose('Go back after', '1 minute');
    expect((await page.press('TRY')).lines).toContain('Done: It runs, for a while: CONFIRM keeps it.');
    expect(await guest.shell('systemctl is-active lvs-console-trial.timer lvs-console-trial')).toBe(
      'active\nactive\n',
    );
    await guest.shell('systemctl mask --runtime lvs-console; systemctl kill -s KILL lvs-console');
    await guest.shell(`
for try in $(seq 120); do
  [ "$(node -p 'JSON.parse(fs.readFileSync("/var/lib/lvs-console-router/trial.json")).phase.name')" = went_back ] && break
  sleep 1
done`);
    expect(await trialPhase()).toBe('went_back\n');
    expect(await guest.shell('cat /etc/lvs-console/lvs.cf')).toBe(before);
    expect(await guest.shell('stat -c "%A %U:%G" /etc/lvs-console/lvs.cf')).toMatch(
      /^-rw-rw---- .*:lvs-console/,
    );
    await guest.shell('systemctl unmask --runtime lvs-console; systemctl start lvs-console');
    await guest.shell(untilItListens);
    const { lines } = await router();
    expect(lines.join('\n')).toContain('A trial went back at');
    expect(lines.join('\n')).toContain('because nobody confirmed it in time.');
    await guest.shell(
      'for try in $(seq 30); do systemctl is-active lvs-console-trial.timer || exit 0; sleep 1; done; exit 1',
    );
  });

  test('a trial that a restart ended goes back before the engine starts', async () => {
    const before = await guest.shell('cat /etc/lvs-console/lvs.cf');
    await guest.shell(`systemctl is-enabled lvs-console-boot
${put(before.replace('weight = 1', 'weight = 3'))}
sum=$(sha256sum </etc/lvs-console/lvs.cf | cut -d' ' -f1)
echo '{"trial":"${'a'.repeat(32)}","seconds":3000,"by":"root","tries":"'$sum'","both":false}' | lvs-console-router arm
lvs-console-router apply`);
    expect(await trialPhase()).toBe('tried\n');
    // As after a restart: nothing runs, and /run is empty.
    await guest.shell(`
systemctl stop lvs-console-trial.timer lvs-console-trial keepalived
rm /run/lvs-console.trial
systemctl start lvs-console-boot keepalived`);
    expect(await trialPhase()).toBe('went_back\n');
    expect(await guest.shell('cat /etc/lvs-console/lvs.cf')).toBe(before);
    expect(await guest.shell('grep -c "weight 3" /etc/keepalived/keepalived.conf || true')).toBe('0\n');
    expect(await guest.shell('systemctl is-active keepalived')).toBe('active\n');
  });

  test('it has the engine start with the machine, or not', async () => {
    const disabled = await (await router()).press('DISABLE AT BOOT');
    expect(disabled.lines).toContain('It does not start with the machine.');
    expect((await guest.run('systemctl is-enabled keepalived')).stdout).toBe('disabled\n');
    const after = await disabled.press('ENABLE AT BOOT');
    expect(after.lines).toContain('It starts with the machine.');
    expect(await guest.shell('systemctl is-enabled keepalived')).toBe('enabled\n');
  });

  test('an upgrade keeps everything, starts the console anew and leaves the engine alone', async () => {
    const kept = `
find /etc/lvs-console /var/lib/lvs-console /etc/keepalived -type f | sort | xargs stat -c '%A %U:%G %n'
find /etc/lvs-console /etc/keepalived -type f | sort | xargs sha256sum`;
    const [before, console_, engine] = [
      await guest.shell(kept),
      await pidOf('lvs-console'),
      await pidOf('keepalived'),
    ];
    expect(await install(second)).toMatchObject({ status: 0 });
    expect(await guest.shell(kept)).toBe(before);
    expect(await pidOf('keepalived')).toBe(engine);
    expect(await pidOf('lvs-console')).not.toBe(console_);
    await guest.shell(untilItListens);
    expect((await router()).lines).toContain('What is installed is what lvs.cf says.');
  });

  test('it says why the engine does not start, in the last lines of its log', async () => {
    const stopped = await (await router()).press('STOP');
    expect(stopped.lines).toContain('Done: Stopped.');
    expect((await guest.run('systemctl is-active keepalived')).stdout).toBe('inactive\n');
    await guest.shell("echo 'DAEMON_ARGS=--no-such-word' >/etc/default/keepalived");
    const { lines } = await stopped.press('START');
    await guest.shell('rm /etc/default/keepalived');
    expect(lines).toContain('Warning: Not started.');
    expect(lines).toContain('It did not end by itself as it should. The last lines of its log:');
    const step = lines.find((line) => line.startsWith('Start | failed'));
    expect(step).toMatch(/systemctl start keepalived failed.*Unknown option --no-such-word/);
    expect(await guest.shell('lvs-console engine start')).toContain('Started.');
    expect(await guest.shell('lvs-console engine state')).toContain('running (keepalived, process ');
  });

  test('a removal ends the console and leaves a working engine with its file and its checker', async () => {
    const engine = await pidOf('keepalived');
    expect(await guest.run('dpkg -r lvs-console')).toMatchObject({ status: 0, stderr: '' });
    expect((await guest.run('systemctl status lvs-console')).stderr).toContain('could not be found');
    expect((await guest.run(`curl -sS ${origin}/`)).stderr).toContain('Failed to connect');
    expect((await guest.run('ls /usr/lib/lvs-console')).status).not.toBe(0);
    await guest.shell('systemctl reload keepalived; sleep 1');
    expect(await pidOf('keepalived')).toBe(engine);
    await guest.shell(`grep -q ${checker} /etc/keepalived/keepalived.conf && test -x ${checker}`);
    expect(await guest.shell('cat /proc/net/ip_vs')).toContain('TCP  0A000264:0050 rr');
  });

  test('a purge takes away what the console kept for itself, and says what stays', async () => {
    const { status, stdout } = await guest.run('dpkg -P lvs-console');
    expect(status).toBe(0);
    expect(stdout).toMatch(/Left in place, for you to keep or to remove:\n(.*\n)+/);
    const programs = ['lvs-ask', 'lvs-check', 'lvs-notify'].map((name) => join(dirname(checker), name));
    const stays = ['/etc/keepalived/keepalived.conf', '/etc/lvs-console/lvs.cf', ...programs];
    expect(
      stdout
        .match(/^ {2}\/.*/gm)
        ?.map((line) => line.trim())
        .sort(),
    ).toEqual(stays);
    expect(await guest.shell('ls -A /etc/lvs-console')).toBe('lvs.cf\n');
    const gone =
      '/var/lib/lvs-console /var/lib/lvs-console-router /etc/sudoers.d/lvs-console /etc/systemd/system/*/lvs-console.service';
    expect((await guest.run(`ls -d ${gone}`)).stdout).toBe('');
  });

  test('the steps by hand in the README lead to the same', async () => {
    const readme = readFileSync(join(project, 'README.md'), 'utf8');
    const [, lines = ''] = /^By hand[\s\S]*?\n\n((?: {4}.*\n)+)/m.exec(readme) ?? [];
    expect(lines).toContain('systemctl enable --now lvs-console');
    for (const name of ['package.json', 'dist', 'config', 'views', 'public']) {
      cpSync(join(project, name), join(guest.folder, 'project', name), { recursive: true });
    }
    // npm has done its part on the host: these are the modules that it leaves.
    const unpacked = join(guest.folder, 'unpacked');
    spawnSync('dpkg-deb', ['--extract', first, unpacked]);
    renameSync(
      join(unpacked, 'usr/lib/lvs-console/node_modules'),
      join(guest.folder, 'project/node_modules'),
    );
    const steps = lines.replace(/^ +npm .*\n/gm, '').replace(/useradd .*/, 'true # the account stayed');
    await guest.shell(`cd /out/project\n${steps}\n${untilItListens}`);
    await guest.shell(`echo '${password}' | lvs-console passwd`);
    const page = await router();
    expect(page.lines).toContain('What is installed is what lvs.cf says.');
    expect((await page.press('RELOAD')).lines).toContain('Done: Reloaded.');
  });
});
