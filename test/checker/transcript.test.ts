import { existsSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTranscript } from '../../src/core/nanny/transcript.js';
import { type CheckerArguments, closedPort, Place } from './run-checker.js';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex');

/** A check that is written down, and the same one as keepalived has it. */
async function both(given: CheckerArguments) {
  const [seen, usual] = [await place.check({ ...given, transcript: true }), await place.check(given)];
  const transcript = readTranscript(seen.said);
  const { reason, verdict } = transcript ?? {};
  expect([seen.status, [verdict, reason].filter(Boolean).join(' ')]).toEqual([usual.status, usual.said]);
  return transcript;
}

describe('A check that is written down', () => {
  test('tells when it was connected, what it sent, and every byte that came, also behind those that decided', async () => {
    const reply = 'HTTP/1.0 200 OK\r\n\0\xff\xe9';
    const port = await place.tcp(
      () => undefined,
      (socket) => socket.end(Buffer.from(reply, 'latin1')),
    );
    const send = 'GET / HTTP/1.0\r\n\r\n';
    const transcript = await both({ port, mode: 'prefix', send, expect: 'HTTP' });
    expect(transcript).toMatchObject({ verdict: 'up', sent: hex(send), received: hex(reply), status: null });
    expect(transcript?.tookUs).toBeGreaterThan(0);
  });

  test('ends as it would have ended unseen, whatever decides', async () => {
    const port = await place.tcp((socket) => socket.write('220 ready\r\n'));
    expect(await both({ port })).toMatchObject({ verdict: 'up', received: hex('220 ready\r\n') });
    expect(await both({ port, mode: 'regex', expect: '^220.*ready' })).toMatchObject({ verdict: 'up' });
    expect(await both({ port, mode: 'prefix', expect: '250' })).toMatchObject({
      reason: 'reply',
      received: hex('220 ready\r\n'),
    });
    const refused = await both({ port: await closedPort() });
    expect(refused).toMatchObject({ reason: 'connect', sent: null, tookUs: null });
    expect(refused?.system).toMatch(/refused/);
    const mute = await place.tcp(() => undefined);
    expect(await both({ port: mute, mode: 'any', seconds: 0.3 })).toMatchObject({
      reason: 'silent',
      sent: '',
    });
  });

  test('over UDP shows the datagram', async () => {
    const port = await place.udp((text) => [`${text}, too`]);
    expect(await both({ kind: 'udp', port, mode: 'prefix', send: 'ping', expect: 'ping' })).toMatchObject({
      verdict: 'up',
      sent: hex('ping'),
      received: hex('ping, too'),
    });
  });

  test('by a program tells its status and what it printed', async () => {
    const program = place.program('say', 'echo "$1"; exit "$2"');
    const run = (words: string, more: CheckerArguments = {}) =>
      both({ kind: 'program', send: `${program} ${words}`, ...more });
    expect(await run('OK 0', { mode: 'equal', expect: 'OK' })).toMatchObject({
      verdict: 'up',
      status: 0,
      received: hex('OK\n'),
    });
    expect(await run('NO 0', { mode: 'equal', expect: 'OK' })).toMatchObject({ reason: 'reply' });
    expect(await run('OK 7')).toMatchObject({ reason: 'program', status: 7, received: '' });
  });

  test('runs as the account that is named, if root calls it', async () => {
    const isRoot = userInfo().uid === 0;
    const account = 'daemon';
    const send = place.program('who', 'id -un');
    const expected = isRoot ? account : userInfo().username;
    const given = {
      kind: 'program',
      send,
      mode: 'equal',
      expect: expected,
      account,
      transcript: true,
    } as const;
    expect(readTranscript((await place.check(given)).said)).toMatchObject({ verdict: 'up' });
  });

  test('leaves no trace: neither a failure nor a success counts', async () => {
    const port = await closedPort();
    await place.check({ port, transcript: true });
    expect(existsSync(place.state) ? readdirSync(place.state) : []).toEqual([]);
    place.keep('server.down', '1 4000000000 reply');
    const open = await place.tcp(() => undefined);
    expect((await place.check({ port: open, needed: 9, transcript: true })).said).toMatch(/up$/);
    expect(readdirSync(place.state)).toEqual(['server.down']);
  });
});

describe('What is no transcript', () => {
  test.each([[''], ['connected 5'], ['down'], ['down forever'], ['upper']])(
    'is not taken for one: %j',
    (text) => {
      expect(readTranscript(text)).toBeUndefined();
    },
  );
});
