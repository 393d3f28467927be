/** `lvs-console push` as somebody types it, over a real sshd to our program. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openConnectionFiles } from '../../src/push/connection.js';
import { openSetup } from '../../src/push/setup.js';
import { runRealCommand } from '../support/real-command.js';
import { launchRouterOverSsh, type RouterOverSsh } from '../support/router-over-ssh.js';
import { pairFile, virtualBlock } from '../support/router-world.js';
import { sshFolder } from '../support/sshd.js';

/** Of this machine, so that it is the primary router. */
const before = pairFile(virtualBlock('web', '10.0.2.200', 'eth0:1')).replace('10.0.2.50', '127.0.0.1');
const lighter = before.replace('weight = 1', 'weight = 3');
const theirs = before.replace('scheduler = rr', 'scheduler = wlc');

describe('lvs-console push', () => {
  let state: string;
  let far: RouterOverSsh;

  beforeEach(async () => {
    state = mkdtempSync(join(tmpdir(), 'lvs-console-push-'));
    onTestFinished(() => rmSync(state, { recursive: true }));
    writeHere(before);
    far = await launchRouterOverSsh(sshFolder());
    onTestFinished(() => far.sshd.stop());
  });

  const writeHere = (text: string) => writeFileSync(join(state, 'lvs.cf'), text, 'latin1');
  const textThere = () => readFileSync(far.file, 'latin1');
  /** Only the file: the engine of the other router is none of these tests' business. */
  const push = (...words: string[]) => runRealCommand(['push', '--no-apply', ...words, '--state', state]);

  /** What CONNECTION TO THE BACKUP does, click by click. */
  async function setUp(): Promise<void> {
    const files = openConnectionFiles(join(state, 'ssh'), '');
    const nobody = () => Promise.reject(new Error('nobody tests this connection'));
    const setup = openSetup({ files, renew: async () => {}, inspect: nobody });
    const { address, port, user } = far.fields;
    const login = { kind: 'console_key' } as const;
    await setup.save({ format: 1, address, port: Number(port), user, login, copyTo: null });
    await setup.confirmHostKey((await setup.fetchHostKey()).offered);
    await setup.makeKey();
    far.letIn((await setup.look()).key?.line ?? '');
  }

  test('without a connection it says where one is set up, and fails', async () => {
    const { status, stderr, stdout } = await push();
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('Nothing says yet how the other router is reached.');
    expect(stderr).toContain('Connection to the backup, on REDUNDANCY');
  });

  test('a dry run tells every step and changes nothing', async () => {
    await setUp();
    const { status, stderr, stdout } = await push('--dry-run');
    expect(stderr).toContain('Nothing was pushed to this router yet.');
    expect(stdout).toMatch(/^Connect +done/m);
    expect(stdout).toMatch(/^Check +done/m);
    expect(stdout).not.toMatch(/^Replace/m);
    expect(stdout).toContain('A push would come to its end. Nothing was changed.');
    expect(status).toBe(0);
    expect(existsSync(far.file)).toBe(false);
  });

  test('a push prints what it changes there and each step, and the audit log names who pushed', async () => {
    await setUp();
    expect((await push()).status).toBe(0);
    expect(textThere()).toBe(before);
    writeHere(lighter);
    const { status, stderr, stdout } = await push();
    expect(stderr).toContain('real server one of web: weight = 3 (it was 1)');
    expect(stdout).toMatch(/^Read back +done +\d+ ms {2}.*every byte is there/m);
    expect(stdout).toMatch(/Pushed\.\n$/);
    expect(status).toBe(0);
    expect(textThere()).toBe(lighter);
    const log = await runRealCommand(['audit', '--state', state]);
    expect(log.stdout).toContain(`${userInfo().username} (command line)  Push to the backup router: done`);
  });

  test('a file that was changed there stays, until --replace gives it up', async () => {
    await setUp();
    await push();
    writeFileSync(far.file, theirs, 'latin1');
    writeHere(lighter);
    const refused = await push();
    expect(refused.status).toBe(1);
    expect(refused.stdout).toMatch(/^Compare +failed .*changed the file there/m);
    expect(refused.stdout).toContain('Not everything was done: look at the steps.');
    expect(textThere()).toBe(theirs);

    const replaced = await push('--replace');
    expect(replaced.status).toBe(0);
    expect(replaced.stdout).toMatch(/^Keep the previous file +done/m);
    expect(textThere()).toBe(lighter);
  });

  test('nothing is pushed from a machine that is neither of the two routers, and it says why', async () => {
    await setUp();
    writeHere(before.replace('127.0.0.1', '10.0.2.50'));
    const { status, stdout } = await push();
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Compare +failed .*neither the address of the primary router \(10\.0\.2\.50\)/m);
    expect(existsSync(far.file)).toBe(false);
  });

  test('nobody is pushed to when the host key is another one', async () => {
    await setUp();
    const known = join(state, 'ssh', 'known_hosts');
    const other = readFileSync(known, 'utf8').replace(/AAAAC3\S{20}/, (start) => `${start.slice(0, -2)}zz`);
    writeFileSync(known, other);
    const { status, stderr } = await push();
    expect(status).toBe(1);
    expect(stderr).toContain('so nothing was sent');
    expect(existsSync(far.file)).toBe(false);
  });
});
