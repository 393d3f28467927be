import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSshConnection } from '../../src/adapters/ssh/connect.js';
import { type KeptConnection, keepConnection } from '../../src/adapters/ssh/kept.js';
import type { SshConnection } from '../../src/core/ssh/connection.js';
import { type Sshd, startSshd } from '../support/sshd.js';
import { everything, failureOf, keyLogin, targetAt } from './connections.js';

/** A kept connection to a daemon, and how often one was made. */
async function keep(options: { readonly idleSeconds?: number } = {}) {
  const sshd = await startSshd();
  const login = keyLogin(sshd, 'command="echo hello"');
  let made = 0;
  const kept = keepConnection(() => {
    made++;
    return openSshConnection(targetAt(sshd, login));
  }, options);
  onTestFinished(() => kept.close());
  return { sshd, kept, made: () => made };
}

const hello = async (connection: SshConnection) => everything(await connection.channel());
const sessions = (sshd: Sshd) => sshd.log().match(/Accepted publickey/g)?.length ?? 0;

async function until(what: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 10_000; !what(); await sleep(20)) {
    if (Date.now() > deadline) throw new Error('it never came to that');
  }
}

describe('one connection', () => {
  it('serves everybody, at once and one after another', async () => {
    const { sshd, kept, made } = await keep();
    expect(await Promise.all([1, 2, 3].map(() => kept.use(hello)))).toEqual([
      'hello\n',
      'hello\n',
      'hello\n',
    ]);
    expect(await kept.use(hello)).toBe('hello\n');
    expect(made()).toBe(1);
    expect(sessions(sshd)).toBe(1);
  });

  it('ends when nobody has used it for a while, and is made again when somebody does', async () => {
    const { sshd, kept, made } = await keep({ idleSeconds: 0.1 });
    await kept.use(hello);
    await until(() => sshd.sessions() === 0);
    expect(await kept.use(hello)).toBe('hello\n');
    expect(made()).toBe(2);
  });

  it('is made again after it was lost', async () => {
    const { sshd, kept, made } = await keep();
    await useAndLose(kept, sshd);
    expect(await kept.use(hello)).toBe('hello\n');
    expect(made()).toBe(2);
  });

  it('ends at once when the settings have changed', async () => {
    const { sshd, kept } = await keep();
    await kept.use(hello);
    await kept.close();
    await until(() => sshd.sessions() === 0);
  });

  it('ends although the other end is frozen', async () => {
    const { sshd, kept } = await keep();
    await kept.use(hello);
    sshd.freeze();
    const start = performance.now();
    await kept.close();
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it('tells everybody who waits why it cannot be made, after one try', async () => {
    const { sshd, kept, made } = await keep();
    await sshd.stop();
    const all = await Promise.all([1, 2, 3].map(() => failureOf(kept.use(hello))));
    expect(all.map(({ reason }) => reason)).toEqual(['ssh_refused', 'ssh_refused', 'ssh_refused']);
    expect(made()).toBe(1);
  });
});

/** Has the far end cut the connection, and waits until that is known here. */
function useAndLose(kept: KeptConnection, sshd: Sshd): Promise<void> {
  return kept.use(async (connection) => {
    await hello(connection);
    sshd.endSessions();
    await connection.closed;
  });
}
