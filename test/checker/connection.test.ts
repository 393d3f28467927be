import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CheckerArguments, closedPort, down, hexadecimalOf, Place, up } from './run-checker.js';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

const web = { mode: 'prefix', send: 'GET / HTTP/1.0\r\n\r\n', expect: 'HTTP' } as const;
const welcome = (...pieces: string[]) =>
  place.tcp((socket) => {
    for (const [index, piece] of pieces.entries())
      setTimeout(() => socket.write(Buffer.from(piece, 'latin1')), index * 80);
  });
const welcomeAndClose = (text: string) => place.tcp((socket) => socket.end(Buffer.from(text, 'latin1')));

describe('Over TCP a server is', () => {
  test('up when it accepts the connection and nothing is expected', async () => {
    const port = await place.tcp(() => undefined);
    expect(await place.check({ port })).toMatchObject(up);
  });

  test('down when nobody listens', async () => {
    expect(await place.check({ port: await closedPort() })).toMatchObject(down('connect'));
  });

  test('down after the time limit when the connection is not answered', async () => {
    const port = await place.standingStill();
    const outcome = await place.check({ port, seconds: 0.4 });
    expect(outcome).toMatchObject(down('connect'));
    expect(outcome.milliseconds).toBeGreaterThan(390);
    expect(outcome.milliseconds).toBeLessThan(4000);
  });

  test('sent exactly the bytes of send, in one piece', async () => {
    const sent = new Promise<string>((resolve) => {
      void place
        .tcp(
          () => undefined,
          (_socket, text) => resolve(text),
        )
        .then((port) => place.check({ port, send: 'EHLO a\r\nQUIT \\ "x" \'y\' $HOME %s * `id`' }));
    });
    expect(await sent).toBe('EHLO a\r\nQUIT \\ "x" \'y\' $HOME %s * `id`');
  });

  test('up when the reply to a request begins as expected', async () => {
    const port = await place.tcp(
      () => undefined,
      (socket, text) => socket.end(text === web.send ? 'HTTP/1.1 500 No\r\n\r\n' : 'what?'),
    );
    expect(await place.check({ ...web, port })).toMatchObject(up);
  });

  test.each<[string, CheckerArguments, () => Promise<number>, string]>([
    [
      'prefix: keeps the connection open',
      { mode: 'prefix', expect: '220 ' },
      () => welcome('220 mail ready\r\n'),
      'up',
    ],
    ['prefix: exactly so long', { mode: 'prefix', expect: '220' }, () => welcomeAndClose('220'), 'up'],
    [
      'prefix: in two segments',
      { mode: 'prefix', expect: '220 ready' },
      () => welcome('220 ', 'ready'),
      'up',
    ],
    ['prefix: another text', { mode: 'prefix', expect: '220' }, () => welcome('554 go away'), 'down reply'],
    [
      'prefix: too short',
      { mode: 'prefix', expect: '220 ready' },
      () => welcomeAndClose('220 '),
      'down reply',
    ],
    [
      'prefix: later in the reply',
      { mode: 'prefix', expect: 'ready' },
      () => welcome('220 ready'),
      'down reply',
    ],
    ['prefix: in other case', { mode: 'prefix', expect: 'http' }, () => welcome('HTTP/1.0'), 'down reply'],
    ['prefix: not a pattern', { mode: 'prefix', expect: '22*' }, () => welcome('220 ready'), 'down reply'],
    ['prefix: the star itself', { mode: 'prefix', expect: '22*' }, () => welcome('22* x'), 'up'],
    ['prefix: a NUL byte first', { mode: 'prefix', expect: 'OK' }, () => welcome('\0OK'), 'down reply'],
    ['prefix: a NUL byte inside', { mode: 'prefix', expect: 'OK' }, () => welcome('O\0K'), 'down reply'],
    ['prefix: a NUL byte after', { mode: 'prefix', expect: 'OK' }, () => welcome('OK\0\0'), 'up'],
    ['prefix: a line feed', { mode: 'prefix', expect: 'a\nb' }, () => welcome('a\nb'), 'up'],
    ['prefix: blanks at both ends', { mode: 'prefix', expect: ' a ' }, () => welcome(' a b'), 'up'],
    ['any: one byte', { mode: 'any' }, () => welcome('x'), 'up'],
    ['any: a NUL byte', { mode: 'any' }, () => welcome('\0'), 'up'],
    ['any: closes without a byte', { mode: 'any' }, () => welcomeAndClose(''), 'down reply'],
    [
      'regex: keeps the connection open',
      { mode: 'regex', expect: '^2[0-9]{2} ' },
      () => welcome('220 mail\r\n'),
      'up',
    ],
    ['regex: anywhere', { mode: 'regex', expect: 'ready|set' }, () => welcome('220 all set'), 'up'],
    ['regex: in two segments', { mode: 'regex', expect: 'b.d' }, () => welcome('abc', 'def'), 'up'],
    ['regex: at the end of the reply', { mode: 'regex', expect: '^OK$' }, () => welcomeAndClose('OK'), 'up'],
    [
      'regex: not at the end',
      { mode: 'regex', expect: '^OK$' },
      () => welcomeAndClose('OK, but'),
      'down reply',
    ],
    ['regex: no match', { mode: 'regex', expect: '^2' }, () => welcomeAndClose('554 no'), 'down reply'],
    [
      'regex: in other case',
      { mode: 'regex', expect: 'ready' },
      () => welcomeAndClose('READY'),
      'down reply',
    ],
    ['regex: escaped characters', { mode: 'regex', expect: '^\\*\\.\\$[]^]' }, () => welcome('*.$]'), 'up'],
    ['regex: does not compile', { mode: 'regex', expect: '(' }, () => welcomeAndClose('('), 'down reply'],
    ['regex: ends at a NUL byte', { mode: 'regex', expect: 'b' }, () => welcome('a\0b'), 'down reply'],
    ['regex: in byte 254', { mode: 'regex', expect: '!' }, () => welcome(`${'x'.repeat(253)}!`), 'up'],
    [
      'regex: in byte 255',
      { mode: 'regex', expect: '!' },
      () => welcome(`${'x'.repeat(254)}!`),
      'down reply',
    ],
    ['regex: no reply', { mode: 'regex', expect: '.*' }, () => welcomeAndClose(''), 'down reply'],
    [
      'a flood',
      { mode: 'regex', expect: '!' },
      () => place.tcp((socket) => socket.write('x'.repeat(4e6))),
      'down reply',
    ],
  ])('judged by its reply: %s', async (_title, given, listen, said) => {
    const outcome = await place.check({ ...given, port: await listen(), seconds: 5 });
    expect(outcome.said).toBe(said);
    // Nothing here needs the time limit to be decided.
    expect(outcome.milliseconds).toBeLessThan(3000);
  });

  test.each<[string, CheckerArguments, () => Promise<number>]>([
    ['it says nothing', web, () => place.tcp(() => undefined)],
    ['what it says is never enough', { mode: 'prefix', expect: '220 ready' }, () => welcome('220 ')],
    ['the pattern never comes', { mode: 'regex', expect: '^2' }, () => welcome('554 no')],
    ['it drips', { mode: 'prefix', expect: 'x'.repeat(254) }, () => welcome(...'x'.repeat(30))],
  ])('down after the time limit when %s', async (_title, given, listen) => {
    const outcome = await place.check({ ...given, port: await listen(), seconds: 0.5 });
    expect(outcome).toMatchObject(down('silent'));
    expect(outcome.milliseconds).toBeGreaterThan(480);
    expect(outcome.milliseconds).toBeLessThan(4000);
  });

  test.each([
    ['memory', '((a{1,255}){1,255}){1,255}'],
    ['time', '(((x+)+)+)+y'],
  ])(
    'down soon when its regular expression asks for any amount of %s (CVE-2021-41282)',
    async (_what, expect_) => {
      const port = await welcomeAndClose('x'.repeat(254));
      const outcome = await place.check({ mode: 'regex', expect: expect_, port, seconds: 2 });
      expect(outcome.status).toBe(1);
      expect(outcome.milliseconds).toBeLessThan(6000);
    },
  );

  test('up when the reply comes late but in time', async () => {
    const port = await place.tcp((socket) => setTimeout(() => socket.write('220 '), 500));
    expect(await place.check({ port, mode: 'prefix', expect: '220', seconds: 5 })).toMatchObject(up);
  });

  test('sent and asked for every byte from 1 to 255', async () => {
    const all = String.fromCharCode(...Array.from({ length: 255 }, (_, index) => index + 1));
    const echo = () =>
      place.tcp(
        () => undefined,
        (socket, text) => socket.write(Buffer.from(text, 'latin1')),
      );
    const halves = [all.slice(0, 128), all.slice(128)];
    for (const half of halves)
      expect(
        await place.check({ port: await echo(), mode: 'prefix', send: half, expect: half }),
      ).toMatchObject(up);
    for (const byte of [
      '\x01',
      '\x7f',
      '\x80',
      '\xff',
      '\\',
      '"',
      "'",
      '$',
      '\n',
      '\r',
      '\t',
      ' ',
      '%',
      '*',
      '-',
    ]) {
      const given = { port: await echo(), mode: 'prefix', expect: byte } as const;
      expect(await place.check({ ...given, send: byte }), hexadecimalOf(byte)).toMatchObject(up);
      expect(await place.check({ ...given, send: 'x' }), hexadecimalOf(byte)).toMatchObject(down('reply'));
    }
  });
});

describe('Over UDP a server is', () => {
  const ping = { kind: 'udp', send: 'ping' } as const;

  test.each<[string, CheckerArguments, string[], string]>([
    ['nothing is expected and it answers', { mode: 'none' }, ['x'], 'up'],
    ['anything is expected and it answers', { mode: 'any' }, ['\0'], 'up'],
    ['the answer begins as expected', { mode: 'prefix', expect: 'po' }, ['pong'], 'up'],
    ['the answer is exactly as expected', { mode: 'prefix', expect: 'pong' }, ['pong'], 'up'],
    ['the answer fits the pattern', { mode: 'regex', expect: 'o.g$' }, ['pong'], 'up'],
    ['the answer is another one', { mode: 'prefix', expect: 'pong' }, ['ping'], 'down reply'],
    ['the answer is too short', { mode: 'prefix', expect: 'pong' }, ['po'], 'down reply'],
    ['the first answer does not fit', { mode: 'regex', expect: 'b' }, ['a', 'b'], 'down reply'],
  ])('judged by one datagram: %s', async (_title, given, answers, said) => {
    const port = await place.udp((text) => (text === 'ping' ? answers : ['?']));
    const outcome = await place.check({ ...ping, ...given, port, seconds: 5 });
    expect(outcome.said).toBe(said);
    expect(outcome.milliseconds).toBeLessThan(3000);
  });

  test('sent one datagram, whatever is in it', async () => {
    const received: string[] = [];
    const port = await place.udp((text) => {
      received.push(text);
      return ['x'];
    });
    expect(await place.check({ kind: 'udp', port, send: 'a\nb\nc' })).toMatchObject(up);
    expect(received).toEqual(['a\nb\nc']);
  });

  test('down when nobody listens', async () => {
    const outcome = await place.check({ ...ping, port: await closedPort(), seconds: 9 });
    expect(outcome).toMatchObject(down('reply'));
    expect(outcome.milliseconds).toBeLessThan(4000);
  });

  test('down after the time limit when it does not answer', async () => {
    const port = await place.udp(() => []);
    const outcome = await place.check({ ...ping, port, seconds: 0.4 });
    expect(outcome.said).toMatch(/^down/);
    expect(outcome.milliseconds).toBeGreaterThan(390);
    expect(outcome.milliseconds).toBeLessThan(4000);
  });
});
