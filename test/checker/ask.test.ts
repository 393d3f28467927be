import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server, TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { askKinds, askOptionNames, askOptions, hasOption } from '../../src/core/nanny/ready-made.js';
import { certificateIn, makeTestCertificate, redate } from '../support/certificates.js';
import { closedPort, Place } from './run-checker.js';

const program = join(import.meta.dirname, '../../config/lvs-ask');

interface Answer {
  readonly status: number;
  readonly said: string;
}

/** Asks this machine. */
function ask(kind: string, port: number, words: readonly string[] = [], env = {}): Promise<Answer> {
  return new Promise((resolve) => {
    const all = [kind, '127.0.0.1', String(port), ...words];
    execFile(program, all, { env: { ...process.env, ...env }, encoding: 'latin1' }, (error, said) =>
      resolve({ status: error === null ? 0 : Number(error.code ?? -1), said }),
    );
  });
}

const well = { status: 0, said: 'OK\n' };
const ill = (why: string) => ({ status: 1, said: `${why}\n` });
/** As long as a busy machine needs for a check that is to come to its end. */
const patience = 'seconds=60';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

const quiet = () => undefined;
/** A web server that answers every request with these bytes and hangs up. */
const web = (reply: string) => place.tcp(quiet, (socket) => socket.end(Buffer.from(reply, 'latin1')));
const page = (body: string, head = '') => `HTTP/1.1 200 OK\r\n${head}\r\n${body}`;
const md5 = (text: string) => createHash('md5').update(text, 'latin1').digest('hex');
const sha256 = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex');

describe('A web server', () => {
  it('is well with a status that is wanted', async () => {
    expect(await ask('http', await web(page('')), [patience])).toEqual(well);
    const moved = await web('HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n');
    expect(await ask('http', moved, [patience])).toEqual(ill('status 301 Moved'));
    expect(await ask('http', moved, [patience, 'status=200-299,300-399'])).toEqual(well);
    expect(await ask('http', moved, [patience, 'status=301'])).toEqual(well);
  });

  it('is asked for a page of a site', async () => {
    const asked: string[] = [];
    const port = await place.tcp(quiet, (socket, text) => {
      asked.push(text);
      socket.end(page(''));
    });
    await ask('http', port, [patience, 'path=/a?b=c&$HOME', 'host=www.example.com']);
    await ask('http', port, [patience]);
    expect(asked.map((text) => text.split('\r\n').slice(0, 2))).toEqual([
      ['GET /a?b=c&$HOME HTTP/1.0', 'Host: www.example.com'],
      ['GET / HTTP/1.0', `Host: 127.0.0.1:${port}`],
    ]);
  });

  it('is well when its page has the digest, whatever bytes it is made of', async () => {
    const body = 'vivant\0\xff\r\n$(id)\n';
    const port = await web(page(body));
    expect(await ask('http', port, [patience, `md5=${md5(body)}`])).toEqual(well);
    expect(await ask('http', port, [patience, `sha256=${sha256(body)}`])).toEqual(well);
    expect(await ask('http', port, [patience, `md5=${md5('')}`])).toEqual(
      ill(`md5 of the page is ${md5(body)}`),
    );
  });

  it('has its digest taken', async () => {
    const port = await web(page('x'));
    expect(await ask('http', port, [patience, 'take=md5'])).toEqual({ status: 0, said: `md5=${md5('x')}\n` });
    const taken = await ask('http', port, [patience, 'take=sha256']);
    expect(taken).toEqual({ status: 0, said: `sha256=${sha256('x')}\n` });
    const missing = await web('HTTP/1.0 404 Not Found\r\n\r\nx');
    expect(await ask('http', missing, [patience, 'take=md5'])).toEqual(ill('status 404 Not Found'));
  });

  it('need not hang up when it says how long its page is', async () => {
    const port = await place.tcp(quiet, (socket) => socket.write(page('abcd', 'Content-Length: 3\r\n')));
    expect(await ask('http', port, [patience, `md5=${md5('abc')}`])).toEqual(well);
  });

  it('is not well when its page ends early or comes in chunks', async () => {
    expect(
      await ask('http', await web(page('ab', 'Content-Length: 3\r\n')), [patience, `md5=${md5('ab')}`]),
    ).toEqual(ill('the page ended after 2 of 3 bytes'));
    const chunked = await web(page('2\r\nab\r\n0\r\n\r\n', 'transfer-encoding: chunked\r\n'));
    expect(await ask('http', chunked, [patience, 'take=md5'])).toEqual(
      ill('the page comes in chunks, of which no digest is taken'),
    );
  });

  it('gives nanny a status that it does not take for well, when that is asked for', async () => {
    const port = await web('HTTP/1.0 500 x\r\n\r\n');
    expect(await ask('http', port, [patience, 'exit=0'])).toEqual({ status: 0, said: 'status 500 x\n' });
  });
});

describe('A server that is not what it should be', () => {
  it('is not there, or does not answer', async () => {
    const port = await closedPort();
    for (const kind of ['http', 'https', 'smtp', 'ldap', 'postgres'])
      expect(await ask(kind, port, [patience])).toEqual(ill('no connection: Connection refused'));
    expect(await ask('dns', port, [patience, 'name=.'])).toEqual(ill('no connection: Connection refused'));
    const silent = await place.tcp(quiet);
    const mute = await place.udp(() => []);
    const still = await place.standingStill();
    // They wait side by side, each long enough for a slow machine to begin.
    const answers = await Promise.all([
      ask('http', still, ['seconds=8']),
      ask('dns', mute, ['seconds=8', 'name=.']),
      ...['http', 'smtp', 'imap', 'ldaps'].map((kind) => ask(kind, silent, ['seconds=8'])),
    ]);
    const unheard = ill('no answer within 8 s');
    expect(answers).toEqual([ill('no connection within 8 s'), unheard, unheard, unheard, unheard, unheard]);
  });

  it('hangs up', async () => {
    const port = await place.tcp((socket) => socket.end());
    for (const kind of ['http', 'smtp', 'imap', 'pop3', 'ldap', 'postgres'])
      expect([kind, await ask(kind, port, [patience])]).toEqual([
        kind,
        ill('the server closed the connection'),
      ]);
  });

  it('says what nobody asked, and nothing of it is run or shown raw', async () => {
    const made = join(place.folder, 'made');
    const hostile = `\`touch ${made}\` $(touch ${made}) a[$(touch ${made})] \x1b[2J\xff\0 %s%n\n`;
    const port = await place.tcp((socket) => socket.end(Buffer.from(hostile, 'latin1')));
    for (const kind of ['http', 'smtp', 'imap', 'pop3', 'ldap', 'postgres']) {
      const { said, status } = await ask(kind, port, [patience]);
      expect([kind, status, said]).toEqual([kind, 1, expect.stringMatching(/^[ -~]{1,200}\n$/)]);
    }
    const length = await web(page('x', `Content-Length: a[$(touch ${made})]\r\n`));
    expect(await ask('http', length, [patience, 'take=md5'])).toMatchObject({ status: 0 });
    expect(existsSync(made)).toBe(false);
  });

  it('cannot pass by saying the word that is waited for', async () => {
    const port = await place.tcp((socket) => socket.end('OK\nOK\r\n'));
    for (const kind of ['http', 'smtp', 'imap', 'pop3', 'ldap', 'postgres'])
      expect([kind, (await ask(kind, port, [patience])).said]).not.toEqual([kind, 'OK\n']);
  });

  it('never ends its line, its head or its page', async () => {
    const flood = (start: string, piece: string) => (socket: Socket) => {
      const more = () => socket.destroyed || socket.write(piece, () => setImmediate(more));
      socket.write(start, more);
    };
    const line = await place.tcp(flood('', 'x'.repeat(10_000)));
    expect((await ask('http', line, [patience])).said).toMatch(/^no web server: it said: x{100}\n$/);
    expect((await ask('smtp', line, [patience])).said).toMatch(/^it said: x{100}\n$/);
    const head = await place.tcp(flood('HTTP/1.0 200 OK\r\n', 'a: b\r\n'.repeat(50)));
    expect(await ask('http', head, [patience])).toEqual(ill('the head of the page does not end'));
    const mail = await place.tcp(flood('', '220-x\r\n'.repeat(50)));
    expect((await ask('smtp', mail, [patience])).said).toBe('it said: 220-x\n');
    const body = await place.tcp(flood(page(''), 'x'.repeat(1_000_000)));
    expect(await ask('http', body, [patience, 'take=md5'])).toEqual(
      ill('the page is larger than 16777216 bytes'),
    );
  });
});

/** Answers line by line, after a greeting. */
function lines(greeting: string, answers: Readonly<Record<string, string>>) {
  return [
    (socket: Socket) => void (greeting === '' || socket.write(greeting)),
    (socket: Socket, text: string) => {
      const [word = ''] = Object.keys(answers).filter((start) => text.startsWith(start));
      socket.write(answers[word] ?? '500 what?\r\n');
    },
  ] as const;
}

describe('Mail servers', () => {
  it('are well when they greet and answer', async () => {
    const smtp = await place.tcp(...lines('220-two\r\n220 lines\r\n', { 'HELO me.test': '250 hello\r\n' }));
    expect(await ask('smtp', smtp, [patience, 'helo=me.test'])).toEqual(well);
    const imap = await place.tcp(...lines('* OK ready\r\n', { 'a NOOP': '* 3 EXISTS\r\na OK done\r\n' }));
    expect(await ask('imap', imap, [patience])).toEqual(well);
    const pop3 = await place.tcp(...lines('+OK ready\r\n', { QUIT: '+OK bye\r\n' }));
    expect(await ask('pop3', pop3, [patience])).toEqual(well);
  });

  it('are not well when they say so', async () => {
    const smtp = await place.tcp(...lines('554 no\r\n', {}));
    expect(await ask('smtp', smtp, [patience])).toEqual(ill('it said: 554 no'));
    const helo = await place.tcp(...lines('220 x\r\n', {}));
    expect(await ask('smtp', helo, [patience])).toEqual(ill('it said: 500 what?'));
    const imap = await place.tcp(...lines('* BYE\r\n', {}));
    expect(await ask('imap', imap, [patience])).toEqual(ill('it said: * BYE'));
    const pop3 = await place.tcp(...lines('-ERR\r\n', {}));
    expect(await ask('pop3', pop3, [patience])).toEqual(ill('it said: -ERR'));
    const plain = await place.tcp(...lines('220 x\r\n', { EHLO: '250 x\r\n' }));
    expect((await ask('smtp', plain, [patience, 'starttls=yes'])).said).toBe(
      'the server does not offer STARTTLS\n',
    );
  });
});

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('Other servers', () => {
  const answering = (hex: string) => place.tcp(quiet, (socket) => socket.write(bytes(hex)));

  it('are well when they take an anonymous bind', async () => {
    const asked: string[] = [];
    const port = await place.tcp(quiet, (socket, text) => {
      asked.push(Buffer.from(text, 'latin1').toString('hex'));
      socket.write(bytes('300c 020101 6107 0a0100 0400 0400'));
    });
    expect(await ask('ldap', port, [patience])).toEqual(well);
    expect(asked[0]).toBe('300c020101600702010304008000');
    const long = await answering('3084 00000010 020101 6184 00000007 0a0100 0400 0400');
    expect(await ask('ldap', long, [patience])).toEqual(well);
    const refused = await answering('300c 020101 6107 0a0130 0400 0400');
    expect(await ask('ldap', refused, [patience])).toEqual(ill('LDAP result 48 to an anonymous bind'));
    for (const odd of [
      '3080 00',
      '30ff',
      '3003020101',
      '300402010161',
      '3084ffffffff',
      '3006 020101 618400',
    ]) {
      const { said } = await ask('ldap', await answering(odd), [patience]);
      expect([odd, said]).toEqual([odd, 'no LDAP server: its answer is something else\n']);
    }
  });

  it('are well when they ask who wants to use their database, or refuse him', async () => {
    const postgres = await answering('52 00000008 00000000');
    expect(await ask('postgres', postgres, [patience, 'user=probe'])).toEqual(well);
    const error = (state: string) =>
      `45 000000${(18).toString(16)} ${Buffer.from(`SFATAL\0C${state}\0`).toString('hex')}0000000000`;
    expect(await ask('postgres', await answering(error('28000')), [patience])).toEqual(well);
    // One that dies in the middle of what it says is not well.
    const dying = await place.tcp(quiet, (socket) => socket.end(bytes('45 00000064 5346')));
    expect(await ask('postgres', dying, [patience])).toEqual(ill('the server closed the connection'));
    expect(await ask('postgres', await answering(error('57P03')), [patience])).toEqual(
      ill('PostgreSQL: it is starting or shutting down'),
    );
    expect(await ask('postgres', await answering('48545450 2f312e31'), [patience])).toEqual(
      ill('no PostgreSQL server: it says something else'),
    );
  });
});

describe('A name server', () => {
  /** The reply to a question: the same number, the flags and the number of records in hexadecimal. */
  const reply = (asked: string, flags: string, answers: string) =>
    asked.slice(0, 2) + bytes(`${flags} 0001 ${answers} 0000 0000`).toString('latin1') + asked.slice(12);

  it('is asked for a record, and is well when it has one', async () => {
    const asked: string[] = [];
    const port = await place.udp((text) => {
      asked.push(Buffer.from(text, 'latin1').toString('hex').slice(4));
      return [reply(text, '8180', '0001')];
    });
    expect(await ask('dns', port, [patience, 'name=www.example.com.', 'type=A'])).toEqual(well);
    expect(await ask('dns', port, [patience, 'name=.'])).toEqual(well);
    expect(asked).toEqual([
      '01000001000000000000' + '03777777076578616d706c6503636f6d00' + '00010001',
      '01000001000000000000' + '00' + '00060001',
    ]);
  });

  it('is asked over TCP', async () => {
    const port = await place.tcp(quiet, (socket, text) => {
      const answer = reply(text.slice(2), '8180', '0001');
      socket.write(bytes(answer.length.toString(16).padStart(4, '0')));
      socket.write(Buffer.from(answer, 'latin1'));
    });
    expect(await ask('dns', port, [patience, 'name=a.test', 'over=tcp'])).toEqual(well);
  });

  it('is not well when it has none, or says that it fails', async () => {
    const empty = await place.udp((text) => [reply(text, '8180', '0000')]);
    expect(await ask('dns', empty, [patience, 'name=a.test', 'type=MX'])).toEqual(
      ill('DNS: 0 records of type MX, not 1'),
    );
    expect(await ask('dns', empty, [patience, 'name=a.test', 'answers=0'])).toEqual(well);
    for (const [flags, why] of [
      ['8182', 'server failure'],
      ['8183', 'no such name'],
      ['8185', 'refused'],
      ['818f', 'error 15'],
    ] as const) {
      const port = await place.udp((text) => [reply(text, flags, '0001')]);
      expect(await ask('dns', port, [patience, 'name=a.test'])).toEqual(ill(`DNS: ${why}`));
    }
  });

  it('is heard only when it answers this question, also when a datagram was lost', async () => {
    let times = 0;
    const port = await place.udp((text) =>
      ++times === 1
        ? []
        : ['', 'x', reply(`zz${text.slice(2)}`, '8180', '0001'), text, reply(text, '8180', '0001')],
    );
    expect(await ask('dns', port, ['seconds=12', 'name=a.test'])).toEqual(well);
    expect(times).toBe(2);
  });
});

describe('A server that speaks TLS', () => {
  let server: Server;
  let port: number;
  let trusted: Readonly<Record<string, string>>;
  let old: Server;
  let pair: { readonly cert: Buffer; readonly key: Buffer };
  const state = new Place();
  const names: (string | false | null)[] = [];

  /** A web server and a mail server in one: what it answers depends on what it is told. */
  async function listening(certificate: string, key: string): Promise<Server> {
    const made = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (socket) => {
      names.push((socket as { servername?: string }).servername ?? null);
      socket.on('error', () => socket.destroy());
      socket.on('data', (data) => {
        const text = data.toString();
        if (text.startsWith('GET')) socket.end(page('secret'));
        else if (data[0] === 0x30) socket.write(bytes('300c 020101 6107 0a0100 0400 0400'));
      });
    });
    made.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
    return made;
  }

  beforeAll(async () => {
    const good = certificateIn(join(state.folder, 'good'));
    const expired = certificateIn(join(state.folder, 'old'));
    await makeTestCertificate(good);
    await makeTestCertificate(expired);
    redate(expired, '2020-01-01', '2020-02-01');
    server = await listening(good.certificate, good.key);
    old = await listening(expired.certificate, expired.key);
    pair = { cert: readFileSync(good.certificate), key: readFileSync(good.key) };
    port = (server.address() as AddressInfo).port;
    trusted = { SSL_CERT_FILE: good.certificate };
  });
  afterAll(() => {
    server.close();
    old.close();
    state.remove();
  });

  it('is asked as others are', async () => {
    expect(await ask('https', port, [patience])).toEqual(well);
    expect(await ask('https', port, [patience, `md5=${md5('secret')}`, 'host=router1.test'])).toEqual(well);
    expect(await ask('ldaps', port, [patience])).toEqual(well);
    expect(names.slice(0, 2)).toEqual([false, 'router1.test']);
  });

  it.each([
    [
      'smtp',
      '220 x\r\n',
      { EHLO: '250-x\r\n250 STARTTLS\r\n', STARTTLS: '220 go\r\n' },
      { HELO: '250 x\r\n' },
    ],
    [
      'imap',
      '* OK x\r\n',
      { '. CAP': '* CAPABILITY IMAP4rev1 STARTTLS\r\n. OK x\r\n', '. START': '. OK go\r\n' },
      { 'a NOOP': 'a OK x\r\n' },
    ],
    ['pop3', '+OK x\r\n', { STLS: '+OK go\r\n' }, { QUIT: '+OK x\r\n' }],
  ])('may begin without it: %s', async (kind, greeting, before, after) => {
    const asked = [...Object.keys(before), ...Object.keys(after)];
    const said: string[] = [];
    const starttls = await place.tcp(
      (socket) => void socket.write(greeting),
      (socket, text) => {
        said.push(text);
        const [, reply = ''] = Object.entries(before).find(([start]) => text.startsWith(start)) ?? [];
        socket.write(reply);
        if (!/(?:220|OK) go/.test(reply)) return;
        socket.removeAllListeners('data');
        const safe = new TLSSocket(socket, { isServer: true, ...pair });
        safe.on('error', () => safe.destroy());
        safe.on('data', (data) => {
          said.push(String(data));
          const [, answer = ''] =
            Object.entries(after).find(([start]) => String(data).startsWith(start)) ?? [];
          safe.write(answer);
        });
      },
    );
    expect(await ask(kind, starttls, [patience, 'starttls=yes', 'days=14'])).toEqual(well);
    expect(asked.filter((start) => !said.some((text) => text.startsWith(start)))).toEqual([]);
  });

  it('is refused for its certificate when that is to be verified', async () => {
    const verified = (...words: string[]) => ask('https', port, [patience, 'verify=yes', ...words], trusted);
    expect(await verified('host=router1.test')).toEqual(well);
    expect(await verified('host=127.0.0.1')).toEqual(well);
    expect((await verified('host=other.test')).said).toMatch(/^certificate: [Hh]ostname mismatch\n$/);
    const unknown = await ask('https', port, [patience, 'verify=yes', 'host=router1.test']);
    expect(unknown.said).toMatch(/^certificate: self.signed certificate\n$/);
  });

  it('is refused when its certificate ends too soon, verified or not', async () => {
    expect(await ask('https', port, [patience, 'days=14'])).toEqual(well);
    expect(await ask('https', port, [patience, 'days=9999'])).toEqual(
      ill('certificate: it ends within 9999 days'),
    );
    const both = ['verify=yes', 'host=router1.test', 'days=9999'];
    expect(await ask('https', port, [patience, ...both], trusted)).toEqual(
      ill('certificate: it ends within 9999 days'),
    );
    const { port: oldPort } = old.address() as AddressInfo;
    expect(await ask('https', oldPort, [patience, 'days=0'])).toEqual(ill('certificate: it has expired'));
    expect(await ask('https', oldPort, [patience])).toEqual(well);
  });

  it('is not taken for one that does not', async () => {
    expect(await ask('https', await web('HTTP/1.0 400 Bad\r\n\r\n'), [patience])).toEqual(
      ill('the server does not speak TLS there'),
    );
  });
});

describe('A call', () => {
  test.each(askOptionNames)('may have the option %s as the form has it, and no other way', async (name) => {
    const kind = askKinds.find((one) => hasOption(one, name) && one !== 'https') ?? 'https';
    const needed = [...(kind === 'dns' && name !== 'name' ? ['name=.'] : [])];
    if (name === 'verify') needed.push('host=a');
    if (kind === 'smtp' && name !== 'starttls') needed.push('starttls=yes');
    const port = await closedPort();
    const said = async (value: string) => (await ask(kind, port, [...needed, `${name}=${value}`])).said;
    for (const value of askOptions[name].good)
      expect([value, await said(value)]).toEqual([value, 'no connection: Connection refused\n']);
    for (const value of askOptions[name].bad)
      expect([value, await said(value)]).toEqual([
        value,
        expect.stringMatching(/^lvs-ask: .*; see the head of /),
      ]);
  });

  test.each([
    [[]],
    [['http']],
    [['http', '%h', '80']],
    [['http', 'localhost', '80']],
    [['http', '127.0.0.1', '0']],
    [['http', '127.0.0.1', '%p']],
    [['gopher', '127.0.0.1', '70']],
    [['http', '127.0.0.1', '80', 'colour=red']],
    [['http', '127.0.0.1', '80', 'name=.']],
    [['http', '127.0.0.1', '80', 'verify=yes']],
    [['dns', '127.0.0.1', '53']],
  ])('that is wrong says so: %j', async (words) => {
    const answer = await new Promise<Answer>((resolve) => {
      execFile(program, words, (error, said) => resolve({ status: Number(error?.code ?? 0), said }));
    });
    expect(answer).toEqual({ status: 2, said: expect.stringMatching(/^lvs-ask: .*; see the head of /) });
  });
});
