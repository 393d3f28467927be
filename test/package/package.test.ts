import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildPackages } from '../../packaging/build.js';
import { bootDebian, type DebianGuest } from '../support/debian-guest.js';
import { type GuestBrowser, guestBrowser } from '../support/guest-browser.js';
import { pairFile, virtualBlock } from '../support/router-world.js';

const project = resolve(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
const epoch = 1_700_000_000;
const password = 'Sept longues nuits';
const origin = 'http://localhost:3636';
const control = '/secure/control';
const pair = pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1'));
const checker = '/usr/local/lib/lvs-console/lvs-check';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let first: string;
let second: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lvs-console-package-test-'));
  const versions = [version, `${version}+1`];
  [first = '', second = ''] = buildPackages({ into: folder, epoch, versions });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('The package', () => {
  test('is the same to the last byte, whoever builds it', () => {
    const again = join(folder, 'again');
    const build = `umask 077; exec "$@" packaging/build.ts '${again}'`;
    const { status } = spawnSync('sh', ['-c', build, 'sh', process.execPath, '--import', 'tsx'], {
      cwd: project,
      env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch), TZ: 'Asia/Tokyo', LC_ALL: 'C.UTF-8' },
    });
    expect(status).toBe(0);
    expect(readFileSync(join(again, basename(first))).equals(readFileSync(first))).toBe(true);
  });

  test('brings nothing that two installations would share as a secret, and nothing for one kind of machine', () => {
    const unpacked = join(folder, 'unpacked');
    spawnSync('dpkg-deb', ['--raw-extract', first, unpacked]);
    const found = (...words: string[]) =>
      spawnSync('find', [unpacked, ...words], { encoding: 'utf8' }).stdout;
    expect(found('-path', '*/node_modules/fastify/package.json')).not.toBe('');
    expect(found('-regex', '.*\\.\\(node\\|so\\|pem\\|key\\|crt\\|p12\\|ts\\)')).toBe('');
    expect(found('-name', 'htpasswd', '-o', '-name', '.env', '-o', '-name', 'var')).toBe('');
    const keys = ['-rlEz', '-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/=]{16}', unpacked];
    expect(spawnSync('grep', keys, { encoding: 'utf8' }).stdout).toBe('');
  });
});

describe('On a Debian with systemd', () => {
  let guest: DebianGuest;
  let piranha: GuestBrowser;

  const router = () => piranha.open(control);
  const install = (path: string) => guest.run(`dpkg -i /out/${basename(path)}`);
  const pidOf = async (unit: string) => (await guest.shell(`systemctl show -P MainPID ${unit}`)).trim();

  beforeAll(async () => {
    guest = bootDebian(join(folder, 'systemd'), 'systemd', 500);
    piranha = guestBrowser(guest, origin, `piranha:${password}`);
    for (const path of [first, second]) cpSync(path, join(guest.folder, basename(path)));
    await guest.shell(bare);
  });
  afterAll(() => guest.end());

  test('it installs with the rights that it should have, and says what is left to do', async () => {
    await guest.shell('mkdir -p /etc/sysconfig/ha && echo primary = 10.0.2.50 >/etc/sysconfig/ha/lvs.cf');
    const { status, stdout, stderr } = await install(first);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringMatching(/error|warning/i) });
    expect(stdout).toContain('lvs-console passwd');
    expect(stdout).toContain('-m 0660 /etc/sysconfig/ha/lvs.cf /etc/lvs-console/lvs.cf');
    const places =
      '/etc/lvs-console /etc/lvs-console/htpasswd /var/lib/lvs-console /etc/sudoers.d/lvs-console';
    expect(await guest.shell(`stat -c '%A %U:%G %n' ${places}`)).toBe(`\
drwxrws--- root:lvs-console /etc/lvs-console
-rw-rw---- root:lvs-console /etc/lvs-console/htpasswd
drwx------ lvs-console:lvs-console /var/lib/lvs-console
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
    expect(applied.lines).toContain('Done: Applied.');
    const { lines } = await applied.press('START');
    expect(lines).toContain('Done: Started.');
    expect(lines).toContain('What is installed is what lvs.cf says.');
    expect(await guest.shell('systemctl is-active keepalived')).toBe('active\n');
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
    const stays = ['/etc/keepalived/keepalived.conf', '/etc/lvs-console/lvs.cf', checker];
    expect(
      stdout
        .match(/^ {2}\/.*/gm)
        ?.map((line) => line.trim())
        .sort(),
    ).toEqual(stays);
    expect(await guest.shell('ls -A /etc/lvs-console')).toBe('lvs.cf\n');
    const gone = '/var/lib/lvs-console /etc/sudoers.d/lvs-console /etc/systemd/system/*/lvs-console.service';
    expect((await guest.run(`ls -d ${gone}`)).stdout).toBe('');
  });

  test('the steps by hand in the README lead to the same', async () => {
    const [, lines = ''] = /^By hand[\s\S]*?\n\n((?: {4}.*\n)+)/m.exec(own('README.md')) ?? [];
    expect(lines).toContain('systemctl enable --now lvs-console');
    for (const name of ['package.json', 'dist', 'config', 'views', 'public']) {
      cpSync(join(project, name), join(guest.folder, 'project', name), { recursive: true });
    }
    cpSync(
      join(folder, 'unpacked/usr/lib/lvs-console/node_modules'),
      join(guest.folder, 'project/node_modules'),
      { recursive: true },
    );
    // npm has done its part on the host.
    const steps = lines.replace(/^ +npm .*\n/gm, '').replace(/useradd .*/, 'true # the account stayed');
    await guest.shell(`cd /out/project\n${steps}\n${untilItListens}`);
    await guest.shell(`echo '${password}' | lvs-console passwd`);
    const page = await router();
    expect(page.lines).toContain('What is installed is what lvs.cf says.');
    expect((await page.press('RELOAD')).lines).toContain('Done: Reloaded.');
  });
});

describe('On a Debian where nothing but init scripts start programs', () => {
  let guest: DebianGuest;

  const engine = (word: string) => guest.run(`${asConsole} lvs-console engine ${word}`);
  const asConsole = 'setpriv --reuid=lvs-console --regid=lvs-console --init-groups';

  beforeAll(async () => {
    guest = bootDebian(join(folder, 'scripts'), 'scripts', 250);
    cpSync(first, join(guest.folder, basename(first)));
    await guest.shell(bare);
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

  test('it says that the engine has failed when it ended without its farewell', async () => {
    await engine('start');
    await guest.shell('kill -KILL $(pidof keepalived); sleep 0.5');
    expect((await engine('state')).stdout).toMatch(/^failed \(keepalived\)/);
    expect(await engine('start')).toMatchObject({ status: 0 });
  });
});

/** Nothing of a router is there yet. The package wants Debian's name of Node.js: one that came otherwise gets it. */
const bare = `
rm -rf /etc/keepalived/* /etc/default/keepalived /etc/lvs-console*
dpkg-query -W nodejs 2>/dev/null && [ -x /usr/bin/node ] || {
  mkdir -p /tmp/nodejs/DEBIAN
  cat >/tmp/nodejs/DEBIAN/control <<END
Package: nodejs
Version: ${process.versions.node}
Architecture: all
Maintainer: nobody <nobody@localhost>
Description: the node of this machine
END
  dpkg-deb --build /tmp/nodejs /tmp/nodejs.deb
  dpkg -i /tmp/nodejs.deb
  [ -x /usr/bin/node ] || ln -s '${process.execPath}' /usr/bin/node
}`;

const untilItListens = `
for try in $(seq 100); do
  curl -s -o /dev/null ${origin}/ && break
  sleep 0.3
done
[ "$try" -lt 100 ]`;

function own(name: string): string {
  return readFileSync(join(project, name), 'utf8');
}
