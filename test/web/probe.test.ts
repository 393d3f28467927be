import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConsoleError } from '../../src/core/problem.js';
import type { ProbeOrder, ProbeSeen, ProbeTest } from '../../src/core/router/probe.js';
import { pairFile, virtualBlock } from '../support/router-world.js';
import { openWebConsole, testForm, type WebConsole } from '../support/web-console.js';

const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex');
const send = 'GET / HTTP/1.0\r\n\r\n';
const reply = 'HTTP/1.0 500 Oh <b>no</b>\r\n\x1b[31m\0';

const passed: ProbeTest = {
  server: 'one',
  address: '10.0.2.101',
  port: 80,
  outcome: 'up',
  reason: '',
  tookUs: 1234,
  status: null,
  sent: hex(send),
  received: hex(reply),
  system: '',
};
const seenAs = (...tests: readonly Partial<ProbeTest>[]): ProbeSeen => ({
  at: Date.now(),
  refused: null,
  check: { kind: 'tcp', mode: 'prefix', expect: hex('HTTP'), seconds: 4 },
  tests: tests.map((one) => ({ ...passed, ...one })),
});

let web: WebConsole;
let told: { order: ProbeOrder; side: string }[];
let answer: () => Promise<ProbeSeen>;
let hasOther: boolean;

beforeEach(async () => {
  [told, hasOther, answer] = [[], true, async () => seenAs({})];
  web = await openWebConsole(testForm, {
    probe: async (order, side) => {
      told.push({ order, side });
      return answer();
    },
    hasOther: async () => hasOther,
  });
  await writeFile(join(web.state, 'lvs.cf'), pairFile(virtualBlock('web', '10.0.2.100', 'eth0:1')));
  await writeFile(join(web.state, 'htgroup'), 'admin: piranha\nviewer: marie\n');
});
afterEach(() => web.close());

const base = '/secure/virtual-servers/web';

describe('REAL SERVER', () => {
  test('tests the server that is chosen, or all, with one button and no script', async () => {
    const { body } = await web.get(`${base}/real-servers`);
    expect(body).toContain(`name="test" value="chosen" formaction="${base}/test"`);
    const chosen = await web.send(`${base}/test`, { selected: 'up:one', test: 'chosen' });
    expect(chosen.statusCode).toBe(200);
    await web.send(`${base}/test`, { selected: 'up:one', test: 'all' });
    expect(told).toEqual([
      { order: { virtual: 'web', server: 'one', typed: null }, side: 'here' },
      { order: { virtual: 'web', server: null, typed: null }, side: 'here' },
    ]);
  });

  test('shows what was sent and received as text and bytes, and what decided', async () => {
    const { body } = await web.send(`${base}/test`, { selected: 'up:one', test: 'chosen' });
    expect(body).toContain('one 10.0.2.101:80');
    expect(body).toMatch(
      /class="good">passes<\/strong> The reply begins with Expect\. \(connected after 1\.2 ms\)/,
    );
    expect(body).toContain('Sent, 18 bytes:');
    // Nothing of a reply acts on the page, or on a terminal that shows it.
    expect(body).toContain('HTTP/1.0 500 Oh &lt;b&gt;no&lt;/b&gt;\\r\\n\n\\x1b[31m\\x00</pre>');
    expect(body).toContain('48 54 54 50 2f 31 2e 30 20 35 30 30 20 4f 68 20\n3c 62');
  });

  test.each([
    [
      { outcome: 'down', reason: 'connect', system: 'Connection refused', sent: null },
      'There was no connection: Connection refused.',
    ],
    [{ outcome: 'down', reason: 'connect', system: '', sent: null }, 'Nobody answered within 4 s.'],
    [{ outcome: 'down', reason: 'silent' }, 'not enough of a reply within 4 s.'],
    [{ outcome: 'down', reason: 'reply' }, 'The reply does not begin with Expect.'],
    [{ outcome: 'not_run', system: '' }, 'It has no address, or no time was left.'],
  ] as const)('says why a server fails: %j', async (how, sentence) => {
    answer = async () => seenAs(how);
    const { body } = await web.send(`${base}/test`, { _server: '', _side: 'here' });
    expect(body).toContain(sentence);
  });

  test('is tested from the backup router, too, where there is one', async () => {
    const { body } = await web.send(`${base}/test`, { _server: 'one', _side: 'other' });
    expect(told).toMatchObject([{ side: 'other', order: { server: 'one' } }]);
    expect(body).toContain('<span lang="en">TEST</span>: From the other router');
    answer = () => Promise.reject(new ConsoleError('push_failed', 'push_copy_only', {}));
    expect((await web.send(`${base}/test`, { _side: 'other' })).body).toContain('Nothing was tested: ');
    hasOther = false;
    expect((await web.get(`${base}/test`)).body).not.toContain('name="_side"');
  });

  test('says why nothing was tested', async () => {
    const params = { virtual: 'web', server: '' };
    answer = async () => ({ at: 1, refused: { code: 'probe_unknown', params }, check: null, tests: [] });
    expect((await web.send(`${base}/test`, {})).body).toContain(
      'has no virtual server web with a real server',
    );
  });

  test('is tested by no viewer, and without its token by nobody', async () => {
    expect((await web.send(`${base}/test`, {}, { as: 'marie' })).statusCode).toBe(403);
    expect((await web.send(`${base}/test`, { _csrf: 'x' })).statusCode).toBe(403);
    expect((await web.get(`${base}/test`, { as: 'marie' })).body).not.toContain('<form method="post"');
    expect((await web.get(`${base}/real-servers`, { as: 'marie' })).body).not.toContain('value="chosen"');
    expect(told).toEqual([]);
  });
});

describe('MONITORING SCRIPTS', () => {
  const page = `${base}/monitoring-scripts`;
  const typed = { send_program: '', send: 'HEAD / HTTP/1.0\\r\\n\\r\\n', expect: 'HTTP/1', use_regex: '1' };

  async function sent(more: Readonly<Record<string, string>>) {
    const { body } = await web.get(page);
    const _revision = /name="_revision" value="([^"]*)"/.exec(body)?.[1] ?? '';
    return web.send(page, { _revision, ...typed, _test: '1', ...more });
  }

  test('tests what is typed and not saved, keeps it in the form, and saves nothing', async () => {
    const { body, statusCode } = await sent({ _server: 'one', _side: 'here' });
    expect(statusCode).toBe(200);
    expect(told).toEqual([{ order: { virtual: 'web', server: 'one', typed }, side: 'here' }]);
    expect(body).toContain('value="HEAD / HTTP/1.0\\r\\n\\r\\n"');
    expect(body).toContain('With what is typed above, which is not saved.');
    expect(body).toContain('class="good">passes</strong>');
    expect((await web.get(page)).body).toContain('value="GET / HTTP/1.0\\r\\n\\r\\n"');
  });

  test('tests nothing that could not be saved', async () => {
    const { statusCode } = await sent({ expect: 'a{b' });
    expect([statusCode, told]).toEqual([422, []]);
  });
});
