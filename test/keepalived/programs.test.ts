import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openRouterWorld, pairFile, type RouterWorld, virtualBlock } from '../support/router-world.js';

const website = virtualBlock('web', '10.0.2.100', 'eth0:1');

let world: RouterWorld;
afterEach(() => world.close());

vi.setConfig({ testTimeout: 240_000 });

describe('The router program looks at the programs that the file names, where they would run, and', () => {
  const naming = (program: string, head = '') =>
    pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1', `     send_program = "${program}"\n`), head);
  const refusal = async () => {
    const { ok, steps } = await world.verb('test');
    const last = steps.at(-1);
    return ok ? undefined : { name: last?.name, ...last?.detail };
  };

  beforeEach(async () => {
    world = await openRouterWorld(pairFile(website));
    await world.shell(
      `cd ${world.folder} && mkdir -p bin && cp /bin/true bin/check && chmod 755 . bin bin/check`,
    );
  });

  test.each([
    ['one that is missing', 'rm bin/check', 'missing', 'bin/check', ''],
    ['one that nobody can run', 'chmod 644 bin/check', 'not_runnable', 'bin/check', 'chmod a+rx'],
    ['one that belongs to somebody else', 'chown nobody bin/check', 'owner', 'bin/check', 'chown root'],
    ['one that its group may write', 'chmod 775 bin/check', 'writable', 'bin/check', 'chmod go-w'],
    ['one in a folder that others may write', 'chmod 777 bin', 'writable', 'bin', 'chmod go-w'],
    ['one in the folder of somebody else', 'chown nobody bin', 'owner', 'bin', 'install -o root'],
    [
      'a link of somebody else',
      'mv bin/check x; ln -s ../x bin/check; chown -h nobody bin/check',
      'owner',
      'bin/check',
      'chown -h root',
    ],
    [
      'what a link leads to',
      'mv bin/check x; ln -s ../x bin/check; chmod 777 x',
      'writable',
      'x',
      'chmod go-w',
    ],
  ])('refuses %s, with the key, the path and the command', async (_title, lines, what, at, command) => {
    await world.write('lvs.cf', naming(join(world.folder, 'bin/check %h')));
    expect(await refusal()).toBeUndefined();
    await world.shell(`cd ${world.folder} && ${lines}`);
    const refused = await refusal();
    expect(refused).toMatchObject({
      name: 'programs',
      code: 'program_refused',
      params: { virtual: 'web', keyword: 'send_program', runner: 'root', what, at: join(world.folder, at) },
    });
    expect(refused).toHaveProperty('params.command', expect.stringContaining(command));
    // What it names is what makes it right.
    const { command: right = '' } = (refused as { params?: { command?: string } }).params ?? {};
    if (right.startsWith('ch')) {
      await world.shell(right);
      expect(await refusal()).toBeUndefined();
    }
  });

  test('refuses the script that an interpreter is given', async () => {
    await world.write('lvs.cf', naming(`/bin/sh ${world.folder}/bin/check.sh %h`));
    await world.shell(`echo true >${world.folder}/bin/check.sh && chmod 666 ${world.folder}/bin/check.sh`);
    expect(await refusal()).toMatchObject({
      params: { what: 'writable', path: `${world.folder}/bin/check.sh` },
    });
    await world.shell(`chmod 644 ${world.folder}/bin/check.sh`);
    expect(await refusal()).toBeUndefined();
  });

  test('refuses a script that anybody could still put there, and no other word', async () => {
    await world.write('lvs.cf', naming('/bin/sh /tmp/not-there-yet.sh'));
    expect(await refusal()).toMatchObject({ params: { what: 'writable', at: '/tmp' } });
    await world.write('lvs.cf', naming('/bin/grep -q %h /dev/null /not/there/index.html'));
    expect(await refusal()).toBeUndefined();
  });

  test('refuses a command at the head of the file, and one without a path that is nowhere', async () => {
    await world.write('lvs.cf', pairFile(website, 'active_cmd = "no-such-command now"\n'));
    expect(await refusal()).toMatchObject({
      params: { virtual: '', keyword: 'active_cmd', path: 'no-such-command', what: 'missing', command: '' },
    });
    await world.write('lvs.cf', pairFile(website, 'active_cmd = "logger now"\n'));
    expect(await refusal()).toBeUndefined();
  });

  test('lets the account for checks own what it runs, and nothing that root runs', async () => {
    await world.shell(`chown daemon ${world.folder}/bin/check`);
    const check = join(world.folder, 'bin/check');
    await world.write('lvs.cf', naming(check, '# lvs-console: checker-account = daemon\n'));
    expect(await refusal()).toBeUndefined();
    await world.shell(`chown root ${world.folder}/bin/check && chmod 750 ${world.folder}/bin/check`);
    expect(await refusal()).toMatchObject({ params: { what: 'not_runnable', runner: 'daemon' } });
    await world.shell(`chown daemon ${world.folder}/bin/check && chmod 755 ${world.folder}/bin/check`);
    const command = `# lvs-console: checker-account = daemon\nactive_cmd = ${check}\n`;
    await world.write('lvs.cf', pairFile(website, command));
    expect(await refusal()).toMatchObject({ params: { what: 'owner', runner: 'root' } });
  });

  test('names the command that makes the account for checks', async () => {
    await world.write('lvs.cf', naming('/bin/true', '# lvs-console: checker-account = no-such-one\n'));
    expect(await refusal()).toEqual({
      name: 'programs',
      code: 'account_missing',
      params: {
        account: 'no-such-one',
        command: 'useradd --system --user-group --shell /usr/sbin/nologin no-such-one',
      },
    });
  });

  test('applies nothing while one is refused', async () => {
    await world.write('lvs.cf', naming('/tmp/mine'));
    expect(await world.verb('apply')).toMatchObject({ ok: false });
    expect(await world.text('conf/keepalived.conf')).toBeUndefined();
  });
});
