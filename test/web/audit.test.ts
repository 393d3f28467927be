import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openAuditLog } from '../../src/adapters/files/audit-log.js';
import type { AuditRecord } from '../../src/core/audit/record.js';
import { ConsoleError } from '../../src/core/problem.js';
import type { Answer, Step } from '../../src/core/router/answer.js';
import { packageFolder } from '../../src/settings.js';
import type { Engine } from '../../src/web/engine.js';
import { openPanels, wordsOf } from '../support/panel.js';
import { accounts, credentials, openWebConsole, testForm, type WebConsole } from '../support/web-console.js';

const hour = 3_600_000;
let web: WebConsole;
afterEach(() => web.close());

const shipped = () => readFile(join(packageFolder, 'config', 'lvs.cf'), 'latin1');

/** What the log holds, oldest first. */
async function records(): Promise<readonly AuditRecord[]> {
  const { records: found } = await openAuditLog({ folder: join(web.state, 'audit') }).read({ limit: 1000 });
  return found.toReversed();
}

async function last(): Promise<AuditRecord | undefined> {
  return (await records()).at(-1);
}

const logText = () => readFile(join(web.state, 'audit', 'audit.jsonl'), 'latin1').catch(() => '');

/** A console on the shipped file, with an engine that does what it is told. */
async function open(engine: Partial<Engine> = {}, lvsCf?: string) {
  const answer = (verb: Answer['verb']): Answer => {
    return { format: 1, verb, ok: true, steps: [], table: [], state: null };
  };
  web = await openWebConsole(testForm, {
    engine: {
      run: async (verb) => answer(verb),
      wanted: async () => {
        throw new ConsoleError('file_unavailable', 'file_missing', { path: 'lvs.cf' });
      },
      isUnapplied: async () => false,
      ...engine,
    },
  });
  await writeFile(join(web.state, 'lvs.cf'), lvsCf ?? (await shipped()));
}

/** Every route that changes something, from the router itself. */
function changingRoutes(): readonly string[] {
  return web.routes
    .filter(({ method, url }) => [method].flat().includes('POST') && url.startsWith('/secure'))
    .map(({ url }) => url);
}

/** Forms too long for an address, or not for a viewer, that change nothing. */
const looks = [
  '/secure/wizard/review',
  '/secure/import/review',
  '/secure/several/review',
  '/secure/virtual-servers/:virtual/ready-made',
  '/secure/virtual-servers/:virtual/test',
];

const concrete = (url: string) => url.replace(':virtual', 'HTTP').replace(':server', 'web1');

describe('Every route that changes something leaves a line:', () => {
  test('refused, when a viewer sends it', async () => {
    await open();
    await writeFile(join(web.state, 'htgroup'), 'viewer: marie\n');
    const routes = changingRoutes().filter((url) => url !== '/secure/password');
    expect(routes.length).toBeGreaterThan(15);
    for (const [index, url] of routes.entries()) {
      const { statusCode } = await web.send(concrete(url), {}, { as: 'marie' });
      expect([url, statusCode]).toEqual([url, 403]);
      const all = await records();
      expect([url, all.length]).toEqual([url, index + 1]);
      expect(all.at(-1)).toMatchObject({ user: 'marie', role: 'viewer', outcome: 'refused', reason: 'role' });
      expect(all.at(-1)?.object).toBe(concrete(url).replace('/secure/', ''));
    }
  });

  test('refused, without the mark of the form or from another site', async () => {
    await open();
    for (const url of changingRoutes()) {
      await web.send(concrete(url), { _csrf: 'wrong' });
      expect([url, await last()]).toMatchObject([url, { user: 'piranha', role: 'admin', reason: 'token' }]);
      await web.send(concrete(url), {}, { headers: { 'sec-fetch-site': 'cross-site' } });
      expect([url, await last()]).toMatchObject([url, { user: 'piranha', reason: 'origin' }]);
    }
    expect((await records()).length).toBe(changingRoutes().length * 2);
  });

  test('whatever comes of it, when an administrator sends it', async () => {
    await open();
    for (const url of changingRoutes().filter((route) => !looks.includes(route))) {
      const before = (await records()).length;
      const { statusCode } = await web.send(concrete(url), {});
      const all = await records();
      expect([url, all.length]).toEqual([url, before + 1]);
      const outcome = statusCode < 400 ? 'done' : statusCode < 500 ? 'refused' : 'failed';
      expect([url, all.at(-1)]).toMatchObject([url, { user: 'piranha', address: '127.0.0.1', outcome }]);
      if (outcome !== 'done') expect(all.at(-1)?.reason).toMatch(/^[a-z_]+$/);
    }
  });

  test('and what only looks leaves none', async () => {
    await open();
    for (const url of looks) {
      expect(changingRoutes()).toContain(url);
      await web.send(concrete(url), {});
    }
    for (const url of ['/secure/control', '/secure/audit', '/secure/file', '/', '/secure/nothing-here']) {
      await web.get(url);
    }
    await web.send('/secure/virtual-servers', { selected: 'up:HTTP', action: 'edit' });
    await web.send('/secure/nothing-here', {});
    await web.send('/secure/password', {}, { as: 'nobody' });
    expect(await records()).toEqual([]);
  });
});

test('A page that a viewer may not see leaves a line', async () => {
  await open();
  await writeFile(join(web.state, 'htgroup'), 'viewer: marie\n');
  await web.get('/secure/file/edit', { as: 'marie' });
  expect(await last()).toMatchObject({
    user: 'marie',
    role: 'viewer',
    action: 'open',
    object: 'file/edit',
    outcome: 'refused',
    reason: 'role',
  });
});

describe('A save is told', () => {
  test('with each key, what it was and is, and the version that was kept', async () => {
    const panels = await openPanels(await shipped());
    web = panels.web;
    const page = await panels.open('/secure/global-settings');
    await page.accept({ primary: '192.0.2.77' });
    expect(await last()).toMatchObject({
      user: 'piranha',
      address: '127.0.0.1',
      role: 'admin',
      action: 'save',
      panel: 'global-settings',
      changes: [{ what: 'changed', scope: 'global', keyword: 'primary', to: '192.0.2.77' }],
      version: 2,
      outcome: 'done',
    });
    await (await panels.open('/secure/global-settings')).accept({ primary: 'nonsense!' });
    expect(await last()).toMatchObject({ outcome: 'refused', reason: 'invalid', object: 'global-settings' });
    await page.accept({ primary: '192.0.2.78' });
    expect(await last()).toMatchObject({ outcome: 'refused', reason: 'block_changed' });
  });

  test('from FILE too: the whole text, a line less, a file made', async () => {
    await open({}, 'primary = 192.0.2.1\ncolour = red\n');
    const listing = await web.get('/secure/file');
    const revision = /name="_revision" value="([^"]+)"/.exec(listing.body)?.[1] ?? '';
    await web.send('/secure/file/delete-line', { _revision: revision, line: '2' });
    const [removed] = (await last())?.changes ?? [];
    expect(removed).toEqual({ what: 'changed', scope: 'global', keyword: 'colour', hidden: true });
    expect(await logText()).not.toContain('red');

    await rm(join(web.state, 'lvs.cf'));
    await web.send('/secure/file/create', { from: 'nearly-empty' });
    expect(await last()).toMatchObject({ action: 'create', panel: 'file', outcome: 'done' });
    await web.send('/secure/file/create', { from: 'nearly-empty' });
    expect(await last()).toMatchObject({ action: 'create', outcome: 'refused', reason: 'file_exists' });
  });

  test('of a virtual server that is added, switched and deleted', async () => {
    await open();
    await web.send('/secure/virtual-servers', { selected: 'down:HTTPS', action: 'toggle' });
    expect(await last()).toMatchObject({
      panel: 'virtual-servers',
      changes: [{ scope: 'virtual', virtual: 'HTTPS', keyword: 'active', from: '0', to: '1' }],
    });
    await remove('HTTPS');
    expect(await last()).toMatchObject({ changes: [{ what: 'removed', virtual: 'HTTPS' }], outcome: 'done' });
  });

  test('that takes much away, with the name that was typed, and without it as refused', async () => {
    await open();
    await remove('HTTP', { _name: 'http' });
    expect(await last()).toMatchObject({ outcome: 'refused', reason: 'dangerous' });
    expect(await last()).not.toHaveProperty('confirmed');
    await remove('HTTP', { _name: 'HTTP' });
    expect(await last()).toMatchObject({
      changes: [{ what: 'removed', virtual: 'HTTP' }],
      confirmed: 'HTTP',
      outcome: 'done',
    });
    expect(wordsOf(await web.get('/secure/audit'))).toContain('confirmed by typing HTTP');
  });

  async function remove(name: string, answer: Readonly<Record<string, string>> = {}) {
    const url = `/secure/virtual-servers/${name}/delete`;
    const { body } = await web.get(url);
    const hidden = [...body.matchAll(/name="(_revision|_dangers)" value="([^"]+)"/g)];
    await web.send(url, { ...Object.fromEntries(hidden.map(([, key, value]) => [key, value])), ...answer });
  }
});

describe('An allowlist is told', () => {
  const lists = { site: 'Require all granted\n', secure: 'Require all granted\n' };

  test('line by line, and not when it was only tried', async () => {
    await open();
    const hashes = { _site: '', _secure: '' };
    await web.send('/secure/allowlist', { ...lists, ...hashes, do: 'try', try: '192.0.2.1' });
    expect(await records()).toEqual([]);
    await web.send('/secure/allowlist', { ...lists, ...hashes });
    expect(await last()).toMatchObject({
      action: 'allowlist',
      outcome: 'done',
      changes: [
        { what: 'added', scope: 'site', to: 'Require all granted' },
        { what: 'added', scope: 'secure', to: 'Require all granted' },
      ],
    });
  });

  test('with the reason, when it would have shut out who sent it', async () => {
    await open();
    const closed = { site: 'Require all denied\n', secure: '', _site: '', _secure: '' };
    await web.send('/secure/allowlist', closed);
    expect(await last()).toMatchObject({ action: 'allowlist', outcome: 'refused', reason: 'shuts_out' });
  });
});

test('A password is told by whose it is, and never itself', async () => {
  await open();
  const fresh = 'neuf longues nuits';
  await web.send('/secure/password', { old: 'a wrong guess', new: fresh, again: fresh }, { as: 'marie' });
  expect(await last()).toMatchObject({
    action: 'password',
    object: 'marie',
    outcome: 'refused',
    reason: 'old',
  });
  await web.send('/secure/password', { old: accounts.marie, new: fresh, again: fresh }, { as: 'marie' });
  expect(await last()).toMatchObject({ user: 'marie', action: 'password', object: 'marie', outcome: 'done' });
  const stored = (await readFile(web.usersFile, 'utf8')).split('\n').map((line) => line.split(':')[1] ?? '');
  for (const secret of [fresh, accounts.marie, 'a wrong guess', ...stored.filter(Boolean)]) {
    expect(await logText()).not.toContain(secret);
  }
});

describe('What the engine was told', () => {
  const step = (name: Step['name'], outcome: Step['outcome']): Step => {
    return { name, ms: 1, outcome, detail: { code: 'test_passed', params: {} }, said: [] };
  };

  test('is told by its verb, with the step that failed', async () => {
    await open({
      run: async (verb) => {
        const steps = [step('render', 'done'), step('test', 'failed'), step('put_back', 'failed')];
        return { format: 1, verb, ok: verb === 'stop', steps, table: [], state: null };
      },
    });
    await web.send('/secure/control', { action: 'stop' });
    expect(await last()).toMatchObject({ action: 'stop', outcome: 'done' });
    await web.send('/secure/control', { action: 'apply' });
    expect(await last()).toMatchObject({ action: 'apply', outcome: 'failed', reason: 'test' });
    await web.send('/secure/control', { action: 'explode' });
    expect(await last()).toMatchObject({ action: 'engine', outcome: 'refused', reason: 'malformed' });
  });

  test('is told also when the router program refuses', async () => {
    await open({
      run: async () => {
        throw new ConsoleError('engine_refused', 'router_refused', { why: 'busy', said: '' });
      },
    });
    await web.send('/secure/control', { action: 'hand-over' });
    expect(await last()).toMatchObject({ action: 'hand-over', outcome: 'failed', reason: 'router_refused' });
  });
});

describe('Wrong passwords', () => {
  let now = Date.UTC(2026, 10, 20, 12);
  async function openForAll() {
    web = await openWebConsole(testForm, { clock: () => now });
    await writeFile(join(web.state, 'htaccess'), 'Require all granted\n');
    await writeFile(join(web.state, 'secure.htaccess'), 'Require all granted\n');
  }
  const guess = (user: string, password: string, from = '192.0.2.9') =>
    web.get('/secure/help', { as: 'nobody', from, headers: { authorization: credentials(user, password) } });
  const reasons = async () => (await records()).map(({ user, reason, count }) => [user, reason, count]);

  test('leave one line an hour and user, one more when the waiting begins, and count the rest', async () => {
    await openForAll();
    await Promise.all(Array.from({ length: 6 }, (_, number) => guess('piranha', `guess ${number}`)));
    for (let times = 0; times < 4; times += 1) await guess('piranha', 'another guess');
    await expect.poll(reasons).toEqual([
      ['piranha', 'password', undefined],
      ['piranha', 'too_many_tries', undefined],
    ]);
    expect((await records())[0]).toMatchObject({ action: 'login', address: '192.0.2.9', role: 'nobody' });
    now += hour;
    await guess('piranha', 'the next hour');
    await expect.poll(reasons).toHaveLength(3);
    expect((await reasons()).at(-1)).toEqual(['piranha', 'password', 6]);
  });

  test('never tell what was typed: not the password, nor a name that no user has', async () => {
    await openForAll();
    await guess('Épinards: 3', 'x');
    await guess('correct-horse', 'y');
    await web.get('/secure/help', { as: 'nobody', from: '192.0.2.9', headers: { authorization: 'Basic !' } });
    await expect.poll(reasons).toEqual([['', 'unknown_user', undefined]]);
    expect(await logText()).not.toMatch(/pinards|correct-horse/);
  });

  test('from one network of IPv6 count as from one place', async () => {
    await openForAll();
    for (let host = 1; host <= 5; host += 1) await guess('marie', `guess ${host}`, `2001:db8::${host}`);
    await expect.poll(reasons).toHaveLength(1);
    await guess('marie', 'guess', '2001:db8:0:1::1');
    await expect.poll(reasons).toHaveLength(2);
  });
});

describe('While the log cannot be written', () => {
  test('changes are made, and every page says so in red, with reason and moment', async () => {
    await open();
    const folder = join(web.state, 'audit');
    await writeFile(folder, 'no folder');
    const { statusCode } = await web.send('/secure/virtual-servers', {
      selected: 'down:HTTPS',
      action: 'toggle',
    });
    expect(statusCode).toBe(303);
    expect(await readFile(join(web.state, 'lvs.cf'), 'latin1')).not.toBe(await shipped());
    expect(web.log()).toContain('not in the audit log');
    for (const url of ['/secure/control', '/secure/help', '/secure/nothing']) {
      const { body } = await web.get(url);
      expect([url, body]).toEqual([url, expect.stringContaining('role="alert"')]);
      expect(body).toContain('Changes are made, but not recorded');
      expect(body).toMatch(/cannot be written since .*2\d{3}.*, and one event is missing there/);
    }
    const french = await web.get('/secure/help', { headers: { 'accept-language': 'fr' } });
    expect(french.body).toContain('Les modifications sont faites, mais pas consignées');
    expect((await web.get('/', { as: 'nobody' })).body).not.toContain('not recorded');

    await rm(folder);
    await web.send('/secure/virtual-servers', { selected: 'up:HTTPS', action: 'toggle' });
    expect((await web.get('/secure/control')).body).not.toContain('not recorded');
    const [missed, change] = await records();
    expect(missed).toMatchObject({ action: 'missed', role: 'console', count: 1 });
    expect(change).toMatchObject({ action: 'save', outcome: 'done' });
  });
});

describe('AUDIT', () => {
  const wordsAt = async (url: string, as: 'piranha' | 'marie' = 'piranha') =>
    wordsOf(await web.get(url, { as }));

  test('shows who did what, newest first, to viewers too', async () => {
    await open();
    await writeFile(join(web.state, 'htgroup'), 'admin: piranha\n');
    expect(await wordsAt('/secure/audit', 'marie')).toContain('Nothing has been recorded yet.');
    await web.send('/secure/virtual-servers', { selected: 'down:HTTPS', action: 'toggle' });
    await web.send('/secure/control', { action: 'stop' });
    const words = await wordsAt('/secure/audit?verify=now', 'marie');
    expect(words).toMatch(/piranha admin, 127\.0\.0\.1 done Stop .*done Save lvs\.cf \(virtual-servers\)/);
    expect(words).toContain('virtual server HTTPS: active = 1 (it was 0) kept as version 2');
    expect(words).toContain('All 2 lines are as written, and none is gone.');
  });

  test('is searched, and says what it does not understand', async () => {
    await open();
    await web.send('/secure/control', { action: 'stop' });
    await web.send('/secure/control', { action: 'start' });
    await web.send('/secure/control', { action: 'explode' });
    const found = async (query: string) => {
      const { body } = await web.get(`/secure/audit?${query}`);
      return [...body.matchAll(/<tr id="n(\d+)"/g)].map(([, number]) => Number(number));
    };
    expect(await found('')).toEqual([3, 2, 1]);
    expect(await found('object=start')).toEqual([2]);
    expect(await found('result=refused')).toEqual([3]);
    expect(await found('user=PIR')).toEqual([3, 2, 1]);
    expect(await found('user=marie')).toEqual([]);
    expect(await found('from=1h&to=2999-12-31')).toEqual([3, 2, 1]);
    expect(await found('to=1h')).toEqual([]);
    expect(await wordsAt('/secure/audit?from=yesterday')).toContain(
      'yesterday is no date that is understood',
    );
    expect(await found('from=yesterday&result=nonsense&before=x')).toEqual([3, 2, 1]);
  });

  test('is turned over page by page, with the search kept', async () => {
    await open();
    const log = openAuditLog({ folder: join(web.state, 'audit') });
    const entry = {
      user: 'ann',
      address: '',
      role: 'command line',
      action: 'apply',
      outcome: 'done',
    } as const;
    for (let count = 0; count < 60; count += 1) await log.record(entry);
    const first = await web.get('/secure/audit?user=ann');
    expect(first.body.match(/<tr id="n/g)).toHaveLength(50);
    const [, older = ''] = /href="(\/secure\/audit\?user=ann&amp;before=\d+)"/.exec(first.body) ?? [];
    const second = await web.get(older.replace('&amp;', '&'));
    expect(second.body.match(/<tr id="n/g)).toHaveLength(10);
    expect(second.body).toContain('href="/secure/audit?user=ann"');
  });

  test('says where the log is damaged', async () => {
    await open();
    await web.send('/secure/control', { action: 'stop' });
    await web.send('/secure/control', { action: 'start' });
    const path = join(web.state, 'audit', 'audit.jsonl');
    await writeFile(path, (await readFile(path, 'latin1')).replace('"stop"', '"test"'));
    const words = await wordsAt('/secure/audit?verify=now');
    expect(words).toContain('The log is damaged at line 1: it was changed after it was written.');
  });

  test('shows a log that somebody wrote as text, never as markup or movements of a cursor', async () => {
    await open();
    await web.send('/secure/control', { action: 'stop' });
    const path = join(web.state, 'audit', 'audit.jsonl');
    const hostile = '<script>\\u001b[2J\\u202e';
    await writeFile(
      path,
      (await readFile(path, 'latin1')).replace('"user":"piranha"', `"user":"${hostile}"`),
    );
    const { body } = await web.get('/secure/audit');
    expect(body).toContain('&lt;script&gt;\\x1b[2J\\u{202e}');
  });

  test('says why the log cannot be read', async () => {
    await open();
    await mkdir(join(web.state, 'audit', 'audit.jsonl'), { recursive: true });
    const answer = await web.get('/secure/audit');
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('audit.jsonl');
  });
});
