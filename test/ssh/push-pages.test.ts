/** The pages CONNECTION TO THE BACKUP and PUSH, from nothing to two routers with one file, over a real sshd. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openPanels, type PanelConsole, wordsOf } from '../support/panel.js';
import { runRealCommand } from '../support/real-command.js';
import { launchRouterOverSsh, type RouterOverSsh } from '../support/router-over-ssh.js';
import { placesIn } from '../support/router-places.js';
import { pairFile, virtualBlock } from '../support/router-world.js';
import { sshFolder } from '../support/sshd.js';

/** Of this machine, so that it is the primary router. */
const before = pairFile(virtualBlock('web', '10.0.2.200', 'eth0:1')).replace('10.0.2.50', '127.0.0.1');
const lighter = before.replace('weight = 1', 'weight = 3');

describe('the connection and the push, page by page', () => {
  let panels: PanelConsole;
  let far: RouterOverSsh;

  beforeEach(async () => {
    panels = await openPanels(before);
    onTestFinished(() => panels.close());
    far = await launchRouterOverSsh(sshFolder());
    onTestFinished(() => far.sshd.stop());
  });

  const said = async (url: string) => wordsOf(await panels.open(url));
  const send = async (url: string, fields: Readonly<Record<string, string>> = {}) =>
    panels.web.send(url, { _csrf: await hidden('/secure/connection', '_csrf'), ...fields });
  const hidden = async (url: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec((await panels.open(url)).body)?.[1] ?? '';

  /** From nothing to a connection that works. */
  async function setUp(): Promise<void> {
    expect((await send('/secure/connection', far.fields)).statusCode).toBe(303);
    const page = '/secure/connection/host-key';
    await send(page, { type: await hidden(page, 'type'), key: await hidden(page, 'key') });
    await send('/secure/connection/key');
    const line = /restrict,[^<]+/.exec((await panels.open('/secure/connection')).body)?.[0] ?? '';
    far.letIn(line.replaceAll('&quot;', '"'));
  }

  /** Presses a button of PUSH, and waits until what it began is over. */
  async function press(fields: Readonly<Record<string, string>> = {}): Promise<string> {
    const over = await hidden('/secure/push', 'over');
    const form = { do: 'push', seen: await hidden('/secure/push', 'seen'), ...(over && { over }), ...fields };
    expect((await send('/secure/push', form)).statusCode).toBe(303);
    return settled();
  }

  /** Waits until nothing is under way. */
  async function settled(): Promise<string> {
    for (let tries = 0; tries < 200; tries++) {
      const text = await said('/secure/push');
      if (!text.includes('Under way')) return text;
      await sleep(50);
    }
    throw new Error('the push never ended');
  }

  it('leads from no connection to one that was tested', async () => {
    expect(await said('/secure/push')).toContain('No connection to the other router is set up');
    expect(await said('/secure/connection')).not.toContain('Is it really that router?');
    await send('/secure/connection', far.fields);
    expect(await said('/secure/connection/test')).toContain('Nothing was sent.');
    const printed = execFileSync('ssh-keygen', ['-lf', join(far.sshd.folder, 'host_ed25519.pub')], {
      encoding: 'utf8',
    });
    const shown = await said('/secure/connection/host-key');
    expect(shown).toContain(printed.split(' ')[1] ?? 'no fingerprint');
    expect(shown).toContain('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub');
    await setUp();
    const tested = await said('/secure/connection/test');
    expect(tested).toContain('The router shows the key that was confirmed.');
    expect(tested, 'its head says the same').toMatch(/^Other router \S+ nothing was pushed to it yet/);
    expect(tested).toMatch(/Our program.*the same as here/);
    expect(tested).toContain('There is no');
  });

  it('shows both routers side by side, on a page and on the command line', async () => {
    const { state } = panels.web;
    // The router program of this machine reads the file that the console edits.
    const settings = { ...placesIn(join(state, 'own')), file: join(state, 'lvs.cf') };
    writeFileSync(join(state, 'router.json'), JSON.stringify(settings), { mode: 0o600 });
    await setUp();
    writeFileSync(far.file, lighter);
    // The other router may take longer to answer than a page waits for it.
    let text = await said('/secure/routers');
    for (let tries = 0; tries < 300 && !/OTHER ROUTER.*It said so on/.test(text); tries++) {
      await sleep(100);
      text = await said('/secure/routers');
    }
    expect(text).toMatch(/OTHER ROUTER Is not active Engine keepalived \S+, stopped/);
    expect(text).toMatch(/OTHER ROUTER.*lvs\.cf [0-9a-f]{8}, not the same on both/);
    expect(text).toContain('The two routers have different lvs.cf files.');
    expect(text).toContain('The engine does not run on the other router');

    const both = await runRealCommand(['status', '--router', 'both', '--json', '--state', panels.web.state]);
    expect(both.status).toBe(1);
    const { alarms, routers } = JSON.parse(both.stdout);
    expect(alarms).toContainEqual({ code: 'different_files', tone: 'unsure' });
    expect(routers.there).toMatchObject({
      trouble: '',
      activity: 'idle',
      engine: { name: 'keepalived', status: 'stopped', checker: 'none' },
      identity: { role: 'primary' },
      kernel: null,
      kernelTrouble: { reason: 'absent' },
    });
  });

  it('refuses what is no address, no account and no path, beside its field, and keeps what was typed', async () => {
    const answer = await send('/secure/connection', {
      address: '-oProxyCommand=touch /tmp/canary',
      port: '0',
      user: '-l root',
      login: 'key_file',
      key_path: 'id_ed25519',
      copy_to: '../lvs.cf',
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body.match(/aria-invalid="true"/g)).toHaveLength(5);
    expect(answer.body).toContain('value="-oProxyCommand=touch /tmp/canary"');
    expect(await said('/secure/push'), 'nothing was stored').toContain('No connection');
  });

  it('stops at a changed host key, and takes the new one only after the old one was taken out', async () => {
    await setUp();
    const known = join(panels.web.state, 'ssh/known_hosts');
    const other = readFileSync(known, 'utf8').replace(/AAAAC3\S{20}/, (start) => `${start.slice(0, -2)}zz`);
    writeFileSync(known, other);
    expect(await said('/secure/push')).toContain('could not be compared');
    const page = await panels.open('/secure/connection/host-key');
    expect(wordsOf(page)).toContain('This is not the key that was confirmed');
    expect(page.body, 'no way to click it through').not.toContain('CONFIRM<');
    const key = far.sshd.hostKey().split(' ');
    const pressed = await send('/secure/connection/host-key', { type: key[0] ?? '', key: key[1] ?? '' });
    expect(pressed.statusCode, 'nor to send it').toBe(502);
    await send('/secure/connection/forget');
    expect((await panels.open('/secure/connection/host-key')).body).toContain('CONFIRM<');
  });

  it('pushes, shows every step, and says on every page how things stand', async () => {
    await setUp();
    expect(await said('/secure/push')).toContain('Nothing was pushed to this router yet.');
    const done = await press();
    expect(readFileSync(far.file, 'latin1')).toBe(before);
    expect(done).toContain('Both routers have the same file, byte for byte.');
    expect(done).toMatch(/PUSH , .* done by piranha/);
    expect(done).toMatch(/Read back done .* every byte is there/);
    expect(await said('/secure/global-settings')).toContain('in sync');

    await panels.writeFile(lighter);
    const page = await said('/secure/global-settings');
    expect(page).toContain('1 change to push');
    expect(page).toContain('PUSH (1)');
    expect(await said('/secure/push')).toContain('real server one of web: weight = 3 (it was 1)');
    expect(await press({ do: 'dry_run' })).toContain('DRY RUN');
    expect(readFileSync(far.file, 'latin1'), 'a dry run changes nothing').toBe(before);
    await press();
    expect(readFileSync(far.file, 'latin1')).toBe(lighter);
  });

  it('says before a push what is set up beside the engine there', async () => {
    await setUp();
    expect(await said('/secure/push')).not.toContain('packet filter');
    const marked = before.replace('port = 80', 'port = 80\n     fwmark = 80');
    await panels.writeFile(`# lvs-console: mark-rules = yes\n# lvs-console: ip-forwarding = yes\n${marked}`);
    const page = await said('/secure/push');
    expect(page).toContain('one rule is put into the packet filter, in a chain of our own');
    expect(page).toContain('The router is set to forward packets');
    expect(page).toContain('The rules, line by line');
  });

  it('replaces nothing that was changed there before a person has chosen, object by object if need be', async () => {
    await setUp();
    await press();
    const theirs = before.replace('scheduler = rr', 'scheduler = wlc');
    writeFileSync(far.file, theirs, 'latin1');
    await panels.writeFile(lighter);
    const page = await said('/secure/push');
    expect(page).toContain('The file was changed on both routers');
    expect(page).toContain('scheduler = wlc (it was rr)');
    const seen = await hidden('/secure/push', 'seen');
    await send('/secure/push', { do: 'push', seen });
    await settled();
    expect(readFileSync(far.file, 'latin1'), 'without a choice').toBe(theirs);

    const { body } = await panels.open('/secure/push');
    const [, key = ''] = /name="object" value="([^"]*)" checked/.exec(body) ?? [];
    const object = key.replaceAll('&quot;', '"');
    const hashes = { here: seen, there: await hidden('/secure/push', 'there') };
    const taken = await send('/secure/push/take', { do: 'chosen', object, ...hashes });
    expect(taken.statusCode).toBe(303);
    const merged = await panels.file();
    expect(merged).toContain('scheduler = wlc');
    expect(merged).toContain('weight = 3');
    await press();
    expect(readFileSync(far.file, 'latin1')).toBe(merged);
  });

  it('shows what differs, but pushes nothing, on a machine that is neither of the two routers', async () => {
    await setUp();
    await panels.writeFile(before.replace('127.0.0.1', '10.0.2.50'));
    const page = await said('/secure/push');
    expect(page).toContain('neither the address of the primary router (10.0.2.50)');
    expect(page).toContain('neither apply nor push it');
    expect(page).toContain('virtual server web added');
    expect((await panels.open('/secure/push')).buttons).not.toContain('PUSH');
    const seen = createHash('sha256')
      .update(await panels.file(), 'latin1')
      .digest('hex');
    expect((await send('/secure/push', { do: 'push', seen })).statusCode).toBe(303);
    expect(await settled()).toContain('so that nothing is pushed from it');
    expect(existsSync(far.file)).toBe(false);
  });

  it('takes their file in place of ours', async () => {
    await setUp();
    await press();
    const theirs = before.replace('weight = 1', 'weight = 7');
    writeFileSync(far.file, theirs, 'latin1');
    const here = await hidden('/secure/push', 'here');
    const there = await hidden('/secure/push', 'there');
    expect((await send('/secure/push/take', { do: 'theirs', here, there })).statusCode).toBe(303);
    expect(await panels.file()).toBe(theirs);
    const log = await runRealCommand(['audit', '--state', panels.web.state]);
    expect(log.stdout, 'what changed is told as of every save').toContain('weight = 7 (it was 1)');
  });

  it('shows what is there when the other router is gone, and says since when', async () => {
    await setUp();
    await press();
    await far.sshd.stop();
    const page = await said('/secure/push');
    expect(page).toContain('could not be compared');
    expect(page, 'its head says the same').toMatch(/^Other router \S+ unreachable since /);
    expect(page, 'the receipts stay').toContain('Read back');
    const asked = await panels.open('/secure/connection/host-key');
    expect(asked.status).toBe(502);
    expect(wordsOf(asked), 'said where it is mended').toContain('Nothing listens at 127.0.0.1');
    expect(asked.body, 'the form stays').toContain(`name="port" value="${far.sshd.port}"`);
  });
});
