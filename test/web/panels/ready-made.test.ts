import { describe, expect, test } from 'vitest';
import { askKinds } from '../../../src/core/nanny/ready-made.js';
import type { ProbeOrder, ProbeSeen } from '../../../src/core/router/probe.js';
import { panelsOfEachTest, wordsOf } from '../../support/panel.js';

const lvsCf = `serial_no = 12
primary = 10.0.0.2
virtual HTTP {
     active = 0
     address = 10.0.2.100 eth0:1
     port = 8080
     send = "GET / HTTP/1.0\\r\\n\\r\\n"
     expect = "HTTP"
     use_regex = 0
     timeout = 6
     server web1 {
         address = 10.0.3.1
         active = 1
     }
     server web2 {
         address = 10.0.3.2
         active = 1
     }
}
`;

const path = '/secure/virtual-servers/HTTP/ready-made';
const scripts = '/secure/virtual-servers/HTTP/monitoring-scripts';
const program = (words: string) => `/usr/local/lib/lvs-console/lvs-ask ${words} exit=0`;

const openPanel = panelsOfEachTest();

/** @param pages what the program prints for each real server */
async function openOn(text = lvsCf, ...pages: readonly string[]) {
  const orders: ProbeOrder[] = [];
  const probe = async (order: ProbeOrder): Promise<ProbeSeen> => {
    orders.push(order);
    const usual = { port: 8080, tookUs: 1, status: 0, sent: null, system: '' } as const;
    return {
      at: 0,
      refused: null,
      check: { kind: 'program', mode: 'equal', expect: '4f4b', seconds: 6 },
      tests: pages.map((page, index) => ({
        ...usual,
        server: `web${index + 1}`,
        address: `10.0.3.${index + 1}`,
        outcome: 'down',
        reason: 'reply',
        received: Buffer.from(page, 'latin1').toString('hex'),
      })),
    };
  };
  const opened = await openPanel(text, { probe, hasOther: async () => false });
  return { ...opened, orders };
}

describe('READY-MADE CHECKS', () => {
  test('is offered on MONITORING SCRIPTS, with every kind that there is', async () => {
    const { open } = await openOn();
    expect((await open(scripts)).body).toContain(`href="${path}" lang="en">READY-MADE CHECKS</a>`);
    const { body } = await open(path);
    for (const kind of askKinds) expect(body).toContain(`<option value="${kind}">`);
  });

  test.each(askKinds)('can be filled in for %s', async (kind) => {
    const { open } = await openOn();
    const page = await open(`${path}?kind=${kind}`);
    const { status, location } = await page.accept({ name: kind === 'dns' ? 'example.com' : undefined });
    expect([status, location]).toEqual([303, scripts]);
  });

  test('fills in the boxes of MONITORING SCRIPTS, where ACCEPT saves them', async () => {
    const { open, file } = await openOn();
    const { page } = await (await open(`${path}?kind=https`)).accept({
      port: '443',
      host: 'www.example.com',
      status: ' 200,301 ',
      verify: 'yes',
    });
    expect(await file()).toBe(lvsCf);
    expect(wordsOf(page)).toContain('Nothing is saved before ACCEPT');
    const send_program = program('https %h 443 host=www.example.com status=200,301 verify=yes');
    expect(page.values).toMatchObject({ send_program, send: '', expect: 'OK' });
    expect((await page.accept()).status).toBe(303);
    const saved = await file();
    expect(saved).toContain(`     send_program = "${send_program}"\n`);
    expect(saved).toContain('     expect = "OK"\n');
    expect(saved).not.toContain('     send = ');
    expect(wordsOf(await open(scripts))).toContain('is a ready-made check (HTTPS');
  });

  test('begins with what the file has', async () => {
    const command = program('dns %h 5353 name=example.com type=A over=tcp');
    const { open } = await openOn(lvsCf.replace('use_regex = 0', `send_program = "${command}"`));
    expect((await open(path)).values).toMatchObject({
      kind: 'dns',
      port: '5353',
      name: 'example.com',
      type: 'A',
      over: 'tcp',
      answers: '',
    });
  });

  test('begins with the port of the virtual server, unless that is the port of something else', async () => {
    const portOf = async (port: number, kind: string) => {
      const { open } = await openOn(lvsCf.replace('port = 8080', `port = ${port}`));
      return (await open(`${path}?kind=${kind}`)).values['port'];
    };
    expect([await portOf(8443, 'https'), await portOf(587, 'smtp')]).toEqual(['8443', '587']);
    expect([await portOf(80, 'https'), await portOf(80, 'http')]).toEqual(['443', '80']);
  });

  test('asks a name server over the protocol of the virtual server', async () => {
    const overOf = async (protocol: string) => {
      const { open } = await openOn(lvsCf.replace('port = 8080', `port = 53\n     protocol = ${protocol}`));
      return (await open(`${path}?kind=dns`)).values['over'];
    };
    expect([await overOf('tcp'), await overOf('udp')]).toEqual(['tcp', '']);
  });

  test('has the check end before nanny would end it', async () => {
    const { open } = await openOn(lvsCf.replace('timeout = 6', 'timeout = 3'));
    expect((await open(`${path}?kind=http`)).values).toMatchObject({ port: '8080', seconds: '2' });
  });

  test('says beside each box what is wrong with it, and keeps what was typed', async () => {
    const { open } = await openOn();
    const typed = { port: '99999', path: 'up', md5: 'x', verify: undefined };
    const { page, status } = await (await open(`${path}?kind=http`)).accept(typed);
    expect(status).toBe(422);
    expect(page.values).toMatchObject({ port: '99999', path: 'up', md5: 'x' });
    const words = wordsOf(page);
    expect(words).toContain('Port must be a number from 1 to 65535; “99999” is not.');
    expect(words).toContain('Page must be a path that begins with /');
    expect(words).toContain('MD5 digest must be 32 hexadecimal digits; “x” is not.');
    const long = { port: '80', path: `/${'a'.repeat(190)}`, md5: 'a'.repeat(32) };
    expect(wordsOf((await page.accept(long)).page)).toContain('nanny has room for 254');
  });

  test('refuses what the page does not send', async () => {
    const { open } = await openOn();
    expect((await (await open(`${path}?kind=http`)).accept({ kind: 'gopher' })).status).toBe(422);
  });
});

describe('TAKE THE DIGEST NOW', () => {
  const [one, two] = ['1'.repeat(32), '2'.repeat(32)];

  test('asks the real servers and puts the digest into the box', async () => {
    const { open, orders, file } = await openOn(lvsCf, `md5=${one}\n`, `md5=${one}\n`);
    const filled = { path: '/up', md5: two, sha256: '3'.repeat(64) };
    const { page, status } = await (await open(`${path}?kind=http`)).accept({ ...filled, _take: 'md5' });
    expect(status).toBe(200);
    expect(orders).toMatchObject([
      {
        virtual: 'HTTP',
        server: null,
        typed: { send_program: program('http %h 8080 path=/up take=md5'), send: '', expect: 'OK' },
      },
    ]);
    expect(page.values).toMatchObject({ path: '/up', md5: one, sha256: '' });
    expect(wordsOf(page)).toContain('All 2 pages are the same');
    expect(await file()).toBe(lvsCf);
  });

  test('puts in no digest where the pages differ, and shows each', async () => {
    const { open } = await openOn(lvsCf, `md5=${one}\n`, `md5=${two}\n`);
    const { page } = await (await open(`${path}?kind=http`)).accept({ _take: 'md5' });
    expect(page.values['md5']).toBe('');
    expect(wordsOf(page)).toMatch(/show different pages.*web1 10\.0\.3\.1: 1+ web2 10\.0\.3\.2: 2+/);
  });

  test('shows why there is none, whatever a real server says', async () => {
    const { open } = await openOn(lvsCf, 'status 404 <b>\x1b\n', '');
    const { page } = await (await open(`${path}?kind=https`)).accept({ _take: 'sha256' });
    expect(page.values['sha256']).toBe('');
    expect(page.body).toContain('No digest could be taken');
    expect(page.body).toContain('web1 10.0.3.1: status 404 &lt;b&gt;?');
    expect(page.body).toContain('web2 10.0.3.2: There was no answer');
  });

  test('speaks French', async () => {
    const { open } = await openOn(lvsCf, `md5=${one}\n`);
    const french = { headers: { cookie: 'language=fr', 'accept-language': 'fr' } };
    const { page } = await (await open(`${path}?kind=http`, french)).accept({ _take: 'md5' });
    expect(wordsOf(page)).toContain('L’empreinte de cette page a été mise dans le champ');
  });
});
