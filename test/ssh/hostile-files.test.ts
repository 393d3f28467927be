/** A server that speaks SFTP and lies: another implementation than OpenSSH's, which does not lie. */
import { readFileSync } from 'node:fs';
import ssh2, { type Attributes, type SFTPWrapper } from 'ssh2';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseKnownHosts } from '../../src/core/ssh/known-hosts.js';
import { makeKey, sshFolder } from '../support/sshd.js';
import { connected, failureOf, knownLine } from './connections.js';

const handle = Buffer.from('handle');
const ordinary: Attributes = { mode: 0o100644, uid: 0, gid: 0, size: 5, atime: 0, mtime: 0 };

/** Files over a server that takes every key and answers as a test says. */
async function filesOf(answer: (sftp: SFTPWrapper) => void) {
  const folder = sshFolder();
  const hostKey = makeKey(folder, 'host');
  const server = new ssh2.Server({ hostKeys: [readFileSync(hostKey)] }, (client) => {
    client.on('error', () => client.end());
    client.on('authentication', (context) => context.accept());
    client.on('session', (accept) => {
      accept().on('sftp', (start) => {
        const sftp = start();
        for (const look of ['LSTAT', 'STAT', 'FSTAT'] as const)
          sftp.on(look, (id: number) => sftp.attrs(id, ordinary));
        sftp.on('OPEN', (id: number) => sftp.handle(id, handle));
        sftp.on('CLOSE', (id: number) => sftp.status(id, 0));
        answer(sftp);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const connection = await connected({
    address: '127.0.0.1',
    port,
    user: 'root',
    login: { kind: 'key_file', path: makeKey(folder, 'key') },
    hostKeys: parseKnownHosts(knownLine(port, readFileSync(`${hostKey}.pub`, 'utf8'))),
    limits: { answer: 0.5 },
  });
  return connection.files();
}

/** In place of what the server says of every file. */
const saysOf = (sftp: SFTPWrapper, attributes: Partial<Attributes>) => {
  for (const look of ['LSTAT', 'FSTAT'] as const) {
    sftp.removeAllListeners(look);
    sftp.on(look, (id: number) => sftp.attrs(id, { ...ordinary, ...attributes }));
  }
};

describe('a server that lies about files', () => {
  it('is believed when it does not', async () => {
    const files = await filesOf((sftp) => sftp.on('READ', (id: number) => sftp.data(id, 'hello')));
    expect((await files.read('/lvs.cf', 100))?.toString()).toBe('hello');
  });

  it('and has one of more bytes than there are in the world gets no memory for it', async () => {
    const files = await filesOf((sftp) => saysOf(sftp, { size: 2 ** 52 }));
    expect(await failureOf(files.read('/lvs.cf', 100))).toMatchObject({ params: { fault: 'too_large' } });
  });

  it('and says nothing of its kind is not asked for its bytes', async () => {
    const files = await filesOf((sftp) => {
      for (const look of ['LSTAT', 'FSTAT'] as const) {
        sftp.removeAllListeners(look);
        sftp.on(look, (id: number) => sftp.attrs(id, { size: 5 } as Attributes));
      }
    });
    expect(await failureOf(files.read('/lvs.cf', 100))).toMatchObject({ params: { fault: 'other_kind' } });
  });

  it('and sends more than was asked for is heard to the end of the question', async () => {
    const files = await filesOf((sftp) => sftp.on('READ', (id: number) => sftp.data(id, 'x'.repeat(10_000))));
    expect((await files.read('/lvs.cf', 100))?.toString()).toBe('xxxxx');
  });

  it('and sends one byte at a time is not waited for', async () => {
    const files = await filesOf((sftp) => {
      saysOf(sftp, { size: 100_000 });
      sftp.on('READ', (id: number) => setTimeout(() => sftp.data(id, 'x'), 10));
    });
    expect((await failureOf(files.read('/lvs.cf', 1_000_000))).reason).toBe('ssh_silent');
  });

  it('and sends nothing is one with a shorter file', async () => {
    const files = await filesOf((sftp) => sftp.on('READ', (id: number) => sftp.status(id, 1)));
    expect(await files.read('/lvs.cf', 100)).toEqual(Buffer.alloc(0));
  });

  it('and lacks what a safe replacement takes is left as it is', async () => {
    const written: string[] = [];
    const files = await filesOf((sftp) => {
      sftp.removeAllListeners('STAT');
      sftp.on('STAT', (id: number) => sftp.attrs(id, { ...ordinary, mode: 0o040755 }));
      sftp.on('WRITE', (id: number) => sftp.status(id, 0));
      sftp.on('REMOVE', (id: number, path: string) => {
        written.push(path);
        sftp.status(id, 0);
      });
      sftp.on('FSETSTAT', (id: number) => sftp.status(id, 0));
    });
    expect(await failureOf(files.replace('/etc/lvs.cf', Buffer.from('new')))).toMatchObject({
      reason: 'ssh_sftp_poor',
      params: { extension: 'fsync@openssh.com' },
    });
    expect(written, 'the temporary file is taken away').toEqual([
      expect.stringMatching(/^\/etc\/\.lvs\.cf\.[0-9a-f]{16}\.tmp$/),
    ]);
  });
});
