/** What the tests of connections begin with. */
import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { openSshConnection, type SshTarget } from '../../src/adapters/ssh/connect.js';
import type { SshLogin } from '../../src/adapters/ssh/login.js';
import { ConsoleError, type ErrorReason } from '../../src/core/problem.js';
import type { SshConnection } from '../../src/core/ssh/connection.js';
import { parseKnownHosts } from '../../src/core/ssh/known-hosts.js';
import { type CuttingProxy, startProxy } from '../support/cutting-proxy.js';
import { makeKey, type Sshd } from '../support/sshd.js';

/** The line of known_hosts for a daemon of the tests. */
export function knownLine(port: number, hostKey: string): string {
  const [type, base64] = hostKey.split(' ');
  return `[127.0.0.1]:${port} ${type} ${base64}\n`;
}

/** Where to connect to: a daemon whose key was confirmed. */
export function targetAt(sshd: Sshd, login: SshLogin, rest: Partial<SshTarget> = {}): SshTarget {
  const port = rest.port ?? sshd.port;
  return {
    address: '127.0.0.1',
    port,
    user: sshd.user,
    login,
    hostKeys: parseKnownHosts(knownLine(port, sshd.hostKey())),
    ...rest,
  };
}

/** A login that the daemon takes; `options` stand before the key in its authorized_keys. */
export function keyLogin(sshd: Sshd, options = ''): SshLogin {
  const path = makeKey(sshd.folder, `key-${Math.random().toString(36).slice(2)}`);
  sshd.authorize(`${options} ${readFileSync(`${path}.pub`, 'utf8').trim()}`.trim());
  return { kind: 'key_file', path };
}

/** A way to a daemon that ends with the test. */
export async function proxyTo({ port }: Sshd): Promise<CuttingProxy> {
  const proxy = await startProxy(port);
  onTestFinished(() => proxy.close());
  return proxy;
}

/** A connection that ends with the test. */
export async function connected(target: SshTarget): Promise<SshConnection> {
  const connection = await openSshConnection(target);
  onTestFinished(() => connection.close());
  return connection;
}

/** Why something fails; the whole error when it is none of ours. */
export async function failureOf(work: Promise<unknown>): Promise<{ reason: ErrorReason; params: unknown }> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConsoleError)) throw new Error('it did not fail in our words', { cause: error });
  return { reason: error.reason, params: error.params };
}

/** Everything that a channel says. */
export async function everything(channel: { read(): Promise<Uint8Array | undefined> }): Promise<string> {
  const pieces: Uint8Array[] = [];
  for (let piece = await channel.read(); piece !== undefined; piece = await channel.read())
    pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
