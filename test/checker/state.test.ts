import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closedPort, down, Place, up } from './run-checker.js';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

describe('After a failure a server', () => {
  const failThenAnswer = async () => {
    const port = await place.tcp((socket) => socket.write('220'));
    const good = { port, mode: 'prefix', expect: '220', needed: 3 } as const;
    return { good, bad: { ...good, expect: '221' } };
  };

  test('comes back after as many successes in a row as are needed', async () => {
    const { good, bad } = await failThenAnswer();
    expect(await place.check(good)).toMatchObject(up);
    expect(await place.check(bad)).toMatchObject(down('reply'));
    expect(await place.check(good)).toMatchObject(down('reentry'));
    expect(await place.check(good)).toMatchObject(down('reentry'));
    expect(await place.check(bad)).toMatchObject(down('reply'));
    expect(await place.check(good)).toMatchObject(down('reentry'));
    expect(await place.check(good)).toMatchObject(down('reentry'));
    expect(await place.check(good)).toMatchObject(up);
    expect(await place.check(good)).toMatchObject(up);
    expect(existsSync(join(place.state, 'server.down'))).toBe(false);
  });

  test('comes back at once when one success is enough', async () => {
    const { good, bad } = await failThenAnswer();
    await place.check({ ...bad, needed: 1 });
    expect(await place.check({ ...good, needed: 1 })).toMatchObject(up);
  });

  test('is counted apart from others', async () => {
    const { good, bad } = await failThenAnswer();
    await place.check({ ...bad, id: 'a' });
    expect(await place.check({ ...good, id: 'b' })).toMatchObject(up);
    expect(await place.check({ ...good, id: 'a' })).toMatchObject(down('reentry'));
  });

  test('is known by when it failed and why', async () => {
    const { bad } = await failThenAnswer();
    await place.check(bad);
    expect(readFileSync(join(place.state, 'server.down'), 'utf8')).toMatch(/^0 [0-9]{10,} reply\n$/);
  });

  test.each([
    ['from long ago, before keepalived was stopped', '1 1000000000 reentry'],
    ['from a clock that was wrong', '1 9999999999 reentry'],
    ['cut off', ''],
    ['nonsense', 'x[$(reboot)] y'],
  ])('is not held back by a count that is %s', async (_title, kept) => {
    const { good } = await failThenAnswer();
    place.keep('server.down', kept);
    expect(await place.check(good)).toMatchObject(up);
  });
});

describe('The state folder', () => {
  const good = async () => [
    'tcp',
    '127.0.0.1',
    String(await place.tcp(() => undefined)),
    '2',
    'none',
    '-',
    '-',
    '3',
    'server',
    '1',
  ];
  const bad = async () => [
    'tcp',
    '127.0.0.1',
    String(await closedPort()),
    '2',
    'none',
    '-',
    '-',
    '3',
    'server',
    '1',
  ];

  test('is made for its owner alone', async () => {
    await place.run(await bad());
    expect(statSync(place.state).mode & 0o777).toBe(0o700);
    expect(statSync(join(place.state, 'server.down')).mode & 0o777).toBe(0o600);
  });

  test('is not used when it is a link that somebody prepared', async () => {
    mkdirSync(join(place.folder, 'elsewhere'));
    const link = join(place.folder, 'link');
    symlinkSync(join(place.folder, 'elsewhere'), link);
    expect(await place.run(await bad(), link)).toMatchObject({ status: 1 });
    expect(existsSync(join(place.folder, 'elsewhere/server.down'))).toBe(false);
    expect(await place.run(await good(), link)).toMatchObject({ status: 3 });
  });

  test('is not used when everybody may write in it', async () => {
    expect(await place.run(await bad(), '/tmp')).toMatchObject({ status: 1 });
    expect(existsSync('/tmp/server.down')).toBe(false);
  });

  test('may be missing: then nothing is counted', async () => {
    expect(await place.run(await bad(), '/proc/none')).toMatchObject({ status: 1 });
    expect(await place.run(await good(), '/proc/none')).toMatchObject({ status: 3 });
  });
});

describe('A wrong call', () => {
  const right = ['tcp', '127.0.0.1', '9', '2', 'none', '-', '-', '1', 'server', '1'];

  test.each([
    ['no words', []],
    ['a kind that does not exist', right.with(0, 'sctp')],
    ['a host name', right.with(1, 'localhost')],
    ['a path in the address', right.with(1, '../../etc')],
    ['no time', right.with(3, '0')],
    ['half a byte', right.with(5, '4')],
    ['a byte that is none', right.with(6, 'zz')],
    ['an identity that leaves the folder', right.with(8, '../server')],
    ['a weight that does not fit', right.with(9, '254')],
    ['a weight that is no number', right.with(9, 'a[$(id)]')],
    ['an account that is none', [...right, '-', '-x']],
  ])('counts as down: %s', async (_title, words) => {
    expect(await place.run(words)).toMatchObject({ status: 1, said: '' });
  });
});
