import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSshConnection, type SshTarget } from '../../src/adapters/ssh/connect.js';
import { fetchHostKey } from '../../src/adapters/ssh/host-key.js';
import { parseKnownHosts } from '../../src/core/ssh/known-hosts.js';
import { freePort, makeKey, sshFolder, startSshd } from '../support/sshd.js';
import { connected, everything, failureOf, keyLogin, proxyTo, targetAt } from './connections.js';

/** So short that a test can wait for it. */
const short = { connect: 0.4, greeting: 0.4, keys: 0.6, login: 0.6, session: 0.6, answer: 0.6 };

/** A place without an sshd, and a key that would log in. */
function targetOf(address: string, port: number): SshTarget {
  const login = { kind: 'key_file', path: makeKey(sshFolder(), 'key') } as const;
  return { address, port, user: 'root', login, hostKeys: parseKnownHosts(''), limits: short };
}

/** A server that does with each connection what a test wants. @returns its port */
async function impostor(talk: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const failureAt = (port: number, address = '127.0.0.1') =>
  failureOf(openSshConnection(targetOf(address, port)));

describe('the way to the other router', () => {
  it('has no name', async () => {
    expect(await failureAt(22, 'no-such-host.invalid')).toEqual({
      reason: 'ssh_name_unknown',
      params: { address: 'no-such-host.invalid' },
    });
  });

  it('ends at a port where nothing listens', async () => {
    const port = await freePort();
    expect(await failureAt(port)).toEqual({ reason: 'ssh_refused', params: { address: '127.0.0.1', port } });
  });

  it('does not exist', async () => {
    // A broadcast address takes no connection.
    expect(await failureAt(22, '255.255.255.255')).toMatchObject({
      reason: 'ssh_unreachable',
      params: { system: expect.stringMatching(/^E[A-Z]+$/) },
    });
  });
});

describe('what answers is no SSH server', () => {
  it.each([
    [
      'another protocol',
      'HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n',
      'HTTP/1.1 400 Bad Request Server: x',
    ],
    ['SSH 1', 'SSH-1.5-old\r\n', 'SSH-1.5-old'],
    ['bytes that a terminal would obey', '\x1b[2J\x07nothing\x9b1m\r\n', '[2J nothing\ufffd1m'],
    ['an overload', 'Exceeded MaxStartups\r\n', 'Exceeded MaxStartups'],
  ])('but %s', async (_what, greeting, said) => {
    const port = await impostor((socket) => socket.end(Buffer.from(greeting, 'latin1')));
    expect(await failureAt(port)).toMatchObject({ reason: 'ssh_other_protocol', params: { said } });
  });

  it('but talks without end', async () => {
    for (const words of ['more and more and more\r\n', 'no end of line ']) {
      let timer: NodeJS.Timeout | undefined;
      const port = await impostor((socket) => {
        timer = setInterval(() => socket.write(words.repeat(1000)), 1);
        socket.on('close', () => clearInterval(timer));
      });
      const failure = await failureAt(port);
      expect(failure.reason).toBe('ssh_other_protocol');
      expect((failure.params as { said: string }).said).toHaveLength(200);
    }
  });

  it('but talks noise once it has said that it speaks SSH', async () => {
    const port = await impostor((socket) =>
      socket.write(Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), Buffer.alloc(9000, 7)])),
    );
    expect((await failureAt(port)).reason).toBe('ssh_other_protocol');
  });

  it('but hangs up', async () => {
    const port = await impostor((socket) => socket.end());
    expect(await failureAt(port)).toMatchObject({ reason: 'ssh_cut', params: { step: 'greeting' } });
    const later = await impostor((socket) => socket.end('SSH-2.0-x\r\n'));
    expect(await failureAt(later)).toMatchObject({ reason: 'ssh_cut', params: { step: 'keys' } });
  });

  it('but says nothing', async () => {
    const mute = await impostor(() => {});
    expect(await failureAt(mute)).toMatchObject({ reason: 'ssh_silent', params: { step: 'greeting' } });
    const later = await impostor((socket) => socket.write('SSH-2.0-x\r\n'));
    expect(await failureAt(later)).toMatchObject({ reason: 'ssh_silent', params: { step: 'keys' } });
    expect(await failureOf(fetchHostKey({ address: '127.0.0.1', port: mute }, short))).toMatchObject({
      reason: 'ssh_silent',
    });
  });
});

describe('a server that greets slowly', () => {
  it('is understood, byte by byte and behind other lines', async () => {
    const sshd = await startSshd();
    const port = await impostor((socket) => {
      const onward = connect(sshd.port, '127.0.0.1');
      onward.once('data', (greeting: Buffer) => {
        onward.pause();
        const slowly = [...Buffer.from('Welcome!\r\nThis is lb2.\r\n'), ...greeting];
        const timer = setInterval(() => {
          const byte = slowly.shift();
          if (byte !== undefined) return socket.write(Buffer.from([byte]));
          clearInterval(timer);
          return socket.pipe(onward).pipe(socket);
        }, 2);
      });
      socket.on('close', () => onward.destroy());
    });
    const limits = { greeting: 5 };
    await connected(targetAt(sshd, keyLogin(sshd), { port, limits }));
  });
});

describe('two ends without a method in common', () => {
  it.each([
    ['key_exchange', ['KexAlgorithms diffie-hellman-group14-sha1']],
    ['key_exchange', ['KexAlgorithms sntrup761x25519-sha512@openssh.com']],
    ['cipher', ['Ciphers aes256-cbc']],
    ['mac', ['Ciphers aes128-ctr', 'MACs hmac-sha1']],
    ['host_key', ['HostKeyAlgorithms ssh-rsa']],
  ])('on %s: %j', async (on, config) => {
    const { port } = await startSshd({ config, hostKeys: ['rsa'] });
    expect(await failureOf(fetchHostKey({ address: '127.0.0.1', port }))).toMatchObject({
      reason: 'ssh_no_agreement',
      params: { on },
    });
  });
});

describe('a server that stops answering', () => {
  it('before the login', async () => {
    const sshd = await startSshd();
    const target = targetAt(sshd, keyLogin(sshd), { limits: short });
    sshd.freeze();
    expect(await failureOf(openSshConnection(target))).toMatchObject({
      reason: 'ssh_silent',
      params: { step: 'greeting', seconds: short.greeting },
    });
  });

  it('when a session is wanted, and when an answer is', async () => {
    const sshd = await startSshd();
    const login = keyLogin(sshd, 'command="cat"');
    const connection = await connected(targetAt(sshd, login, { limits: short }));
    const channel = await connection.channel();
    await channel.write(Buffer.from('ping'));
    expect(Buffer.from((await channel.read()) ?? []).toString()).toBe('ping');
    sshd.freeze();
    expect(await failureOf(channel.read({ seconds: 0.2998382 }))).toMatchObject({
      reason: 'ssh_silent',
      params: { step: 'answer', seconds: 0.3 },
    });
    expect(await failureOf(connection.channel())).toMatchObject({
      reason: 'ssh_silent',
      params: { step: 'session' },
    });
    expect(connection.open).toBe(false);
    await connection.closed;
    expect(await channel.closed).toMatchObject({ status: null });
  });

  it('while it takes bytes', async () => {
    const sshd = await startSshd();
    const login = keyLogin(sshd, 'command="cat >/dev/null"');
    const channel = await (await connected(targetAt(sshd, login))).channel();
    sshd.freeze();
    const bytes = Buffer.alloc(8 * 1024 * 1024);
    expect(await failureOf(channel.write(bytes, { seconds: 0.5 }))).toMatchObject({ reason: 'ssh_silent' });
  });

  it('while a file is read', async () => {
    const sshd = await startSshd();
    const connection = await connected(targetAt(sshd, keyLogin(sshd), { limits: { answer: 0.5 } }));
    const files = await connection.files();
    sshd.freeze();
    expect(await failureOf(files.read('/etc/hostname', 1000))).toMatchObject({ reason: 'ssh_silent' });
  });

  it('because the way is blocked, which is noticed without asking', { timeout: 40_000 }, async () => {
    const sshd = await startSshd();
    const proxy = await proxyTo(sshd);
    const connection = await connected(targetAt(sshd, keyLogin(sshd), { port: proxy.port }));
    proxy.allow(0, 'freeze');
    await connection.closed;
    expect(connection.open).toBe(false);
    expect(await failureOf(connection.channel())).toMatchObject({
      reason: 'ssh_silent',
      params: { seconds: 20 },
    });
  });
});

describe('sessions', () => {
  it('are refused beyond the number that the server allows, and free again when one has ended', async () => {
    const sshd = await startSshd({ config: ['MaxSessions 1'] });
    const connection = await connected(targetAt(sshd, keyLogin(sshd, 'command="cat"')));
    const first = await connection.channel();
    expect(await failureOf(connection.channel())).toEqual({
      reason: 'ssh_sessions_full',
      params: { address: '127.0.0.1', port: sshd.port },
    });
    expect((await failureOf(connection.files())).reason).toBe('ssh_sessions_full');
    first.end();
    expect(await everything(first)).toBe('');
    expect(await first.closed).toEqual({ status: 0, signal: undefined, stderr: '' });
    const next = await connection.channel();
    next.close();
    await next.closed;
  });

  it('tell how the program ended and what it complained about, the beginning of it', async () => {
    const sshd = await startSshd();
    const login = keyLogin(sshd, 'command="echo said; (echo complaint; yes | head -c 5000000) >&2; exit 3"');
    const channel = await (await connected(targetAt(sshd, login))).channel();
    expect(await everything(channel)).toBe('said\n');
    const end = await channel.closed;
    expect(end).toMatchObject({ status: 3, signal: undefined });
    expect(end.stderr).toMatch(/^complaint\ny\n/);
    expect(end.stderr.length).toBe(16 * 1024);
  });

  it('tell of a program that a signal ended, and of one that is not there', async () => {
    const sshd = await startSshd();
    const killed = await (
      await connected(targetAt(sshd, keyLogin(sshd, 'command="kill -KILL $$"')))
    ).channel();
    expect(await everything(killed)).toBe('');
    expect(await killed.closed).toMatchObject({ status: null, signal: 'SIGKILL' });
    const missing = await (await connected(targetAt(sshd, keyLogin(sshd)))).channel();
    expect(await everything(missing)).toBe('');
    expect(await missing.closed).toMatchObject({
      status: 127,
      stderr: expect.stringContaining('lvs-console-router'),
    });
  });

  it('hold back a program that says more than anybody reads', async () => {
    const sshd = await startSshd();
    const login = keyLogin(sshd, 'command="yes"');
    const channel = await (await connected(targetAt(sshd, login))).channel();
    await sleep(300);
    const before = process.memoryUsage().rss;
    await sleep(1000);
    expect(process.memoryUsage().rss - before).toBeLessThan(20 * 1024 * 1024);
    expect((await channel.read())?.length).toBeLessThanOrEqual(4 * 1024 * 1024);
    channel.close();
    await channel.closed;
  });

  it('end for whoever writes or reads when the connection is cut', async () => {
    const sshd = await startSshd();
    const proxy = await proxyTo(sshd);
    const connection = await connected(targetAt(sshd, keyLogin(sshd, 'command="cat"'), { port: proxy.port }));
    const channel = await connection.channel();
    const reading = failureOf(channel.read());
    await proxy.close();
    expect(await reading).toMatchObject({ reason: 'ssh_cut', params: { step: 'answer' } });
    expect((await failureOf(channel.write(Buffer.from('more')))).reason).toBe('ssh_cut');
    expect((await failureOf(connection.channel())).reason).toBe('ssh_cut');
  });

  it('end for whoever writes to a program that has ended', async () => {
    const sshd = await startSshd();
    const channel = await (await connected(targetAt(sshd, keyLogin(sshd, 'command="true"')))).channel();
    const failure = await failureOf(channel.write(Buffer.alloc(8 * 1024 * 1024), { seconds: 5 }));
    expect(failure.reason).toBe('ssh_cut');
  });

  it('for files are one, until it is closed', async () => {
    const sshd = await startSshd({ config: ['MaxSessions 1'] });
    const connection = await connected(targetAt(sshd, keyLogin(sshd)));
    const files = await connection.files();
    expect(await connection.files()).toBe(files);
    files.close();
    await (await connection.files()).home();
  });

  it('of SFTP are not there where the server has none, or something else in its place', async () => {
    const request = async (sftp: string) => {
      const sshd = await startSshd({ sftp });
      return failureOf((await connected(targetAt(sshd, keyLogin(sshd)))).files());
    };
    const refused = { reason: 'ssh_request_refused', params: { request: 'sftp' } };
    expect(await request('')).toMatchObject(refused);
    expect(await request('/bin/false')).toMatchObject(refused);
    expect(await request('/bin/cat /etc/passwd')).toMatchObject(refused);
  });
});
