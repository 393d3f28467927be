import { existsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CheckerArguments, down, Place, up } from './run-checker.js';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

describe('A program of the administrator', () => {
  function run(send: string, awaited?: string, more: CheckerArguments = {}) {
    const wanted = awaited === undefined ? {} : ({ mode: 'equal', expect: awaited } as const);
    return place.check({ kind: 'program', send, ...wanted, ...more });
  }

  test('brings a server up when all it prints but the last byte is what is expected', async () => {
    const program = place.program('ok', 'echo OK');
    expect(await run(program, 'OK')).toMatchObject(up);
    expect(await run(program, 'O')).toMatchObject(down('reply'));
    expect(await run(program, 'OK\n')).toMatchObject(down('reply'));
  });

  test('loses the last byte of its output, whatever it is', async () => {
    const program = place.program('no-line-feed', 'printf OKx');
    expect(await run(program, 'OK')).toMatchObject(up);
    expect(await run(program, 'OKx')).toMatchObject(down('reply'));
  });

  test('may print in pieces', async () => {
    const program = place.program('pieces', 'printf O; sleep 0.1; echo K');
    expect(await run(program, 'OK')).toMatchObject(up);
  });

  test('is told the address and the port where %h and %p stand as words', async () => {
    const program = place.program('words', 'printf "<%s>" "$@"; echo');
    expect(
      await run(`${program} %h  %p\tx%h -%p "a b" * $HOME`, '<127.0.0.1><80><x%h><-%p><"a><b"><*><$HOME>', {
        port: 80,
      }),
    ).toMatchObject(up);
  });

  test('is not run by a shell', async () => {
    const made = join(place.folder, 'made');
    await run(`/bin/echo x ; touch ${made}`);
    await run(`/bin/echo $(touch${' '}${made})`);
    expect(existsSync(made)).toBe(false);
  });

  test('is our own, of the same package, where the file names its usual place', async () => {
    const port = await place.tcp((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\n'));
    const command = `/usr/local/lib/lvs-console/lvs-ask http %h ${port} exit=0`;
    expect(await run(command, 'OK', { seconds: 60 })).toMatchObject(up);
    expect(await run(`${command} status=300`, 'OK', { seconds: 60 })).toMatchObject(down('reply'));
    const { said } = await run(`${command} status=300`, 'OK', { seconds: 60, transcript: true });
    const bytes = Array.from(said.matchAll(/^byte (..)$/gm), ([, digits = '']) => digits).join('');
    expect(Buffer.from(bytes, 'hex').toString()).toBe('status 200 OK\n');
  });

  test('means down when it fails, with or without an expectation', async () => {
    const program = place.program('fails', 'echo OK; exit 3');
    expect(await run(program, 'OK')).toMatchObject(down('program'));
    expect(await run(program)).toMatchObject(down('program'));
  });

  test('means up when it ends well and nothing is expected', async () => {
    expect(await run(place.program('talks', 'head -c 100000 /dev/zero'))).toMatchObject(up);
  });

  test('is no option of ours when it begins with a hyphen', async () => {
    expect(await run('--help')).toMatchObject(down('program'));
    expect(await run('--help', 'x')).toMatchObject(down('program'));
  });

  test('means down when it is not there', async () => {
    expect(await run(join(place.folder, 'missing'), 'OK')).toMatchObject(down('program'));
  });

  test('means down when it prints too much or for ever', async () => {
    expect(await run(place.program('more', 'echo OK; echo OK'), 'OK')).toMatchObject({ status: 1 });
    const outcome = await run(place.program('flood', 'exec yes OK'), 'OK', { seconds: 5 });
    expect(outcome.status).toBe(1);
    expect(outcome.milliseconds).toBeLessThan(3000);
  });

  test('is ended at the time limit, with what it has started', async () => {
    const late = join(place.folder, 'late');
    const program = place.program('hangs', `(trap '' TERM; sleep 3; echo x > ${late}) & wait; echo OK`);
    for (const wanted of ['OK', undefined]) {
      const outcome = await run(program, wanted, { seconds: 0.3 });
      expect(outcome).toMatchObject(down('program'));
      expect(outcome.milliseconds).toBeLessThan(2900);
    }
    await new Promise((resolve) => setTimeout(resolve, 3200));
    expect(existsSync(late)).toBe(false);
  });

  test('reads nothing', async () => {
    expect(await run(place.program('reads', 'cat; echo OK'), 'OK')).toMatchObject(up);
  });

  test('ends its output with a NUL byte, if there is one', async () => {
    const program = place.program('nul', "printf 'OK\\000more'");
    expect(await run(program, 'OK')).toMatchObject(up);
  });

  test('runs under the account that is named, if root calls the checker', async () => {
    const isRoot = process.getuid?.() === 0;
    const account = 'daemon';
    const runner = isRoot ? account : userInfo().username;
    expect(await run(place.program('who', 'id -un'), runner, { account })).toMatchObject(up);
    expect(statSync(place.state).uid).toBe(isRoot ? 1 : process.getuid?.());
  });
});
